//! The GraphQL API of sessions.

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

/// A refresh of a session.
#[derive(InputObject)]
pub struct RefreshSessionInput {
    /// The last refresh token; valid for one use.
    #[graphql(secret)]
    refresh_token: String,
    #[graphql(flatten)]
    request: Request,
}

/// A session of a signed-in device.
pub struct Session {
    row: SessionRow,
    ends_at: Instant,
    current: bool,
}

impl Session {
    /// A session as shown to the session `asking`.
    #[must_use]
    pub fn of(row: SessionRow, ends_at: DateTime<Utc>, asking: SessionId) -> Self {
        Self {
            current: row.id == asking,
            ends_at: ends_at.into(),
            row,
        }
    }
}

/// A session of a signed-in device.
#[Object]
impl Session {
    /// The id, for `revokeSession`.
    async fn id(&self) -> SessionId {
        self.row.id
    }

    /// True for the session of this request.
    async fn current(&self) -> bool {
        self.current
    }

    /// The `User-Agent` of its client at the last use; null if it sent none.
    async fn user_agent(&self) -> Option<&str> {
        self.row.user_agent.as_deref()
    }

    /// The IP address of its client at the last use; null if unknown.
    async fn ip_address(&self) -> Option<&str> {
        self.row.ip_address.as_deref()
    }

    /// The method of the sign-in.
    async fn method(&self) -> Method {
        self.row.method
    }

    /// True if the session is stored in a cookie.
    async fn by_cookie(&self) -> bool {
        self.row.cookie_hash.is_some()
    }

    /// The time of the sign-in.
    async fn created_at(&self) -> Instant {
        self.row.created_at.into()
    }

    /// The time of the last use, with a precision of some minutes.
    async fn last_used_at(&self) -> Instant {
        self.row.last_used_at.into()
    }

    /// The time when it expires unless it is used before. Use extends it only up to its maximum lifetime.
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
    /// The viewer's sessions, last used first. Not for API tokens.
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

/// The end of the current session.
#[derive(InputObject)]
pub struct SignOutInput {
    #[graphql(flatten)]
    request: Request,
}

/// The revocation of another session.
#[derive(InputObject)]
pub struct RevokeSessionInput {
    /// The session, from `viewer.sessions`.
    id: SessionId,
    #[graphql(flatten)]
    request: Request,
}

/// The revocation of all other sessions.
#[derive(InputObject)]
pub struct RevokeOtherSessionsInput {
    #[graphql(flatten)]
    request: Request,
}

/// The payload of `signOut`.
#[derive(SimpleObject)]
pub struct SignOutPayload {
    /// True if the session was ended.
    signed_out: bool,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `revokeSession` and `revokeOtherSessions`.
#[derive(SimpleObject)]
pub struct RevokeSessionsPayload {
    /// The number of revoked sessions.
    revoked: i32,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of sessions.
#[derive(Default)]
pub struct SessionMutation;

/// Mutations of sessions.
#[Object]
impl SessionMutation {
    /// Exchanges a refresh token for a new pair of tokens. A client that lost the response may repeat the request for some seconds; any
    /// other second use of a refresh token revokes its session.
    async fn refresh_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The refresh token.")] input: RefreshSessionInput,
    ) -> Result<SessionPayload> {
        let renewed = context::handle::<Auth>(ctx)?
            .sessions
            .refresh(context::origin(ctx)?, &input.refresh_token)
            .await;
        let renewed = renewed.map(|session| SignInOutcome::Opened(Box::new(session)));
        payload(ctx, renewed, input.request)
    }

    /// Revokes the current session, at once and on every instance; its WebSockets are closed.
    async fn sign_out(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The end of the current session.")] input: SignOutInput,
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

    /// Revokes a session of the viewer, at once and on every instance. Refused with NOT_FOUND if it has already ended.
    async fn revoke_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The session to revoke.")] input: RevokeSessionInput,
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

    /// Revokes all sessions of the viewer except the current one, at once and on every instance.
    async fn revoke_other_sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The revocation of all other sessions.")] input: RevokeOtherSessionsInput,
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
