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

mod correction;
mod criteria;
mod document;
mod engine;
mod facet;
mod filter;
mod fulltext;
pub mod index;
mod marks;
mod near;
mod neighbours;
mod pattern;
mod rank;
mod statement;
mod text;
mod window;

pub use self::{
    correction::Correction,
    criteria::{COUNTED_MAX, Order, Search},
    document::Field,
    facet::{FacetValue, Facets},
    filter::{Field as FilterField, Filter, PayFilter, Values, near as near_filter},
    marks::{Highlights, Span, Why, WhyMatch},
    near::{Near, point},
    text::SearchText,
    window::Measured,
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
    /// reads all matches in any case, a list by time reads only the page. If nothing matches, words that no posting has are corrected; beside
    /// rare words, much more frequent ones that are spelled alike are searched for.
    pub async fn search(
        &self,
        search: &mut Search,
        page: &Page,
        counted: bool,
    ) -> Result<FoundPage> {
        let read_at = self.platform.clock.now();
        search.look_through(self.windows());
        let mut rows = self.found(search, page, counted).await?;
        if let Some(text) = &search.text {
            let mut corrected = None;
            if rows.is_empty() {
                corrected = self.corrected(text).await?;
            }
            if corrected.is_none() {
                let is_whole = page.after.is_none() && search.filter.is_empty();
                let all = u64::try_from(rows.len()).ok();
                let all = all.filter(|all| is_whole && *all < page.limit());
                corrected = self.widened(text, rows.len(), all).await?;
            }
            if let Some(corrected) = corrected {
                search.correct(corrected);
                rows = self.found(search, page, counted).await?;
            }
        }
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

    async fn found(&self, search: &Search, page: &Page, counted: bool) -> Result<Vec<Found>> {
        let db = &self.platform.db;
        let select = statement::page(search, page, counted, db.backend());
        Ok(select.into_model().all(db.conn()).await?)
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
        marks::highlights(self.platform.db.conn(), text, ids).await
    }

    /// Why the search found these postings: one statement each for texts, skills and places.
    pub async fn batch_why(
        &self,
        text: &SearchText,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Arc<Vec<Why>>>> {
        marks::why(self.platform.db.conn(), text, ids).await
    }
}
