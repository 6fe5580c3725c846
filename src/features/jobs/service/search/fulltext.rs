//! The matches of a text with one interface for two engines: tsvector and GIN on PostgreSQL, FTS5 on SQLite. Both hold the same keys and
//! are asked for the same keys; neither parses any text.

use sea_orm::{
    Condition, DbBackend, QuerySelect, QueryTrait, Select,
    sea_query::{
        Alias, CommonTableExpression, Expr, ExprTrait, JoinType, Order, Query, SelectStatement,
        UnionType, WithClause,
    },
};

use super::{
    engine,
    facts::Clause,
    rank::{self, Level},
    text::{Need, SearchText},
    window::{Window, Windows},
};
use crate::features::jobs::entity::posting;

/// The columns of matches.
pub(super) const ID: &str = "posting_id";
pub(super) const POSTED: &str = "posted";
pub(super) const RANK: &str = "rank";
pub(super) const FACTS: &str = "facts";
/// The row of a match on SQLite.
pub(super) const ROW: &str = "row_id";

/// The time of a row that GIN found. With the sum, the planner has no use for the index of the times: it would read that in order and test each
/// row, which takes seconds for a rare word, or all of it.
const POSTED_OF_ROW: &str = "(posting_rows.posted + 0)";

/// Postings from which on each one is tested: a set of fewer is made in some milliseconds.
const MANY: u64 = 2_000;

/// What is wanted of the index.
pub(super) struct Wanted<'a> {
    /// The text, if any.
    pub text: Option<&'a SearchText>,
    /// What the matches have or do not have besides.
    pub clauses: Vec<Clause>,
    /// Conditions on the rows of the index.
    pub rows: Condition,
    /// The postings among which matches are looked for; all open ones, if `None`.
    pub narrowed: Option<Select<posting::Entity>>,
    /// True if the matches are ranked; on SQLite, the program does that.
    pub by_rank: bool,
    /// False if any matches are as good as the newest: they are only counted.
    pub newest: bool,
    /// The number of matches.
    pub most: u64,
    /// The windows of time that are searched one after another, as long as there are not enough matches.
    pub windows: &'a Windows,
}

impl Wanted<'_> {
    /// True if the index of words and facts finds the matches.
    fn is_by_index(&self) -> bool {
        self.text.is_some() || !self.clauses.is_empty()
    }
}

/// The newest matches: `posting_id`, `posted`, `facts`, and `rank`, a whole number that also has the time of publication: higher is
/// better, then newer. On SQLite, the rank is that time alone.
pub(super) fn matches(wanted: &Wanted<'_>, backend: DbBackend) -> SelectStatement {
    let parts = wanted.windows.parts();
    if parts.len() < 2 || !wanted.is_by_index() {
        return part(wanted, None, Condition::all(), backend);
    }
    // Each part is a table of its own.
    let mut with = WithClause::new();
    let mut all: Option<SelectStatement> = None;
    for (number, window) in parts.iter().enumerate() {
        let name = table_of_part(number);
        let before = parts.get(..number).unwrap_or_default();
        let select = part(
            wanted,
            Some(window),
            after_parts(before, window, wanted),
            backend,
        );
        let rows = Query::select()
            .columns([ID, POSTED, FACTS, RANK].map(Alias::new))
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
    }
    let mut newest = Query::select();
    newest.columns([ID, POSTED, FACTS, RANK].map(Alias::new));
    if let Some(all) = all {
        newest.from_subquery(all, Alias::new("parts"));
    }
    if wanted.newest {
        newest
            .order_by(Alias::new(POSTED), Order::Desc)
            .order_by(Alias::new(ID), Order::Desc);
    }
    newest.limit(wanted.most).with_cte(with).to_owned()
}

fn table_of_part(number: usize) -> String {
    format!("part_{number}")
}

