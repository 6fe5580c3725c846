//! The table `search_words`: the words of all postings, which words that no posting has are compared with.

use std::collections::BTreeSet;

use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait, FromQueryResult,
    sea_query::{Alias, Expr, OnConflict, Query},
};

/// Letters at the beginning and at the end of a word by which it is found.
const EDGE: usize = 2;
/// Most words that are compared.
const CANDIDATES_MAX: u64 = 50_000;

#[derive(FromQueryResult)]
struct Row {
    word: String,
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

/// Words that begin or end like this one and whose length differs by at most `distance`.
pub async fn like(
    conn: &impl ConnectionTrait,
    word: &str,
    distance: i32,
) -> Result<Vec<String>, DbErr> {
    let (head, tail) = edges(word);
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let select = Query::select()
        .column(Alias::new("word"))
        .from(Alias::new("search_words"))
        .and_where(column("head").eq(head).or(column("tail").eq(tail)))
        .and_where(column("length").between(length(word) - distance, length(word) + distance))
        .limit(CANDIDATES_MAX)
        .to_owned();
    let rows = Row::find_by_statement(conn.get_database_backend().build(&select))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.word).collect())
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
