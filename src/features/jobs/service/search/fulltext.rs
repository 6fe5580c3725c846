//! The matches of a text with one interface for two engines: tsvector and GIN on PostgreSQL, FTS5 on SQLite. Both hold the same keys and
//! are asked for the same keys; neither parses any text.

use sea_orm::{
    DbBackend, QuerySelect, QueryTrait, Select,
    sea_query::{
        Alias, CommonTableExpression, Expr, ExprTrait, JoinType, Order, Query, SelectStatement,
        UnionType, WithClause,
    },
};

use super::{
    criteria::COUNTED_MAX,
    engine,
    rank::{self, Level},
    text::{Need, SearchText},
    window::{Window, Windows},
};
use crate::features::jobs::entity::posting;

/// The table of the matches in a statement, and its columns.
const HITS: &str = "hits";
pub(super) const ID: &str = "posting_id";
pub(super) const POSTED: &str = "posted";
pub(super) const RANK: &str = "rank";

/// What is wanted of the index.
pub(super) struct Wanted<'a> {
    /// The text.
    pub text: &'a SearchText,
    /// The postings among which matches are looked for; all open ones, if `None`.
    pub narrowed: Option<Select<posting::Entity>>,
    /// True if the matches are ranked.
    pub by_rank: bool,
    /// The number of matches, of which the newest are taken.
    pub most: u64,
    /// The windows of time that are searched one after another, as long as there are not enough matches.
    pub windows: &'a Windows,
}

/// Joins the matches of a text to postings.
pub(super) fn matching(
    mut select: Select<posting::Entity>,
    wanted: &Wanted<'_>,
    backend: DbBackend,
) -> Select<posting::Entity> {
    let on = Expr::col((Alias::new(HITS), Alias::new(ID)))
        .equals((posting::Entity, posting::Column::Id));
    let hits = matches(wanted, backend);
    QueryTrait::query(&mut select).join_subquery(JoinType::InnerJoin, hits, Alias::new(HITS), on);
    select
}

/// The newest matches of a text: `posting_id`, `posted`, and `rank`, a whole number that also has the time of publication: higher is
/// better, then newer.
pub(super) fn matches(wanted: &Wanted<'_>, backend: DbBackend) -> SelectStatement {
    let parts = wanted.windows.parts();
    if parts.len() < 2 {
        return part(wanted, None, backend);
    }
    // Each part is a table of its own, which is read only if those before have too few matches.
    let mut with = WithClause::new();
    let mut all: Option<SelectStatement> = None;
    let mut before: Vec<String> = Vec::new();
    for (number, window) in parts.iter().enumerate() {
        let name = format!("part_{number}");
        let mut select = part(wanted, Some(window), backend);
        if !before.is_empty() {
            let counts: Vec<String> = before
                .iter()
                .map(|name| format!("(SELECT count(*) FROM {name})"))
                .collect();
            let enough = format!("{} < {}", counts.join(" + "), wanted.most);
            select.and_where(Expr::cust(enough));
        }
        let rows = Query::select()
            .columns([ID, POSTED, RANK].map(Alias::new))
            .from(Alias::new(name.as_str()))
            .to_owned();
        let table = CommonTableExpression::new()
            .table_name(Alias::new(name.as_str()))
            .query(select)
            .materialized(true)
            .to_owned();
        with.cte(table);
        match &mut all {
            Some(all) => {
                all.union(UnionType::All, rows);
            }
            None => all = Some(rows),
        }
        before.push(name);
    }
    let mut newest = Query::select();
    newest.columns([ID, POSTED, RANK].map(Alias::new));
    if let Some(all) = all {
        newest.from_subquery(all, Alias::new("parts"));
    }
    newest
        .order_by(Alias::new(POSTED), Order::Desc)
        .order_by(Alias::new(ID), Order::Desc)
        .limit(wanted.most)
        .with_cte(with)
        .to_owned()
}

