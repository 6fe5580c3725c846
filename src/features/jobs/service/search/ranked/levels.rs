//! The order by relevance: which matches reach each level.

use sea_orm::{
    ConnectionTrait, Value,
    sea_query::{Alias, Expr, Query, SelectStatement},
};

use super::listed::{Keyed, numbers};
use crate::{
    error::Result,
    features::jobs::{
        entity::posting_row::minute_of_row,
        service::search::{
            criteria::{Order, Search},
            engine,
            rank::{self, Level},
        },
    },
};

/// With fewer matches, the rows that reach a level are looked for among those of another term.
const FEW: usize = 1_000;

/// These rows with the ranks of their minutes.
pub(super) async fn keyed(
    conn: &impl ConnectionTrait,
    search: &Search,
    mut rows: Vec<i64>,
) -> Result<Vec<Keyed>> {
    rows.sort_unstable();
    let levels = match (search.words(), rows.first()) {
        (Some(text), Some(_)) if search.order() == Order::Relevance => rank::levels(text),
        _ => Vec::new(),
    };
    let reaching = match (rows.first(), rows.last()) {
        (Some(first), Some(last)) if !levels.is_empty() => {
            let reaching = reaching(&levels, (*first, *last), rows.len() < FEW);
            let lists = conn.query_one(&reaching).await?;
            lists.map_or(Ok(String::new()), |lists| lists.try_get_by_index(0))?
        }
        _ => String::new(),
    };
    Ok(with_ranks(rows, &levels, &reaching))
}

/// Lists for each level the rows that reach it, from one row to another.
fn reaching(levels: &[Level<'_>], (first, last): (i64, i64), are_few: bool) -> SelectStatement {
    let rows = "(SELECT coalesce(group_concat(rowid), '') FROM posting_search WHERE posting_search MATCH ? AND rowid BETWEEN ? AND ?)";
    let values = levels.iter().flat_map(|level| {
        let query = engine::fts5_of_level(level, are_few);
        [query.into(), first.into(), last.into()]
    });
    let values: Vec<Value> = values.collect();
    let lists = Expr::cust_with_values(vec![rows; levels.len()].join(" || ';' || "), values);
    Query::select()
        .expr_as(lists, Alias::new("levels"))
        .to_owned()
}

/// These rows, smallest first, with their ranks by the lists of those that reach each level.
fn with_ranks(rows: Vec<i64>, levels: &[Level<'_>], lists: &str) -> Vec<Keyed> {
    let mut ranked: Vec<Keyed> = rows
        .into_iter()
        .map(|row| (row, minute_of_row(row)))
        .collect();
    for (level, list) in levels.iter().zip(lists.split(';')) {
        let mut reaching = numbers(list);
        reaching.sort_unstable();
        let mut reaching = reaching.into_iter().peekable();
        for (row, rank) in &mut ranked {
            while reaching.next_if(|reaching| reaching < row).is_some() {}
            if reaching.peek() == Some(row) {
                *rank += level.points * rank::UNIT;
            }
        }
    }
    ranked
}
