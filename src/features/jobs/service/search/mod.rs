//! The posting search: full text, filters, keyset pages. Total count and highlights are computed only if selected.

use std::{collections::HashMap, ops::RangeInclusive, sync::Arc};

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use self::found::Found;
use crate::{
    error::{Error, Result},
    features::jobs::{Jobs, PostingCard, entity::posting_location},
    types::{
        cursor::Cursor,
        id::PostingId,
        page::{Page, Slice},
    },
};

pub mod among;
mod correction;
mod criteria;
mod document;
mod engine;
mod facet;
mod facts;
mod filter;
mod found;
mod fulltext;
pub mod index;
mod marks;
mod near;
mod neighbours;
mod pattern;
mod rank;
mod ranked;
mod statement;
mod tally;
mod text;
mod window;

pub use self::{
    correction::Correction,
    criteria::{COUNTED_MAX, Order, Search},
    document::Field,
    facet::{Counted, FacetValue, Facets},
    filter::{
        Connected, ConnectedCompanies, Field as FilterField, Filter, PayFilter, Values,
        near as near_filter,
    },
    marks::{Highlights, Span, Why, WhyMatch},
    near::{Near, point},
    text::SearchText,
    window::Measured,
};

/// Numbers of cities that are looked up before a search: below, the index is asked for each; above, that would take longer than the search.
const LOOKED_UP: RangeInclusive<usize> = 20..=5_000;

/// A page of a search.
pub struct FoundPage {
    /// The postings.
    pub postings: Slice<PostingCard>,
    /// The number of all matches, if it was read with the page.
    pub total: Option<u64>,
    /// What facets are counted from, if it was read with the page.
    pub counted: Option<Counted>,
    /// The time when it was read.
    pub read_at: DateTime<Utc>,
}

/// What a page is wanted with.
#[derive(Clone, Debug, Default)]
pub struct With {
    /// The number of all matches.
    pub total: bool,
    /// The facets of these fields; `None`, if none are.
    pub facets: Option<Vec<FilterField>>,
}

impl Jobs {
    /// One page of open postings, with the number of all matches and what facets are counted from, if it is wanted `with` them and they cost no
    /// statement of their own: a full-text search reads all matches in any case, a list by time reads only the page. If nothing matches, words that no posting has are corrected; beside
    /// rare words, much more frequent ones that are spelled alike are searched for.
    pub async fn search(&self, search: &mut Search, page: &Page, with: &With) -> Result<FoundPage> {
        let read_at = self.platform.clock.now();
        search.look_through(self.windows());
        self.look_up_cities(search).await?;
        let extras = statement::Extras {
            total: with.total,
            facts: facet::are_of_all_matches(search, with.facets.as_deref()),
        };
        let mut rows = self.found(search, page, extras).await?;
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
                rows = self.found(search, page, extras).await?;
            }
        }
        let facts = rows.first_mut().and_then(|found| found.facts.take());
        let (mut total, mut counted) = match rows.first() {
            Some(found) => (
                u64::try_from(found.total).ok().filter(|total| *total > 0),
                facts.map(Counted::new),
            ),
            // The first page is empty: there are no matches.
            None if page.after.is_none() => (Some(0), Some(Counted::default())),
            None => (None, None),
        };
        if extras.total && extras.facts && counted.is_none() {
            // One statement has both.
            let all = self.counted(search, &search.filter).await?;
            total = Some(all.total());
            counted = Some(all);
        }
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
            counted,
            read_at,
        })
    }

    /// Looks up which of many cities within a distance postings name: the index is asked for each.
    async fn look_up_cities(&self, search: &mut Search) -> Result<()> {
        if let Some(near) = &mut search.filter.near {
            let cities = near.cities();
            if LOOKED_UP.contains(&cities.len()) {
                near.keep(posting_location::named(self.platform.db.conn(), &cities).await?);
            }
        }
        Ok(())
    }

    async fn found(
        &self,
        search: &Search,
        page: &Page,
        extras: statement::Extras,
    ) -> Result<Vec<Found>> {
        let db = &self.platform.db;
        if ranked::is_for(search, db.backend()) {
            return ranked::page(db.conn(), search, page, extras).await;
        }
        let select = statement::page(search, page, extras, db.backend());
        Ok(select.into_model().all(db.conn()).await?)
    }

    /// The number of open postings that match; no more than one beyond [`COUNTED_MAX`] are counted.
    pub async fn count(&self, search: &Search) -> Result<u64> {
        let db = &self.platform.db;
        let count = statement::counted(search, db.backend());
        let row = db.conn().query_one(&count).await?;
        let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        u64::try_from(count).map_err(Error::internal)
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