/// The newest matches within a window.
fn part(wanted: &Wanted<'_>, window: Option<&Window>, backend: DbBackend) -> SelectStatement {
    let text = wanted.text;
    let is_narrowed = wanted.narrowed.is_some();
    let mut select = open_rows(wanted.narrowed.clone());
    if backend == DbBackend::Postgres {
        if let Some(query) = engine::tsquery(text, window) {
            select.and_where(Expr::cust_with_values(
                // A sub-select is evaluated once, not for each row.
                "posting_rows.words @@ (SELECT CAST($1 AS tsquery))",
                [query],
            ));
        }
        // The keys of a window are exact; without keys, the time itself is tested.
        if let Some(before) = window
            .filter(|window| window.keys.is_empty())
            .and_then(|window| window.before)
        {
            select.and_where(posted().lt(before));
        }
        select
            .order_by((rows(), Alias::new(POSTED)), Order::Desc)
            .order_by((rows(), Alias::new(ID)), Order::Desc);
    } else {
        in_fts5(&mut select, text);
    }
    let key = if wanted.by_rank {
        let level = |level: &Level| points(level, is_narrowed, backend);
        rank::levels(text)
            .iter()
            .map(level)
            .reduce(ExprTrait::add)
            .map_or_else(posted, |points| points.mul(rank::UNIT).add(posted()))
    } else {
        posted()
    };
    select
        .expr_as(Expr::col((rows(), Alias::new(ID))), Alias::new(ID))
        .expr_as(posted(), Alias::new(POSTED))
        .expr_as(key, Alias::new(RANK))
        .limit(wanted.most)
        .to_owned()
}

/// The rows of the index for open postings; `narrowed` by conditions on the postings themselves, if there are any.
fn open_rows(narrowed: Option<Select<posting::Entity>>) -> SelectStatement {
    match narrowed {
        Some(narrowed) => {
            let mut select = QueryTrait::into_query(narrowed.select_only());
            let on =
                Expr::col((rows(), Alias::new(ID))).equals((posting::Entity, posting::Column::Id));
            select.join(JoinType::InnerJoin, rows(), on).to_owned()
        }
        None => Query::select()
            .from(rows())
            .and_where(Expr::cust("posting_rows.listed"))
            .to_owned(),
    }
}

/// FTS5 lists its matches in the order of their row ids, which have the order of the dates.
fn in_fts5(select: &mut SelectStatement, text: &SearchText) {
    match engine::fts5(text) {
        Some(query) => {
            // With the sign, the index cannot be asked for single rows, so it comes first.
            let on = Expr::cust("posting_rows.row_id = +posting_search.rowid");
            select
                .join(JoinType::InnerJoin, Alias::new("posting_search"), on)
                .and_where(Expr::cust_with_values("posting_search MATCH ?", [query]))
                .order_by_expr(Expr::cust("posting_search.rowid"), Order::Desc);
        }
        None => {
            select.order_by((rows(), Alias::new("row_id")), Order::Desc);
        }
    }
    let unwanted: Vec<_> = text.with_need(Need::MustNot).collect();
    if text.with_need(Need::Must).next().is_none() && !unwanted.is_empty() {
        select.and_where(Expr::cust_with_values(
            "posting_rows.row_id NOT IN (SELECT rowid FROM posting_search WHERE posting_search MATCH ?)",
            [engine::any_of(&unwanted)],
        ));
    }
}

/// The points of a level, for postings that reach it.
fn points(level: &Level, is_narrowed: bool, backend: DbBackend) -> Expr {
    let points = level.points;
    if backend == DbBackend::Postgres {
        let column = if level.field.is_some() {
            "head"
        } else {
            "words"
        };
        return Expr::cust_with_values(
            format!(
                "(CASE WHEN posting_rows.{column} @@ (SELECT CAST($1 AS tsquery)) THEN {points} ELSE 0 END)"
            ),
            [engine::tsquery_of_level(level)],
        );
    }
    // Only the newest matches are ranked, and they are among the newest that reach the level.
    let newest = if is_narrowed {
        String::new()
    } else {
        format!("ORDER BY rowid DESC LIMIT {}", COUNTED_MAX + 1)
    };
    Expr::cust_with_values(
        format!(
            "(CASE WHEN posting_rows.row_id IN (SELECT rowid FROM posting_search WHERE posting_search MATCH ? {newest}) THEN {points} ELSE 0 END)"
        ),
        [engine::fts5_of_level(level)],
    )
}

fn rows() -> Alias {
    Alias::new("posting_rows")
}

fn posted() -> Expr {
    Expr::col((rows(), Alias::new(POSTED)))
}
