//! The viewer's résumés.

use async_graphql::{Context, Object};

use super::object::Resume;
use crate::{
    error::Result,
    features::writing::{Writing, resumes::ResumeKind},
    graphql::{context, limits::page_cost, page::Connection},
    types::{area::Area, cursor::List, id::ResumeId, page::Page},
};

/// Fields of the viewer.
#[derive(Default)]
pub struct ResumesOfViewer;

/// Fields of the viewer.
#[Object]
impl ResumesOfViewer {
    /// The viewer's résumés, newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn resumes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only résumés of this kind; both if left out.")] kind: Option<ResumeKind>,
        #[graphql(
            default,
            desc = "True for archived résumés only, false for the others only."
        )]
        archived: bool,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<Resume>>> {
        let reading = async {
            let (writing, actor) = (
                context::handle::<Writing>(ctx)?.clone(),
                context::allowed(ctx, Area::Writing.read())?.clone(),
            );
            let page = Page::parse(first, after.as_deref(), List::Resumes)?;
            let slice = writing.resumes.list(&actor, kind, archived, &page).await?;
            Ok(Connection::new(
                slice.map(Resume::from),
                List::Resumes,
                page.after.is_some(),
                Area::Writing,
                move || {
                    let (writing, actor) = (writing.clone(), actor.clone());
                    async move { writing.resumes.count(&actor, kind, archived).await }
                },
            ))
        };
        context::field(ctx, Area::Writing, reading).await
    }

    /// One résumé of the viewer, archived or not; NOT_FOUND for any other.
    async fn resume(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The résumé.")] id: ResumeId,
    ) -> Option<Result<Resume>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Writing.read())?;
            let writing = context::handle::<Writing>(ctx)?;
            writing.resumes.get(actor, id).await
        };
        let found = context::within(ctx, Area::Writing, reading).await;
        Some(found.map(Resume::from))
    }
}
