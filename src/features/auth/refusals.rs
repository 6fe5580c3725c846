//! The audit of what was refused. It must not reveal by its time whether there is an account, and nobody may fill the audit with it.

use crate::{
    error::{Kind, Result},
    features::{
        audit::{Action, Audit, Entry, Outcome},
        auth::attempts::Attempts,
    },
    platform::{Platform, db, unit_of_work::Unit},
    types::{id::UserId, origin::Origin},
};

/// Writes refusals into the audit.
#[derive(Clone)]
pub struct Refusals {
    platform: Platform,
    audit: Audit,
    attempts: Attempts,
}

impl Refusals {
    pub(super) const fn new(platform: Platform, audit: Audit, attempts: Attempts) -> Self {
        Self {
            platform,
            audit,
            attempts,
        }
    }

    /// Ends a sign-in whose proof was right, with its transaction. A refusal, because the account is suspended or its erasure is due, is
    /// written into the audit once.
    pub(super) async fn finish<T>(
        &self,
        tx: Unit,
        user: UserId,
        origin: &Origin,
        entered: Result<T>,
    ) -> Result<T> {
        match &entered {
            Ok(_) => tx.commit().await?,
            Err(error) => {
                tx.rollback().await?;
                if matches!(error.kind(), Kind::Forbidden | Kind::Unauthenticated) {
                    self.note_turned_away(user, origin).await;
                }
            }
        }
        entered
    }

    /// Writes down a sign-in that failed: beside the answer, which takes as long for an address without an account. The budget of
    /// guesses, paid before, bounds how many there are.
    pub(super) fn note_failed_sign_in(&self, user: Option<UserId>, origin: &Origin) {
        let (audit, origin) = (self.audit.clone(), origin.clone());
        self.platform.background.spawn(async move {
            let Some(user) = user else { return };
            let entry = Entry {
                action: Action::SignIn,
                outcome: Outcome::Refused,
                actor: None,
                subject: Some(user),
                target: None,
                origin: &origin,
            };
            if let Err(error) = db::uncounted(audit.record_alone(entry)).await {
                tracing::warn!(
                    cause = error.cause().map(ToString::to_string),
                    "a failed sign-in could not be written down: {error}"
                );
            }
        });
    }

    /// Writes down that an account was not opened although the proof was right. Nobody need have paid for a guess, so the account's
    /// budget of refusals bounds how many there are. The caller holds no transaction.
    pub(super) async fn note_turned_away(&self, user: UserId, origin: &Origin) {
        match self.attempts.pay_for_refusal(user).await {
            Ok(_) => self.note_failed_sign_in(Some(user), origin),
            Err(full) => tracing::debug!("a refusal was not written down: {full}"),
        }
    }

    /// Writes the entry down if this was refused: for want of a right or of a proof, or by a rule. A user who is refused again and again
    /// has a budget, or they could fill the audit. Gives back what it was given.
    pub async fn audit_if_refused<T>(
        &self,
        actor: UserId,
        entry: Entry<'_>,
        done: Result<T>,
    ) -> Result<T> {
        let refused = done.as_ref().err().filter(|error| {
            matches!(
                error.kind(),
                Kind::Forbidden | Kind::StaleProof | Kind::Refused(_)
            )
        });
        if refused.is_some() {
            let noted = match self.attempts.pay_for_refusal(actor).await {
                Ok(_) => self.audit.record_alone(entry.refused()).await,
                Err(full) => Err(full),
            };
            if let Err(error) = noted {
                tracing::debug!("a refusal was not written down: {error}");
            }
        }
        done
    }
}
