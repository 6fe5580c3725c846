//! The GraphQL API of data export and account deletion.

mod loader;

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object, SimpleObject};

pub use self::loader::ExportKey;
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

/// A data export of the viewer.
pub struct Export(Arc<ExportRow>);

impl From<Arc<ExportRow>> for Export {
    fn from(row: Arc<ExportRow>) -> Self {
        Self(row)
    }
}

impl From<ExportRow> for Export {
    fn from(row: ExportRow) -> Self {
        Arc::new(row).into()
    }
}

/// A data export of the viewer: a ZIP file with one JSON document of all the viewer's data, and a JSON Schema that describes it.
#[Object]
impl Export {
    /// The id.
    async fn id(&self) -> ExportId {
        self.0.id
    }

    /// The state.
    async fn state(&self) -> ExportState {
        self.0.state
    }

    /// The path for its download on this server, with the session's token or cookie; supports `Range` requests. Null until it is ready.
    async fn path(&self) -> Option<String> {
        (self.0.state == ExportState::Ready).then(|| format!("/exports/{}", self.0.id))
    }

    /// Its size in bytes; null until it is ready.
    async fn size(&self) -> Option<i64> {
        self.0.size
    }

    /// The SHA-256 of the file in hexadecimal; null until it is ready.
    async fn sha256(&self) -> Option<&str> {
        self.0.sha256.as_deref()
    }

    /// The time of the request.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// The time when it is deleted.
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
    /// The viewer's data exports that have not expired, newest first. Not for API tokens.
    async fn exports(&self, ctx: &Context<'_>) -> Option<Result<Vec<Export>>> {
        let reading = async {
            let exports = context::handle::<AccountData>(ctx)?
                .exports(&context::person(ctx)?)
                .await?;
            Ok(exports.into_iter().map(Export::from).collect())
        };
        context::field(ctx, Area::Users, reading).await
    }
}

/// The request for a data export.
#[derive(InputObject)]
pub struct ExportAccountInput {
    #[graphql(flatten)]
    request: Request,
}

/// The request to delete the account.
#[derive(InputObject)]
pub struct DeleteAccountInput {
    #[graphql(flatten)]
    request: Request,
}

/// The cancellation of a scheduled deletion.
#[derive(InputObject)]
pub struct CancelDeletionInput {
    #[graphql(flatten)]
    request: Request,
}

/// The payload of `exportAccount`.
#[derive(SimpleObject)]
pub struct ExportAccountPayload {
    /// The new export, which is built in the background; null if refused.
    export: Option<Export>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `deleteAccount`.
#[derive(SimpleObject)]
pub struct DeleteAccountPayload {
    /// The time of the scheduled deletion; null if refused.
    deletion_at: Option<Instant>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `cancelDeletion`.
#[derive(SimpleObject)]
pub struct CancelDeletionPayload {
    /// True if no deletion is scheduled any more.
    canceled: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of data export and account deletion.
#[derive(Default)]
pub struct PersonalDataMutation;

/// Mutations of data export and account deletion.
#[Object]
impl PersonalDataMutation {
    /// Requests a data export; a mail and a notification are sent when it is ready. One at a time. Needs a recent step-up
    /// (REAUTHENTICATION_REQUIRED). Not for API tokens.
    async fn export_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The request for a data export.")] input: ExportAccountInput,
    ) -> Result<ExportAccountPayload> {
        let asked = context::handle::<AccountData>(ctx)?
            .export_account(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (export, outcome) = input.request.settle(asked)?;
        Ok(ExportAccountPayload {
            export: export.map(Export::from),
            outcome,
        })
    }

    /// Schedules the deletion of the viewer's account and all its data after a grace period. All sessions and API tokens are revoked at
    /// once, including the current session. Until then, the owner can sign in again and cancel it. Needs a recent step-up
    /// (REAUTHENTICATION_REQUIRED). Not for API tokens.
    async fn delete_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The request to delete the account.")] input: DeleteAccountInput,
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

    /// Cancels the scheduled deletion of the viewer's account; does nothing if none is scheduled. Not for API tokens.
    async fn cancel_deletion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cancellation of the deletion.")] input: CancelDeletionInput,
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
