//! Pages of ranked matches on SQLite. The database lists the rows of the matches and those that reach each level, and the program ranks them:
//! for ten thousand matches, tables of them in the database take several times as long.

use std::cmp::Reverse;

use sea_orm::{
    ConnectionTrait, DbBackend, FromQueryResult, QuerySelect, Select, Value,
    sea_query::{Alias, Expr, Func, JoinType, Query, SelectStatement},
};

use super::{
    criteria::{COUNTED_MAX, Order, Search},
    engine,
    found::Found,
    fulltext,
    rank::{self, Level},
    statement::{self, Extras, FACTS, KEY, TOTAL},
};
use crate::{
    error::{Error, Result},
    features::jobs::entity::{
        posting,
        posting_row::{MINUTE, minute_of_row},
    },
    types::{cursor::Cursor, page::Page},
};

/// The table of the rows that may be on a page.
const RANKED: &str = "ranked";
/// With fewer matches, the rows that reach a level are looked for among those of another term.
const FEW: usize = 1_000;
/// Rows that are read beyond a page, should some have been deleted since they were listed.
const SPARE: usize = 10;

/// The rows of the matches and their facts, as lists.
#[derive(FromQueryResult)]
struct Lists {
    rows: Option<String>,
    facts: Option<String>,
}

/// A row of the index, with the rank of the beginning of its minute.
type Ranked = (i64, i64);

/// True for a search whose matches the index of words and facts finds, in the order of their rank or time.
pub(super) fn is_for(search: &Search, backend: DbBackend) -> bool {
    backend == DbBackend::Sqlite
        && statement::is_by_index(search)
        && matches!(search.order(), Order::Relevance | Order::Newest)
}

/// A page of a search, with the number and the facts of all matches in its first row, if these are listed: later pages by time list what is
/// behind the one before.
pub(super) async fn page(
    conn: &impl ConnectionTrait,
    search: &Search,
    page: &Page,
    extras: Extras,
) -> Result<Vec<Found>> {
    let behind = page
        .after
        .as_ref()
        .filter(|_| search.order() == Order::Newest);
    let extras = if behind.is_some() {
        Extras::default()
    } else {
        extras
    };
    let Some(lists) = conn.query_one(&lists(search, behind, extras)).await? else {
        return Ok(Vec::new());
    };
    let lists = Lists::from_query_result(&lists, "")?;
    let rows = numbers(lists.rows.as_deref().unwrap_or_default());
    let total = i64::try_from(rows.len()).map_err(Error::internal)?;
    let rows = candidates(ranked(conn, search, rows).await?, page);
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut found: Vec<Found> = of_rows(search, &rows, page).into_model().all(conn).await?;
    if let Some(first) = found.first_mut() {
        first.total = if extras.total { total } else { 0 };
        first.facts = lists.facts;
    }
    Ok(found)
}

/// Lists the rows of the matches behind a position, and their facts if they are wanted.
fn lists(search: &Search, behind: Option<&Cursor>, extras: Extras) -> SelectStatement {
    let mut wanted = statement::wanted(search, &search.filter, COUNTED_MAX + 1, DbBackend::Sqlite);
    if let Some(position) = behind {
        wanted.rows = wanted.rows.add(statement::rows_behind(position));
    }
    let facts = if extras.facts {
        statement::listed(fulltext::FACTS, DbBackend::Sqlite)
    } else {
        statement::NO_FACTS.to_owned()
    };
    Query::select()
        .expr_as(Expr::cust("group_concat(row_id)"), Alias::new("rows"))
        .expr_as(Expr::cust(facts), Alias::new(FACTS))
        .from_subquery(
            fulltext::rows_of_matches(&wanted, extras.facts),
            Alias::new("newest"),
        )
        .to_owned()
}

