//! The statements of the posting search: matches, their order, and pages.

use chrono::DateTime;
use sea_orm::{
    ColumnTrait, Condition, DbBackend, ExprTrait, PartialModelTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
    sea_query::{self, Alias, Expr, JoinType, Query},
};

use super::{
    criteria::{COUNTED_MAX, Order, Search},
    filter::{Filter, conditions},
    fulltext,
};
use crate::{
    features::jobs::entity::posting,
    types::{cursor::Cursor, id::PostingId, page::Page},
};

/// The columns of matches: the posting, the key of the order, and the number of all matches.
const ID: &str = "posting_id";
const KEY: &str = "sort_key";
const TOTAL: &str = "total";

/// A page of a search.
pub(super) fn page(
    search: &Search,
    page: &Page,
    counted: bool,
    backend: DbBackend,
) -> Select<posting::Entity> {
    if search.text.is_some() || search.order() == Order::Distance {
        of_all_matches(search, page, counted, backend)
    } else {
        in_order_of_an_index(search, page, backend)
    }
}

/// All matches are found, counted and sorted by id and key alone; then the rows of the page are read.
fn of_all_matches(
    search: &Search,
    page: &Page,
    counted: bool,
    backend: DbBackend,
) -> Select<posting::Entity> {
    let total = if counted {
        Expr::cust("count(*) OVER ()")
    } else {
        no_number()
    };
    let found = matching(search, &search.filter, backend)
        .select_only()
        .column_as(posting::Column::Id, ID)
        .column_as(key(search), KEY)
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
        .order_by(Alias::new(KEY), sea_query::Order::Desc)
        .order_by(Alias::new(ID), sea_query::Order::Desc)
        .limit(page.limit());
    let of_page = |name: &str| Expr::col((Alias::new("page"), Alias::new(name)));
    let shown = match search.order() {
        Order::Newest => no_number(),
        _ => of_page(KEY),
    };
    let mut select = posting::Card::select_cols(posting::all().select_only())
        .column_as(shown, "key")
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

/// A page in an order that an index has.
fn in_order_of_an_index(
    search: &Search,
    page: &Page,
    backend: DbBackend,
) -> Select<posting::Entity> {
    let (key, id) = (
        key(search),
        Expr::col((posting::Entity, posting::Column::Id)),
    );
    let shown = match search.order() {
        Order::Newest => no_number(),
        _ => key.clone(),
    };
    let mut select =
        posting::Card::select_cols(matching(search, &search.filter, backend).select_only())
            .column_as(shown, "key")
            .column_as(no_number(), TOTAL);
    if let Some(after) = &page.after {
        select = select.filter(behind(&key, &id, key_of(search, after), after));
    }
    select
        .order_by_desc(key)
        .order_by_desc(id)
        .limit(page.limit())
}

/// The key of the order: the highest is first.
fn key(search: &Search) -> Expr {
    match (search.order(), search.words(), &search.filter.near) {
        (Order::Relevance, Some(_), _) => fulltext::rank(),
        (Order::Pay, _, _) => Expr::cust(conditions::PAY_KEY),
        (Order::Distance, _, Some(near)) => Expr::val(0_i64).sub(Expr::SubQuery(
            None,
            Box::new(conditions::nearest(near).into()),
        )),
        _ => Expr::col((posting::Entity, posting::Column::PostedAt)),
    }
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
    match search.order() {
        Order::Newest => {
            Expr::value(DateTime::from_timestamp_micros(after.key).unwrap_or_default())
        }
        _ => Expr::value(after.key),
    }
}

fn no_number() -> Expr {
    Expr::cust("CAST(0 AS bigint)")
}

/// The matches that a total counts: the newest, and one more than are counted, so that it is known whether there are more.
pub(super) fn counted(search: &Search, backend: DbBackend) -> Select<posting::Entity> {
    matching(search, &search.filter, backend)
        .select_only()
        .column(posting::Column::Id)
        .order_by_desc(posting::Column::PostedAt)
        .order_by_desc(posting::Column::Id)
        .limit(COUNTED_MAX + 1)
}

/// The open postings that match the text of a search and a filter.
pub(super) fn matching(
    search: &Search,
    filter: &Filter,
    backend: DbBackend,
) -> Select<posting::Entity> {
    let Some(text) = search.words() else {
        return filtered(search, filter);
    };
    let narrowed =
        (!filter.is_empty() || search.as_of().is_some()).then(|| filtered(search, filter));
    let by_rank = search.order() == Order::Relevance;
    let wanted = fulltext::Wanted {
        text,
        narrowed,
        by_rank,
        windows: search.windows(),
    };
    fulltext::matching(posting::all(), &wanted, backend)
}

/// The open postings that pass a filter, among those that were there when the first page was read.
fn filtered(search: &Search, filter: &Filter) -> Select<posting::Entity> {
    let mut select = posting::open();
    if let Some(as_of) = search.as_of() {
        select = select.filter(posting::Column::FirstSeenAt.lte(as_of));
    }
    select.filter(conditions::of(filter, search.text.is_some()))
}
