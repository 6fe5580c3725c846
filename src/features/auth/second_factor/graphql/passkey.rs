//! Passkeys. The JSON of WebAuthn for and from browsers is passed as strings.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use crate::{
    error::Result,
    features::auth::{
        Auth,
        second_factor::PasskeyRow,
        sessions::Mode,
        sign_in::graphql::{SessionPayload, device_of, payload, possible},
    },
    graphql::{
        context,
        mutation::{Outcome, Request},
        scalar::Instant,
    },
    types::id::PasskeyId,
};

/// A passkey of the viewer.
pub struct Passkey(pub(super) PasskeyRow);

/// A passkey of the viewer.
#[Object]
impl Passkey {
    /// The id, for `renamePasskey` and `removePasskey`.
    async fn id(&self) -> PasskeyId {
        self.0.id
    }

    /// The name that the viewer gave it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The time of registration.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// The time of the last use; null if never used.
    async fn last_used_at(&self) -> Option<Instant> {
        self.0.last_used_at.map(Instant::from)
    }
}

/// The start of a passkey registration.
#[derive(InputObject)]
pub struct BeginPasskeyRegistrationInput {
    #[graphql(flatten)]
    request: Request,
}

/// A new passkey.
#[derive(InputObject)]
pub struct RegisterPasskeyInput {
    /// A name, at most 100 characters.
    name: String,
    /// The credential from the browser, in JSON (`RegistrationResponseJSON`).
    #[graphql(secret)]
    credential: String,
    #[graphql(flatten)]
    request: Request,
}

/// A new name of a passkey.
#[derive(InputObject)]
pub struct RenamePasskeyInput {
    /// The passkey, from `viewer.secondFactors`.
    id: PasskeyId,
    /// A name, at most 100 characters.
    name: String,
    #[graphql(flatten)]
    request: Request,
}

/// The removal of a passkey.
#[derive(InputObject)]
pub struct RemovePasskeyInput {
    /// The passkey, from `viewer.secondFactors`.
    id: PasskeyId,
    #[graphql(flatten)]
    request: Request,
}

/// The start of a passkey sign-in.
#[derive(InputObject)]
pub struct BeginPasskeySignInInput {
    #[graphql(flatten)]
    request: Request,
}

/// A sign-in with a passkey.
#[derive(InputObject)]
pub struct SignInWithPasskeyInput {
    /// The assertion from the browser, in JSON (`AuthenticationResponseJSON`).
    #[graphql(secret)]
    credential: String,
    /// The `deviceToken` from an earlier sign-in on this device. In a browser, a cookie has the same purpose.
    #[graphql(secret)]
    device_token: Option<String>,
    /// How the client stores the session.
    #[graphql(default)]
    mode: Mode,
    #[graphql(flatten)]
    request: Request,
}

/// The payload of `beginPasskeyRegistration` and `beginPasskeySignIn`.
#[derive(SimpleObject)]
pub struct PasskeyOptionsPayload {
    /// The options in JSON, for `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`. Valid for five minutes
    /// and one answer; null if refused.
    options: Option<String>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `registerPasskey` and `renamePasskey`.
#[derive(SimpleObject)]
pub struct PasskeyPayload {
    /// The passkey; null if refused.
    passkey: Option<Passkey>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `removePasskey`.
#[derive(SimpleObject)]
pub struct RemovePasskeyPayload {
    /// True if the passkey was removed.
    removed: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of passkeys.
#[derive(Default)]
pub struct PasskeyMutation;

/// Mutations of passkeys.
#[Object]
impl PasskeyMutation {
    /// Returns the options for the browser to create a passkey, on a device without a passkey of the viewer. Needs a recent step-up
    /// (REAUTHENTICATION_REQUIRED).
    async fn begin_passkey_registration(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The start of a passkey registration.")]
        input: BeginPasskeyRegistrationInput,
    ) -> Result<PasskeyOptionsPayload> {
        let options = context::handle::<Auth>(ctx)?
            .second_factor
            .begin_passkey(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (options, outcome) = input.request.settle(options)?;
        Ok(PasskeyOptionsPayload { options, outcome })
    }

    /// Registers the passkey that the browser created. A user has at most 20.
    async fn register_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The credential and its name.")] input: RegisterPasskeyInput,
    ) -> Result<PasskeyPayload> {
        let (auth, person) = (context::handle::<Auth>(ctx)?, context::person(ctx)?);
        let added = auth
            .second_factor
            .add_passkey(
                &person,
                &input.name,
                &input.credential,
                context::origin(ctx)?,
            )
            .await;
        let (row, outcome) = input.request.settle(added)?;
        Ok(PasskeyPayload {
            passkey: row.map(Passkey),
            outcome,
        })
    }

    /// Renames a passkey of the viewer.
    async fn rename_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The passkey and its new name.")] input: RenamePasskeyInput,
    ) -> Result<PasskeyPayload> {
        let (auth, person) = (context::handle::<Auth>(ctx)?, context::person(ctx)?);
        let renamed = auth
            .second_factor
            .rename_passkey(&person, input.id, &input.name, context::origin(ctx)?)
            .await;
        let (row, outcome) = input.request.settle(renamed)?;
        Ok(PasskeyPayload {
            passkey: row.map(Passkey),
            outcome,
        })
    }

    /// Removes a passkey of the viewer, unless it is the last sign-in method. Needs a recent step-up (REAUTHENTICATION_REQUIRED).
    async fn remove_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The passkey to remove.")] input: RemovePasskeyInput,
    ) -> Result<RemovePasskeyPayload> {
        let removed = context::handle::<Auth>(ctx)?
            .second_factor
            .remove_passkey(&context::person(ctx)?, input.id, context::origin(ctx)?)
            .await;
        let (removed, outcome) = input.request.settle(removed)?;
        Ok(RemovePasskeyPayload {
            removed: removed.is_some(),
            outcome,
        })
    }

    /// Returns the options for the browser to sign with any passkey of this server: for `signInWithPasskey`, `completeSignIn` and
    /// `reauthenticate`. Rate-limited per IP address.
    async fn begin_passkey_sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The start of a passkey sign-in.")] input: BeginPasskeySignInInput,
    ) -> Result<PasskeyOptionsPayload> {
        let options = context::handle::<Auth>(ctx)?
            .second_factor
            .begin_passkey_sign_in(context::origin(ctx)?)
            .await;
        let (options, outcome) = input.request.settle(options)?;
        Ok(PasskeyOptionsPayload { options, outcome })
    }

    /// Opens a session with a passkey; no further factor is needed. Every invalid assertion gives the same UNAUTHENTICATED error.
    /// Rate-limited per IP address.
    async fn sign_in_with_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The assertion of the passkey, and how the session is stored.")]
        input: SignInWithPasskeyInput,
    ) -> Result<SessionPayload> {
        let (mode, device) = (
            possible(ctx, input.mode)?,
            device_of(ctx, input.device_token),
        );
        let auth = context::handle::<Auth>(ctx)?;
        let done = auth
            .second_factor
            .sign_in_by_passkey(
                &input.credential,
                device.as_deref(),
                mode,
                context::origin(ctx)?,
            )
            .await;
        payload(ctx, done, input.request)
    }
}
