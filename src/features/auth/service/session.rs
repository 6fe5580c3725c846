//! A session: from one sign-in to its end, renewed by tokens that rotate.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};

use super::{SignedIn, stale_token};
use crate::{
    error::Result,
    features::{
        audit::{Action, Entry},
        auth::{
            Auth, Method,
            entity::{refresh_token, session},
        },
        users::UserRow,
    },
    platform::vault::{token_hash, token_text},
    types::{actor::Actor, id::SessionId, origin::Origin},
};

impl Auth {
    /// Swaps a refresh token for a new pair. A token that comes back a second time was stolen or copied:
    /// the whole session ends (RFC 9700, 4.14).
    pub async fn refresh(&self, origin: &Origin, token: &str) -> Result<SignedIn> {
        self.platform.limiter.sign_in.take(origin.budget_key(), 1).await.granted()?;
        let now = self.platform.clock.now();
        let tx = self.platform.db.begin().await?;
        let Some(known) = refresh_token::by_hash(token_hash(token)).one(&tx).await? else { return Err(stale_token()) };
        let Some(session) = session::by_id(known.session_id).one(&tx).await? else { return Err(stale_token()) };
        if session.revoked_at.is_some() || session.expires_at <= now {
            return Err(stale_token());
        }
        // The update is the check: of two who use the token at once, one finds it used.
        if !refresh_token::use_once(&tx, &known, now).await? {
            session::revoke(&tx, session.id, now).await?;
            self.audit.record(&tx, Entry::own(Action::TokenReuse, session.user_id, origin).target(session.id).refused()).await?;
            tx.commit().await?;
            self.announce_ends().await;
            tracing::warn!(session.id = %session.id, "a refresh token came back; the session was ended");
            return Err(stale_token());
        }
        let user = self.users.find_by_id(&tx, session.user_id).await?.ok_or_else(stale_token)?;
        let signed_in = self.renew(&tx, session.id, user).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Ends the session of the token; its access tokens are refused from now on.
    pub async fn sign_out(&self, actor: &Actor, origin: &Origin) -> Result<()> {
        let tx = self.platform.db.begin().await?;
        session::revoke(&tx, actor.session_id, self.platform.clock.now()).await?;
        self.audit.record(&tx, Entry::own(Action::SignOut, actor.user_id, origin).target(actor.session_id)).await?;
        tx.commit().await?;
        self.announce_ends().await;
        Ok(())
    }

    /// Begins a session inside the caller's transaction, for somebody who has just proved who they are.
    pub(super) async fn begin_session(
        &self,
        conn: &impl ConnectionTrait,
        user: UserRow,
        method: Method,
        origin: &Origin,
    ) -> Result<SignedIn> {
        let now = self.platform.clock.now();
        let session = session::Model {
            id: SessionId(self.platform.clock.new_id()),
            user_id: user.id,
            created_at: now,
            expires_at: now + TimeDelta::days(self.platform.config.auth.session_days),
            revoked_at: None,
            method,
            device: origin.device().map(str::to_owned),
            address: origin.address().map(|address| address.to_string()),
            last_used_at: now,
            proved_at: now,
        };
        let session = session.into_active_model().reset_all().insert(conn).await?;
        let entry = Entry::own(Action::SignIn, user.id, origin).target(session.id);
        let signed_in = self.renew(conn, session.id, user).await?;
        self.audit.record(conn, entry).await?;
        Ok(signed_in)
    }
    async fn renew(&self, conn: &impl ConnectionTrait, session: SessionId, user: UserRow) -> Result<SignedIn> {
        let refresh_token = token_text(&self.platform.clock.random_32()?);
        let row = refresh_token::ActiveModel {
            hash: Set(token_hash(&refresh_token)),
            session_id: Set(session),
            created_at: Set(self.platform.clock.now()),
            used_at: Set(None),
            successor: Set(None),
        };
        row.insert(conn).await?;
        let (access_token, expires_at) = self.issue(user.id, session, user.role)?;
        Ok(SignedIn { access_token, expires_at, refresh_token, user })
    }
}
