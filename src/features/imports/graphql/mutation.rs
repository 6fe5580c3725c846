//! Mutations of imports.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::{
    ImportPlan,
    input::{ApplyImportInput, CancelImportInput, ImportIdentityClaimsInput, ImportProfileInput},
    list::{
        ImportApplicationsInput, PreviewApplicationListInput, PreviewApplicationListPayload,
        meanings,
    },
};
use crate::{
    error::Result,
    features::imports::{Imports, JobRow, NewImport, NewList},
    graphql::{
        context,
        mutation::{Request, WriteRequest, payloads},
    },
    types::{actor::Actor, area::Area, write::Write},
};

payloads! {
    @type
    /// The payload of the mutations of imports.
    ImportPayload {
        /// The import; null if refused, and for an API token that may read neither profiles nor all sections of the import.
        plan: ImportPlan
    }
}

impl ImportPayload {
    fn of(ctx: &Context<'_>, result: Result<JobRow>, request: WriteRequest) -> Result<Self> {
        let (done, outcome) = Request::from(request).settle(result)?;
        let plan = done.and_then(|row| ImportPlan::readable(ctx, Arc::new(row)).ok());
        Ok(Self { plan, outcome })
    }
}

/// Mutations of imports.
#[derive(Default)]
pub struct ImportsMutation;

/// Mutations of imports.
#[Object]
impl ImportsMutation {
    /// Reads a file about the viewer and makes a plan of its changes to the profile, without applying it. The file is sent by the GraphQL
    /// multipart request specification, and is not stored. A dry run reads the file as well; its plan has counts, but no entries.
    async fn import_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: ImportProfileInput,
    ) -> Result<ImportPayload> {
        let ImportProfileInput {
            file,
            source,
            request,
        } = input;
        run(
            ctx,
            context::allowed(ctx, Area::Profiles.write()),
            request,
            async |imports, write| {
                let file = file.file(ctx, "input.file")?;
                let new = NewImport {
                    source: source.map(Into::into),
                    file_name: file.name().unwrap_or_default().to_owned(),
                    content: file.bytes(),
                };
                imports.plan(&write, new).await
            },
        )
        .await
    }

    /// Makes a plan of what a provider said of the viewer at the last sign-in with it, without applying it: name and language of the account. Not
    /// for API tokens.
    async fn import_identity_claims(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The identity.")] input: ImportIdentityClaimsInput,
    ) -> Result<ImportPayload> {
        let ImportIdentityClaimsInput { id, request } = input;
        let done = Box::pin(async {
            let person = context::person(ctx)?;
            let write = request.write(ctx, person.actor())?;
            let imports = context::handle::<Imports>(ctx)?;
            imports.plan_claims(&write, &person, id).await
        });
        ImportPayload::of(ctx, done.await, request)
    }

    /// Previews a list of applications (CSV): its columns with samples and guessed meanings, the format of its dates, and its words for
    /// stages. Nothing is stored.
    async fn preview_application_list(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The list.")] input: PreviewApplicationListInput,
    ) -> Result<PreviewApplicationListPayload> {
        let PreviewApplicationListInput {
            file,
            columns,
            request,
        } = input;
        let columns = columns.map(meanings);
        let read = async {
            let actor = context::allowed(ctx, Area::Applications.write())?;
            let bytes = file.file(ctx, "input.file")?.bytes();
            let imports = context::handle::<Imports>(ctx)?;
            imports.preview_list(actor, bytes, columns).await
        };
        PreviewApplicationListPayload::of(read.await, request)
    }

    /// Reads a list of applications (CSV) and makes a plan of its changes to the viewer's applications, without applying it: see
    /// `applyImport`. The file is not stored.
    async fn import_applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The list.")] input: ImportApplicationsInput,
    ) -> Result<ImportPayload> {
        let ImportApplicationsInput {
            file,
            mapping,
            request,
        } = input;
        run(
            ctx,
            context::allowed(ctx, Area::Applications.write()),
            request,
            async |imports, write| {
                let file = file.file(ctx, "input.file")?;
                let new = NewList {
                    file_name: file.name().unwrap_or_default().to_owned(),
                    content: file.bytes(),
                    mapping: mapping.map(Into::into).unwrap_or_default(),
                };
                imports.plan_list(&write, new).await
            },
        )
        .await
    }

    /// Applies the plan of an import with the given choices, in the background; `importProgressed` reports the progress. Of two concurrent
    /// requests for one plan, the second is refused with VERSION_CONFLICT.
    async fn apply_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The choices.")] mut input: ApplyImportInput,
    ) -> Result<ImportPayload> {
        let request = std::mem::take(&mut input.request);
        let version = input.expected_version;
        run(
            ctx,
            context::actor_by_data(ctx),
            request,
            async |imports, write| imports.apply(&write.expecting(version), input.into()).await,
        )
        .await
    }

    /// Cancels a plan, or stops an import that is being applied: changes that were already written remain, with their results.
    async fn cancel_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The import to cancel.")] input: CancelImportInput,
    ) -> Result<ImportPayload> {
        let CancelImportInput { id, request } = input;
        run(
            ctx,
            context::actor_by_data(ctx),
            request,
            async |imports, write| imports.cancel(&write, id).await,
        )
        .await
    }
}

/// Runs a write of the viewer's imports, and wraps its result. The service checks the scopes of an import that is there already.
async fn run(
    ctx: &Context<'_>,
    actor: Result<&Actor>,
    request: WriteRequest,
    act: impl AsyncFnOnce(&Imports, Write<'_>) -> Result<JobRow>,
) -> Result<ImportPayload> {
    let done = async {
        let write = request.write(ctx, actor?)?;
        act(context::handle(ctx)?, write).await
    };
    ImportPayload::of(ctx, done.await, request)
}
