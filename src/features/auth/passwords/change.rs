//! Another password: by the one so far, or by the link of a mail.

use secrecy::SecretString;

use super::Passwords;
use crate::{
    error::{Refusal, Result},
    features::{
        audit::{Action, Entry},
        auth::{
            email_links::{claims::stale_link, entity::Kind},
            sessions::tokens::SessionTokens,
            sign_in_methods,
        },
    },
    types::{actor::Person, email::Email, origin::Origin, password::TypedPassword},
};

impl Passwords {
    /// Sets another password, with the old one as the proof; other sessions end. A session with a cookie gets a new one. Where a
    /// second proof is wanted, a password is not enough: there must be a recent one, and this is none.
    pub async fn change_password(
        &self,
        person: &Person,
        old: SecretString,
        new: SecretString,
        origin: &Origin,
    ) -> Result<Option<SessionTokens>> {
        let (id, session) = (person.actor().user_id, person.actor().session_id);
        let user = self.users.get(person.actor()).await?;
        let is_half = self.proofs.are_wanted(self.platform.db.conn(), id).await?;
        if is_half {
            self.step_up
                .require_recent_for(person, Action::ChangePassword, origin)
                .await?;
        }
        let Some(hash) = user.password_hash.clone() else {
            let message = "This account has no password; ask for one by requestPasswordReset.";
            return Err(Refusal::invalid("input.currentPassword", message).into());
        };
        let guess = self.attempts.pay_in_session(session).await?;
        let right = match TypedPassword::parse(old) {
            Some(old) => self.check.verify(&old, Some(hash)).await?.is_some(),
            None => false,
        };
        if !right {
            self.audit
                .record_alone(Entry::own(Action::ChangePassword, id, origin).refused())
                .await?;
            return Err(Refusal::invalid("input.currentPassword", "The password is wrong.").into());
        }
        let new = self
            .check
            .new_password("input.newPassword", &new, &[&user.name, &user.email])
            .await?;
        let hash = self.platform.hashing.hash_password(&new).await?;
        let email = Email::parse("email", &user.email)?;
        let tx = self.platform.begin().await?;
        self.attempts.give_back(&tx, guess).await?;
        self.users.set_password(&tx, user, Some(hash)).await?;
        self.revocation.end_sessions(&tx, id, Some(session)).await?;
        self.claims.tell_changed(&tx, &email).await?;
        let keys = if is_half {
            self.sessions.freshen(&tx, person, None).await?
        } else {
            self.sessions.note_proof(&tx, person).await?
        };
        self.audit
            .record(&tx, Entry::own(Action::ChangePassword, id, origin))
            .await?;
        tx.commit().await?;
        self.revocation.announce().await;
        Ok(keys)
    }

    /// Asks for a mail that lets the owner of an address set a new password.
    pub async fn request_reset(&self, email: &str, origin: &Origin) -> Result<()> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let email = Email::parse("input.email", email)?;
        self.claims.add(&email, Kind::Reset, None).await
    }

    /// Sets a new password by the token of a mail, which proves the address, too. All sessions end.
    pub async fn reset_password(
        &self,
        token: &str,
        new: SecretString,
        origin: &Origin,
    ) -> Result<()> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        // The password is judged and hashed before the transaction: both take long. A bad one does not use the token up.
        let Some(owner) = self.claims.owner_by_link(token).await? else {
            return Err(stale_link());
        };
        let new = self
            .check
            .new_password("input.newPassword", &new, &[&owner.name, &owner.email])
            .await?;
        let hash = self.platform.hashing.hash_password(&new).await?;
        let tx = self.platform.begin().await?;
        let claim = self.claims.redeem(&tx, token, &[Kind::Reset]).await?;
        let email = Email::parse("email", &claim.email)?;
        let user = self
            .users
            .find_by_email_in(&tx, &email)
            .await?
            .ok_or_else(stale_link)?;
        let id = user.id;
        self.revocation.end_everything(&tx, id).await?;
        if user.email_verified_at.is_none() {
            // Another person may have begun the account; what its owner turned on stays.
            sign_in_methods::remove_all(&tx, id).await?;
        }
        let user = self.users.set_password(&tx, user, Some(hash)).await?;
        self.users.note_verified(&tx, user).await?;
        self.claims.tell_changed(&tx, &email).await?;
        self.audit
            .record(&tx, Entry::own(Action::ResetPassword, id, origin))
            .await?;
        tx.commit().await?;
        self.revocation.announce().await;
        Ok(())
    }
}
