//! The payload of mutations that open or refresh a session.

use async_graphql::{Context, SimpleObject};

use super::context::{SignInOutcome, SignedIn};
use crate::{
    error::{Error, Result},
    features::auth::{
        second_factor::ProofKind,
        sessions::{Mode, SessionTokens as Keys},
    },
    graphql::{
        context,
        cookies::{Change, CookieJar},
        mutation::{Outcome, Request},
        scalar::Instant,
    },
};

/// The tokens of a session. For a session in a cookie, which the response sets, the tokens are null.
#[derive(SimpleObject)]
pub struct SessionTokens {
    /// A JWT, to be sent as `Authorization: Bearer …`, or as `authorization` in the payload of `connection_init`.
    access_token: Option<String>,
    /// The expiry of the access token; for a session in a cookie, its latest end.
    expires_at: Instant,
    /// Valid for one `refreshSession`; must be stored where scripts cannot read it.
    refresh_token: Option<String>,
    /// The token of this device for later sign-ins: store it beyond the session and send it to `signIn`. Null if the device is already
    /// remembered, or has it in a cookie.
    device_token: Option<String>,
}

/// A second factor is needed before the session is opened, with `completeSignIn`.
#[derive(SimpleObject)]
pub struct SignInChallenge {
    /// Represents the first factor; valid once, and for five attempts.
    token: String,
    /// The time when it expires.
    expires_at: Instant,
    /// The kinds of second factors that the account has.
    accepts: Vec<ProofKind>,
}

/// The payload of mutations that open or refresh a session.
#[derive(SimpleObject)]
pub struct SessionPayload {
    /// The tokens of the session; null if refused, or if a second factor is needed.
    session: Option<SessionTokens>,
    /// The challenge for a second factor; null if none is needed.
    challenge: Option<SignInChallenge>,
    /// True if a mail to the address contains the next step; no session is opened yet.
    verification_sent: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `requestEmailVerification` and `requestPasswordReset`, the same for every address.
#[derive(SimpleObject)]
pub struct RequestMailPayload {
    /// True if the request was accepted. A mail is sent if it applies to the address and its limit of mails is not reached.
    pub(in crate::features::auth) requested: bool,
    #[graphql(flatten)]
    pub(in crate::features::auth) outcome: Outcome,
}

/// The token of the device, from the input or else from the browser's cookie.
pub(in crate::features::auth) fn device_of(
    ctx: &Context<'_>,
    given: Option<String>,
) -> Option<String> {
    given.or_else(|| context::cookie_jar(ctx).and_then(CookieJar::device_sent))
}

/// The mode, if the response can carry a cookie.
pub(in crate::features::auth) fn possible(ctx: &Context<'_>, mode: Mode) -> Result<Mode> {
    if mode == Mode::Cookie && context::cookie_jar(ctx).is_none() {
        return Err(Error::bad_input(
            "A session in a cookie must be opened with a single POST request over HTTP, because only its response can set a cookie.",
        ));
    }
    Ok(mode)
}

/// The payload of a sign-in.
pub(in crate::features::auth) fn payload(
    ctx: &Context<'_>,
    result: Result<SignInOutcome>,
    request: Request,
) -> Result<SessionPayload> {
    let (admission, outcome) = request.settle(result)?;
    let (mut session, mut challenge, mut verification_sent) = (None, None, false);
    match admission {
        Some(SignInOutcome::Opened(signed_in)) => session = Some(open(ctx, *signed_in)?),
        Some(SignInOutcome::Challenged(wanted)) => {
            challenge = Some(SignInChallenge {
                token: wanted.token,
                expires_at: wanted.expires_at.into(),
                accepts: wanted.accepts,
            });
        }
        Some(SignInOutcome::Mailed) => verification_sent = true,
        None => {}
    }
    Ok(SessionPayload {
        session,
        challenge,
        verification_sent,
        outcome,
    })
}

/// Returns the tokens of a new session and of its device to the client.
fn open(ctx: &Context<'_>, signed_in: SignedIn) -> Result<SessionTokens> {
    let mut session = keep(ctx, signed_in.keys)?;
    let Some(token) = signed_in.device_token.map(str::into_string) else {
        return Ok(session);
    };
    match context::cookie_jar(ctx).filter(|_| session.refresh_token.is_none()) {
        Some(jar) => jar.put_device(token),
        None => session.device_token = Some(token),
    }
    Ok(session)
}

/// Returns the tokens to the client: in the data of the response, or as a cookie in its headers.
pub(in crate::features::auth) fn keep(ctx: &Context<'_>, keys: Keys) -> Result<SessionTokens> {
    match keys {
        Keys::Pair {
            access_token,
            expires_at,
            refresh_token,
        } => Ok(SessionTokens {
            access_token: Some(access_token),
            expires_at: expires_at.into(),
            refresh_token: Some(refresh_token),
            device_token: None,
        }),
        Keys::Cookie { secret, ends_at } => {
            let jar = context::cookie_jar(ctx).ok_or_else(|| {
                Error::bad_input(
                    "Send this as a single POST request, because its response sets a cookie.",
                )
            })?;
            jar.put(Change::Set { secret, ends_at });
            Ok(SessionTokens {
                access_token: None,
                expires_at: ends_at.into(),
                refresh_token: None,
                device_token: None,
            })
        }
    }
}
