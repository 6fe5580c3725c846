//! Proving once more who one is, before something dangerous: whoever finds an open session must not be able to take the account.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};
use secrecy::SecretString;

use super::{
    SessionTokens,
    second_factor::{ProofKind, SecondProof},
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        auth::{
            Auth, SessionRow,
            entity::{session, totp},
        },
        users::UserRow,
    },
    platform::hashing::token_hash,
    types::{actor::Person, origin::Origin, password::TypedPassword},
};

/// What somebody shows who is signed in.
pub struct Proofs {
    /// The password.
    pub password: Option<SecretString>,
    /// What stands beside it, or, if it is a passkey, instead of it.
    pub second: Option<SecondProof>,
}

impl Auth {
    /// Nothing, if the person proved who they are a short time ago in this session. A proof from before a second factor was turned
    /// on is worth nothing: it was half of what is asked for now.
    pub async fn require_recent(&self, person: &Person) -> Result<()> {
        let conn = self.platform.db.conn();
        let session = self.current(conn, person).await?;
        let good_for = TimeDelta::minutes(self.platform.config.auth.step_up_minutes);
        let since = totp::of(person.actor().user_id)
            .one(conn)
            .await?
            .and_then(|totp| totp.confirmed_at);
        let is_recent = self.platform.clock.now() < session.proved_at + good_for
            && since.is_none_or(|since| session.proved_at >= since);
        if is_recent {
            Ok(())
        } else {
            Err(Error::stale_proof())
        }
    }

    /// [`Auth::require_recent`] before something that is written down: then a refusal is, too.
    pub async fn require_recent_for(
        &self,
        person: &Person,
        action: Action,
        origin: &Origin,
    ) -> Result<()> {
        let (user, recent) = (person.actor().user_id, self.require_recent(person).await);
        self.audit_if_refused(user, Entry::own(action, user, origin), recent)
            .await
    }

    /// Checks what signing in would ask for, or a passkey, and notes the proof in the session. A session with a cookie gets a new one,
    /// which is given: what somebody may have seen of the old one is worth nothing any more.
    pub async fn confirm(
        &self,
        person: &Person,
        proofs: Proofs,
        origin: &Origin,
    ) -> Result<Option<SessionTokens>> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let user = self.users.get(person.actor()).await?;
        self.refuse_half(&user, &proofs).await?;
        let guess = self.pay_in_session(person.actor().session_id).await?;
        let mut verified = None;
        if let Some(password) = proofs.password {
            if let Some(password) = TypedPassword::parse(password) {
                verified = self.verify(&password, user.password_hash.clone()).await?;
            }
            if verified.is_none() {
                self.audit
                    .record_alone(Entry::own(Action::Confirm, user.id, origin).refused())
                    .await?;
                return Err(Refusal::invalid("input.password", "The password is wrong.").into());
            }
        }
        let second = match proofs.second {
            Some(proof) => Some((proof.kind(), self.show(proof).await?)),
            None => None,
        };
        let kind = second.as_ref().map(|(kind, _)| *kind);
        let tx = self.platform.db.begin().await?;
        if let Some((kind, shown)) = second
            && !self.judge(&tx, user.id, shown).await?
        {
            tx.rollback().await?;
            self.audit
                .record_alone(Entry::own(Action::Confirm, user.id, origin).refused())
                .await?;
            return Err(kind.refusal());
        }
        self.give_back(&tx, guess).await?;
        if let Some(verified) = verified {
            self.keep_prepared(&tx, &user, verified).await?;
        }
        let keys = self.note_proof(&tx, person).await?;
        self.audit
            .record(&tx, Entry::own(Action::Confirm, user.id, origin))
            .await?;
        self.note_kind(&tx, &user, kind, origin).await?;
        tx.commit().await?;
        self.platform.queue.wake().await;
        Ok(keys)
    }

    /// Refuses less than signing in would ask for.
    async fn refuse_half(&self, user: &UserRow, proofs: &Proofs) -> Result<()> {
        let kind = proofs.second.as_ref().map(SecondProof::kind);
        if kind == Some(ProofKind::Passkey) {
            return Ok(());
        }
        let wants_second = self
            .wants_second_proof(self.platform.db.conn(), user.id)
            .await?;
        if wants_second && kind.is_none() {
            return Err(Refusal::invalid(
                "input.code",
                "This account has a second factor; give its code, too.",
            )
            .into());
        }
        if proofs.password.is_none() && (user.password_hash.is_some() || !wants_second) {
            return Err(
                Refusal::invalid("input.password", "Give the password, or a passkey.").into(),
            );
        }
        Ok(())
    }

    /// Notes inside the caller's transaction that the person has just proved who they are; the caller writes down by what.
    pub(super) async fn note_proof(
        &self,
        conn: &impl ConnectionTrait,
        person: &Person,
    ) -> Result<Option<SessionTokens>> {
        self.freshen(conn, person, Some(self.platform.clock.now()))
            .await
    }

    /// Gives a session that a cookie keeps another one, inside the caller's transaction; notes a proof if there was one.
    pub(super) async fn freshen(
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
            let secret = self.secret()?;
            row.cookie_hash = Set(Some(token_hash(&secret)));
            Some(SessionTokens::Cookie { secret, ends_at })
        } else {
            None
        };
        if row.is_changed() {
            row.update(conn).await?;
        }
        Ok(keys)
    }

    async fn current(&self, conn: &impl ConnectionTrait, person: &Person) -> Result<SessionRow> {
        let session = session::one_of(person.actor(), person.actor().session_id)
            .one(conn)
            .await?;
        session.ok_or_else(|| Error::unauthenticated("This session is over; sign in again."))
    }
}
