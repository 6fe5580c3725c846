//! The table `posting_rows`, the search index, with `posting_search` and `posting_facts`, its words and facts in FTS5 on SQLite.
//! `posting_index_backlog` has the postings that wait to be indexed.

use std::collections::{BTreeMap, HashSet};

use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait, FromQueryResult,
    sea_query::{Alias, Expr, OnConflict, Query},
};

use crate::types::id::{CompanyId, PostingId};

const ROWS: &str = "posting_rows";
const BACKLOG: &str = "posting_index_backlog";
const ID: &str = "posting_id";
/// A minute in microseconds.
pub const MINUTE: i64 = 60_000_000;
/// Row ids within a minute.
const ROOM: i64 = 1 << 37;

/// The columns of the words on SQLite.
pub const COLUMNS: [&str; 4] = ["title", "company", "about", "description"];

/// A posting's words on PostgreSQL.
pub struct Vectors {
    /// The posting.
    pub posting: PostingId,
    /// The time of publication, in microseconds since 1970.
    pub posted: i64,
    /// The time when it was first seen, in microseconds since 1970.
    pub seen: i64,
    /// True if it is open and not hidden.
    pub is_listed: bool,
    /// The values for filters and facets.
    pub facts: String,
    /// The words of title, company, skills and places; and all words. Both in the notation of tsvector.
    pub words: (String, String),
}

/// A posting's words on SQLite.
pub struct Columns {
    /// The posting.
    pub posting: PostingId,
    /// The time of publication, in microseconds since 1970.
    pub posted: i64,
    /// The time when it was first seen, in microseconds since 1970.
    pub seen: i64,
    /// True if it is open and not hidden.
    pub is_listed: bool,
    /// The values for filters and facets.
    pub facts: String,
    /// The words, in the order of [`COLUMNS`].
    pub columns: [String; 4],
}

#[derive(FromQueryResult)]
struct Waiting {
    posting_id: PostingId,
}

#[derive(FromQueryResult)]
struct Posted {
    posted: i64,
}

#[derive(FromQueryResult)]
struct Taken {
    row_id: i64,
}

/// Writes the words of postings on PostgreSQL.
pub async fn write_vectors(conn: &impl ConnectionTrait, rows: Vec<Vectors>) -> Result<(), DbErr> {
    let vector = |words: String| Expr::cust_with_values("CAST($1 AS tsvector)", [words]);
    for rows in chunks(rows) {
        let columns = [ID, "posted", "seen", "listed", "facts", "head", "words"];
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new(ROWS))
            .columns(columns.map(Alias::new));
        for row in rows {
            insert.values_panic([
                Expr::value(row.posting),
                Expr::value(row.posted),
                Expr::value(row.seen),
                Expr::value(row.is_listed),
                Expr::value(row.facts),
                vector(row.words.0),
                vector(row.words.1),
            ]);
        }
        insert.on_conflict(
            OnConflict::column(Alias::new(ID))
                .update_columns(columns.map(Alias::new))
                .to_owned(),
        );
        conn.execute(&insert).await?;
    }
    Ok(())
}

/// Writes the words of postings on SQLite. Row ids have the order of the times of publication, so that FTS5 lists the newest matches
/// first.
pub async fn write_columns(conn: &impl ConnectionTrait, rows: Vec<Columns>) -> Result<(), DbErr> {
    for rows in chunks(rows) {
        let ids: Vec<PostingId> = rows.iter().map(|row| row.posting).collect();
        // A trigger deletes their words.
        let old = Query::delete()
            .from_table(Alias::new(ROWS))
            .and_where(Expr::col(Alias::new(ID)).is_in(ids))
            .to_owned();
        conn.execute(&old).await?;
        let numbered = numbered(conn, rows).await?;
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new(ROWS))
            .columns(["row_id", ID, "posted", "seen", "listed", "facts"].map(Alias::new));
        let mut words = Query::insert();
        words
            .into_table(Alias::new("posting_search"))
            .columns(std::iter::once("rowid").chain(COLUMNS).map(Alias::new));
        let mut facts = Query::insert();
        facts
            .into_table(Alias::new("posting_facts"))
            .columns(["rowid", "facts"].map(Alias::new));
        for (number, row) in numbered {
            insert.values_panic([
                Expr::value(number),
                Expr::value(row.posting),
                Expr::value(row.posted),
                Expr::value(row.seen),
                Expr::value(row.is_listed),
                Expr::value(row.facts.as_str()),
            ]);
            facts.values_panic([Expr::value(number), Expr::value(row.facts)]);
            words.values_panic(
                std::iter::once(Expr::value(number)).chain(row.columns.map(Expr::value)),
            );
        }
        conn.execute(&insert).await?;
        conn.execute(&words).await?;
        conn.execute(&facts).await?;
    }
    Ok(())
}

