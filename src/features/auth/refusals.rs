//! Writes refusals to the audit. The response time must not reveal whether an account exists, and the number of entries is limited.

use crate::{
    error::{Kind, Result},
    features::{
        audit::{Action, Audit, Entry, Outcome},
        auth::attempts::Attempts,
    },
    platform::{Platform, db, unit_of_work::Unit},
    types::{id::UserId, origin::Origin},
};

/// The service that writes refusals to the audit.
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

    /// Ends a sign-in with a correct proof, and its transaction. A refusal, because the account is suspended or due for erasure, is written
    /// to the audit once.
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
                    self.note_refused_sign_in(user, origin).await;
                }
            }
        }
        entered
    }

    /// Writes a failed sign-in to the audit, concurrently with the response, which takes the same time for an unknown address. The rate
    /// limit of attempts, counted before, bounds the number of entries.
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
                    "cannot write a failed sign-in to the audit: {error}"
                );
            }
        });
    }

    /// Writes to the audit that a sign-in with a correct proof was refused. Such sign-ins are not counted as attempts, so the account's
    /// limit of refusals bounds the number of entries. The caller must not hold a transaction.
    pub(super) async fn note_refused_sign_in(&self, user: UserId, origin: &Origin) {
        match self.attempts.pay_for_refusal(user).await {
            Ok(_) => self.note_failed_sign_in(Some(user), origin),
            Err(full) => tracing::debug!("a refusal was not written to the audit: {full}"),
        }
    }

    /// Writes the entry to the audit if the result is a refusal: for a missing permission, a missing step-up, or by a rule. Entries are
    /// rate-limited per account. Returns the given result.
    pub async fn audit_if_refused<T>(
        &self,
        actor: UserId,
        entry: Entry<'_>,
        done: Result<T>,
    ) -> Result<T> {
        let refused = done.as_ref().err().filter(|error| {
            matches!(
                error.kind(),
                Kind::Forbidden | Kind::ReauthenticationRequired | Kind::Refused(_)
            )
        });
        if refused.is_some() {
            let noted = match self.attempts.pay_for_refusal(actor).await {
                Ok(_) => self.audit.record_alone(entry.refused()).await,
                Err(full) => Err(full),
            };
            if let Err(error) = noted {
                tracing::debug!("a refusal was not written to the audit: {error}");
            }
        }
        done
    }
}
