//! The posting search: full text, filters, keyset pages. Total count and highlights are computed only if selected.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, PaginatorTrait};

use crate::{
    error::Result,
    features::jobs::{Jobs, PostingCard},
    types::{
        cursor::Cursor,
        id::PostingId,
        page::{Page, Slice},
    },
};

mod criteria;
mod facet;
mod filter;
mod fulltext;
mod near;
mod statement;
mod text;

pub use self::{
    criteria::{COUNTED_MAX, Order, Search},
    facet::{FacetValue, Facets},
    filter::{Field as FilterField, Filter, PayFilter, Values, currency, near as near_filter},
    fulltext::{Highlights, Span},
    near::{Near, point},
    text::SearchText,
};

/// A page of a search.
pub struct FoundPage {
    /// The postings.
    pub postings: Slice<PostingCard>,
    /// The number of all matches, if it was read with the page.
    pub total: Option<u64>,
    /// The time when it was read.
    pub read_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct Found {
    #[sea_orm(nested)]
    posting: PostingCard,
    key: i64,
    total: i64,
}

impl Jobs {
    /// One page of open postings, and the number of all matches if it is `counted` and costs no statement of its own: a full-text search
    /// reads all matches in any case, a list by time reads only the page.
    pub async fn search(&self, search: &Search, page: &Page, counted: bool) -> Result<FoundPage> {
        let (db, read_at) = (&self.platform.db, self.platform.clock.now());
        let select = statement::page(search, page, counted, db.backend());
        let rows: Vec<Found> = select.into_model().all(db.conn()).await?;
        let total = match rows.first() {
            Some(found) => u64::try_from(found.total).ok().filter(|total| *total > 0),
            // The first page is empty: there are no matches.
            None => page.after.is_none().then_some(0),
        };
        let slice = page.slice(rows, |found| {
            let key = match search.order() {
                Order::Newest => found.posting.posted_at.timestamp_micros(),
                _ => found.key,
            };
            Cursor {
                key,
                id: found.posting.id.0,
            }
        });
        Ok(FoundPage {
            postings: slice.map(|found| found.posting),
            total,
            read_at,
        })
    }

    /// The number of open postings that match; no more than one beyond [`COUNTED_MAX`] are counted.
    pub async fn count(&self, search: &Search) -> Result<u64> {
        let db = &self.platform.db;
        Ok(statement::counted(search, db.backend())
            .count(db.conn())
            .await?)
    }

    /// The matched words in these postings: one statement for all.
    pub async fn batch_highlights(
        &self,
        text: &SearchText,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Arc<Highlights>>> {
        fulltext::highlights(self.platform.db.conn(), text, ids).await
    }
}
