//! Connections by the Relay specification (<https://relay.dev/graphql/connections.htm>), forward only.

use std::{borrow::Cow, future::Future, pin::Pin};

use async_graphql::{Context, Object, OutputType, SimpleObject, TypeName};

use super::context;
use crate::{
    error::{Error, Result},
    types::{
        area::Area,
        cursor::{Cursor, List},
        page::Slice,
    },
};

type Count = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<u64>> + Send>> + Send + Sync>;

/// One page of a list.
pub struct Connection<T> {
    edges: Vec<Edge<T>>,
    has_next: bool,
    has_previous: bool,
    area: Area,
    count: Count,
}

/// One row of a page.
pub struct Edge<T> {
    cursor: String,
    node: T,
}

/// The position of a page in its list.
#[derive(SimpleObject)]
pub struct PageInfo {
    /// True if more rows follow this page.
    has_next_page: bool,
    /// True if the page started after a cursor.
    has_previous_page: bool,
    /// The cursor of the first row; null on an empty page.
    start_cursor: Option<String>,
    /// The cursor of the last row: pass it as `after` for the next page; null on an empty page.
    end_cursor: Option<String>,
}

impl<T> Connection<T> {
    /// A page, and a function that counts the whole list when `totalCount` is selected, within the time limit of its area.
    pub fn new<F>(
        slice: Slice<T>,
        list: List,
        started_after: bool,
        area: Area,
        count: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<u64>> + Send + 'static,
    {
        let encode = |cursor: &Cursor| cursor.encode(list);
        Self::with_cursors(slice, encode, started_after, area, count)
    }

    /// The same with another external form of the cursors.
    pub fn with_cursors<F>(
        slice: Slice<T>,
        encode: impl Fn(&Cursor) -> String,
        started_after: bool,
        area: Area,
        count: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<u64>> + Send + 'static,
    {
        let edges = slice
            .rows
            .into_iter()
            .map(|(cursor, node)| Edge {
                cursor: encode(&cursor),
                node,
            })
            .collect();
        Self {
            edges,
            has_next: slice.has_next,
            has_previous: started_after,
            area,
            count: Box::new(move || Box::pin(count())),
        }
    }
}

impl<T> Connection<T> {
    /// The rows with their cursors.
    pub fn rows(&self) -> &[Edge<T>] {
        &self.edges
    }

    /// The rows alone.
    pub fn row_nodes(&self) -> Vec<&T> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// The position of this page in the list.
    pub fn position(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.has_next,
            has_previous_page: self.has_previous,
            start_cursor: self.edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: self.edges.last().map(|edge| edge.cursor.clone()),
        }
    }

    /// The number of rows of the whole list.
    pub async fn total(&self, ctx: &Context<'_>) -> Result<i64> {
        let count = context::within(ctx, self.area, (self.count)()).await;
        count.and_then(|count| i64::try_from(count).map_err(Error::internal))
    }
}

impl<T: OutputType> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", T::type_name()).into()
    }
}

impl<T: OutputType> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", T::type_name()).into()
    }
}

/// One page of a list, with cursors for further pages.
#[Object(name_type)]
impl<T: OutputType> Connection<T> {
    /// The rows with their cursors.
    async fn edges(&self) -> &[Edge<T>] {
        self.rows()
    }

    /// The rows alone.
    async fn nodes(&self) -> Vec<&T> {
        self.row_nodes()
    }

    /// The position of this page in the list.
    async fn page_info(&self) -> PageInfo {
        self.position()
    }

    /// Number of rows of the whole list; counted only if this field is selected.
    async fn total_count(&self, ctx: &Context<'_>) -> Option<Result<i64>> {
        Some(self.total(ctx).await)
    }
}

/// One row of a page, with its cursor.
#[Object(name_type)]
impl<T: OutputType> Edge<T> {
    /// The position of this row in the list.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The row.
    async fn node(&self) -> &T {
        &self.node
    }
}
