//! One-time codes, recovery codes, and the second factor at a sign-in.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::{passkey::Passkey, proof::second_proof};
use crate::{
    error::{Error, Result},
    features::auth::{
        Auth,
        sign_in::graphql::{SessionPayload, payload},
    },
    graphql::{
        context,
        mutation::{Outcome, Request},
        scalar::Instant,
    },
    types::area::Area,
};

/// The viewer's second factors.
#[derive(SimpleObject)]
pub struct SecondFactors {
    /// The time when one-time codes (TOTP) were enabled; null if they are disabled.
    totp_since: Option<Instant>,
    /// The number of unused recovery codes.
    recovery_codes_left: usize,
    /// The passkeys, oldest first.
    passkeys: Vec<Passkey>,
}

/// Fields of the viewer.
#[derive(Default)]
pub struct SecondFactorsOfViewer;

/// Fields of the viewer.
#[Object]
impl SecondFactorsOfViewer {
    /// The viewer's second factors. Not for API tokens.
    async fn second_factors(&self, ctx: &Context<'_>) -> Option<Result<SecondFactors>> {
        let reading = async {
            let found = context::handle::<Auth>(ctx)?
                .second_factor
                .list(&context::person(ctx)?)
                .await?;
            Ok(SecondFactors {
                totp_since: found
                    .totp
                    .and_then(|totp| totp.confirmed_at)
                    .map(Instant::from),
                recovery_codes_left: found.recovery_codes,
                passkeys: found.passkeys.into_iter().map(Passkey).collect(),
            })
        };
        context::field(ctx, Area::Users, reading).await
    }
}

/// The completion of a sign-in: exactly one second factor.
#[derive(InputObject)]
pub struct CompleteSignInInput {
    /// The token of the challenge.
    #[graphql(secret)]
    challenge_token: String,
    /// The current code of the authenticator app.
    #[graphql(secret)]
    code: Option<String>,
    /// A recovery code.
    #[graphql(secret)]
    recovery_code: Option<String>,
    /// The assertion of a passkey of the account, in JSON; see `beginPasskeySignIn`.
    #[graphql(secret)]
    passkey: Option<String>,
    #[graphql(flatten)]
    request: Request,
}

/// The start of enabling one-time codes.
#[derive(InputObject)]
pub struct BeginTotpInput {
    #[graphql(flatten)]
    request: Request,
}

/// The confirmation that enables one-time codes.
#[derive(InputObject)]
pub struct ConfirmTotpInput {
    /// The current code of the authenticator app.
    #[graphql(secret)]
    code: String,
    #[graphql(flatten)]
    request: Request,
}

/// The request to disable one-time codes.
#[derive(InputObject)]
pub struct DisableTotpInput {
    #[graphql(flatten)]
    request: Request,
}

/// The request for new recovery codes.
#[derive(InputObject)]
pub struct GenerateRecoveryCodesInput {
    #[graphql(flatten)]
    request: Request,
}

/// The payload of `beginTotp`.
#[derive(SimpleObject)]
pub struct BeginTotpPayload {
    /// The secret in base32, for manual entry in an authenticator app. Returned only once; null if refused.
    secret: Option<String>,
    /// The secret as an `otpauth:` URI, for a QR code.
    uri: Option<String>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `confirmTotp` and `generateRecoveryCodes`.
#[derive(SimpleObject)]
pub struct RecoveryCodesPayload {
    /// Ten recovery codes, each valid once. Returned only once; null if refused.
    recovery_codes: Option<Vec<String>>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `disableTotp`.
#[derive(SimpleObject)]
pub struct DisableTotpPayload {
    /// True if one-time codes are disabled.
    disabled: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of second factors.
#[derive(Default)]
pub struct SecondFactorMutation;

/// Mutations of second factors.
#[Object]
impl SecondFactorMutation {
    /// Opens the session of a challenge with a second factor, stored as requested at the first factor. A wrong factor is a user error; a
    /// challenge that has expired, was used, or had five attempts is UNAUTHENTICATED. Rate-limited per account, IP address and network.
    async fn complete_sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The challenge and one second factor.")] input: CompleteSignInInput,
    ) -> Result<SessionPayload> {
        let proof =
            second_proof(input.code, input.recovery_code, input.passkey)?.ok_or_else(|| {
                Error::bad_input("Give a \"code\", a \"recoveryCode\" or a \"passkey\".")
            })?;
        let (auth, sets_cookies) = (
            context::handle::<Auth>(ctx)?,
            context::cookie_jar(ctx).is_some(),
        );
        let done = auth
            .second_factor
            .complete_sign_in(
                &input.challenge_token,
                proof,
                sets_cookies,
                context::origin(ctx)?,
            )
            .await;
        payload(ctx, done, input.request)
    }

    /// Generates a secret for an authenticator app. Has no effect until `confirmTotp`, within 30 minutes. Needs a recent step-up
    /// (REAUTHENTICATION_REQUIRED).
    async fn begin_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The start of enabling one-time codes.")] input: BeginTotpInput,
    ) -> Result<BeginTotpPayload> {
        let begun = context::handle::<Auth>(ctx)?
            .second_factor
            .begin_totp(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (begun, outcome) = input.request.settle(begun)?;
        let (secret, uri) = begun
            .map(|enrolment| (enrolment.secret, enrolment.uri))
            .unzip();
        Ok(BeginTotpPayload {
            secret,
            uri,
            outcome,
        })
    }

    /// Enables one-time codes with the first code of the app. From then on, a sign-in needs a code.
    async fn confirm_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The current code of the authenticator app.")] input: ConfirmTotpInput,
    ) -> Result<RecoveryCodesPayload> {
        let made = context::handle::<Auth>(ctx)?
            .second_factor
            .confirm_totp(&context::person(ctx)?, &input.code, context::origin(ctx)?)
            .await;
        let (recovery_codes, outcome) = input.request.settle(made)?;
        Ok(RecoveryCodesPayload {
            recovery_codes,
            outcome,
        })
    }

    /// Disables one-time codes and deletes the recovery codes. Needs a recent step-up (REAUTHENTICATION_REQUIRED).
    async fn disable_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The request to disable one-time codes.")] input: DisableTotpInput,
    ) -> Result<DisableTotpPayload> {
        let done = context::handle::<Auth>(ctx)?
            .second_factor
            .disable_totp(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (done, outcome) = input.request.settle(done)?;
        Ok(DisableTotpPayload {
            disabled: done.is_some(),
            outcome,
        })
    }

    /// Generates ten new recovery codes; the old ones become invalid. Needs a recent step-up (REAUTHENTICATION_REQUIRED).
    async fn generate_recovery_codes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The request for new recovery codes.")] input: GenerateRecoveryCodesInput,
    ) -> Result<RecoveryCodesPayload> {
        let made = context::handle::<Auth>(ctx)?
            .second_factor
            .generate_recovery_codes(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (recovery_codes, outcome) = input.request.settle(made)?;
        Ok(RecoveryCodesPayload {
            recovery_codes,
            outcome,
        })
    }
}
