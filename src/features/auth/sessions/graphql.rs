//! The GraphQL of sessions.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::{Method, SessionRow};
use crate::{
    error::Result,
    features::auth::{
        Auth,
        sign_in::{
            SignInOutcome,
            graphql::{SessionPayload, payload},
        },
    },
    graphql::{
        context,
        cookies::Change,
        mutation::{Outcome, Request},
        scalar::Instant,
    },
    types::{area::Area, id::SessionId},
};

/// What renews a session.
#[derive(InputObject)]
pub struct RefreshSessionInput {
    /// The refresh token that came last; it is good for one use.
    #[graphql(secret)]
    refresh_token: String,
    #[graphql(flatten)]
    request: Request,
}

/// A device that is signed in.
pub struct Session {
    row: SessionRow,
    ends_at: Instant,
    current: bool,
}

impl Session {
    /// A session as it is shown in another one.
    #[must_use]
    pub fn of(row: SessionRow, ends_at: DateTime<Utc>, asking: SessionId) -> Self {
        Self {
            current: row.id == asking,
            ends_at: ends_at.into(),
            row,
        }
    }
}

/// A device that is signed in.
#[Object]
impl Session {
    /// The id to end it by.
    async fn id(&self) -> SessionId {
        self.row.id
    }

    /// Whether it is the session of this request.
    async fn current(&self) -> bool {
        self.current
    }

    /// How its client called itself when it was last used (`User-Agent`); null if it did not.
    async fn user_agent(&self) -> Option<&str> {
        self.row.user_agent.as_deref()
    }

    /// The network address it was last used from; null if unknown.
    async fn ip_address(&self) -> Option<&str> {
        self.row.ip_address.as_deref()
    }

    /// How it began.
    async fn method(&self) -> Method {
        self.row.method
    }

    /// Whether it is kept by a cookie.
    async fn by_cookie(&self) -> bool {
        self.row.cookie_hash.is_some()
    }

    /// When it began.
    async fn created_at(&self) -> Instant {
        self.row.created_at.into()
    }

    /// When it was last used, to within some minutes.
    async fn last_used_at(&self) -> Instant {
        self.row.last_used_at.into()
    }

    /// When it ends unless it is used before; it cannot be prolonged for ever.
    async fn ends_at(&self) -> Instant {
        self.ends_at
    }
}

/// Fields of the viewer.
#[derive(Default)]
pub struct SessionsOfViewer;

/// Fields of the viewer.
#[Object]
impl SessionsOfViewer {
    /// The devices that are signed in, the one used last first. Not for API tokens.
    async fn sessions(&self, ctx: &Context<'_>) -> Option<Result<Vec<Session>>> {
        let reading = async {
            let (auth, person) = (context::handle::<Auth>(ctx)?, context::person(ctx)?);
            let rows = auth.sessions.list(&person).await?;
            let session = |row: SessionRow| {
                let ends_at = auth.sessions.ends_at(&row);
                Session::of(row, ends_at, person.actor().session_id)
            };
            Ok(rows.into_iter().map(session).collect())
        };
        context::field(ctx, Area::Users, reading).await
    }
}

/// What ends the session of the request.
#[derive(InputObject)]
pub struct SignOutInput {
    #[graphql(flatten)]
    request: Request,
}

/// What ends another session.
#[derive(InputObject)]
pub struct RevokeSessionInput {
    /// The session, from `viewer.sessions`.
    id: SessionId,
    #[graphql(flatten)]
    request: Request,
}

/// What ends all other sessions.
#[derive(InputObject)]
pub struct RevokeOtherSessionsInput {
    #[graphql(flatten)]
    request: Request,
}

/// The answer of `signOut`.
#[derive(SimpleObject)]
pub struct SignOutPayload {
    /// Whether the session is over now.
    signed_out: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The answer of `revokeSession` and `revokeOtherSessions`.
#[derive(SimpleObject)]
pub struct RevokeSessionsPayload {
    /// How many sessions were ended.
    revoked: i32,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Renewing and ending sessions.
#[derive(Default)]
pub struct SessionMutation;

/// Renewing and ending sessions.
#[Object]
impl SessionMutation {
    /// Swaps a refresh token for a new pair of tokens. A client that lost the answer may ask again for some seconds; a refresh token
    /// that comes back otherwise ends its session.
    async fn refresh_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RefreshSessionInput,
    ) -> Result<SessionPayload> {
        let renewed = context::handle::<Auth>(ctx)?
            .sessions
            .refresh(context::origin(ctx)?, &input.refresh_token)
            .await;
        payload(ctx, renewed.map(SignInOutcome::Opened), input.request)
    }

    /// Ends the session of the request, at once and everywhere; its open sockets are closed.
    async fn sign_out(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SignOutInput,
    ) -> Result<SignOutPayload> {
        let done = context::handle::<Auth>(ctx)?
            .sessions
            .sign_out(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (done, outcome) = input.request.settle(done)?;
        if let Some(jar) = context::cookie_jar(ctx) {
            jar.put(Change::Remove);
        }
        Ok(SignOutPayload {
            signed_out: done.is_some(),
            outcome,
        })
    }

    /// Ends one session of the viewer, at once and everywhere. NOT_FOUND for one that is over already.
    async fn revoke_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RevokeSessionInput,
    ) -> Result<RevokeSessionsPayload> {
        let done = context::handle::<Auth>(ctx)?
            .sessions
            .revoke_session(&context::person(ctx)?, input.id, context::origin(ctx)?)
            .await;
        let (done, outcome) = input.request.settle(done)?;
        Ok(RevokeSessionsPayload {
            revoked: done.map_or(0, |()| 1),
            outcome,
        })
    }

    /// Ends every session of the viewer but this one, at once and everywhere.
    async fn revoke_other_sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RevokeOtherSessionsInput,
    ) -> Result<RevokeSessionsPayload> {
        let done = context::handle::<Auth>(ctx)?
            .sessions
            .revoke_other_sessions(&context::person(ctx)?, context::origin(ctx)?)
            .await;
        let (done, outcome) = input.request.settle(done)?;
        let revoked = done.map_or(0, |count| i32::try_from(count).unwrap_or(i32::MAX));
        Ok(RevokeSessionsPayload { revoked, outcome })
    }
}
