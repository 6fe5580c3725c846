//! Proving once more who one is, before something dangerous: whoever finds an open session must not be able to take the account.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};
use secrecy::SecretString;

use super::Keys;
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        auth::{Auth, SessionRow, entity::session},
    },
    platform::vault::token_hash,
    types::{actor::Person, origin::Origin},
};

impl Auth {
    /// Nothing, if the person proved who they are a short time ago in this session.
    pub async fn require_recent(&self, person: &Person) -> Result<()> {
        let session = self.current(self.platform.db.conn(), person).await?;
        let good_for = TimeDelta::minutes(self.platform.config.auth.step_up_minutes);
        if self.platform.clock.now() < session.proved_at + good_for { Ok(()) } else { Err(Error::stale_proof()) }
    }

    /// Checks the password of the one who asks and notes the proof in their session. A session with a cookie gets a new one, which is
    /// given: what somebody may have seen of the old one is worth nothing any more.
    pub async fn confirm_by_password(&self, person: &Person, password: SecretString, origin: &Origin) -> Result<Option<Keys>> {
        self.platform.limiter.sign_in.take(origin.budget_key(), 1).await.granted()?;
        let guess = self.pay_in_session(person.actor().session_id).await?;
        let user = self.users.get(person.actor()).await?;
        if !self.platform.vault.verify_password(password, user.password_hash).await? {
            self.audit.record_alone(Entry::own(Action::Confirm, user.id, origin).refused()).await?;
            return Err(Refusal::invalid("input.password", "The password is wrong.").into());
        }
        let tx = self.platform.db.begin().await?;
        self.give_back(&tx, guess).await?;
        let keys = self.note_proof(&tx, person).await?;
        self.audit.record(&tx, Entry::own(Action::Confirm, user.id, origin)).await?;
        tx.commit().await?;
        Ok(keys)
    }

    /// Notes inside the caller's transaction that the person has just proved who they are; the caller writes down by what.
    pub(super) async fn note_proof(&self, conn: &impl ConnectionTrait, person: &Person) -> Result<Option<Keys>> {
        let session = self.current(conn, person).await?;
        let (ends_at, by_cookie) = (session.expires_at, session.cookie_hash.is_some());
        let mut row = session.into_active_model();
        row.proved_at = Set(self.platform.clock.now());
        let keys = if by_cookie {
            let secret = self.secret()?;
            row.cookie_hash = Set(Some(token_hash(&secret)));
            Some(Keys::Cookie { secret, ends_at })
        } else {
            None
        };
        row.update(conn).await?;
        Ok(keys)
    }

    async fn current(&self, conn: &impl ConnectionTrait, person: &Person) -> Result<SessionRow> {
        let session = session::one_of(person.actor(), person.actor().session_id).one(conn).await?;
        session.ok_or_else(|| Error::unauthenticated("This session is over; sign in again."))
    }
}
