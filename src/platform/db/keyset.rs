//! Keyset pagination (<https://use-the-index-luke.com/no-offset>): a page starts after the sort key of the last row of the previous
//! page, so that its cost does not depend on its position, and inserted or deleted rows do not shift it.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, Order, QueryFilter,
    QueryOrder, QuerySelect, Select, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    error::Result,
    types::{
        cursor::{Cursor, TextCursor},
        page::{Page, Slice},
    },
};

/// A list ordered by an instant and, for equal instants, by the id.
#[derive(Clone, Copy, Debug)]
pub struct ByTime<C> {
    at: C,
    id: C,
    ascends: bool,
}

impl<C: ColumnTrait> ByTime<C> {
    /// Newest row first.
    pub const fn newest(at: C, id: C) -> Self {
        Self {
            at,
            id,
            ascends: false,
        }
    }

    /// Oldest row first.
    pub const fn oldest(at: C, id: C) -> Self {
        Self {
            at,
            id,
            ascends: true,
        }
    }

    /// One page of the selected rows; `key` returns the instant and the id of a row.
    pub async fn page<E: EntityTrait<Column = C>>(
        self,
        conn: &impl ConnectionTrait,
        select: Select<E>,
        page: &Page,
        key: impl Fn(&E::Model) -> (DateTime<Utc>, Uuid),
    ) -> Result<Slice<E::Model>> {
        let Self { at, id, ascends } = self;
        let mut select = select;
        if let Some(after) = page.after {
            let instant = DateTime::from_timestamp_micros(after.key).unwrap_or_default();
            let (from, beyond, tie) = if ascends {
                (at.gte(instant), at.gt(instant), id.gt(after.id))
            } else {
                (at.lte(instant), at.lt(instant), id.lt(after.id))
            };
            let tie = Condition::all().add(at.eq(instant)).add(tie);
            // The first condition is redundant, but an index can use it.
            select = select
                .filter(from)
                .filter(Condition::any().add(beyond).add(tie));
        }
        let direction = if ascends { Order::Asc } else { Order::Desc };
        let select = select
            .order_by(at, direction.clone())
            .order_by(id, direction);
        let rows = select.limit(page.limit()).all(conn).await?;
        Ok(page.slice(rows, |row| {
            let (at, id) = key(row);
            Cursor {
                key: at.timestamp_micros(),
                id,
            }
        }))
    }
}

/// One page of a list ordered by a unique number, highest first; `cursor` returns the cursor of a row.
pub async fn by_number<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    select: Select<E>,
    number: E::Column,
    page: &Page,
    cursor: impl Fn(&E::Model) -> Cursor,
) -> Result<Slice<E::Model>> {
    let mut select = select;
    if let Some(after) = page.after {
        select = select.filter(number.lt(after.key));
    }
    let select = select.order_by(number, Order::Desc);
    let rows = select.limit(page.limit()).all(conn).await?;
    Ok(page.slice(rows, cursor))
}

/// A list ordered by a text and, for equal texts, by the id.
#[derive(Clone, Debug)]
pub struct ByText<C> {
    /// The sort key, never null; `None` if the list is ordered by the id alone.
    pub key: Option<Expr>,
    /// The id.
    pub id: C,
    /// True if the lowest key and id are first.
    pub ascends: bool,
}

impl<C: ColumnTrait> ByText<C> {
    /// The rows after a position, in order.
    pub fn after<E: EntityTrait<Column = C>>(
        &self,
        select: Select<E>,
        after: Option<&TextCursor>,
    ) -> Select<E> {
        let mut select = select;
        if let Some(after) = after {
            let tie = if self.ascends {
                self.id.gt(after.id)
            } else {
                self.id.lt(after.id)
            };
            select = match &self.key {
                None => select.filter(tie),
                Some(key) => {
                    let (at, text) = (|| key.clone(), after.key.as_str());
                    let (from, beyond) = if self.ascends {
                        (at().gte(text), at().gt(text))
                    } else {
                        (at().lte(text), at().lt(text))
                    };
                    let tie = Condition::all().add(at().eq(text)).add(tie);
                    // The first condition is redundant, but an index can use it.
                    select
                        .filter(from)
                        .filter(Condition::any().add(beyond).add(tie))
                }
            };
        }
        let direction = if self.ascends {
            Order::Asc
        } else {
            Order::Desc
        };
        if let Some(key) = &self.key {
            select = select.order_by(key.clone(), direction.clone());
        }
        select.order_by(self.id, direction)
    }
}