/// When a part is read after others: if those have too few matches, and if as many as in the first window would be enough in this one. A window
/// costs the index a comparison for each posting in it, so one that would not be enough is left out. What the parts before have is not read again.
fn after_parts(before: &[Window], window: &Window, wanted: &Wanted<'_>) -> Condition {
    if before.is_empty() {
        return Condition::all();
    }
    let counted = |number| format!("(SELECT count(*) FROM {})", table_of_part(number));
    let counts: Vec<String> = (0..before.len()).map(counted).collect();
    let most = wanted.most;
    let is_enough = |window: &Window| format!("{} * {} >= {most}", counted(0), window.times);
    let mut when = Condition::all().add(Expr::cust(format!("{} < {most}", counts.join(" + "))));
    let older = oldest_read(before, is_enough)
        .map(|start| Expr::cust(format!("{POSTED_OF_ROW} < {start}")));
    if window.start.is_some() {
        when = when.add(Expr::cust(is_enough(window)));
        // Its keys do not have the first window.
        return when.add_option(older.filter(|_| before.len() > 1));
    }
    let end = Expr::cust(POSTED_OF_ROW).gte(wanted.windows.end());
    when.add_option(older.map(|older| older.or(end)))
}

/// When the largest of these windows begins that was read.
fn oldest_read(windows: &[Window], is_enough: impl Fn(&Window) -> String) -> Option<String> {
    let starts = windows.iter().filter_map(|one| Some((one, one.start?)));
    starts.fold(None, |newer, (one, start)| {
        Some(match newer {
            None => start.to_string(),
            Some(newer) => format!("CASE WHEN {} THEN {start} ELSE {newer} END", is_enough(one)),
        })
    })
}

/// The newest of these postings, which an index of the postings finds, as matches.
pub(super) fn of_postings(newest: SelectStatement, backend: DbBackend) -> SelectStatement {
    let mut select = Query::select();
    select
        .columns([ID, POSTED, FACTS].map(|name| (rows(), Alias::new(name))))
        .expr_as(posted(), Alias::new(RANK))
        .from_subquery(newest, Alias::new("newest"));
    let on = Expr::cust("posting_rows.posting_id = newest.id");
    if backend == DbBackend::Postgres {
        // Row by row: for a few thousand, a planner may prefer to read the whole table.
        let row = Query::select()
            .expr(Expr::cust("posting_rows.*"))
            .from(rows())
            .and_where(on)
            .offset(0)
            .to_owned();
        select.join_lateral(JoinType::InnerJoin, row, rows(), Expr::cust("true"));
    } else {
        // SQLite keeps the order of a cross join.
        select
            .join(JoinType::CrossJoin, rows(), Expr::cust("true"))
            .and_where(on);
    }
    select
}

/// The newest matches within a window, if a condition holds.
fn part(
    wanted: &Wanted<'_>,
    window: Option<&Window>,
    when: Condition,
    backend: DbBackend,
) -> SelectStatement {
    let mut select = open_rows(wanted.narrowed.clone());
    select.cond_where(wanted.rows.clone()).cond_where(when);
    if backend == DbBackend::Postgres {
        in_gin(&mut select, wanted, window);
    } else {
        in_fts5(&mut select, wanted);
    }
    select.columns([ID, POSTED, FACTS].map(|name| (rows(), Alias::new(name))));
    let key = match wanted.text {
        Some(text) if wanted.by_rank => rank::levels(text)
            .iter()
            .map(points)
            .reduce(ExprTrait::add)
            .map_or_else(posted, |points| points.mul(rank::UNIT).add(posted())),
        _ => posted(),
    };
    select.expr_as(key, Alias::new(RANK));
    if wanted.is_by_index() && !wanted.newest && backend == DbBackend::Postgres {
        return some(select, wanted.most);
    }
    select.limit(wanted.most).to_owned()
}

/// On SQLite, the newest matches by their row ids, newest first, with facts if they are wanted.
pub(super) fn rows_of_matches(wanted: &Wanted<'_>, with_facts: bool) -> SelectStatement {
    let mut select = open_rows(wanted.narrowed.clone());
    select.cond_where(wanted.rows.clone());
    in_fts5(&mut select, wanted);
    select.column((rows(), Alias::new(ROW))).limit(wanted.most);
    if with_facts {
        select.column((rows(), Alias::new(FACTS)));
    }
    select
}

