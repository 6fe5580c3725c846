//! The table `search_words`: the words of all postings, which words that no posting has are compared with.

use std::collections::BTreeSet;

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, ExprTrait, FromQueryResult,
    sea_query::{Alias, Expr, OnConflict, Query},
};

/// Letters at the beginning and at the end of a word by which it is found.
const EDGE: usize = 2;
/// Most words that are compared.
const CANDIDATES_MAX: u64 = 50_000;

#[derive(FromQueryResult)]
struct Row {
    words: Option<String>,
}

/// Adds words; those that are known stay.
pub async fn add(conn: &impl ConnectionTrait, words: &BTreeSet<String>) -> Result<(), DbErr> {
    let mut words = words.iter().peekable();
    while words.peek().is_some() {
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new("search_words"))
            .columns(["word", "head", "tail", "length"].map(Alias::new))
            .on_conflict(
                OnConflict::column(Alias::new("word"))
                    .do_nothing()
                    .to_owned(),
            );
        for word in words.by_ref().take(2000) {
            let (head, tail) = edges(word);
            insert.values_panic([
                Expr::value(word.as_str()),
                Expr::value(head),
                Expr::value(tail),
                Expr::value(length(word)),
            ]);
        }
        conn.execute(&insert).await?;
    }
    Ok(())
}

/// Words that begin like this one, or end like it if that is allowed, and whose length differs by at most `distance`. They come as one text,
/// because there may be thousands.
pub async fn like(
    conn: &impl ConnectionTrait,
    word: &str,
    distance: i32,
    by_end: bool,
) -> Result<Vec<String>, DbErr> {
    let (head, tail) = edges(word);
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let mut alike = column("head").eq(head);
    if by_end {
        alike = alike.or(column("tail").eq(tail));
    }
    let words = Query::select()
        .column(Alias::new("word"))
        .from(Alias::new("search_words"))
        .and_where(alike)
        .and_where(column("length").between(length(word) - distance, length(word) + distance))
        .limit(CANDIDATES_MAX)
        .to_owned();
    let backend = conn.get_database_backend();
    let listed = match backend {
        DbBackend::Postgres => "string_agg(word, ' ')",
        _ => "group_concat(word, ' ')",
    };
    let select = Query::select()
        .expr_as(Expr::cust(listed), Alias::new("words"))
        .from_subquery(words, Alias::new("alike"))
        .to_owned();
    let row = Row::find_by_statement(backend.build(&select))
        .one(conn)
        .await?;
    let words = row.and_then(|row| row.words).unwrap_or_default();
    Ok(words.split_whitespace().map(str::to_owned).collect())
}

fn edges(word: &str) -> (String, String) {
    let head = word.chars().take(EDGE).collect();
    let mut tail: Vec<char> = word.chars().rev().take(EDGE).collect();
    tail.reverse();
    (head, tail.into_iter().collect())
}

fn length(word: &str) -> i32 {
    i32::try_from(word.chars().count()).unwrap_or(i32::MAX)
}
