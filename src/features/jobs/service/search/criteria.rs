//! What a search asks for: query, filter and order.

use std::hash::{Hash, Hasher};

use chrono::{DateTime, Utc};
use siphasher::sip::SipHasher13;

use super::{filter::Filter, near, neighbours, text::SearchText, window::Windows};
use crate::{
    error::{Error, Result},
    types::{
        cursor::{Cursor, List, SearchCursor},
        page::Page,
    },
};

/// The number of matches that totals and facets count.
pub const COUNTED_MAX: u64 = 10_000;

/// The order of the postings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, async_graphql::Enum)]
#[graphql(name = "PostingOrder")]
pub enum Order {
    /// Last published first.
    Newest,
    /// Best match of the query first; without a query, last published first.
    Relevance,
    /// Highest pay first, by the upper end per year in euros (see `YearlyPay.inEuros`). Postings without a stated pay, or in a currency without
    /// a rate, come last.
    Pay,
    /// Nearest place first; only with `filter.near`.
    Distance,
    /// Best match with the viewer's profile first, of the postings of `Viewer.matches`: others are left out. UNAUTHENTICATED without a token. Facets count all
    /// matches of the search.
    Match,
}

/// A search: query, filter and order.
#[derive(Clone, Debug)]
pub struct Search {
    /// The query, if any.
    pub text: Option<SearchText>,
    /// The filter.
    pub filter: Filter,
    /// The order. Without a query, there is no relevance.
    order: Order,
    /// The query with other words for those that no posting has, or beside those that few have.
    corrected: Option<SearchText>,
    /// Only postings that were there at this time: that of the first page.
    as_of: Option<DateTime<Utc>>,
    windows: Windows,
}

impl Search {
    /// A search. Refuses an order that needs what the search does not have.
    pub fn new(text: Option<SearchText>, filter: Filter, order: Option<Order>) -> Result<Self> {
        let order = match order.unwrap_or(Order::Relevance) {
            Order::Relevance if text.is_none() => Order::Newest,
            Order::Distance if filter.near.is_none() => {
                return Err(Error::bad_input(
                    "The order DISTANCE needs a centre; state it as \"filter.near\".",
                )
                .at("order"));
            }
            order => order,
        };
        Ok(Self {
            text: text.map(neighbours::widened),
            filter,
            order,
            corrected: None,
            as_of: None,
            windows: Windows::default(),
        })
    }

    /// The page after a cursor. A cursor belongs to its text, filter and order; the search continues with the postings that were there when
    /// the first page was read.
    pub fn page(&mut self, first: Option<i32>, after: Option<&str>) -> Result<Page> {
        let (page, after) = Page::of_search(first, after, self.list(), self.fingerprint())?;
        self.as_of = after.map(|cursor| cursor.as_of);
        Ok(page)
    }

    /// The external form of a position on a page that is read now.
    #[must_use]
    pub fn cursor(&self, position: &Cursor, now: DateTime<Utc>) -> String {
        let cursor = SearchCursor {
            position: *position,
            search: self.fingerprint(),
            as_of: self.as_of.unwrap_or(now),
        };
        cursor.encode(self.list())
    }

    /// How far the nearest place of the posting at this position is from the centre, in kilometres, if that is the order.
    #[must_use]
    pub fn distance_km(&self, position: &Cursor) -> Option<f64> {
        (self.order == Order::Distance).then(|| near::kilometres(position.key.saturating_neg()))
    }

    /// Continues with other words for those that no posting has, or beside those that few have. Cursors stay those of the query as typed.
    pub(super) fn correct(&mut self, text: SearchText) {
        self.corrected = Some(text);
    }

    /// Searches the newest postings first, by these windows.
    pub(super) fn look_through(&mut self, windows: Windows) {
        self.windows = windows;
    }

    /// The windows that are searched one after another.
    pub(super) const fn windows(&self) -> &Windows {
        &self.windows
    }

    /// The query that is searched for: as typed, or corrected.
    #[must_use]
    pub fn words(&self) -> Option<&SearchText> {
        self.corrected.as_ref().or(self.text.as_ref())
    }

    /// The effective order.
    pub(super) const fn order(&self) -> Order {
        self.order
    }

    /// The time of the first page, if this is not it.
    pub(super) const fn as_of(&self) -> Option<DateTime<Utc>> {
        self.as_of
    }

    /// The list that the cursors of this search belong to.
    const fn list(&self) -> List {
        match self.order {
            Order::Newest => List::PostingsByDate,
            Order::Relevance => List::PostingsByRank,
            Order::Pay => List::PostingsByPay,
            Order::Distance => List::PostingsByDistance,
            Order::Match => List::PostingsByMatch,
        }
    }

    /// Equal for equal searches, whatever the order of the values in the lists of the filter.
    fn fingerprint(&self) -> u64 {
        let mut hasher = SipHasher13::new();
        (&self.text, &self.filter, self.order).hash(&mut hasher);
        hasher.finish()
    }
}
