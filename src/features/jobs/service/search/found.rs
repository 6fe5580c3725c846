//! A row of a page of a search, as it is read.

use sea_orm::FromQueryResult;

use crate::features::jobs::PostingCard;

/// A posting of the page.
#[derive(FromQueryResult)]
pub(super) struct Found {
    #[sea_orm(nested)]
    pub posting: PostingCard,
    /// The key of the order.
    pub key: i64,
    /// The number of all matches, if it was read with the page; 0 if not.
    pub total: i64,
    /// The facts of all matches, in the first row and if they were read with the page.
    pub facts: Option<String>,
}
