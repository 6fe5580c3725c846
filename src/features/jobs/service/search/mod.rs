//! The posting search: full text, filters, keyset pages. Total count and highlights are computed only if selected.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, ExprTrait, FromQueryResult, PaginatorTrait,
    PartialModelTrait, QueryFilter, QueryOrder, QuerySelect, Select, sea_query::Expr,
};

use crate::{
    error::Result,
    features::jobs::{
        Jobs, PostingCard,
        entity::{posting, posting_location},
    },
    types::{
        cursor::{Cursor, List},
        id::{CompanyId, PostingId},
        page::{Page, Slice},
        work::{EmploymentType, RemoteMode, Seniority},
    },
};

mod fulltext;
mod text;

pub use self::{
    fulltext::{Highlights, Span},
    text::SearchText,
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

#[derive(FromQueryResult)]
struct Found {
    #[sea_orm(nested)]
    posting: PostingCard,
    rank: i64,
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

    const fn by_rank(&self) -> bool {
        self.text.is_some() && matches!(self.order, Order::Relevance)
    }
}

impl Jobs {
    /// One page of open postings.
    pub async fn search(&self, search: &Search, page: &Page) -> Result<Slice<PostingCard>> {
        let backend = self.platform.db.backend();
        let select = matching(search, backend);
        let rank = match &search.text {
            Some(text) if search.by_rank() => fulltext::rank(text, backend),
            _ => Expr::value(0_i64),
        };
        let mut select =
            PostingCard::select_cols(select.select_only()).column_as(rank.clone(), "rank");
        let key = if search.by_rank() {
            rank
        } else {
            Expr::col((posting::Entity, posting::Column::PostedAt))
        };
        if let Some(after) = &page.after {
            let at = if search.by_rank() {
                Expr::value(after.key)
            } else {
                Expr::value(DateTime::from_timestamp_micros(after.key).unwrap_or_default())
            };
            let behind = Condition::any().add(key.clone().lt(at.clone())).add(
                key.clone()
                    .eq(at.clone())
                    .and(Expr::col((posting::Entity, posting::Column::Id)).lt(PostingId(after.id))),
            );
            // The first condition bounds the index scan; the second breaks ties.
            select = select.filter(key.clone().lte(at)).filter(behind);
        }
        let found = select
            .order_by_desc(key)
            .order_by_desc(posting::Column::Id)
            .limit(page.limit());
        let rows: Vec<Found> = found.into_model().all(self.platform.db.conn()).await?;
        let by_rank = search.by_rank();
        let slice = page.slice(rows, |found| {
            let key = if by_rank {
                found.rank
            } else {
                found.posting.posted_at.timestamp_micros()
            };
            Cursor {
                key,
                id: found.posting.id.0,
            }
        });
        Ok(slice.map(|found| found.posting))
    }

    /// The number of open postings that match.
    pub async fn count(&self, search: &Search) -> Result<u64> {
        Ok(matching(search, self.platform.db.backend())
            .count(self.platform.db.conn())
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

fn matching(search: &Search, backend: DbBackend) -> Select<posting::Entity> {
    use posting::Column as Is;
    let filter = &search.filter;
    let mut select = posting::open();
    if let Some(text) = &search.text {
        select = fulltext::matching(select, text, backend);
    }
    if !filter.remote_modes.is_empty() {
        select = select.filter(Is::RemoteMode.is_in(filter.remote_modes.iter().copied()));
    }
    if !filter.employment_types.is_empty() {
        select = select.filter(Is::EmploymentType.is_in(filter.employment_types.iter().copied()));
    }
    if !filter.seniorities.is_empty() {
        select = select.filter(Is::Seniority.is_in(filter.seniorities.iter().copied()));
    }
    if !filter.countries.is_empty() {
        select = select.filter(Expr::exists(posting_location::in_countries(
            &filter.countries,
        )));
    }
    if let Some(pay) = &filter.pay {
        select = select
            .filter(Is::PayCurrency.eq(pay.currency.as_str()))
            .filter(Is::PayYearlyMax.gte(pay.yearly_min));
    }
    if let Some(since) = filter.posted_since {
        select = select.filter(Is::PostedAt.gte(since));
    }
    if let Some(company) = filter.company {
        select = select.filter(Is::CompanyId.eq(company));
    }
    select
}
