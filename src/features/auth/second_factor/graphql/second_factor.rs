//! Codes by time and for emergencies, and the second proof at a sign-in.

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

/// What the viewer has beside the password.
#[derive(SimpleObject)]
pub struct SecondFactors {
    /// Since when signing in asks for a code; null where codes are off.
    totp_since: Option<Instant>,
    /// How many recovery codes are left.
    recovery_codes_left: usize,
    /// The passkeys, the oldest first.
    passkeys: Vec<Passkey>,
}

/// What the viewer has of second factors.
#[derive(Default)]
pub struct SecondFactorsOfViewer;

/// What the viewer has of second factors.
#[Object]
impl SecondFactorsOfViewer {
    /// What the viewer has beside the password. Not for API tokens.
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

/// What completes a sign-in: exactly one proof.
#[derive(InputObject)]
pub struct CompleteSignInInput {
    /// The token of the challenge.
    #[graphql(secret)]
    challenge_token: String,
    /// The code that the app shows now.
    #[graphql(secret)]
    code: Option<String>,
    /// A recovery code.
    #[graphql(secret)]
    recovery_code: Option<String>,
    /// What a passkey of the account signed, in JSON; see `beginPasskeySignIn`.
    #[graphql(secret)]
    passkey: Option<String>,
    #[graphql(flatten)]
    request: Request,
}

/// What begins to turn codes on.
#[derive(InputObject)]
pub struct BeginTotpInput {
    #[graphql(flatten)]
    request: Request,
}

/// What turns codes on.
#[derive(InputObject)]
pub struct ConfirmTotpInput {
    /// The code that the app shows now.
    #[graphql(secret)]
    code: String,
    #[graphql(flatten)]
    request: Request,
}

/// What turns codes off.
#[derive(InputObject)]
pub struct DisableTotpInput {
    #[graphql(flatten)]
    request: Request,
}

/// What makes new recovery codes.
#[derive(InputObject)]
pub struct GenerateRecoveryCodesInput {
    #[graphql(flatten)]
    request: Request,
}

/// The answer of `beginTotp`.
#[derive(SimpleObject)]
pub struct BeginTotpPayload {
    /// The secret in base32, to be typed into the app. It is shown this once.
    secret: Option<String>,
    /// The same as an `otpauth:` address, to be shown as a QR code.
    uri: Option<String>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `confirmTotp` and `generateRecoveryCodes`.
#[derive(SimpleObject)]
pub struct RecoveryCodesPayload {
    /// Ten codes that stand in for a lost app, each good once. They are told this once. Null when refused.
    recovery_codes: Option<Vec<String>>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `disableTotp`.
#[derive(SimpleObject)]
pub struct DisableTotpPayload {
    /// Whether codes are off now.
    disabled: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Second factors.
#[derive(Default)]
pub struct SecondFactorMutation;

/// Second factors.
#[Object]
impl SecondFactorMutation {
    /// Begins the session that a challenge stands for, by a second proof, and keeps it as the first asked. A wrong proof is a user
    /// error; a challenge that has ended, was used, or was tried five times is UNAUTHENTICATED. Limited per account, address and network.
    async fn complete_sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CompleteSignInInput,
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

    /// Makes a secret for an app that shows codes. It changes nothing before `confirmTotp`, within 30 minutes.
    /// REAUTHENTICATION_REQUIRED without a recent proof of who asks.
    async fn begin_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: BeginTotpInput,
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

    /// Turns codes on by the first one that the app shows. From then on, signing in asks for a code, too.
    async fn confirm_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ConfirmTotpInput,
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

    /// Turns codes off; the recovery codes go with them. REAUTHENTICATION_REQUIRED without a recent proof of who asks.
    async fn disable_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: DisableTotpInput,
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

    /// Makes ten new recovery codes; the old ones are worth nothing any more. REAUTHENTICATION_REQUIRED without a recent proof of who
    /// asks.
    async fn generate_recovery_codes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: GenerateRecoveryCodesInput,
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
