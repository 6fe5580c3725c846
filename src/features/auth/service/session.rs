//! A session: from one sign-in to its end. Its client keeps either a pair of tokens, of which the second rotates, or one cookie.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};

use super::{Mode, SessionTokens, SignInContext, SignInOutcome, SignedIn, stale_token};
use crate::{
    error::{Error, Result},
    features::{
        audit::{Action, Entry},
        auth::{
            Auth, SessionRow,
            entity::{api_token, refresh_token, session, sign_in_challenge},
        },
        users::{Status, UserRow},
    },
    platform::{
        hashing::{token_hash, token_text},
        seal,
    },
    types::{
        actor::{Access, Actor, Person},
        id::{SessionId, UserId},
        origin::Origin,
    },
};

/// A cookie's session is written down as used no more often than this.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(5);
/// How long the row of a session that is over is kept: a stolen token that comes back late is still an alarm.
const KEPT_DAYS: i64 = 30;

impl Auth {
    /// Lets somebody in who has just proved who they are, inside the caller's transaction.
    pub(super) async fn admit(
        &self,
        conn: &impl ConnectionTrait,
        user: UserRow,
        entrance: &SignInContext<'_>,
    ) -> Result<SignInOutcome> {
        let user = self.lock_active_user(conn, user.id).await?;
        let (now, origin) = (self.platform.clock.now(), entrance.origin);
        if user.leaves_at.is_some_and(|at| at <= now) {
            return Err(Error::unauthenticated("This account is gone."));
        }
        let secret = match entrance.mode {
            Mode::Cookie => Some(self.secret()?),
            Mode::Token => None,
        };
        let session = session::Model {
            id: SessionId(self.platform.clock.new_id()),
            user_id: user.id,
            created_at: now,
            expires_at: now + TimeDelta::days(self.platform.config.auth.session_days),
            revoked_at: None,
            method: entrance.method,
            cookie_hash: secret.as_deref().map(token_hash),
            user_agent: origin.user_agent().map(str::to_owned),
            ip_address: origin.ip_address().map(|address| address.to_string()),
            last_used_at: now,
            proved_at: now,
        };
        let session = session.into_active_model().reset_all().insert(conn).await?;
        let keys = if let Some(secret) = secret {
            SessionTokens::Cookie {
                secret,
                ends_at: session.expires_at,
            }
        } else {
            let refresh_token = self.secret()?;
            self.add_refresh_token(conn, session.id, &refresh_token)
                .await?;
            self.pair(&user, session.id, refresh_token)?
        };
        self.audit
            .record(
                conn,
                Entry::own(Action::SignIn, user.id, origin).target(session.id),
            )
            .await?;
        Ok(SignInOutcome::Opened(SignedIn {
            keys,
            device_token: None,
            session_id: session.id,
            user,
        }))
    }

