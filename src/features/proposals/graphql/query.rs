//! The viewer's proposals.

use async_graphql::{Context, Object};

use super::object::AgentProposal;
use crate::{
    error::Result,
    features::proposals::Proposals,
    graphql::{context, limits::page_cost, page::Connection},
    types::{area::Area, cursor::List, id::AgentProposalId, page::Page},
};

/// Fields of the viewer.
#[derive(Default)]
pub struct ProposalsOfViewer;

/// Fields of the viewer.
#[Object]
impl ProposalsOfViewer {
    /// What API tokens of the viewer propose, newest first: tokens with the verb PROPOSE, whose mutations change nothing until the viewer accepts
    /// them (`acceptAgentProposal`). An API token sees its own proposals only, and needs no scope for that.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn proposals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "True for those only that can be accepted.", default)] is_open: bool,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<AgentProposal>>> {
        let reading = async {
            let proposals = context::handle::<Proposals>(ctx)?.clone();
            let actor = context::actor(ctx)?.clone();
            let page = Page::parse(first, after.as_deref(), List::AgentProposals)?;
            let slice = proposals.list(&actor, is_open, &page).await?;
            Ok(Connection::new(
                slice.map(AgentProposal::from),
                List::AgentProposals,
                page.after.is_some(),
                Area::Users,
                move || {
                    let (proposals, actor) = (proposals.clone(), actor.clone());
                    async move { proposals.count(&actor, is_open).await }
                },
            ))
        };
        context::field(ctx, Area::Users, reading).await
    }

    /// One proposal; NOT_FOUND for any other.
    async fn proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposal.")] id: AgentProposalId,
    ) -> Option<Result<AgentProposal>> {
        let reading = async {
            let proposals = context::handle::<Proposals>(ctx)?;
            proposals.get(context::actor(ctx)?, id).await
        };
        let found = context::within(ctx, Area::Users, reading).await;
        Some(found.map(AgentProposal::from))
    }
}
