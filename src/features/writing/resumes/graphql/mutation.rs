//! Mutations of the viewer's résumés.

use async_graphql::{Context, Object, SimpleObject};

use super::{
    input::{
        ArchiveResumeInput, CreateResumeInput, EditResumeInput, RemoveResumeInput,
        RestoreResumeInput, UnarchiveResumeInput, UpdateResumeInput,
    },
    object::Resume,
};
use crate::{
    error::Result,
    features::writing::{Writing, resumes::Resumes},
    graphql::{
        context,
        mutation::{Outcome, Request, payloads},
    },
    types::{actor::Actor, area::Area, id::ResumeId},
};

payloads! {
    reads Area::Writing.read();

    /// The payload of `createResume`.
    CreateResumePayload {
        /// The new résumé; null if refused, and for an API token that may not read résumés.
        resume: Resume
    }
    /// The payload of `editResume`.
    EditResumePayload {
        /// The résumé after the edit; null if refused, and for an API token that may not read résumés.
        resume: Resume
    }
    /// The payload of `restoreResume`.
    RestoreResumePayload {
        /// The résumé after the restoration; null if refused, and for an API token that may not read résumés.
        resume: Resume
    }
    /// The payload of `updateResume`.
    UpdateResumePayload {
        /// The résumé after the change; null if refused, and for an API token that may not read résumés.
        resume: Resume
    }
    /// The payload of `archiveResume`.
    ArchiveResumePayload {
        /// The archived résumé; null if refused, and for an API token that may not read résumés.
        resume: Resume
    }
    /// The payload of `unarchiveResume`.
    UnarchiveResumePayload {
        /// The résumé; null if refused, and for an API token that may not read résumés.
        resume: Resume
    }
}

/// The payload of `removeResume`.
#[derive(SimpleObject)]
pub struct RemoveResumePayload {
    /// The id of the removed résumé; null if refused.
    removed_resume_id: Option<ResumeId>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of the viewer's résumés.
#[derive(Default)]
pub struct ResumesMutation;

/// Mutations of the viewer's résumés.
#[Object]
impl ResumesMutation {
    /// Creates a résumé with its first revision. A MASTER has all of the profile: each fact is a statement that cites it, and facts that are not
    /// confirmed are hidden; it needs the scopes `profiles:read` and `users:read` as well. A TAILORED résumé says what its parent says now.
    async fn create_resume(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The kind, the name, and what it is made of.")] input: CreateResumeInput,
    ) -> Result<CreateResumePayload> {
        let (new, request) = input.parse();
        let created = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            handle(ctx)?.create(&write, new).await
        });
        CreateResumePayload::of(ctx, created.await, request)
    }

    /// Replaces what a résumé says, as a whole: adds a revision. If it says all this already, no revision is added.
    async fn edit_resume(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The résumé and its content.")] input: EditResumeInput,
    ) -> Result<EditResumePayload> {
        let (id, expected_version, edit, request) = input.parse();
        let edited = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(expected_version);
            handle(ctx)?.edit(&write, id, edit).await
        });
        EditResumePayload::of(ctx, edited.await, request)
    }

    /// Adds a revision with the content of an earlier one. If that is what the résumé says now, no revision is added.
    async fn restore_resume(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The résumé and the revision.")] input: RestoreResumeInput,
    ) -> Result<RestoreResumePayload> {
        let RestoreResumeInput {
            id,
            expected_version,
            revision,
            note,
            request,
        } = input;
        let restored = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(expected_version);
            handle(ctx)?.restore(&write, id, revision, note).await
        });
        RestoreResumePayload::of(ctx, restored.await, request)
    }

    /// Changes the name, the look, the paper or the language.
    async fn update_resume(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The résumé and the change.")] input: UpdateResumeInput,
    ) -> Result<UpdateResumePayload> {
        let (id, expected_version, change, request) = input.parse();
        let updated = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(expected_version);
            handle(ctx)?.update(&write, id, change).await
        });
        UpdateResumePayload::of(ctx, updated.await, request)
    }

    /// Archives a résumé: it is not listed with the others, and can be read and changed as before.
    async fn archive_resume(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The résumé to archive.")] input: ArchiveResumeInput,
    ) -> Result<ArchiveResumePayload> {
        let archived = Box::pin(async {
            let write = input.request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(input.expected_version);
            handle(ctx)?.archive(&write, input.id, true).await
        });
        let archived = archived.await;
        ArchiveResumePayload::of(ctx, archived, input.request)
    }

    /// Lists an archived résumé with the others again.
    async fn unarchive_resume(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The résumé to bring back.")] input: UnarchiveResumeInput,
    ) -> Result<UnarchiveResumePayload> {
        let listed = Box::pin(async {
            let write = input.request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(input.expected_version);
            handle(ctx)?.archive(&write, input.id, false).await
        });
        let listed = listed.await;
        UnarchiveResumePayload::of(ctx, listed, input.request)
    }

    /// Removes a résumé with all its revisions and tailorings. Irreversible; copies of it stay, without a parent. Needs a session: API tokens are refused.
    async fn remove_resume(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The résumé to remove.")] input: RemoveResumeInput,
    ) -> Result<RemoveResumePayload> {
        let person = context::person(ctx)?;
        let removed = Box::pin(async {
            let write = input.request.write(ctx, person.actor())?;
            let write = write.expecting(input.expected_version);
            handle(ctx)?.remove(&person, &write, input.id).await
        });
        let removed = removed.await;
        let (removed_resume_id, outcome) = Request::from(input.request).settle(removed)?;
        Ok(RemoveResumePayload {
            removed_resume_id,
            outcome,
        })
    }
}

fn handle<'a>(ctx: &Context<'a>) -> Result<&'a Resumes> {
    Ok(&context::handle::<Writing>(ctx)?.resumes)
}

fn actor<'a>(ctx: &Context<'a>) -> Result<&'a Actor> {
    context::allowed(ctx, Area::Writing.write())
}
