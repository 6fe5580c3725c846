//! Full-text search with one interface for two engines: tsvector on PostgreSQL, FTS5 on SQLite.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, FromQueryResult, QueryFilter, QueryTrait, Select,
    sea_query::{Alias, Expr, ExprTrait, JoinType, Query, SelectStatement},
};

use super::text::SearchText;
use crate::{error::Result, features::jobs::entity::posting, types::id::PostingId};

/// Marks around a match: control characters that no stored text contains.
const START: char = '\u{2}';
const STOP: char = '\u{3}';
/// Options of the excerpt: a few words around the matches.
const HEADLINE: &str = "StartSel=\u{2}, StopSel=\u{3}, MaxFragments=2, MaxWords=18, MinWords=6, FragmentDelimiter=\" … \"";
const HEADLINE_TITLE: &str = "StartSel=\u{2}, StopSel=\u{3}, HighlightAll=true";
/// The factor that turns the rank into a whole number, so that cursors can hold it exactly.
const RANK_UNIT: &str = "1000000";

/// The matched words in a posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlights {
    /// The complete title.
    pub title: Vec<Span>,
    /// An excerpt of the description around the matches.
    pub description: Vec<Span>,
}

/// A span of text, matched or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// True if it matches the query.
    pub matched: bool,
}

#[derive(FromQueryResult)]
struct Marked {
    id: PostingId,
    title: String,
    description: String,
}

/// Restricts the select to matches. On SQLite this also adds the rank, which only the index can compute.
pub(super) fn matching(
    mut select: Select<posting::Entity>,
    text: &SearchText,
    backend: DbBackend,
) -> Select<posting::Entity> {
    if backend == DbBackend::Postgres {
        return select.filter(Expr::cust_with_values(
            // A sub-select is evaluated once, not for each row.
            "postings.search @@ (SELECT websearch_to_tsquery('english', $1))",
            [text.for_postgres()],
        ));
    }
    let hits = hits(text)
        .expr_as(
            // Weights of title, company and description, equal to A, B and C of PostgreSQL.
            Expr::cust(format!(
                "CAST(-bm25(posting_search, 10.0, 4.0, 2.0) * {RANK_UNIT} AS integer)"
            )),
            Alias::new("rank"),
        )
        .to_owned();
    let on = Expr::col((Alias::new("hits"), Alias::new("posting_id")))
        .equals((posting::Entity, posting::Column::Id));
    QueryTrait::query(&mut select).join_subquery(JoinType::InnerJoin, hits, Alias::new("hits"), on);
    select
}

/// The rank of a posting as a whole number; higher is better.
pub(super) fn rank(text: &SearchText, backend: DbBackend) -> Expr {
    if backend == DbBackend::Postgres {
        let rank = format!(
            "(ts_rank(postings.search, (SELECT websearch_to_tsquery('english', $1))) * {RANK_UNIT})::bigint"
        );
        return Expr::cust_with_values(rank, [text.for_postgres()]);
    }
    Expr::col((Alias::new("hits"), Alias::new("rank")))
}

/// Marks the matched words in these postings.
pub(super) async fn highlights(
    conn: &impl ConnectionTrait,
    text: &SearchText,
    ids: &[PostingId],
) -> Result<HashMap<PostingId, Arc<Highlights>>> {
    let select = if conn.get_database_backend() == DbBackend::Postgres {
        postgres_marks(text, ids)
    } else {
        sqlite_marks(text, ids)
    };
    let rows = conn.query_all(&select).await?;
    let marked = rows
        .iter()
        .map(|row| Marked::from_query_result(row, ""))
        .collect::<std::result::Result<Vec<_>, DbErr>>()?;
    let highlights = marked.into_iter().map(|marked| {
        let highlights = Highlights {
            title: spans(&marked.title),
            description: spans(&marked.description),
        };
        (marked.id, Arc::new(highlights))
    });
    Ok(highlights.collect())
}

fn postgres_marks(text: &SearchText, ids: &[PostingId]) -> SelectStatement {
    let headline = |column: &str, options: &str| {
        Expr::cust_with_values(
            format!("ts_headline('english', {column}, websearch_to_tsquery('english', $1), $2)"),
            [text.for_postgres(), options.to_owned()],
        )
    };
    Query::select()
        .column(posting::Column::Id)
        .expr_as(headline("title", HEADLINE_TITLE), Alias::new("title"))
        .expr_as(headline("description", HEADLINE), Alias::new("description"))
        .from(posting::Entity)
        .and_where(Expr::col(posting::Column::Id).is_in(ids.iter().copied()))
        .to_owned()
}

fn sqlite_marks(text: &SearchText, ids: &[PostingId]) -> SelectStatement {
    hits(text)
        .expr_as(
            Expr::col((Alias::new("posting_rows"), Alias::new("posting_id"))),
            Alias::new("id"),
        )
        .expr_as(
            Expr::cust(format!("highlight(posting_search, 0, '{START}', '{STOP}')")),
            Alias::new("title"),
        )
        .expr_as(
            Expr::cust(format!(
                "snippet(posting_search, 2, '{START}', '{STOP}', ' … ', 32)"
            )),
            Alias::new("description"),
        )
        .and_where(
            Expr::col((Alias::new("posting_rows"), Alias::new("posting_id")))
                .is_in(ids.iter().copied()),
        )
        .to_owned()
}

/// The matches of FTS5, by posting.
fn hits(text: &SearchText) -> SelectStatement {
    let (search, rows) = (Alias::new("posting_search"), Alias::new("posting_rows"));
    let on = Expr::col((rows.clone(), Alias::new("row_id")))
        .equals((search.clone(), Alias::new("rowid")));
    Query::select()
        .column((rows.clone(), Alias::new("posting_id")))
        .from(search)
        .join(JoinType::InnerJoin, rows, on)
        .and_where(Expr::cust_with_values(
            "posting_search MATCH ?",
            [text.for_sqlite()],
        ))
        .to_owned()
}

fn spans(marked: &str) -> Vec<Span> {
    let (mut spans, mut text, mut matched) = (Vec::new(), String::new(), false);
    for c in marked.chars() {
        if c == START || c == STOP {
            if !text.is_empty() {
                spans.push(Span {
                    text: std::mem::take(&mut text),
                    matched,
                });
            }
            matched = c == START;
        } else {
            text.push(c);
        }
    }
    if !text.is_empty() {
        spans.push(Span { text, matched });
    }
    spans
}
