//! The statements of the posting search: matches, their order, and pages.

use chrono::DateTime;
use sea_orm::{
    ColumnTrait, Condition, DbBackend, ExprTrait, PartialModelTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
    sea_query::{
        self, Alias, CommonTableExpression, Expr, JoinType, Query, SelectStatement, WithClause,
    },
};

use super::{
    criteria::{COUNTED_MAX, Order, Search},
    facts::{self, END},
    filter::{Connected, Filter, conditions},
    fulltext,
};
use crate::{
    features::jobs::entity::posting,
    types::{cursor::Cursor, id::PostingId, page::Page},
};

/// The columns of a page: the posting, the key of the order, the number of all matches, and their facts.
const ID: &str = "posting_id";
pub(super) const KEY: &str = "sort_key";
pub(super) const TOTAL: &str = "total";
pub(super) const FACTS: &str = "facts";

/// The table of all matches in a statement.
const HITS: &str = "hits";

/// What is read with a page, if it costs no statement of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extras {
    /// The number of all matches.
    pub total: bool,
    /// The facts of all matches.
    pub facts: bool,
}

/// A page of a search, other than those that SQLite only lists.
pub(super) fn page(
    search: &Search,
    page: &Page,
    extras: Extras,
    backend: DbBackend,
) -> Select<posting::Entity> {
    let by_index = is_by_index(search);
    match search.order() {
        Order::Newest if !by_index => in_order_of_an_index(search, page, backend),
        Order::Pay if search.text.is_none() => in_order_of_an_index(search, page, backend),
        Order::Newest if page.after.is_some() || extras == Extras::default() => {
            of_newest_matches(search, page, backend)
        }
        _ => of_all_matches(search, page, extras, backend),
    }
}

/// True if the index of words and facts finds the matches.
pub(super) fn is_by_index(search: &Search) -> bool {
    search.text.is_some() || !facts::clauses(&search.filter).is_empty()
}

/// All matches are found, counted and sorted by id and key alone; then the rows of the page are read.
fn of_all_matches(
    search: &Search,
    page: &Page,
    extras: Extras,
    backend: DbBackend,
) -> Select<posting::Entity> {
    let mut found = Query::select();
    found
        .expr_as(Expr::col((Alias::new(HITS), Alias::new(ID))), ID)
        .from(Alias::new(HITS));
    let key = match (search.order(), &search.filter.near) {
        (Order::Pay, _) => {
            let on = Expr::cust("postings.id = hits.posting_id");
            found.join(JoinType::InnerJoin, posting::Entity, on);
            Expr::cust(conditions::PAY_KEY)
        }
        (Order::Distance, Some(near)) => farness(near, (Alias::new(HITS), Alias::new(ID))),
        _ => Expr::col((Alias::new(HITS), Alias::new(fulltext::RANK))),
    };
    found.expr_as(key, KEY);
    let total = if extras.total {
        "(SELECT count(*) FROM hits)"
    } else {
        "CAST(0 AS bigint)"
    };
    // With the first row only.
    let facts = if extras.facts {
        format!(
            "(CASE WHEN row_number() OVER (ORDER BY page.sort_key DESC, page.posting_id DESC) = 1 THEN (SELECT {} FROM hits) END)",
            listed("facts", backend)
        )
    } else {
        NO_FACTS.to_owned()
    };
    let mut select = shown(search, paged(found, page));
    select = select
        .column_as(Expr::cust(total), TOTAL)
        .column_as(Expr::cust(facts), FACTS);
    let hits = hits(search, &search.filter, COUNTED_MAX + 1, backend);
    let table = CommonTableExpression::new()
        .table_name(Alias::new(HITS))
        .query(hits)
        .materialized(true)
        .to_owned();
    QueryTrait::query(&mut select).with_cte(WithClause::new().cte(table).to_owned());
    select
}

/// Those on a page, in order, of matches with ids and keys.
pub(super) fn paged(found: SelectStatement, page: &Page) -> SelectStatement {
    let mut paged = Query::select();
    paged
        .columns([ID, KEY].map(Alias::new))
        .from_subquery(found, Alias::new("found"));
    if let Some(after) = &page.after {
        let [key, id] = [KEY, ID].map(|name| Expr::col(Alias::new(name)));
        paged.cond_where(behind(&key, &id, Expr::value(after.key), after));
    }
    paged
        .order_by(Alias::new(KEY), sea_query::Order::Desc)
        .order_by(Alias::new(ID), sea_query::Order::Desc)
        .limit(page.limit())
        .to_owned()
}

