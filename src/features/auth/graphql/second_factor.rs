//! Codes by time and for emergencies, and the second proof at a sign-in.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::{SessionPayload, passkey::Passkey, payload};
use crate::{
    error::{Error, Result},
    features::auth::SecondProof,
    graphql::{
        context,
        error::{UserError, settle},
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
            let found = context::app(ctx)?
                .auth
                .second_factors(&context::person(ctx)?)
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
        Some(context::within(ctx, Area::Users, reading).await)
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
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
}

/// What begins to turn codes on.
#[derive(InputObject)]
pub struct BeginTotpInput {
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
}

/// What turns codes on.
#[derive(InputObject)]
pub struct ConfirmTotpInput {
    /// The code that the app shows now.
    #[graphql(secret)]
    code: String,
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
}

/// What turns codes off.
#[derive(InputObject)]
pub struct DisableTotpInput {
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
}

/// What makes new recovery codes.
#[derive(InputObject)]
pub struct GenerateRecoveryCodesInput {
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
}

/// The answer of `beginTotp`.
#[derive(SimpleObject)]
pub struct BeginTotpPayload {
    /// The secret in base32, to be typed into the app. It is told this once.
    secret: Option<String>,
    /// The same as an `otpauth:` address, to be shown as a QR code.
    uri: Option<String>,
    /// Why nothing was done; empty on success.
    user_errors: Vec<UserError>,
    /// As given in the input.
    client_mutation_id: Option<String>,
}

/// The answer of `confirmTotp` and `generateRecoveryCodes`.
#[derive(SimpleObject)]
pub struct RecoveryCodesPayload {
    /// Ten codes that stand in for a lost app, each good once. They are told this once. Null when refused.
    recovery_codes: Option<Vec<String>>,
    /// Why nothing was done; empty on success.
    user_errors: Vec<UserError>,
    /// As given in the input.
    client_mutation_id: Option<String>,
}

/// The answer of `disableTotp`.
#[derive(SimpleObject)]
pub struct DisableTotpPayload {
    /// Whether codes are off now.
    disabled: bool,
    /// Why nothing was done; empty on success.
    user_errors: Vec<UserError>,
    /// As given in the input.
    client_mutation_id: Option<String>,
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
            second_of(input.code, input.recovery_code, input.passkey)?.ok_or_else(|| {
                Error::bad_input("Give a \"code\", a \"recoveryCode\" or a \"passkey\".")
            })?;
        let (auth, sets_cookies) = (&context::app(ctx)?.auth, context::cookie_jar(ctx).is_some());
        let done = auth
            .complete_sign_in(
                &input.challenge_token,
                proof,
                sets_cookies,
                context::origin(ctx)?,
            )
            .await;
        payload(ctx, done, input.client_mutation_id)
    }

    /// Makes a secret for an app that shows codes. It changes nothing before `confirmTotp`, within 30 minutes.
    /// REAUTHENTICATION_REQUIRED without a recent proof of who asks.
    async fn begin_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: BeginTotpInput,
    ) -> Result<BeginTotpPayload> {
        let begun = context::app(ctx)?
            .auth
            .begin_totp(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (begun, user_errors) = settle(begun)?;
        let (secret, uri) = begun
            .map(|enrolment| (enrolment.secret, enrolment.uri))
            .unzip();
        Ok(BeginTotpPayload {
            secret,
            uri,
            user_errors,
            client_mutation_id: input.client_mutation_id,
        })
    }

    /// Turns codes on by the first one that the app shows. From then on, signing in asks for a code, too.
    async fn confirm_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ConfirmTotpInput,
    ) -> Result<RecoveryCodesPayload> {
        let made = context::app(ctx)?
            .auth
            .confirm_totp(&context::person(ctx)?, &input.code, context::origin(ctx)?)
            .await;
        let (recovery_codes, user_errors) = settle(made)?;
        Ok(RecoveryCodesPayload {
            recovery_codes,
            user_errors,
            client_mutation_id: input.client_mutation_id,
        })
    }

    /// Turns codes off; the recovery codes go with them. REAUTHENTICATION_REQUIRED without a recent proof of who asks.
    async fn disable_totp(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: DisableTotpInput,
    ) -> Result<DisableTotpPayload> {
        let done = context::app(ctx)?
            .auth
            .disable_totp(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (done, user_errors) = settle(done)?;
        Ok(DisableTotpPayload {
            disabled: done.is_some(),
            user_errors,
            client_mutation_id: input.client_mutation_id,
        })
    }

    /// Makes ten new recovery codes; the old ones are worth nothing any more. REAUTHENTICATION_REQUIRED without a recent proof of who
    /// asks.
    async fn generate_recovery_codes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: GenerateRecoveryCodesInput,
    ) -> Result<RecoveryCodesPayload> {
        let made = context::app(ctx)?
            .auth
            .generate_recovery_codes(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (recovery_codes, user_errors) = settle(made)?;
        Ok(RecoveryCodesPayload {
            recovery_codes,
            user_errors,
            client_mutation_id: input.client_mutation_id,
        })
    }
}

/// The second proof of an input, if it has one; it has no more than one.
pub(super) fn second_of(
    code: Option<String>,
    recovery_code: Option<String>,
    passkey: Option<String>,
) -> Result<Option<SecondProof>> {
    let given = [
        code.map(SecondProof::Code),
        recovery_code.map(SecondProof::RecoveryCode),
        passkey.map(SecondProof::Passkey),
    ];
    let mut given = given.into_iter().flatten();
    let first = given.next();
    match given.next() {
        None => Ok(first),
        Some(_) => Err(Error::bad_input(
            "Give one of \"code\", \"recoveryCode\" and \"passkey\", not several.",
        )),
    }
}
