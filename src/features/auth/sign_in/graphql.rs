//! The payload of every mutation that begins or renews a session.

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

/// What opens a session: two tokens, or a cookie that came with the answer; then the tokens are null.
#[derive(SimpleObject)]
pub struct SessionTokens {
    /// A JWT; send it as `Authorization: Bearer …`, or as `authorization` in the payload of `connection_init`.
    access_token: Option<String>,
    /// When the access token ends; of a session kept by a cookie, when it ends at the latest.
    expires_at: Instant,
    /// Good for one `refreshSession`; keep it where scripts cannot read it.
    refresh_token: Option<String>,
    /// Makes this device known to the account: keep it beyond the session and give it to `signIn`. Null where the device is known, or
    /// keeps it as a cookie.
    device_token: Option<String>,
}

/// A second proof is wanted before the session begins, by `completeSignIn`.
#[derive(SimpleObject)]
pub struct SignInChallenge {
    /// Stands for the first proof; good once, and for five tries.
    token: String,
    /// When it ends.
    expires_at: Instant,
    /// The kinds of proof that the account has.
    accepts: Vec<ProofKind>,
}

/// The answer of what begins or renews a session.
#[derive(SimpleObject)]
pub struct SessionPayload {
    /// What opens the session; null when refused, and when a second proof is wanted.
    session: Option<SessionTokens>,
    /// The second proof that is wanted; null if none is.
    challenge: Option<SignInChallenge>,
    /// Whether a mail to the address says how to go on; then there is no session yet.
    verification_sent: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `requestEmailVerification` and `requestPasswordReset`, the same for every address.
#[derive(SimpleObject)]
pub struct RequestMailPayload {
    /// Whether it was asked for. A mail goes out if there is a reason for one, and not too many did.
    pub(in crate::features::auth) requested: bool,
    #[graphql(flatten)]
    pub(in crate::features::auth) outcome: Outcome,
}

/// The token of the device: what the input says, else what its browser sent.
pub(in crate::features::auth) fn device_of(
    ctx: &Context<'_>,
    given: Option<String>,
) -> Option<String> {
    given.or_else(|| context::cookie_jar(ctx).and_then(CookieJar::device_sent))
}

/// The mode, if the answer can carry it.
pub(in crate::features::auth) fn possible(ctx: &Context<'_>, mode: Mode) -> Result<Mode> {
    if mode == Mode::Cookie && context::cookie_jar(ctx).is_none() {
        return Err(Error::bad_input(
            "A session with a cookie begins by a single POST request over HTTP: only its answer can set one.",
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
        Some(SignInOutcome::Opened(signed_in)) => session = Some(open(ctx, signed_in)?),
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

/// Gives the keys of a new session to the client, and the token of its device the same way.
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

/// Gives the keys to the client: tokens in the answer's data, a cookie in its headers.
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
                Error::bad_input("Do this by a single POST request: its answer sets a cookie.")
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