/// The newest matches from a position on, no more than the page has.
fn of_newest_matches(search: &Search, page: &Page, backend: DbBackend) -> Select<posting::Entity> {
    let mut wanted = wanted(search, &search.filter, page.limit(), backend);
    wanted.by_rank = false;
    if let Some(after) = &page.after {
        wanted.rows = wanted.rows.add(rows_behind(after));
    }
    let hits = fulltext::matches(&wanted, backend);
    let mut paged = Query::select();
    paged
        .column(Alias::new(ID))
        .expr_as(Expr::col(Alias::new(fulltext::RANK)), KEY)
        .from_subquery(hits, Alias::new(HITS));
    shown_alone(search, paged)
}

/// The rows of a page, which has ids and keys, without the number and the facts of all matches.
pub(super) fn shown_alone(search: &Search, page: SelectStatement) -> Select<posting::Entity> {
    shown(search, page)
        .column_as(no_number(), TOTAL)
        .column_as(Expr::cust(NO_FACTS), FACTS)
}

/// The rows of a page, which has ids and keys.
fn shown(search: &Search, page: SelectStatement) -> Select<posting::Entity> {
    let of_page = |name: &str| Expr::col((Alias::new("page"), Alias::new(name)));
    let key = match search.order() {
        Order::Newest => no_number(),
        _ => of_page(KEY),
    };
    let mut select = posting::Card::select_cols(posting::all().select_only())
        .column_as(key, "key")
        .order_by_desc(of_page(KEY))
        .order_by_desc(of_page(ID));
    let on = of_page(ID).equals((posting::Entity, posting::Column::Id));
    QueryTrait::query(&mut select).join_subquery(JoinType::InnerJoin, page, Alias::new("page"), on);
    select
}

/// A page in an order that an index has.
fn in_order_of_an_index(
    search: &Search,
    page: &Page,
    backend: DbBackend,
) -> Select<posting::Entity> {
    let key = match search.order() {
        Order::Pay => Expr::cust(conditions::PAY_KEY),
        _ => Expr::col((posting::Entity, posting::Column::PostedAt)),
    };
    let id = Expr::col((posting::Entity, posting::Column::Id));
    let (shown, at) = match (search.order(), &page.after) {
        (Order::Newest, after) => (
            no_number(),
            after.as_ref().map(|after| {
                Expr::value(DateTime::from_timestamp_micros(after.key).unwrap_or_default())
            }),
        ),
        (_, after) => (
            key.clone(),
            after.as_ref().map(|after| Expr::value(after.key)),
        ),
    };
    let matches = match fulltext::are_many(&facts::clauses(&search.filter)) {
        Some(are_many) if backend == DbBackend::Sqlite => {
            open(search).filter(conditions::in_order(&search.filter, are_many))
        }
        _ => filtered(search, &search.filter),
    };
    let mut select = posting::Card::select_cols(matches.select_only())
        .column_as(shown, "key")
        .column_as(no_number(), TOTAL)
        .column_as(Expr::cust(NO_FACTS), FACTS);
    if let Some((after, at)) = page.after.as_ref().zip(at) {
        select = select.filter(behind(&key, &id, at, after));
    }
    select
        .order_by_desc(key)
        .order_by_desc(id)
        .limit(page.limit())
}

/// The key of the order by distance: the nearest place of the posting with this id is first.
fn farness(near: &super::near::Near, posting: (Alias, Alias)) -> Expr {
    let nearest = conditions::nearest(near, posting);
    Expr::val(0_i64).sub(Expr::SubQuery(None, Box::new(nearest.into())))
}

/// The rows behind a cursor. The first condition bounds the scan of an index; the second breaks ties.
pub(super) fn behind(key: &Expr, id: &Expr, at: Expr, after: &Cursor) -> Condition {
    let tie = Condition::any().add(key.clone().lt(at.clone())).add(
        key.clone()
            .eq(at.clone())
            .and(id.clone().lt(PostingId(after.id))),
    );
    Condition::all().add(key.clone().lte(at)).add(tie)
}

/// The rows of the index behind a position in the order of time.
pub(super) fn rows_behind(position: &Cursor) -> Condition {
    let [posted, id] = [fulltext::POSTED, fulltext::ID]
        .map(|name| Expr::col((Alias::new("posting_rows"), Alias::new(name))));
    behind(&posted, &id, Expr::value(position.key), position)
}

fn no_number() -> Expr {
    Expr::cust(NO_NUMBER)
}

pub(super) const NO_NUMBER: &str = "CAST(0 AS bigint)";
pub(super) const NO_FACTS: &str = "CAST(NULL AS text)";

