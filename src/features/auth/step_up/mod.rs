//! Step-up: re-authentication before sensitive actions, so that an unattended session is not enough to take over the account.

use chrono::TimeDelta;
use secrecy::SecretString;

use super::{
    attempts::Attempts,
    passwords::check::PasswordCheck,
    refusals::Refusals,
    second_factor::{
        entity::totp,
        proofs::{ProofKind, SecondProof, SecondProofs},
    },
    sessions::{Sessions, tokens::SessionTokens},
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Audit, Entry},
        users::{UserRow, Users},
    },
    platform::Platform,
    types::{actor::Person, origin::Origin, password::TypedPassword},
};

pub mod graphql;

/// The proofs that a signed-in user gives.
pub struct Proofs {
    /// The password.
    pub password: Option<SecretString>,
    /// The second factor, or a passkey instead of the password.
    pub second: Option<SecondProof>,
}

/// The service that requires and verifies step-ups.
#[derive(Clone)]
pub struct StepUp {
    platform: Platform,
    audit: Audit,
    users: Users,
    attempts: Attempts,
    refusals: Refusals,
    sessions: Sessions,
    check: PasswordCheck,
    proofs: SecondProofs,
}

/// The dependencies of [`StepUp`].
pub(super) struct StepUpParts {
    pub platform: Platform,
    pub audit: Audit,
    pub users: Users,
    pub attempts: Attempts,
    pub refusals: Refusals,
    pub sessions: Sessions,
    pub check: PasswordCheck,
    pub proofs: SecondProofs,
}

impl StepUp {
    pub(super) fn new(parts: StepUpParts) -> Self {
        let StepUpParts {
            platform,
            audit,
            users,
            attempts,
            refusals,
            sessions,
            check,
            proofs,
        } = parts;
        Self {
            platform,
            audit,
            users,
            attempts,
            refusals,
            sessions,
            check,
            proofs,
        }
    }

    /// Requires a recent step-up in this session. A step-up from before a second factor was enabled does not count, because it had only one
    /// factor.
    pub async fn require_recent(&self, person: &Person) -> Result<()> {
        let conn = self.platform.db.conn();
        let session = self.sessions.current(conn, person).await?;
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
            Err(Error::reauthentication_required())
        }
    }

    /// [`StepUp::require_recent`] for an audited action: a refusal is written to the audit, too.
    pub async fn require_recent_for(
        &self,
        person: &Person,
        action: Action,
        origin: &Origin,
    ) -> Result<()> {
        let (user, recent) = (person.actor().user_id, self.require_recent(person).await);
        self.refusals
            .audit_if_refused(user, Entry::own(action, user, origin), recent)
            .await
    }

    /// Verifies the factors of a sign-in, or a passkey, and records the step-up in the session. A session in a cookie gets a new cookie,
    /// which is returned: the old one may have been seen by another person.
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
        self.require_all_factors(&user, &proofs).await?;
        let guess = self
            .attempts
            .pay_in_session(person.actor().session_id)
            .await?;
        let mut verified = None;
        if let Some(password) = proofs.password {
            if let Some(password) = TypedPassword::parse(password) {
                verified = self
                    .check
                    .verify(&password, user.password_hash.clone())
                    .await?;
            }
            if verified.is_none() {
                self.audit
                    .record_alone(Entry::own(Action::Confirm, user.id, origin).refused())
                    .await?;
                return Err(Refusal::invalid("input.password", "The password is wrong.").into());
            }
        }
        let second = match proofs.second {
            Some(proof) => Some((proof.kind(), self.proofs.show(proof).await?)),
            None => None,
        };
        let kind = second.as_ref().map(|(kind, _)| *kind);
        let tx = self.platform.begin().await?;
        if let Some((kind, shown)) = second
            && !self.proofs.judge(&tx, user.id, shown).await?
        {
            tx.rollback().await?;
            self.audit
                .record_alone(Entry::own(Action::Confirm, user.id, origin).refused())
                .await?;
            return Err(kind.refusal());
        }
        self.attempts.give_back(&tx, guess).await?;
        if let Some(verified) = verified {
            self.check.keep_prepared(&tx, &user, verified).await?;
        }
        let keys = self.sessions.note_proof(&tx, person).await?;
        self.audit
            .record(&tx, Entry::own(Action::Confirm, user.id, origin))
            .await?;
        if let Some(action) = self.proofs.note_kind(&tx, &user, kind).await? {
            let entry = Entry::own(action, user.id, origin);
            self.audit.record(&tx, entry).await?;
        }
        tx.commit().await?;
        Ok(keys)
    }

    /// Refuses fewer factors than a sign-in needs.
    async fn require_all_factors(&self, user: &UserRow, proofs: &Proofs) -> Result<()> {
        let kind = proofs.second.as_ref().map(SecondProof::kind);
        if kind == Some(ProofKind::Passkey) {
            return Ok(());
        }
        let wants_second = self
            .proofs
            .are_wanted(self.platform.db.conn(), user.id)
            .await?;
        if wants_second && kind.is_none() {
            return Err(Refusal::invalid(
                "input.code",
                "This account has a second factor; give its code as well.",
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
}
