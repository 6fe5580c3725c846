//! The query field `moderation`.

use async_graphql::{Context, Object};

use super::object::{ModeratedPosting, ModeratedPostingKey, Report};
use crate::{
    error::Result,
    features::moderation::{Moderation as Service, State},
    graphql::{context, limits::page_cost, page::Connection},
    types::{area::Area, cursor::List, id::PostingId, page::Page},
};

/// The root field of moderation.
#[derive(Default)]
pub struct ModerationQuery;

/// The root field of moderation.
#[Object]
impl ModerationQuery {
    /// Data for moderators and admins. FORBIDDEN for other users and for API tokens.
    #[graphql(cache_control(private))]
    async fn moderation(&self, ctx: &Context<'_>) -> Option<Result<Moderation>> {
        Some(context::moderator(ctx).map(|_| Moderation))
    }
}

/// Data for moderators.
pub struct Moderation;

/// Data for moderators. Each field checks the role of the viewer again.
#[Object]
impl Moderation {
    /// The reports of postings, newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only reports in this state.")] state: Option<State>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<Report>>> {
        let reading = async {
            let (moderation, moderator) = (
                context::handle::<Service>(ctx)?.clone(),
                context::moderator(ctx)?,
            );
            let page = Page::parse(first, after.as_deref(), List::Reports)?;
            let slice = moderation
                .reports(&moderator, state, &page)
                .await?
                .map(Report);
            Ok(Connection::new(
                slice,
                List::Reports,
                page.after.is_some(),
                Area::Jobs,
                move || {
                    let (moderation, moderator) = (moderation.clone(), moderator.clone());
                    async move { moderation.count_reports(&moderator, state).await }
                },
            ))
        };
        context::field(ctx, Area::Jobs, reading).await
    }

    /// A posting, including a hidden one; null if there is none with this id.
    async fn posting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The posting.")] id: PostingId,
    ) -> Option<Result<ModeratedPosting>> {
        let found = context::load(ctx, Area::Jobs, ModeratedPostingKey(id)).await;
        found.map(|found| found.map(ModeratedPosting)).transpose()
    }
}
