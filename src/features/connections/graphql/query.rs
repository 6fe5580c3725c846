//! The viewer's people.

use async_graphql::{Context, Object};

use super::{at_company::connection, input::PersonFilter, object::Person};
use crate::{
    error::Result,
    features::connections::{Connections, PersonOrder},
    graphql::{context, limits::page_cost, page::Connection},
    types::{area::Area, id::PersonId, page::Page},
};

/// Fields of the viewer.
#[derive(Default)]
pub struct ConnectionsOfViewer;

/// Fields of the viewer.
#[Object]
impl ConnectionsOfViewer {
    /// The people whom the viewer knows, imported or added by hand.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn connections(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Prefixes of words of the name, company or position, all of which must match; case and accents are ignored. At most 200 characters."
        )]
        query: Option<String>,
        #[graphql(desc = "Filters the list.")] filter: Option<PersonFilter>,
        #[graphql(desc = "The order; NAME by default.")] order: Option<PersonOrder>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list in the same order; the page starts after it.")]
        after: Option<String>,
    ) -> Option<Result<Connection<Person>>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Connections.read())?;
            let app = context::handle::<Connections>(ctx)?.clone();
            let options = filter.unwrap_or_default().with(query);
            let order = order.unwrap_or_default();
            let (page, after) = Page::of_text(first, after.as_deref(), order.list())?;
            let select = app.selected(actor, &options).await?;
            let slice = app
                .page(select.clone(), order, &page, after.as_ref())
                .await?;
            Ok(connection(slice, order, after.is_some(), move || {
                let (app, select) = (app.clone(), select.clone());
                async move { app.count(select).await }
            }))
        };
        context::field(ctx, Area::Connections, reading).await
    }

    /// One person whom the viewer knows; NOT_FOUND for any other.
    async fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person.")] id: PersonId,
    ) -> Option<Result<Person>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Connections.read())?;
            let found = context::handle::<Connections>(ctx)?.get(actor, id).await?;
            Ok(Person::from(found))
        };
        context::field(ctx, Area::Connections, reading).await
    }
}
