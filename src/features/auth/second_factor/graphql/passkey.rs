//! Passkeys. What browsers take and give is JSON, as WebAuthn has it, and goes through as text.

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
    /// The id to rename or remove it by.
    async fn id(&self) -> PasskeyId {
        self.0.id
    }

    /// What its owner calls it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// When it was registered.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// When it last proved something; null if never.
    async fn last_used_at(&self) -> Option<Instant> {
        self.0.last_used_at.map(Instant::from)
    }
}

/// What begins to register a passkey.
#[derive(InputObject)]
pub struct BeginPasskeyRegistrationInput {
    #[graphql(flatten)]
    request: Request,
}

/// What registers a passkey.
#[derive(InputObject)]
pub struct RegisterPasskeyInput {
    /// What to call it, at most 100 characters.
    name: String,
    /// The credential that the browser made, in JSON (`RegistrationResponseJSON`).
    #[graphql(secret)]
    credential: String,
    #[graphql(flatten)]
    request: Request,
}

/// What gives a passkey another name.
#[derive(InputObject)]
pub struct RenamePasskeyInput {
    /// The passkey, from `viewer.secondFactors`.
    id: PasskeyId,
    /// What to call it, at most 100 characters.
    name: String,
    #[graphql(flatten)]
    request: Request,
}

/// What removes a passkey.
#[derive(InputObject)]
pub struct RemovePasskeyInput {
    /// The passkey, from `viewer.secondFactors`.
    id: PasskeyId,
    #[graphql(flatten)]
    request: Request,
}

/// What begins to use a passkey.
#[derive(InputObject)]
pub struct BeginPasskeySignInInput {
    #[graphql(flatten)]
    request: Request,
}

/// What begins a session by a passkey.
#[derive(InputObject)]
pub struct SignInWithPasskeyInput {
    /// What the passkey signed, in JSON (`AuthenticationResponseJSON`).
    #[graphql(secret)]
    credential: String,
    /// The `deviceToken` that this device got at an earlier sign-in. A browser's cookie says the same.
    #[graphql(secret)]
    device_token: Option<String>,
    /// How the session is kept.
    #[graphql(default)]
    mode: Mode,
    #[graphql(flatten)]
    request: Request,
}

/// The answer of `beginPasskeyRegistration` and `beginPasskeySignIn`.
#[derive(SimpleObject)]
pub struct PasskeyOptionsPayload {
    /// What the browser is given, in JSON: to `PublicKeyCredential.parseCreationOptionsFromJSON`, or `parseRequestOptionsFromJSON`. Good for
    /// five minutes and one answer. Null when refused.
    options: Option<String>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `registerPasskey` and `renamePasskey`.
#[derive(SimpleObject)]
pub struct PasskeyPayload {
    /// The passkey; null when refused.
    passkey: Option<Passkey>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `removePasskey`.
#[derive(SimpleObject)]
pub struct RemovePasskeyPayload {
    /// Whether it opens nothing any more.
    removed: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Passkeys.
#[derive(Default)]
pub struct PasskeyMutation;

/// Passkeys.
#[Object]
impl PasskeyMutation {
    /// Asks for a new passkey of the viewer, made on a device that has none of theirs yet. REAUTHENTICATION_REQUIRED without a recent
    /// proof of who asks.
    async fn begin_passkey_registration(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: BeginPasskeyRegistrationInput,
    ) -> Result<PasskeyOptionsPayload> {
        let options = context::handle::<Auth>(ctx)?
            .second_factor
            .begin_passkey(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (options, outcome) = input.request.settle(options)?;
        Ok(PasskeyOptionsPayload { options, outcome })
    }

    /// Registers the passkey that the browser made. A user has at most 20.
    async fn register_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RegisterPasskeyInput,
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

    /// Gives a passkey of the viewer another name.
    async fn rename_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RenamePasskeyInput,
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

    /// Removes a passkey of the viewer, unless it is their last way in. REAUTHENTICATION_REQUIRED without a recent proof of who asks.
    async fn remove_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RemovePasskeyInput,
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

    /// Asks for the signature of any passkey that a device has for this server: for `signInWithPasskey`, `completeSignIn` and
    /// `reauthenticate`. Limited per address.
    async fn begin_passkey_sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: BeginPasskeySignInInput,
    ) -> Result<PasskeyOptionsPayload> {
        let options = context::handle::<Auth>(ctx)?
            .second_factor
            .begin_passkey_sign_in(context::origin(ctx)?)
            .await;
        let (options, outcome) = input.request.settle(options)?;
        Ok(PasskeyOptionsPayload { options, outcome })
    }

    /// Begins a session by what a passkey signed; no second proof is wanted. Whatever is wrong with it is UNAUTHENTICATED, and looks the
    /// same. Limited per address.
    async fn sign_in_with_passkey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SignInWithPasskeyInput,
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
