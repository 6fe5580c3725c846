//! The matches of a text with one interface for two engines: tsvector and GIN on PostgreSQL, FTS5 on SQLite. Both hold the same keys and
//! are asked for the same keys; neither parses any text.

use sea_orm::{
    DbBackend, QuerySelect, QueryTrait, Select,
    sea_query::{Alias, Expr, ExprTrait, JoinType, Order, Query, SelectStatement},
};

use super::{
    criteria::COUNTED_MAX,
    engine,
    rank::{self, Level},
    text::{Need, SearchText},
};
use crate::features::jobs::entity::posting;

/// The table of the matches in a statement, and its columns.
const HITS: &str = "hits";
const ID: &str = "posting_id";
const RANK: &str = "rank";

/// Joins the matches of a text to postings: the newest of those that `narrowed`, a selection of postings, has as well.
pub(super) fn matching(
    mut select: Select<posting::Entity>,
    text: &SearchText,
    narrowed: Option<Select<posting::Entity>>,
    by_rank: bool,
    backend: DbBackend,
) -> Select<posting::Entity> {
    let on = Expr::col((Alias::new(HITS), Alias::new(ID)))
        .equals((posting::Entity, posting::Column::Id));
    let hits = matches(text, narrowed, by_rank, backend);
    QueryTrait::query(&mut select).join_subquery(JoinType::InnerJoin, hits, Alias::new(HITS), on);
    select
}

/// The rank of a joined match as a whole number that also has the time of publication: higher is better, then newer.
pub(super) fn rank() -> Expr {
    Expr::col((Alias::new(HITS), Alias::new(RANK)))
}

/// The matches of a text, the newest [`COUNTED_MAX`] and one more: `posting_id` and `rank`.
pub(super) fn matches(
    text: &SearchText,
    narrowed: Option<Select<posting::Entity>>,
    by_rank: bool,
    backend: DbBackend,
) -> SelectStatement {
    let is_narrowed = narrowed.is_some();
    let mut select = open_rows(narrowed);
    let postgres = backend == DbBackend::Postgres;
    if postgres {
        if let Some(query) = engine::tsquery(text) {
            select.and_where(Expr::cust_with_values(
                // A sub-select is evaluated once, not for each row.
                "posting_rows.words @@ (SELECT CAST($1 AS tsquery))",
                [query],
            ));
        }
        select
            .order_by((rows(), Alias::new("posted")), Order::Desc)
            .order_by((rows(), Alias::new(ID)), Order::Desc);
    } else {
        in_fts5(&mut select, text);
    }
    let key = if by_rank {
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
        .expr_as(key, Alias::new(RANK))
        .limit(COUNTED_MAX + 1)
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
        return Expr::cust_with_values(
            format!(
                "(CASE WHEN posting_rows.head @@ (SELECT CAST($1 AS tsquery)) THEN {points} ELSE 0 END)"
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
    Expr::col((rows(), Alias::new("posted")))
}
