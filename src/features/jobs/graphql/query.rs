//! The query fields `postings` and `sources`.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::{Posting, PostingFilter, Reprocessing, Source};
use crate::{
    error::Result,
    features::jobs::{Jobs, Order, Search, SearchText},
    graphql::{context, limits::page_cost, page::Connection},
    types::{area::Area, page::Page},
};

/// Queries of postings and sources.
#[derive(Default)]
pub struct JobsQuery;

/// Queries of postings and sources.
#[Object]
impl JobsQuery {
    /// Open postings. Public.
    #[graphql(
        complexity = "page_cost(first, child_complexity)",
        cache_control(max_age = 60)
    )]
    async fn jobs(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Words that must occur in title, company or description; \"phrases\" match as a whole, -words must not occur. At most 200 characters."
        )]
        query: Option<String>,
        #[graphql(desc = "Filters the postings.")] filter: Option<PostingFilter>,
        #[graphql(desc = "The order; by default RELEVANCE with a query, NEWEST without.")]
        order: Option<Order>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list in the same order; the page starts after it.")]
        after: Option<String>,
    ) -> Option<Result<Connection<Posting>>> {
        let reading = async {
            let text = query
                .as_deref()
                .map(SearchText::parse)
                .transpose()?
                .flatten();
            let search = Search {
                text,
                filter: filter.unwrap_or_default().parse()?,
                order: order.unwrap_or(Order::Relevance),
            };
            let page = Page::parse(first, after.as_deref(), search.list())?;
            let jobs = context::handle::<Jobs>(ctx)?.clone();
            let counted = ctx.look_ahead().field("totalCount").exists();
            let found = jobs.search(&search, &page, counted).await?;
            let (text, total) = (search.text.clone().map(Arc::new), found.total);
            let slice = found.postings.map(|row| Posting::found(row, text.clone()));
            Ok(Connection::new(
                slice,
                search.list(),
                page.after.is_some(),
                Area::Search,
                move || {
                    let (jobs, search) = (jobs.clone(), search.clone());
                    async move {
                        match total {
                            Some(total) => Ok(total),
                            None => jobs.count(&search).await,
                        }
                    }
                },
            ))
        };
        context::field(ctx, Area::Search, reading).await
    }

    /// The sources, that is, the job boards that are read on a schedule, with their last runs. For admins.
    #[graphql(cache_control(private))]
    async fn sources(&self, ctx: &Context<'_>) -> Option<Result<Vec<Source>>> {
        let reading = async {
            let admin = context::admin(ctx)?;
            let sources = context::handle::<Jobs>(ctx)?.list_sources(&admin).await?;
            Ok(sources
                .into_iter()
                .map(|(row, last_run)| Source { row, last_run })
                .collect())
        };
        context::field(ctx, Area::Jobs, reading).await
    }

    /// The last run that read all stored payloads again (`careergraph jobs reprocess`); null before the first. For admins.
    #[graphql(cache_control(private))]
    async fn reprocessing(&self, ctx: &Context<'_>) -> Option<Result<Reprocessing>> {
        let reading = async {
            let admin = context::admin(ctx)?;
            let jobs = context::handle::<Jobs>(ctx)?;
            Ok(jobs
                .last_reprocessing(&admin)
                .await?
                .map(Reprocessing::from))
        };
        context::within(ctx, Area::Jobs, reading).await.transpose()
    }
}
