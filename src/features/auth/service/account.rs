//! What operators do to accounts.

use crate::{
    error::{Error, Result},
    features::{
        audit::{Action, Entry, Outcome},
        auth::{Auth, NewAccount},
        users::UserRow,
    },
    types::{actor::Role, email::Email, origin::Origin},
};

impl Auth {
    /// Makes an account with a role, without signing in.
    pub async fn create_account(&self, new: NewAccount, role: Role, origin: &Origin) -> Result<UserRow> {
        let new = self.checked(new).await?;
        let tx = self.platform.db.begin().await?;
        let user = self.users.create_verified(&tx, new).await?;
        let user = self.users.set_role(&tx, user, role).await?;
        let entry =
            Entry { action: Action::CreateAccount, outcome: Outcome::Done, actor: None, subject: Some(user.id), target: None, origin };
        self.audit.record(&tx, entry).await?;
        tx.commit().await?;
        Ok(user)
    }

    /// Gives an account another role. Its sessions end, for their tokens name the old one; so do its API tokens.
    pub async fn change_role(&self, email: &Email, role: Role, origin: &Origin) -> Result<UserRow> {
        let tx = self.platform.db.begin().await?;
        let user = self.users.find_by_email_in(&tx, email).await?.ok_or_else(|| Error::not_found("account"))?;
        let user = self.users.set_role(&tx, user, role).await?;
        self.end_all(&tx, user.id).await?;
        let entry = Entry { action: Action::ChangeRole, outcome: Outcome::Done, actor: None, subject: Some(user.id), target: None, origin };
        self.audit.record(&tx, entry).await?;
        tx.commit().await?;
        self.announce_ends().await;
        Ok(user)
    }
}