/// GIN finds the words, the facts and the days together. What follows each other is tested afterwards, first in the head of a posting, which
/// is read with its row: all words are kilobytes that are stored apart.
fn in_gin(select: &mut SelectStatement, wanted: &Wanted<'_>, window: Option<&Window>) {
    let query = engine::tsquery(wanted.text, &wanted.clauses, window);
    let key = if query.is_some() {
        Expr::cust(POSTED_OF_ROW)
    } else {
        posted()
    };
    if let Some(query) = query {
        select.and_where(Expr::cust_with_values(
            // A sub-select is evaluated once, not for each row.
            "posting_rows.words @@ (SELECT CAST($1 AS tsquery))",
            [query],
        ));
    }
    for phrase in wanted
        .text
        .map(engine::tsqueries_of_phrases)
        .unwrap_or_default()
    {
        let follow = |column: &str| {
            let test = format!("posting_rows.{column} @@ (SELECT CAST($1 AS tsquery))");
            Expr::cust_with_values(test, [phrase.clone()])
        };
        select.and_where(follow("head").or(follow("words")));
    }
    if wanted.newest {
        select
            .order_by_expr(key, Order::Desc)
            .order_by((rows(), Alias::new(ID)), Order::Desc);
    }
}

/// Some of these rows. A table of its own is planned for all rows, so the index finds them, and is read until there are enough.
fn some(all: SelectStatement, most: u64) -> SelectStatement {
    let table = CommonTableExpression::new()
        .table_name(Alias::new("found"))
        .query(all)
        .materialized(true)
        .to_owned();
    Query::select()
        .columns([ID, POSTED, FACTS, RANK].map(Alias::new))
        .from(Alias::new("found"))
        .limit(most)
        .with_cte(WithClause::new().cte(table).to_owned())
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
fn in_fts5(select: &mut SelectStatement, wanted: &Wanted<'_>) {
    let by_words = wanted.text.and_then(engine::fts5);
    let by_facts = engine::fts5_of_facts(&wanted.clauses);
    // With the sign, the index cannot be asked for single rows, so it comes first.
    let first = |select: &mut SelectStatement, table: &'static str, query: String| {
        select
            .join(
                JoinType::InnerJoin,
                Alias::new(table),
                Expr::cust(format!("posting_rows.row_id = +{table}.rowid")),
            )
            .and_where(Expr::cust_with_values(format!("{table} MATCH ?"), [query]))
            .order_by_expr(Expr::cust(format!("{table}.rowid")), Order::Desc);
    };
    let among = |select: &mut SelectStatement, row: &str, table: &str, query: String| {
        select.and_where(Expr::cust_with_values(
            format!("{row} IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)"),
            [query],
        ));
    };
    match (by_words, &by_facts) {
        (Some(words), Some(facts)) => {
            first(select, "posting_search", words);
            // Before the row is read.
            among(
                select,
                "+posting_search.rowid",
                "posting_facts",
                facts.clone(),
            );
        }
        (Some(words), None) => first(select, "posting_search", words),
        (None, Some(facts)) => first(select, "posting_facts", facts.clone()),
        (None, None) => {
            select.order_by((rows(), Alias::new(ROW)), Order::Desc);
        }
    }
    if let Some(unwanted) = engine::fts5_of_unwanted(&wanted.clauses).filter(|_| by_facts.is_none())
    {
        among(select, "posting_rows.row_id NOT", "posting_facts", unwanted);
    }
    if let Some(text) = wanted.text {
        let unwanted: Vec<_> = text.with_need(Need::MustNot).collect();
        if text.with_need(Need::Must).next().is_none() && !unwanted.is_empty() {
            among(
                select,
                "posting_rows.row_id NOT",
                "posting_search",
                engine::any_of(&unwanted),
            );
        }
    }
}

/// On SQLite, whether many postings have the facts that must be there; `None` if none must.
pub(super) fn are_many(clauses: &[Clause]) -> Option<Expr> {
    let facts = engine::fts5_of_facts(clauses)?;
    Some(Expr::cust_with_values(
        format!(
            "(SELECT count(*) FROM (SELECT 1 FROM posting_facts WHERE posting_facts MATCH ? LIMIT {MANY})) = {MANY}"
        ),
        [facts],
    ))
}

/// The points of a level on PostgreSQL, for postings that reach it.
fn points(level: &Level<'_>) -> Expr {
    let points = level.points;
    let column = if level.field.is_some() {
        "head"
    } else {
        "words"
    };
    Expr::cust_with_values(
        format!(
            "(CASE WHEN posting_rows.{column} @@ (SELECT CAST($1 AS tsquery)) THEN {points} ELSE 0 END)"
        ),
        [engine::tsquery_of_level(level)],
    )
}

pub(super) fn rows() -> Alias {
    Alias::new("posting_rows")
}

fn posted() -> Expr {
    Expr::col((rows(), Alias::new(POSTED)))
}
