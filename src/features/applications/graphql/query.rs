//! The viewer's applications.

use async_graphql::{Context, Object};

use super::{Application, ApplicationFilterInput, BoardColumn};
use crate::{
    error::Result,
    features::applications::{ApplicationOrder, Applications},
    graphql::{
        context,
        limits::{list_cost, page_cost},
        page::Connection,
    },
    types::{area::Area, cursor::List, id::ApplicationId, page::Page},
};

/// Fields of the viewer.
#[derive(Default)]
pub struct ApplicationsOfViewer;

/// Fields of the viewer.
#[Object]
impl ApplicationsOfViewer {
    /// The viewer's applications. In the orders NEWEST and OLDEST, paging returns each application once, even if some change meanwhile.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Filters the list.")] filter: Option<ApplicationFilterInput>,
        #[graphql(desc = "The order; LAST_CHANGED by default.")] order: Option<ApplicationOrder>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list in the same order; the page starts after it.")]
        after: Option<String>,
    ) -> Option<Result<Connection<Application>>> {
        let reading = async {
            let (app, actor) = (
                context::handle::<Applications>(ctx)?.clone(),
                context::allowed(ctx, Area::Applications.read())?.clone(),
            );
            let filter = filter.unwrap_or_default().into_filter();
            let order = order.unwrap_or_default();
            let page = Page::parse(first, after.as_deref(), order.list())?;
            let slice = app
                .list(&actor, &filter, order, &page)
                .await?
                .map(Application::from);
            Ok(Connection::new(
                slice,
                order.list(),
                page.after.is_some(),
                Area::Applications,
                move || {
                    let (app, actor, filter) = (app.clone(), actor.clone(), filter.clone());
                    async move { app.count(&actor, &filter).await }
                },
            ))
        };
        context::field(ctx, Area::Applications, reading).await
    }

    /// One application of the viewer; NOT_FOUND for any other.
    async fn application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The application.")] id: ApplicationId,
    ) -> Option<Result<Application>> {
        let reading = async {
            context::handle::<Applications>(ctx)?
                .get(context::allowed(ctx, Area::Applications.read())?, id)
                .await
        };
        Some(
            context::within(ctx, Area::Applications, reading)
                .await
                .map(Application::from),
        )
    }

    /// The application board: one column for each stage, in the order of the stages; without archived applications.
    #[graphql(complexity = "list_cost(7, page_cost(first, child_complexity))")]
    async fn board(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cards of each column, 1 to 100; 20 by default.")] first: Option<i32>,
    ) -> Option<Result<Vec<BoardColumn>>> {
        let reading = async {
            let page = Page::parse(first, None, List::Applications)?;
            let columns = context::handle::<Applications>(ctx)?
                .board(context::allowed(ctx, Area::Applications.read())?, page.size)
                .await?;
            Ok(columns.into_iter().map(BoardColumn).collect())
        };
        context::field(ctx, Area::Applications, reading).await
    }
}
