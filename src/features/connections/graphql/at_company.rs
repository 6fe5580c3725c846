//! The people whom the viewer knows at a company, for the fields of companies and postings.

use std::collections::HashMap;

use async_graphql::Context;

use super::{loader::PeopleAtCompany, object::Person};
use crate::{
    error::Result,
    features::connections::{Connections, ListOptions, PersonOrder, PersonRow},
    graphql::{context, page::Connection},
    types::{
        area::Area,
        cursor::{Cursor, TextCursor},
        id::CompanyId,
        page::{Page, Slice},
    },
};

const ORDER: PersonOrder = PersonOrder::Name;

/// A page of the people at a company, by name. The first pages of several companies are read together.
pub async fn connections_at(
    ctx: &Context<'_>,
    company: CompanyId,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Connection<Person>> {
    let (page, after) = Page::of_text(first, after.as_deref(), ORDER.list())?;
    let actor = context::allowed(ctx, Area::Connections.read())?;
    let key = PeopleAtCompany {
        company,
        limit: page.limit(),
    };
    let found = context::load(ctx, Area::Connections, key).await?;
    let found = found.unwrap_or_default();
    let slice = match &after {
        None => page.slice(found.first.clone(), |row| Cursor {
            key: 0,
            id: row.id.0,
        }),
        Some(after) => {
            let connections = context::handle::<Connections>(ctx)?;
            let options = ListOptions {
                company_id: Some(company),
                ..ListOptions::default()
            };
            let reading = async {
                let select = connections.selected(actor, &options).await?;
                connections.page(select, ORDER, &page, Some(after)).await
            };
            context::within(ctx, Area::Connections, reading).await?
        }
    };
    let total = found.total;
    Ok(connection(
        slice,
        ORDER,
        after.is_some(),
        move || async move { Ok(total) },
    ))
}

/// A page whose cursors hold the texts that it is ordered by.
pub(super) fn connection<F>(
    slice: Slice<PersonRow>,
    order: PersonOrder,
    started_after: bool,
    count: impl Fn() -> F + Send + Sync + 'static,
) -> Connection<Person>
where
    F: Future<Output = Result<u64>> + Send + 'static,
{
    let keys: HashMap<_, TextCursor> = slice
        .rows
        .iter()
        .map(|(cursor, row)| (cursor.id, order.position(row)))
        .collect();
    let encode = |cursor: &Cursor| {
        keys.get(&cursor.id)
            .map(|position| position.encode(order.list()))
            .unwrap_or_default()
    };
    Connection::with_cursors(
        slice.map(Person::from),
        encode,
        started_after,
        Area::Connections,
        count,
    )
}
