//! Pages of ranked matches on SQLite. The database lists the rows of the matches and those that reach each level, and the program ranks them:
//! for ten thousand matches, tables of them in the database take several times as long.

use std::cmp::Reverse;

use sea_orm::{
    ConnectionTrait, DbBackend, FromQueryResult, Select,
    sea_query::{Alias, Expr, Query, SelectStatement},
};

use super::{
    criteria::{COUNTED_MAX, Order, Search},
    facts,
    found::Found,
    fulltext,
    statement::{self, Extras, FACTS, KEY},
};
use crate::{
    error::{Error, Result},
    features::jobs::entity::{
        posting,
        posting_row::{MINUTE, minute_of_row},
    },
    types::{cursor::Cursor, page::Page},
};

mod distance;
mod levels;
mod listed;
mod pay;

use self::listed::{Keyed, from_list, json, numbers};

/// Rows that are read beyond a page, should some have been deleted since they were listed.
const SPARE: usize = 10;

/// The rows of the matches and their facts, as lists.
#[derive(FromQueryResult)]
struct Lists {
    rows: Option<String>,
    facts: Option<String>,
}

/// What the keys of an order are.
#[derive(Clone, Copy)]
enum Keys {
    /// Those of the order.
    Whole,
    /// Those of the beginnings of minutes: the time of the posting within its minute comes on top.
    OfMinutes,
}

/// True for a search whose matches the index of words and facts finds, unless an index of the postings has their order.
pub(super) fn is_for(search: &Search, backend: DbBackend) -> bool {
    backend == DbBackend::Sqlite
        && statement::is_by_index(search)
        && match search.order() {
            Order::Relevance | Order::Newest => true,
            Order::Pay => search.text.is_some(),
            Order::Match => false,
            Order::Distance => facts::cities_near(&search.filter).is_some(),
        }
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
    let with_facts = extras.facts || search.order() == Order::Distance;
    let Some(lists) = conn.query_one(&lists(search, behind, with_facts)).await? else {
        return Ok(Vec::new());
    };
    let lists = Lists::from_query_result(&lists, "")?;
    let rows = numbers(lists.rows.as_deref().unwrap_or_default());
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let total = i64::try_from(rows.len()).map_err(Error::internal)?;
    let facts = lists.facts.unwrap_or_default();
    let mut found = match (search.order(), &search.filter.near) {
        (Order::Pay, _) => pay::found(conn, search, &rows, page).await?,
        (Order::Distance, Some(near)) => {
            let keyed = distance::keyed(near, rows, &facts);
            first(conn, search, keyed, Keys::Whole, page).await?
        }
        _ => {
            let keyed = levels::keyed(conn, search, rows).await?;
            first(conn, search, keyed, Keys::OfMinutes, page).await?
        }
    };
    if let Some(first) = found.first_mut() {
        first.total = if extras.total { total } else { 0 };
        first.facts = extras.facts.then_some(facts);
    }
    Ok(found)
}

/// Lists the rows of the matches behind a position, newest first, and their facts if they are wanted.
fn lists(search: &Search, behind: Option<&Cursor>, with_facts: bool) -> SelectStatement {
    let mut wanted = statement::wanted(search, &search.filter, COUNTED_MAX + 1, DbBackend::Sqlite);
    if let Some(position) = behind {
        wanted.rows = wanted.rows.add(statement::rows_behind(position));
    }
    let facts = if with_facts {
        statement::listed(fulltext::FACTS, DbBackend::Sqlite)
    } else {
        statement::NO_FACTS.to_owned()
    };
    Query::select()
        .expr_as(Expr::cust("group_concat(row_id)"), Alias::new("rows"))
        .expr_as(Expr::cust(facts), Alias::new(FACTS))
        .from_subquery(
            fulltext::rows_of_matches(&wanted, with_facts),
            Alias::new("newest"),
        )
        .to_owned()
}

/// The page of these rows, those with the highest keys first.
async fn first(
    conn: &impl ConnectionTrait,
    search: &Search,
    keyed: Vec<Keyed>,
    keys: Keys,
    page: &Page,
) -> Result<Vec<Found>> {
    let rows = candidates(keyed, keys, page);
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    Ok(of_rows(search, &rows, keys, page)
        .into_model()
        .all(conn)
        .await?)
}

/// The rows that may be on a page. Those of one key are in no order yet, so they come together.
fn candidates(mut keyed: Vec<Keyed>, keys: Keys, page: &Page) -> Vec<Keyed> {
    let after = page.after.as_ref().map_or(i64::MAX, |after| after.key);
    let apart = match keys {
        Keys::Whole => 1,
        Keys::OfMinutes => MINUTE,
    };
    keyed.retain(|(_, key)| *key <= after);
    keyed.sort_unstable_by_key(|(_, key)| Reverse(*key));
    let beside = keyed.partition_point(|(_, key)| key.saturating_add(apart) > after);
    let wanted = usize::try_from(page.limit()).unwrap_or(usize::MAX);
    let wanted = beside.saturating_add(wanted).saturating_add(SPARE);
    if let Some((_, last)) = keyed.get(wanted).copied() {
        let until = keyed.partition_point(|(_, key)| *key >= last);
        keyed.truncate(until);
    }
    keyed
}

/// The postings of these rows that are on the page, in order.
fn of_rows(search: &Search, rows: &[Keyed], keys: Keys, page: &Page) -> Select<posting::Entity> {
    let (list, key) = match keys {
        Keys::Whole => (
            json(rows.iter().map(|(row, key)| format!("[{row},{key}]"))),
            "json_extract(listed.value, '$[1]')",
        ),
        Keys::OfMinutes => {
            let points = |(row, key): &Keyed| format!("[{row},{}]", key - minute_of_row(*row));
            (
                json(rows.iter().map(points)),
                "json_extract(listed.value, '$[1]') + posting_rows.posted",
            )
        }
    };
    let mut found = from_list(&list, "json_extract(listed.value, '$[0]')");
    found.expr_as(Expr::cust(key), Alias::new(KEY));
    statement::shown_alone(search, statement::paged(found, page))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Keyed, Keys, MINUTE, candidates};
    use crate::types::{cursor::Cursor, page::Page};

    /// The rows of the page of two after the row with this key, where those of one minute are equal.
    fn shown(keyed: &[Keyed], after: Option<i64>) -> usize {
        let after = after.map(|key| Cursor {
            key,
            id: Uuid::nil(),
        });
        candidates(keyed.to_vec(), Keys::OfMinutes, &Page { size: 2, after }).len()
    }

    #[test]
    fn rows_of_one_minute_come_together() {
        let each = |number: i64| (number, number * MINUTE);
        let apart: Vec<Keyed> = (0..100).map(each).collect();
        assert_eq!(shown(&apart, None), 14);
        assert_eq!(shown(&apart, Some(50 * MINUTE + 7)), 15);
        assert_eq!(shown(&apart, Some(3 * MINUTE)), 4);
        let together: Vec<Keyed> = (0..100).map(|number| (number, MINUTE)).collect();
        assert_eq!(shown(&together, None), 100);
        assert_eq!(shown(&together, Some(MINUTE + 7)), 100);
        assert_eq!(shown(&together, Some(MINUTE - 1)), 0);
    }
}
