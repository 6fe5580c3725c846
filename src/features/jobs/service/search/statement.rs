//! The statements of the posting search.

use chrono::DateTime;
use sea_orm::{
    ColumnTrait, Condition, DbBackend, ExprTrait, PartialModelTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
    sea_query::{Alias, Expr, Func, JoinType, Order, Query},
};

use super::{criteria::Search, fulltext, text::SearchText};
use crate::{
    features::jobs::entity::{posting, posting_location},
    types::{cursor::Cursor, id::PostingId, page::Page},
};

/// The columns of matches: the posting, the key of the order, and the number of all matches.
const ID: &str = "posting_id";
const KEY: &str = "sort_key";
const TOTAL: &str = "total";

/// A page of matches of a text. All matches are found, counted and sorted by id and key alone; then the rows of the page are read.
pub(super) fn by_text(
    search: &Search,
    text: &SearchText,
    page: &Page,
    counted: bool,
    backend: DbBackend,
) -> Select<posting::Entity> {
    let _ = text;
    let key = if search.by_rank() {
        fulltext::rank()
    } else {
        Expr::col((posting::Entity, posting::Column::PostedAt))
    };
    let total = if counted {
        Expr::cust("count(*) OVER ()")
    } else {
        Expr::cust("CAST(0 AS bigint)")
    };
    let found = matching(search, backend)
        .select_only()
        .column_as(posting::Column::Id, ID)
        .column_as(key, KEY)
        .column_as(total, TOTAL);
    let mut paged = Query::select();
    paged
        .columns([ID, KEY, TOTAL].map(Alias::new))
        .from_subquery(QueryTrait::into_query(found), Alias::new("found"));
    if let Some(after) = &page.after {
        let [key, id] = [KEY, ID].map(|name| Expr::col(Alias::new(name)));
        paged.cond_where(behind(&key, &id, key_of(search, after), after));
    }
    paged
        .order_by(Alias::new(KEY), Order::Desc)
        .order_by(Alias::new(ID), Order::Desc)
        .limit(page.limit());
    let of_page = |name: &str| Expr::col((Alias::new("page"), Alias::new(name)));
    let rank = if search.by_rank() {
        of_page(KEY)
    } else {
        no_number()
    };
    let mut select = posting::Card::select_cols(posting::all().select_only())
        .column_as(rank, "rank")
        .column_as(of_page(TOTAL), TOTAL)
        .order_by_desc(of_page(KEY))
        .order_by_desc(of_page(ID));
    let on = of_page(ID).equals((posting::Entity, posting::Column::Id));
    QueryTrait::query(&mut select).join_subquery(
        JoinType::InnerJoin,
        paged,
        Alias::new("page"),
        on,
    );
    select
}

/// A page of postings by time, which an index has in this order.
pub(super) fn by_time(search: &Search, page: &Page, backend: DbBackend) -> Select<posting::Entity> {
    let [key, id] = [posting::Column::PostedAt, posting::Column::Id]
        .map(|column| Expr::col((posting::Entity, column)));
    let mut select = posting::Card::select_cols(matching(search, backend).select_only())
        .column_as(no_number(), "rank")
        .column_as(no_number(), TOTAL);
    if let Some(after) = &page.after {
        select = select.filter(behind(&key, &id, key_of(search, after), after));
    }
    select
        .order_by_desc(key)
        .order_by_desc(id)
        .limit(page.limit())
}

/// The rows behind a cursor. The first condition bounds the scan of an index; the second breaks ties.
fn behind(key: &Expr, id: &Expr, at: Expr, after: &Cursor) -> Condition {
    let tie = Condition::any().add(key.clone().lt(at.clone())).add(
        key.clone()
            .eq(at.clone())
            .and(id.clone().lt(PostingId(after.id))),
    );
    Condition::all().add(key.clone().lte(at)).add(tie)
}

/// The value of the cursor's key.
fn key_of(search: &Search, after: &Cursor) -> Expr {
    if search.by_rank() {
        Expr::value(after.key)
    } else {
        Expr::value(DateTime::from_timestamp_micros(after.key).unwrap_or_default())
    }
}

fn no_number() -> Expr {
    Expr::cust("CAST(0 AS bigint)")
}

/// The open postings that match.
pub(super) fn matching(search: &Search, backend: DbBackend) -> Select<posting::Entity> {
    match &search.text {
        Some(text) => {
            let narrowed = (!search.filter.is_empty()).then(|| filtered(search));
            fulltext::matching(posting::all(), text, narrowed, search.by_rank(), backend)
        }
        None => filtered(search),
    }
}

/// The open postings that pass the filter.
fn filtered(search: &Search) -> Select<posting::Entity> {
    use posting::Column as Is;
    let filter = &search.filter;
    let mut select = posting::open();
    // The index of words finds fewer rows than those of the filters: reading the latter as well costs more than testing the rows. A
    // prepared statement is planned without the values, so the planner cannot know it; without the column itself, there is no index.
    let column = |column: Is| {
        let named = Expr::col((posting::Entity, column));
        if search.text.is_some() {
            Expr::expr(Func::coalesce([named.clone(), named]))
        } else {
            named
        }
    };
    if !filter.remote_modes.is_empty() {
        select = select.filter(column(Is::RemoteMode).is_in(filter.remote_modes.iter().copied()));
    }
    if !filter.employment_types.is_empty() {
        select = select
            .filter(column(Is::EmploymentType).is_in(filter.employment_types.iter().copied()));
    }
    if !filter.seniorities.is_empty() {
        select = select.filter(column(Is::Seniority).is_in(filter.seniorities.iter().copied()));
    }
    if !filter.countries.is_empty() {
        select = select.filter(Expr::exists(posting_location::in_countries(
            &filter.countries,
        )));
    }
    if let Some(pay) = &filter.pay {
        select = select
            .filter(column(Is::PayCurrency).eq(pay.currency.as_str()))
            .filter(column(Is::PayYearlyMax).gte(pay.yearly_min));
    }
    if let Some(since) = filter.posted_since {
        select = select.filter(column(Is::PostedAt).gte(since));
    }
    if let Some(company) = filter.company {
        select = select.filter(Is::CompanyId.eq(company));
    }
    select
}
