//! Opens sessions, and authenticates their tokens and cookies.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};

use super::{
    Sessions,
    entity::{refresh_token, session},
    tokens::{Mode, SessionTokens},
};
use crate::{
    error::{Error, Result},
    features::{
        auth::secret::secret,
        users::{Status, UserRow},
    },
    platform::hashing::token_hash,
    types::{
        actor::{Access, Actor, Person},
        id::SessionId,
        origin::Origin,
    },
};

/// Minimum interval between two recorded uses of a session in a cookie.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(5);

impl Sessions {
    /// Opens a session inside the caller's transaction. Called only by the sign-in completion.
    pub(in crate::features::auth) async fn open(
        &self,
        conn: &impl ConnectionTrait,
        user: &UserRow,
        method: session::Method,
        mode: Mode,
        origin: &Origin,
    ) -> Result<(SessionId, SessionTokens)> {
        let now = self.platform.clock.now();
        let cookie = match mode {
            Mode::Cookie => Some(secret(&self.platform.clock)?),
            Mode::Token => None,
        };
        let session = session::Model {
            id: SessionId(self.platform.clock.new_id()),
            user_id: user.id,
            created_at: now,
            expires_at: now + TimeDelta::days(self.platform.config.auth.session_days),
            revoked_at: None,
            method,
            cookie_hash: cookie.as_deref().map(token_hash),
            user_agent: origin.user_agent().map(str::to_owned),
            ip_address: origin.ip_address().map(|address| address.to_string()),
            last_used_at: now,
            proved_at: now,
        };
        let session = session.into_active_model().reset_all().insert(conn).await?;
        let keys = if let Some(secret) = cookie {
            SessionTokens::Cookie {
                secret,
                ends_at: session.expires_at,
            }
        } else {
            let refresh_token = secret(&self.platform.clock)?;
            self.add_refresh_token(conn, session.id, &refresh_token)
                .await?;
            self.pair(user, session.id, refresh_token)?
        };
        Ok((session.id, keys))
    }

    /// Authenticates an access token; `None` if it is invalid or its session has ended.
    pub(in crate::features::auth) fn by_access_token(&self, token: &str) -> Option<Access> {
        let (actor, ends) = self.access_tokens.read(token)?;
        let is_ended = self.revocation.is_ended(actor.session_id);
        (!is_ended).then_some(Access { actor, ends })
    }

    /// Authenticates a session cookie; `None` if it is invalid or its session has ended.
    pub async fn by_cookie(&self, secret: &str, origin: &Origin) -> Result<Option<Access>> {
        let conn = self.platform.db.conn();
        let Some(session) = session::by_cookie(token_hash(secret)).one(conn).await? else {
            return Ok(None);
        };
        let user = self
            .users
            .find_by_id(conn, session.user_id)
            .await?
            .filter(|user| user.status != Status::Suspended);
        let Some(user) = user.filter(|_| self.is_alive(&session)) else {
            return Ok(None);
        };
        let (actor, ends) = (
            Actor::of_session(user.id, session.id, user.role),
            self.ends_at(&session),
        );
        if session.last_used_at + TOUCH_EVERY < self.platform.clock.now() {
            self.touch(conn, session, origin).await?;
        }
        Ok(Some(Access { actor, ends }))
    }

    /// Records a step-up inside the caller's transaction; the caller writes it to the audit.
    pub(in crate::features::auth) async fn note_proof(
        &self,
        conn: &impl ConnectionTrait,
        person: &Person,
    ) -> Result<Option<SessionTokens>> {
        self.freshen(conn, person, Some(self.platform.clock.now()))
            .await
    }

    /// Replaces the cookie of a session inside the caller's transaction; records a step-up if there was one.
    pub(in crate::features::auth) async fn freshen(
        &self,
        conn: &impl ConnectionTrait,
        person: &Person,
        proved_at: Option<DateTime<Utc>>,
    ) -> Result<Option<SessionTokens>> {
        let session = self.current(conn, person).await?;
        let (ends_at, by_cookie) = (session.expires_at, session.cookie_hash.is_some());
        let mut row = session.into_active_model();
        if let Some(at) = proved_at {
            row.proved_at = Set(at);
        }
        let keys = if by_cookie {
            let cookie = secret(&self.platform.clock)?;
            row.cookie_hash = Set(Some(token_hash(&cookie)));
            Some(SessionTokens::Cookie {
                secret: cookie,
                ends_at,
            })
        } else {
            None
        };
        if row.is_changed() {
            row.update(conn).await?;
        }
        Ok(keys)
    }

    /// The actor's current session.
    pub(in crate::features::auth) async fn current(
        &self,
        conn: &impl ConnectionTrait,
        person: &Person,
    ) -> Result<session::Model> {
        let session = session::one_of(person.actor(), person.actor().session_id)
            .one(conn)
            .await?;
        session.ok_or_else(|| Error::unauthenticated("This session has ended; sign in again."))
    }

    pub(super) fn pair(
        &self,
        user: &UserRow,
        session: SessionId,
        refresh_token: String,
    ) -> Result<SessionTokens> {
        let (access_token, expires_at) = self.access_tokens.issue(user.id, session, user.role)?;
        Ok(SessionTokens::Pair {
            access_token,
            expires_at,
            refresh_token,
        })
    }

    pub(super) async fn add_refresh_token(
        &self,
        conn: &impl ConnectionTrait,
        session: SessionId,
        token: &str,
    ) -> Result<()> {
        let row = refresh_token::ActiveModel {
            hash: Set(token_hash(token)),
            session_id: Set(session),
            created_at: Set(self.platform.clock.now()),
            used_at: Set(None),
            successor: Set(None),
        };
        row.insert(conn).await?;
        Ok(())
    }

    pub(super) async fn touch(
        &self,
        conn: &impl ConnectionTrait,
        session: session::Model,
        origin: &Origin,
    ) -> Result<()> {
        let mut row = session.into_active_model();
        row.last_used_at = Set(self.platform.clock.now());
        row.user_agent = Set(origin.user_agent().map(str::to_owned));
        row.ip_address = Set(origin.ip_address().map(|address| address.to_string()));
        row.update(conn).await?;
        Ok(())
    }
}
