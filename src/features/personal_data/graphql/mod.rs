//! The GraphQL API of leaving.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::{ExportRow, ExportState};
use crate::{
    error::Result,
    features::personal_data::AccountData,
    graphql::{
        context,
        cookies::Change,
        mutation::{Outcome, Request},
        scalar::Instant,
    },
    types::{area::Area, id::ExportId},
};

/// An archive of all that the viewer has.
pub struct Export(ExportRow);

/// An archive of all that the viewer has: a ZIP file with one JSON document, and a JSON Schema that describes it.
#[Object]
impl Export {
    /// The id.
    async fn id(&self) -> ExportId {
        self.0.id
    }

    /// How far it is.
    async fn state(&self) -> ExportState {
        self.0.state
    }

    /// Where it is fetched, on this server, by the session's token or cookie; null before it is ready. Parts of it can be asked for
    /// (`Range`).
    async fn path(&self) -> Option<String> {
        (self.0.state == ExportState::Ready).then(|| format!("/exports/{}", self.0.id))
    }

    /// Its size in bytes; null before it is ready.
    async fn size(&self) -> Option<i64> {
        self.0.size
    }

    /// SHA-256 of it, in hexadecimal digits; null before it is ready.
    async fn sha256(&self) -> Option<&str> {
        self.0.sha256.as_deref()
    }

    /// When it was asked for.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// When it goes.
    async fn expires_at(&self) -> Instant {
        self.0.expires_at.into()
    }
}

/// Fields of the viewer.
#[derive(Default)]
pub struct PersonalDataOfViewer;

/// Fields of the viewer.
#[Object]
impl PersonalDataOfViewer {
    /// The archives that the viewer asked for and that are still kept, the newest first. Not for API tokens.
    async fn exports(&self, ctx: &Context<'_>) -> Option<Result<Vec<Export>>> {
        let reading = async {
            let exports = context::handle::<AccountData>(ctx)?
                .exports(&context::person(ctx)?)
                .await?;
            Ok(exports.into_iter().map(Export).collect())
        };
        context::field(ctx, Area::Users, reading).await
    }
}

/// What asks for an archive.
#[derive(InputObject)]
pub struct ExportAccountInput {
    #[graphql(flatten)]
    request: Request,
}

/// What begins to erase an account.
#[derive(InputObject)]
pub struct DeleteAccountInput {
    #[graphql(flatten)]
    request: Request,
}

/// What lets an account stay.
#[derive(InputObject)]
pub struct CancelDeletionInput {
    #[graphql(flatten)]
    request: Request,
}

/// The answer of `exportAccount`.
#[derive(SimpleObject)]
pub struct ExportAccountPayload {
    /// The archive, which is put together now; null when refused.
    export: Option<Export>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `deleteAccount`.
#[derive(SimpleObject)]
pub struct DeleteAccountPayload {
    /// When the account will be erased; null when refused.
    deletion_at: Option<Instant>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `cancelDeletion`.
#[derive(SimpleObject)]
pub struct CancelDeletionPayload {
    /// Whether the account stays.
    canceled: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Leaving.
#[derive(Default)]
pub struct PersonalDataMutation;

/// Leaving.
#[Object]
impl PersonalDataMutation {
    /// Has an archive of all that the viewer has put together; a mail and a notification tell when it is ready. One at a time.
    /// REAUTHENTICATION_REQUIRED without a recent proof of who asks. Not for API tokens.
    async fn export_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ExportAccountInput,
    ) -> Result<ExportAccountPayload> {
        let asked = context::handle::<AccountData>(ctx)?
            .export_account(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (export, outcome) = input.request.settle(asked)?;
        Ok(ExportAccountPayload {
            export: export.map(Export),
            outcome,
        })
    }

    /// Has the viewer's account erased with all that is theirs, after some days of grace. Its sessions and API tokens end at once, this
    /// one too. Whoever signs in again before may still cancel it. REAUTHENTICATION_REQUIRED without a recent proof of who asks. Not for
    /// API tokens.
    async fn delete_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: DeleteAccountInput,
    ) -> Result<DeleteAccountPayload> {
        let begun = context::handle::<AccountData>(ctx)?
            .delete_account(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (at, outcome) = input.request.settle(begun)?;
        if let Some(jar) = context::cookie_jar(ctx).filter(|_| at.is_some()) {
            jar.put(Change::Remove);
        }
        Ok(DeleteAccountPayload {
            deletion_at: at.map(Instant::from),
            outcome,
        })
    }

    /// Lets the viewer's account stay. Where nothing was to be erased, nothing changes. Not for API tokens.
    async fn cancel_deletion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CancelDeletionInput,
    ) -> Result<CancelDeletionPayload> {
        let done = context::handle::<AccountData>(ctx)?
            .cancel_deletion(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (done, outcome) = input.request.settle(done)?;
        Ok(CancelDeletionPayload {
            canceled: done.is_some(),
            outcome,
        })
    }
}
