//! The face of signing in.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use secrecy::SecretString;

pub use self::{
    api_token::{ApiTokenMutation, ApiTokensOfViewer},
    identity::{IdentitiesOfViewer, IdentityMutation},
    passkey::PasskeyMutation,
    password::PasswordMutation,
    provider::{ProviderMutation, ProviderQuery},
    second_factor::{SecondFactorMutation, SecondFactorsOfViewer},
    session::{AuthOfViewer, Session, SessionMutation},
};
use super::{
    Credentials, Mode, NewAccount, ProofKind, SessionTokens as Keys, SignInOutcome, SignedIn,
};
use crate::{
    error::{Error, Result},
    features::auth::Auth,
    graphql::{
        context,
        cookies::{Change, CookieJar},
        mutation::{Outcome, Request},
        scalar::Instant,
    },
};

mod api_token;
mod identity;
mod passkey;
mod password;
mod provider;
mod second_factor;
mod session;

/// What makes an account.
#[derive(InputObject)]
pub struct SignUpInput {
    /// The address to sign in with, at most 254 characters.
    email: String,
    /// 10 to 256 characters.
    #[graphql(secret)]
    password: String,
    /// How the user wants to be called, at most 120 characters.
    name: String,
    /// How the session is kept.
    #[graphql(default)]
    mode: Mode,
    #[graphql(flatten)]
    request: Request,
}

/// What begins a session.
#[derive(InputObject)]
pub struct SignInInput {
    /// The address of the account.
    email: String,
    /// Its password.
    #[graphql(secret)]
    password: String,
    /// The `deviceToken` that this device got when somebody signed in here before: then guesses of strangers do not count here. A
    /// browser's cookie says the same.
    #[graphql(secret)]
    device_token: Option<String>,
    /// How the session is kept.
    #[graphql(default)]
    mode: Mode,
    #[graphql(flatten)]
    request: Request,
}

/// What renews a session.
#[derive(InputObject)]
pub struct RefreshSessionInput {
    /// The refresh token that came last; it is good for one use.
    #[graphql(secret)]
    refresh_token: String,
    #[graphql(flatten)]
    request: Request,
}

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

/// Signing in.
#[derive(Default)]
pub struct AuthMutation;

/// Signing in.
#[Object]
impl AuthMutation {
    /// Asks for an account. The answer is the same for every address: a mail to its owner tells how to go on, by `verifyEmail`. Where
    /// the server wants no proof of the address, the account and its session begin at once. Limited per address.
    async fn sign_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SignUpInput,
    ) -> Result<SessionPayload> {
        let mode = possible(ctx, input.mode)?;
        let new = NewAccount {
            email: input.email,
            name: input.name,
            password: SecretString::from(input.password),
        };
        payload(
            ctx,
            context::handle::<Auth>(ctx)?
                .sign_up(context::origin(ctx)?, new, mode)
                .await,
            input.request,
        )
    }

    /// Begins a session, or gives a `challenge` where the account wants a second proof. A wrong address or password is UNAUTHENTICATED,
    /// and looks the same. Limited per account, address and network: RATE_LIMITED, whether or not there is such an account.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SignInInput,
    ) -> Result<SessionPayload> {
        let mode = possible(ctx, input.mode)?;
        let device_token = device_of(ctx, input.device_token);
        let credentials = Credentials {
            email: input.email,
            password: SecretString::from(input.password),
            device_token,
        };
        payload(
            ctx,
            context::handle::<Auth>(ctx)?
                .sign_in(context::origin(ctx)?, credentials, mode)
                .await,
            input.request,
        )
    }

    /// Swaps a refresh token for a new pair of tokens. A client that lost the answer may ask again for some seconds; a refresh token
    /// that comes back otherwise ends its session.
    async fn refresh_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RefreshSessionInput,
    ) -> Result<SessionPayload> {
        let renewed = context::handle::<Auth>(ctx)?
            .refresh(context::origin(ctx)?, &input.refresh_token)
            .await;
        payload(ctx, renewed.map(SignInOutcome::Opened), input.request)
    }
}

/// The token of the device: what the input says, else what its browser sent.
fn device_of(ctx: &Context<'_>, given: Option<String>) -> Option<String> {
    given.or_else(|| context::cookie_jar(ctx).and_then(CookieJar::device_sent))
}

/// The mode, if the answer can carry it.
fn possible(ctx: &Context<'_>, mode: Mode) -> Result<Mode> {
    if mode == Mode::Cookie && context::cookie_jar(ctx).is_none() {
        return Err(Error::bad_input(
            "A session with a cookie begins by a single POST request over HTTP: only its answer can set one.",
        ));
    }
    Ok(mode)
}

fn payload(
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
fn keep(ctx: &Context<'_>, keys: Keys) -> Result<SessionTokens> {
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