/// These rows, smallest first, with their ranks.
async fn ranked(
    conn: &impl ConnectionTrait,
    search: &Search,
    rows: Vec<i64>,
) -> Result<Vec<Ranked>> {
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

/// The numbers of a list, smallest first.
fn numbers(list: &str) -> Vec<i64> {
    let mut numbers: Vec<i64> = list
        .split(',')
        .filter_map(|number| number.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers
}

/// These rows, smallest first, with their ranks by the lists of those that reach each level.
fn with_ranks(rows: Vec<i64>, levels: &[Level<'_>], lists: &str) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = rows
        .into_iter()
        .map(|row| (row, minute_of_row(row)))
        .collect();
    for (level, list) in levels.iter().zip(lists.split(';')) {
        let mut reaching = numbers(list).into_iter().peekable();
        for (row, rank) in &mut ranked {
            while reaching.next_if(|reaching| reaching < row).is_some() {}
            if reaching.peek() == Some(row) {
                *rank += level.points * rank::UNIT;
            }
        }
    }
    ranked
}

/// The rows that may be on a page. Those of one minute are in no order yet, so they come together.
fn candidates(mut ranked: Vec<Ranked>, page: &Page) -> Vec<Ranked> {
    let after = page.after.as_ref().map_or(i64::MAX, |after| after.key);
    ranked.retain(|(_, rank)| *rank <= after);
    ranked.sort_unstable_by_key(|(_, rank)| Reverse(*rank));
    let beside = ranked.partition_point(|(_, rank)| rank.saturating_add(MINUTE) > after);
    let wanted = usize::try_from(page.limit()).unwrap_or(usize::MAX);
    let wanted = beside.saturating_add(wanted).saturating_add(SPARE);
    if let Some((_, last)) = ranked.get(wanted).copied() {
        let until = ranked.partition_point(|(_, rank)| *rank >= last);
        ranked.truncate(until);
    }
    ranked
}

/// The postings of these rows that are on the page, in order.
fn of_rows(search: &Search, rows: &[Ranked], page: &Page) -> Select<posting::Entity> {
    let list = rows.iter().map(|(row, rank)| {
        let points = rank - minute_of_row(*row);
        format!("[{row},{points}]")
    });
    let list = format!("[{}]", list.collect::<Vec<_>>().join(","));
    let rows = || Alias::new("posting_rows");
    let mut found = Query::select();
    found
        .column((rows(), Alias::new(fulltext::ID)))
        .expr_as(
            Expr::cust("json_extract(ranked.value, '$[1]') + posting_rows.posted"),
            Alias::new(KEY),
        )
        .from_function(
            Func::cust(Alias::new("json_each")).arg(list),
            Alias::new(RANKED),
        )
        // SQLite keeps the order of a cross join.
        .join(JoinType::CrossJoin, rows(), Expr::cust("true"))
        .and_where(Expr::cust(
            "posting_rows.row_id = json_extract(ranked.value, '$[0]')",
        ));
    statement::shown(search, statement::paged(found, page))
        .column_as(Expr::cust(statement::NO_NUMBER), TOTAL)
        .column_as(Expr::cust(statement::NO_FACTS), FACTS)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{MINUTE, Ranked, candidates};
    use crate::types::{cursor::Cursor, page::Page};

    /// The rows of the page of two after the row with this rank, where those of one minute are equal.
    fn shown(ranked: &[Ranked], after: Option<i64>) -> usize {
        let after = after.map(|key| Cursor {
            key,
            id: Uuid::nil(),
        });
        candidates(ranked.to_vec(), &Page { size: 2, after }).len()
    }

    #[test]
    fn rows_of_one_minute_come_together() {
        let each = |number: i64| (number, number * MINUTE);
        let apart: Vec<Ranked> = (0..100).map(each).collect();
        assert_eq!(shown(&apart, None), 14);
        assert_eq!(shown(&apart, Some(50 * MINUTE + 7)), 15);
        assert_eq!(shown(&apart, Some(3 * MINUTE)), 4);
        let together: Vec<Ranked> = (0..100).map(|number| (number, MINUTE)).collect();
        assert_eq!(shown(&together, None), 100);
        assert_eq!(shown(&together, Some(MINUTE + 7)), 100);
        assert_eq!(shown(&together, Some(MINUTE - 1)), 0);
    }
}
