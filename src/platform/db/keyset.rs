//! Pages of a list by its sort key ("keyset pagination", <https://use-the-index-luke.com/no-offset>): a page starts after the key of
//! the last row of the page before, so that it costs the same wherever it is and rows that come or go shift nothing.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use crate::{
    error::Result,
    types::{
        cursor::Cursor,
        page::{Page, Slice},
    },
};

/// A list in the order of an instant and, for equal instants, of the id.
#[derive(Clone, Copy, Debug)]
pub struct ByTime<C> {
    at: C,
    id: C,
    ascends: bool,
}

impl<C: ColumnTrait> ByTime<C> {
    /// The newest row first.
    pub const fn newest(at: C, id: C) -> Self {
        Self {
            at,
            id,
            ascends: false,
        }
    }

    /// The oldest row first.
    pub const fn oldest(at: C, id: C) -> Self {
        Self {
            at,
            id,
            ascends: true,
        }
    }

    /// One page of the selected rows; `key` reads the instant and the id of a row.
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
            // The first condition says nothing new, but an index can use it.
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

/// One page of a list in the order of a number that no two rows share, the highest first; `cursor` is that of a row.
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
