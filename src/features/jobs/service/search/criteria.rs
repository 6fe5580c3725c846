//! What a search asks for: query, filter and order.

use chrono::{DateTime, Utc};

use super::text::SearchText;
use crate::types::{
    cursor::List,
    id::CompanyId,
    work::{EmploymentType, RemoteMode, Seniority},
};

/// A filter of postings.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Any of these remote modes.
    pub remote_modes: Vec<RemoteMode>,
    /// A place in any of these countries (ISO 3166-1 alpha-2, upper case).
    pub countries: Vec<String>,
    /// Any of these employment types.
    pub employment_types: Vec<EmploymentType>,
    /// Any of these seniorities.
    pub seniorities: Vec<Seniority>,
    /// At least this pay.
    pub pay: Option<PayFilter>,
    /// Published since.
    pub posted_since: Option<DateTime<Utc>>,
    /// Only postings of this company.
    pub company: Option<CompanyId>,
}

impl Filter {
    /// True if all postings pass.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.remote_modes.is_empty()
            && self.countries.is_empty()
            && self.employment_types.is_empty()
            && self.seniorities.is_empty()
            && self.pay.is_none()
            && self.posted_since.is_none()
            && self.company.is_none()
    }
}

/// Postings that state a pay in this currency whose upper end reaches the amount.
#[derive(Clone, Debug)]
pub struct PayFilter {
    /// Whole units per year.
    pub yearly_min: i64,
    /// ISO 4217.
    pub currency: String,
}

/// The order of the postings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "PostingOrder")]
pub enum Order {
    /// Last published first.
    Newest,
    /// Best match of the query first; without a query, last published first.
    Relevance,
}

/// A search: query, filter and order.
#[derive(Clone, Debug)]
pub struct Search {
    /// The query, if any.
    pub text: Option<SearchText>,
    /// The filter.
    pub filter: Filter,
    /// The order.
    pub order: Order,
}

impl Search {
    /// The list that the cursors of this search belong to.
    #[must_use]
    pub const fn list(&self) -> List {
        if self.by_rank() {
            List::PostingsByRank
        } else {
            List::PostingsByDate
        }
    }

    /// True if the best match is first.
    pub(super) const fn by_rank(&self) -> bool {
        self.text.is_some() && matches!(self.order, Order::Relevance)
    }
}
