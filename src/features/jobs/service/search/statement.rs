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
        in_order_of_an_index(search, page)
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
    let hits = wanted(search, &search.filter, COUNTED_MAX + 1);
    let found = match (hits, search.order()) {
        // The index knows the key, so the rows of the postings are not read.
        (Some(hits), Order::Relevance | Order::Newest) => Query::select()
            .expr_as(Expr::col(fulltext::ID), ID)
            .expr_as(Expr::col(fulltext::RANK), KEY)
            .expr_as(total, TOTAL)
            .from_subquery(fulltext::matches(&hits, backend), Alias::new("hits"))
            .to_owned(),
        _ => QueryTrait::into_query(
            matching(search, &search.filter, COUNTED_MAX + 1, backend)
                .select_only()
                .column_as(posting::Column::Id, ID)
                .column_as(key(search), KEY)
                .column_as(total, TOTAL),
        ),
    };
    let mut paged = Query::select();
    paged
        .columns([ID, KEY, TOTAL].map(Alias::new))
        .from_subquery(found, Alias::new("found"));
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
fn in_order_of_an_index(search: &Search, page: &Page) -> Select<posting::Entity> {
    let (key, id) = (
        key(search),
        Expr::col((posting::Entity, posting::Column::Id)),
    );
    let shown = match search.order() {
        Order::Newest => no_number(),
        _ => key.clone(),
    };
    let mut select = posting::Card::select_cols(filtered(search, &search.filter).select_only())
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
    match (search.order(), &search.filter.near) {
        (Order::Pay, _) => Expr::cust(conditions::PAY_KEY),
        (Order::Distance, Some(near)) => Expr::val(0_i64).sub(Expr::SubQuery(
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

/// The value of the cursor's key. Of a text, the key of the order by time is in microseconds.
fn key_of(search: &Search, after: &Cursor) -> Expr {
    match search.order() {
        Order::Newest if search.text.is_none() => {
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
    let mut select = matching(search, &search.filter, COUNTED_MAX + 1, backend)
        .select_only()
        .column(posting::Column::Id);
    if search.text.is_none() {
        select = newest(select, COUNTED_MAX + 1);
    }
    select
}

/// The newest of these postings.
fn newest(select: Select<posting::Entity>, most: u64) -> Select<posting::Entity> {
    select
        .order_by_desc(posting::Column::PostedAt)
        .order_by_desc(posting::Column::Id)
        .limit(most)
}

/// The newest open postings that match the text of a search and a filter.
pub(super) fn newest_matching(
    search: &Search,
    filter: &Filter,
    backend: DbBackend,
) -> Select<posting::Entity> {
    let select = matching(search, filter, COUNTED_MAX, backend);
    if search.text.is_some() {
        // The index finds the newest.
        return select;
    }
    newest(select, COUNTED_MAX)
}

/// The open postings that match the text of a search, the newest ones, and a filter.
fn matching(
    search: &Search,
    filter: &Filter,
    most: u64,
    backend: DbBackend,
) -> Select<posting::Entity> {
    match wanted(search, filter, most) {
        Some(wanted) => fulltext::matching(
            posting::all(),
            &fulltext::Wanted {
                by_rank: false,
                ..wanted
            },
            backend,
        ),
        None => filtered(search, filter),
    }
}

/// What is wanted of the index, if the search has a text.
fn wanted<'a>(search: &'a Search, filter: &Filter, most: u64) -> Option<fulltext::Wanted<'a>> {
    let narrowed =
        (!filter.is_empty() || search.as_of().is_some()).then(|| filtered(search, filter));
    Some(fulltext::Wanted {
        text: search.words()?,
        narrowed,
        by_rank: search.order() == Order::Relevance,
        most,
        windows: search.windows(),
    })
}

/// The open postings that pass a filter, among those that were there when the first page was read.
fn filtered(search: &Search, filter: &Filter) -> Select<posting::Entity> {
    let mut select = posting::open();
    if let Some(as_of) = search.as_of() {
        select = select.filter(posting::Column::FirstSeenAt.lte(as_of));
    }
    select.filter(conditions::of(filter, search.text.is_some()))
}