/// The matches that a total counts: the newest, and one more than are counted, so that it is known whether there are more.
pub(super) fn counted(search: &Search, backend: DbBackend) -> SelectStatement {
    let filter = &search.filter;
    let by_postings = filter.connected.is_some() || conditions::beyond_facts(filter).is_some();
    let hits = if by_postings && !is_by_index(search) {
        let some = open(search)
            .filter(conditions::in_any_order(filter))
            .select_only()
            .column(posting::Column::Id)
            .limit(COUNTED_MAX + 1);
        QueryTrait::into_query(some)
    } else {
        let any = fulltext::Wanted {
            newest: false,
            ..unranked(search, filter, COUNTED_MAX + 1, backend)
        };
        of_wanted(search, filter, &any, backend)
    };
    number_of(hits)
}

/// The number of these matches.
pub(super) fn number_of(hits: SelectStatement) -> SelectStatement {
    Query::select()
        .expr_as(Expr::cust("count(*)"), TOTAL)
        .from_subquery(hits, Alias::new(HITS))
        .to_owned()
}

/// The facts of the newest matches with another filter: those that are counted, and one more, as one text.
pub(super) fn facts_of_matches(
    search: &Search,
    filter: &Filter,
    backend: DbBackend,
) -> SelectStatement {
    let mut wanted = Query::select();
    wanted
        .expr_as(Expr::cust(listed(FACTS, backend)), FACTS)
        .from_subquery(
            of_wanted(
                search,
                filter,
                &unranked(search, filter, COUNTED_MAX + 1, backend),
                backend,
            ),
            Alias::new(HITS),
        );
    wanted
}

/// Facts of several postings as one text.
pub(super) fn listed(facts: &str, backend: DbBackend) -> String {
    let function = match backend {
        DbBackend::Postgres => "string_agg",
        _ => "group_concat",
    };
    format!("{function}({facts}, '{END}')")
}

/// The newest open postings that match the text of a search and a filter.
fn hits(search: &Search, filter: &Filter, most: u64, backend: DbBackend) -> SelectStatement {
    let wanted = wanted(search, filter, most, backend);
    of_wanted(search, filter, &wanted, backend)
}

fn unranked<'a>(
    search: &'a Search,
    filter: &Filter,
    most: u64,
    backend: DbBackend,
) -> fulltext::Wanted<'a> {
    fulltext::Wanted {
        by_rank: false,
        ..wanted(search, filter, most, backend)
    }
}

fn of_wanted(
    search: &Search,
    filter: &Filter,
    wanted: &fulltext::Wanted<'_>,
    backend: DbBackend,
) -> SelectStatement {
    let by_index = wanted.text.is_some() || !wanted.clauses.is_empty();
    if by_index || wanted.narrowed.is_none() {
        return fulltext::matches(wanted, backend);
    }
    // An index of the postings finds the newest.
    let newest = filtered(search, filter)
        .select_only()
        .column(posting::Column::Id)
        .order_by_desc(posting::Column::PostedAt)
        .order_by_desc(posting::Column::Id)
        .limit(wanted.most);
    fulltext::of_postings(QueryTrait::into_query(newest), backend)
}

/// What is wanted of the index.
pub(super) fn wanted<'a>(
    search: &'a Search,
    filter: &Filter,
    most: u64,
    backend: DbBackend,
) -> fulltext::Wanted<'a> {
    let row = |name: &str| Expr::col((Alias::new("posting_rows"), Alias::new(name)));
    let since = filter.posted_since.map(|since| since.timestamp_micros());
    let as_of = search.as_of().map(|as_of| as_of.timestamp_micros());
    let connected = |it: &Connected| it.by_facts(Expr::cust(facts::company(backend)), backend);
    let rows = Condition::all()
        .add_option(since.map(|since| row("posted").gte(since)))
        .add_option(as_of.map(|as_of| row("seen").lte(as_of)))
        .add_option(filter.connected.as_ref().map(connected));
    fulltext::Wanted {
        text: search.words(),
        clauses: facts::clauses(filter),
        rows,
        narrowed: conditions::beyond_facts(filter)
            .map(|conditions| posting::open().filter(conditions)),
        by_rank: search.order() == Order::Relevance,
        newest: true,
        most,
        windows: search.windows(),
    }
}

/// The open postings that pass a filter, among those that were there when the first page was read.
pub(super) fn filtered(search: &Search, filter: &Filter) -> Select<posting::Entity> {
    open(search).filter(conditions::of(filter, search.text.is_some()))
}

/// The open postings that were there when the first page was read.
fn open(search: &Search) -> Select<posting::Entity> {
    let mut select = posting::open();
    if let Some(as_of) = search.as_of() {
        select = select.filter(posting::Column::FirstSeenAt.lte(as_of));
    }
    select
}
