//! What a unit of work changed of whose.

use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use crate::{
    error::Result,
    types::{actor::Actor, id::UserId},
};

/// A thing of a user that was created, changed or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whose it is.
    pub owner: UserId,
    /// What kind of thing, as its GraphQL type is called.
    pub thing: &'static str,
    /// Its id.
    pub id: Uuid,
    /// The version it has now; none if it is deleted.
    pub version: Option<i32>,
}

/// Records changes inside the transaction that makes them. There is one recorder or none: a feature that keeps a feed of changes
/// sets itself with `Platform::record_changes`.
#[async_trait::async_trait]
pub trait ChangeRecorder: Send + Sync {
    /// Records what one unit of work changed, and who did it.
    async fn record(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        changes: &[Change],
    ) -> Result<()>;
}