    /// Swaps a refresh token for a new pair. A client that lost the answer may ask again for a moment and gets the same successor. A
    /// token that comes back otherwise was stolen or copied: the whole session ends (RFC 9700, 4.14).
    pub async fn refresh(&self, origin: &Origin, token: &str) -> Result<SignedIn> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let tx = self.platform.db.begin().await?;
        let Some(found) = refresh_token::by_hash(token_hash(token)).one(&tx).await? else {
            return Err(stale_token());
        };
        // Of several who come at once, one goes on, and the others see what it did.
        let Some(session) = session::by_id_to_change(found.session_id).one(&tx).await? else {
            return Err(stale_token());
        };
        let Some(known) = refresh_token::by_hash(found.hash).one(&tx).await? else {
            return Err(stale_token());
        };
        let Some(user) = self.users.find_by_id(&tx, session.user_id).await? else {
            return Err(stale_token());
        };
        if user.status == Status::Suspended {
            return self
                .finish_sign_in(tx, user.id, origin, Err(stale_token()))
                .await;
        }
        if !self.is_alive(&session) {
            return Err(stale_token());
        }
        let id = session.id;
        let next = match known.used_at {
            None => Some(self.rotate(&tx, session, &known, token, origin).await?),
            Some(used_at) => self.successor_of(&tx, &known, used_at, token).await?,
        };
        let Some(next) = next else {
            return self.end_for_reuse(tx, user.id, id, origin).await;
        };
        let signed_in = SignedIn {
            keys: self.pair(&user, id, next)?,
            device_token: None,
            session_id: id,
            user,
        };
        tx.commit().await?;
        Ok(signed_in)
    }

    async fn rotate(
        &self,
        conn: &impl ConnectionTrait,
        session: SessionRow,
        known: &refresh_token::Model,
        token: &str,
        origin: &Origin,
    ) -> Result<String> {
        let (now, next) = (self.platform.clock.now(), self.secret()?);
        refresh_token::forget_successors(conn, session.id).await?;
        refresh_token::use_up(
            conn,
            known,
            now,
            seal::close_with(token, next.as_bytes(), &self.platform.clock)?,
        )
        .await?;
        self.add_refresh_token(conn, session.id, &next).await?;
        self.touch(conn, session, origin).await?;
        Ok(next)
    }

    /// What a token was swapped for, if that was a moment ago and has not been used itself.
    async fn successor_of(
        &self,
        conn: &impl ConnectionTrait,
        known: &refresh_token::Model,
        used_at: DateTime<Utc>,
        token: &str,
    ) -> Result<Option<String>> {
        let grace = TimeDelta::seconds(self.platform.config.auth.refresh_grace_secs);
        let Some(sealed) = known
            .successor
            .as_deref()
            .filter(|_| self.platform.clock.now() < used_at + grace)
        else {
            return Ok(None);
        };
        let next = String::from_utf8(seal::reveal_with(token, sealed)?).map_err(Error::internal)?;
        let unused = refresh_token::by_hash(token_hash(&next))
            .one(conn)
            .await?
            .is_some_and(|next| next.used_at.is_none());
        Ok(unused.then_some(next))
    }

    async fn end_for_reuse(
        &self,
        tx: sea_orm::DatabaseTransaction,
        user: UserId,
        id: SessionId,
        origin: &Origin,
    ) -> Result<SignedIn> {
        session::revoke(&tx, id, self.platform.clock.now()).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::TokenReuse, user, origin)
                    .target(id)
                    .refused(),
            )
            .await?;
        tx.commit().await?;
        self.announce_ends().await;
        tracing::warn!(session.id = %id, "a refresh token came back; the session was ended");
        Err(stale_token())
    }

    /// Who the holder of a session's cookie is; `None` if it opens nothing (any more).
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

    /// The sessions of the one who asks that are still open, the one used last first.
    pub async fn sessions(&self, person: &Person) -> Result<Vec<SessionRow>> {
        let mut open = session::of(person.actor())
            .all(self.platform.db.conn())
            .await?;
        open.retain(|session| self.is_alive(session));
        open.sort_by_key(|session| std::cmp::Reverse(session.last_used_at));
        Ok(open)
    }

    /// Ends the session of the one who asks; its access tokens are refused from now on.
    pub async fn sign_out(&self, person: &Person, origin: &Origin) -> Result<()> {
        self.end_session(person, person.actor().session_id, Action::SignOut, origin)
            .await
    }

    /// Ends one session of the one who asks.
    pub async fn revoke_session(
        &self,
        person: &Person,
        id: SessionId,
        origin: &Origin,
    ) -> Result<()> {
        if session::one_of(person.actor(), id)
            .one(self.platform.db.conn())
            .await?
            .is_none()
        {
            return Err(Error::not_found("session"));
        }
        self.end_session(person, id, Action::RevokeSession, origin)
            .await
    }

    /// Ends every session of the one who asks but this one; says how many.
    pub async fn revoke_other_sessions(&self, person: &Person, origin: &Origin) -> Result<u64> {
        let actor = person.actor();
        let tx = self.platform.db.begin().await?;
        let ended = self
            .end_sessions(&tx, actor.user_id, Some(actor.session_id))
            .await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::RevokeSessions, actor.user_id, origin),
            )
            .await?;
        tx.commit().await?;
        self.announce_ends().await;
        Ok(ended)
    }

    async fn end_session(
        &self,
        person: &Person,
        id: SessionId,
        action: Action,
        origin: &Origin,
    ) -> Result<()> {
        let tx = self.platform.db.begin().await?;
        session::revoke(&tx, id, self.platform.clock.now()).await?;
        self.audit
            .record(
                &tx,
                Entry::own(action, person.actor().user_id, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        self.announce_ends().await;
        Ok(())
    }

    /// Ends the sessions of a user, and sign-ins that are half done, inside the caller's transaction; says how many. After the commit
    /// the caller calls [`Auth::announce_ends`].
    pub(super) async fn end_sessions(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
        keep: Option<SessionId>,
    ) -> Result<u64> {
        sign_in_challenge::end_all(conn, user).await?;
        Ok(session::revoke_all(conn, user, keep, self.platform.clock.now()).await?)
    }

    /// Ends one session inside the caller's transaction, like [`Auth::end_sessions`].
    pub(super) async fn end_one(
        &self,
        conn: &impl ConnectionTrait,
        session: SessionId,
    ) -> Result<()> {
        Ok(session::revoke(conn, session, self.platform.clock.now()).await?)
    }

    /// Ends the sessions of a user and what stands in for one, inside the caller's transaction. After the commit the caller calls
    /// [`Auth::announce_ends`].
    pub async fn end_all(&self, conn: &impl ConnectionTrait, user: UserId) -> Result<()> {
        self.end_sessions(conn, user, None).await?;
        Ok(api_token::revoke_all(conn, user, self.platform.clock.now()).await?)
    }

    /// Forgets sessions and API tokens that have long been over, and what else has had its time.
    pub async fn sweep(&self) -> Result<()> {
        let before = self.platform.clock.now() - TimeDelta::days(KEPT_DAYS);
        let conn = self.platform.db.conn();
        session::forget(conn, before).await?;
        api_token::forget(conn, before).await?;
        self.forget_guesses().await?;
        self.forget_devices().await?;
        self.forget_ways().await?;
        self.forget_challenges().await?;
        self.forget_claims().await
    }

    fn pair(
        &self,
        user: &UserRow,
        session: SessionId,
        refresh_token: String,
    ) -> Result<SessionTokens> {
        let (access_token, expires_at) = self.issue(user.id, session, user.role)?;
        Ok(SessionTokens::Pair {
            access_token,
            expires_at,
            refresh_token,
        })
    }

    async fn add_refresh_token(
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

    async fn touch(
        &self,
        conn: &impl ConnectionTrait,
        session: SessionRow,
        origin: &Origin,
    ) -> Result<()> {
        let mut row = session.into_active_model();
        row.last_used_at = Set(self.platform.clock.now());
        row.user_agent = Set(origin.user_agent().map(str::to_owned));
        row.ip_address = Set(origin.ip_address().map(|address| address.to_string()));
        row.update(conn).await?;
        Ok(())
    }

    pub(super) fn is_alive(&self, session: &SessionRow) -> bool {
        session.revoked_at.is_none() && self.platform.clock.now() < self.ends_at(session)
    }

    /// A session ends some days after its beginning, and earlier if nobody uses it.
    #[must_use]
    pub fn ends_at(&self, session: &SessionRow) -> DateTime<Utc> {
        session
            .expires_at
            .min(session.last_used_at + TimeDelta::days(self.platform.config.auth.idle_days))
    }

    pub(in crate::features::auth) fn secret(&self) -> Result<String> {
        Ok(token_text(&self.platform.clock.random_32()?))
    }
}
