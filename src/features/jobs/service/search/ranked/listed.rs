//! Lists of rows of the index, as the database gives and takes them.

use sea_orm::sea_query::{Alias, Expr, Func, JoinType, Query, SelectStatement};

use crate::features::jobs::service::search::fulltext;

/// A row of the index with the key of its order, or with that of the beginning of its minute.
pub(super) type Keyed = (i64, i64);

/// The numbers of a list.
pub(super) fn numbers(list: &str) -> Vec<i64> {
    list.split(',')
        .filter_map(|number| number.parse().ok())
        .collect()
}

/// The ids of the postings in the rows of a list in JSON, one after another.
pub(super) fn from_list(list: &str, row: &'static str) -> SelectStatement {
    Query::select()
        .column((fulltext::rows(), Alias::new(fulltext::ID)))
        .from_function(
            Func::cust(Alias::new("json_each")).arg(list),
            Alias::new("listed"),
        )
        // SQLite keeps the order of a cross join.
        .join(JoinType::CrossJoin, fulltext::rows(), Expr::cust("true"))
        .and_where(Expr::cust(format!("posting_rows.row_id = {row}")))
        .to_owned()
}

/// A list in JSON.
pub(super) fn json(items: impl Iterator<Item = impl ToString>) -> String {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    format!("[{}]", items.join(","))
}
