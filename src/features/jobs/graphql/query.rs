//! The query fields `postings` and `sources`.

use std::sync::Arc;

use async_graphql::{Context, Object};
use tokio::sync::OnceCell;

use super::{
    Posting, PostingConnection, PostingFilter, Reprocessing, Source, facets::selected_facets,
};
use crate::{
    error::Result,
    features::{
        connections::Connections,
        jobs::{Connected, Filter, Jobs, Order, Search, SearchText, With},
        matching::Matching,
    },
    graphql::{context, limits::page_cost, page::Connection},
    types::{area::Area, id::PostingId},
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
            desc = "Words that must occur in title, company, skills, places or description; \"phrases\" match as a whole, word* matches beginnings, -words and -\"phrases\" must not occur. At most 200 characters. See docs/SEARCH.md."
        )]
        query: Option<String>,
        #[graphql(desc = "Filters the postings.")] filter: Option<PostingFilter>,
        #[graphql(desc = "The order; by default RELEVANCE with a query, NEWEST without.")]
        order: Option<Order>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(
            desc = "A cursor of this list with the same query, filter and order; the page starts after it."
        )]
        after: Option<String>,
    ) -> Option<Result<PostingConnection>> {
        let reading = async {
            let text = query
                .as_deref()
                .map(SearchText::parse)
                .transpose()?
                .flatten();
            let jobs = context::handle::<Jobs>(ctx)?.clone();
            let filter = filter.unwrap_or_default();
            let connected = connected(ctx, filter.has_connection).await?;
            let filter = Filter {
                connected,
                ..filter.parse(jobs.rates())?
            };
            let mut search = Search::new(text, filter, order)?;
            let page = search.page(first, after.as_deref())?;
            let selected = ctx.look_ahead();
            let counted = ["totalCount", "totalIsExact"]
                .iter()
                .any(|field| selected.field(field).exists());
            let facets = selected.field("facets");
            let with = With {
                total: counted,
                facets: facets.exists().then(|| selected_facets(&facets)),
            };
            let found = if search.is_by_match() {
                let ranked = ranked(ctx).await?;
                jobs.search_ranked(&mut search, &page, ranked).await?
            } else {
                jobs.search(&mut search, &page, &with).await?
            };
            let text = search.words().cloned().map(Arc::new);
            let slice = found.postings.map_with_cursors(|position, row| {
                Posting::found(row, text.clone(), search.distance_km(position))
            });
            let (counting, known) = (search.clone(), Arc::new(OnceCell::new_with(found.total)));
            let page = Connection::with_cursors(
                slice,
                |position| search.cursor(position, found.read_at),
                page.after.is_some(),
                Area::Search,
                move || {
                    let (jobs, search, known) =
                        (jobs.clone(), counting.clone(), Arc::clone(&known));
                    async move {
                        let total = known.get_or_try_init(|| jobs.count(&search)).await?;
                        Ok(*total)
                    }
                },
            );
            Ok(PostingConnection {
                page,
                search,
                counted: found.counted,
            })
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

/// The viewer's ranked postings.
async fn ranked(ctx: &Context<'_>) -> Result<Vec<(PostingId, i64)>> {
    let actor = context::allowed(ctx, Area::Matching.read())?;
    let matching = context::handle::<Matching>(ctx)?;
    Ok(matching.ranking(actor).await?.for_target(None))
}

/// The condition on connections, with the viewer's companies.
async fn connected(ctx: &Context<'_>, has: Option<bool>) -> Result<Option<Connected>> {
    let Some(is_connected) = has else {
        return Ok(None);
    };
    let user = context::allowed(ctx, Area::Connections.read())?.user_id;
    let companies = context::handle::<Connections>(ctx)?.companies(user).await?;
    Ok(Some(Connected {
        is_connected,
        user,
        companies,
    }))
}
