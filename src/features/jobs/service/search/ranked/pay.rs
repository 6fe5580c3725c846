//! The order by pay. An index has it: of many matches, those of a page are soon met among the postings with the highest pay.

use sea_orm::{
    ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Alias, Expr, JoinType, Query, SelectStatement},
};

use super::listed::{from_list, json};
use crate::{
    error::Result,
    features::jobs::{
        entity::posting,
        service::search::{
            criteria::Search,
            filter::conditions::PAY_KEY,
            found::Found,
            fulltext,
            statement::{self, KEY},
        },
    },
    types::page::Page,
};

/// Matches from which on the postings with the highest pay are tested; the pay of fewer is read.
const MANY: usize = 500;
/// Postings that are tested, before the pay of all matches is read after all.
const TESTED: u64 = 4_000;

/// The page of the matches in these rows.
pub(super) async fn found(
    conn: &impl ConnectionTrait,
    search: &Search,
    rows: &[i64],
    page: &Page,
) -> Result<Vec<Found>> {
    let list = json(rows.iter());
    if rows.len() >= MANY {
        let highest = statement::shown_alone(search, among_the_highest(&list, page));
        let found: Vec<Found> = highest.into_model().all(conn).await?;
        if u64::try_from(found.len()).is_ok_and(|found| found == page.limit()) {
            return Ok(found);
        }
    }
    let all = statement::shown_alone(search, statement::paged(with_pay(&list), page));
    Ok(all.into_model().all(conn).await?)
}

/// The first listed rows among the open postings with the highest pay behind a page.
fn among_the_highest(list: &str, page: &Page) -> SelectStatement {
    let (key, id) = (
        Expr::cust(PAY_KEY),
        Expr::col((posting::Entity, posting::Column::Id)),
    );
    let mut highest = posting::open()
        .select_only()
        .column(posting::Column::Id)
        .column_as(key.clone(), KEY);
    if let Some(after) = &page.after {
        highest = highest.filter(statement::behind(&key, &id, Expr::value(after.key), after));
    }
    let highest = highest.order_by_desc(key).order_by_desc(id).limit(TESTED);
    Query::select()
        .expr_as(Expr::cust("highest.id"), Alias::new(fulltext::ID))
        .column(Alias::new(KEY))
        .from_subquery(QueryTrait::into_query(highest), Alias::new("highest"))
        // SQLite keeps the order of a cross join.
        .join(JoinType::CrossJoin, fulltext::rows(), Expr::cust("true"))
        .and_where(Expr::cust("posting_rows.posting_id = highest.id"))
        // With the sign, the index is asked for the posting alone, not with each row of the list.
        .and_where(Expr::cust_with_values(
            "+posting_rows.row_id IN (SELECT value FROM json_each(?))",
            [list],
        ))
        .limit(page.limit())
        .to_owned()
}

/// The listed rows with their pay.
fn with_pay(list: &str) -> SelectStatement {
    let mut found = from_list(list, "listed.value");
    found
        .join(JoinType::CrossJoin, posting::Entity, Expr::cust("true"))
        .and_where(Expr::cust("postings.id = posting_rows.posting_id"))
        .expr_as(Expr::cust(PAY_KEY), Alias::new(KEY));
    found
}