/// The minute in which the posting of a row on SQLite was published, in microseconds since 1970.
#[must_use]
pub const fn minute_of_row(row: i64) -> i64 {
    row.div_euclid(ROOM) * MINUTE
}

/// Gives each row a free number: its minute, and a part of its id.
async fn numbered(
    conn: &impl ConnectionTrait,
    rows: Vec<Columns>,
) -> Result<BTreeMap<i64, Columns>, DbErr> {
    let wanted = |row: &Columns| {
        let low = i64::try_from(row.posting.0.as_u128() % 0x20_0000_0000).unwrap_or_default();
        row.posted.div_euclid(MINUTE) * ROOM + low
    };
    let select = Query::select()
        .column(Alias::new("row_id"))
        .from(Alias::new(ROWS))
        .and_where(Expr::col(Alias::new("row_id")).is_in(rows.iter().map(wanted)))
        .to_owned();
    let taken: HashSet<i64> = Taken::find_by_statement(conn.get_database_backend().build(&select))
        .all(conn)
        .await?
        .into_iter()
        .map(|taken| taken.row_id)
        .collect();
    let mut numbered = BTreeMap::new();
    for row in rows {
        let mut number = wanted(&row);
        while taken.contains(&number) || numbered.contains_key(&number) {
            number += 1;
        }
        numbered.insert(number, row);
    }
    Ok(numbered)
}

/// The time of publication of the n-th newest open posting, in microseconds since 1970; `None` if there are fewer.
pub async fn nth_newest(conn: &impl ConnectionTrait, n: u64) -> Result<Option<i64>, DbErr> {
    let select = Query::select()
        .column(Alias::new("posted"))
        .from(Alias::new(ROWS))
        .and_where(Expr::cust("listed"))
        .order_by(Alias::new("posted"), sea_orm::Order::Desc)
        .offset(n)
        .limit(1)
        .to_owned();
    let row = Posted::find_by_statement(conn.get_database_backend().build(&select))
        .one(conn)
        .await?;
    Ok(row.map(|row| row.posted))
}

/// Some of the postings that wait to be indexed.
pub async fn waiting(conn: &impl ConnectionTrait, limit: u64) -> Result<Vec<PostingId>, DbErr> {
    let select = Query::select()
        .column(Alias::new(ID))
        .from(Alias::new(BACKLOG))
        .order_by(Alias::new(ID), sea_orm::Order::Asc)
        .limit(limit)
        .to_owned();
    let rows = Waiting::find_by_statement(conn.get_database_backend().build(&select))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.posting_id).collect())
}

/// These postings no longer wait.
pub async fn done(conn: &impl ConnectionTrait, ids: &[PostingId]) -> Result<(), DbErr> {
    let delete = Query::delete()
        .from_table(Alias::new(BACKLOG))
        .and_where(Expr::col(Alias::new(ID)).is_in(ids.iter().copied()))
        .to_owned();
    conn.execute(&delete).await.map(drop)
}

/// All postings of a company wait.
pub async fn wait_for_company(
    conn: &impl ConnectionTrait,
    company: CompanyId,
) -> Result<(), DbErr> {
    let postings = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new("postings"))
        .and_where(Expr::col(Alias::new("company_id")).eq(company))
        .to_owned();
    let mut insert = Query::insert();
    insert
        .into_table(Alias::new(BACKLOG))
        .columns([Alias::new(ID)])
        // The row is locked, so that a transaction that is about to index the posting waits for this one.
        .on_conflict(
            OnConflict::column(Alias::new(ID))
                .update_column(Alias::new(ID))
                .to_owned(),
        );
    insert
        .select_from(postings)
        .map_err(|error| DbErr::Custom(error.to_string()))?;
    conn.execute(&insert).await.map(drop)
}

/// A statement has at most 65 535 parameters.
fn chunks<T>(rows: Vec<T>) -> impl Iterator<Item = Vec<T>> {
    let mut rows = rows.into_iter().peekable();
    std::iter::from_fn(move || {
        rows.peek()?;
        Some(rows.by_ref().take(500).collect())
    })
}
