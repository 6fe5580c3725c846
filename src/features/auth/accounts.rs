//! What admins and operators do to the accounts of others. A change ends whatever was opened with the account as it was, and the
//! last active admin stays one.

use std::{collections::HashMap, sync::Arc};

use super::{
    passwords::check::{NewAccount, PasswordCheck},
    revocation::Revocation,
    sign_in_methods::{self, SignInMethods},
    step_up::StepUp,
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Audit, Entry, Outcome},
        users::{Status, UserRow, Users},
    },
    platform::{Platform, unit_of_work::Unit},
    types::{
        actor::{Admin, Role},
        email::Email,
        id::UserId,
        origin::Origin,
        text::Line,
    },
};

/// Characters of a reason.
const REASON_MAX: usize = 500;

/// Who acts on an account.
#[derive(Clone, Copy)]
pub enum AdminActor<'a> {
    /// Who runs commands where the server runs.
    Operator,
    /// An admin, who must have proved lately who they are.
    Admin(&'a Admin),
}

impl AdminActor<'_> {
    fn id(self) -> Option<UserId> {
        match self {
            Self::Operator => None,
            Self::Admin(admin) => Some(admin.actor().user_id),
        }
    }

    fn entry(self, action: Action, subject: UserId, origin: &Origin) -> Entry<'_> {
        Entry {
            action,
            outcome: Outcome::Done,
            actor: self.id(),
            subject: Some(subject),
            target: None,
            origin,
        }
    }
}

/// The accounts, as admins and operators change them.
#[derive(Clone)]
pub struct Accounts {
    platform: Platform,
    audit: Audit,
    users: Users,
    check: PasswordCheck,
    revocation: Revocation,
    step_up: StepUp,
}

impl Accounts {
    pub(super) const fn new(
        platform: Platform,
        audit: Audit,
        users: Users,
        check: PasswordCheck,
        revocation: Revocation,
        step_up: StepUp,
    ) -> Self {
        Self {
            platform,
            audit,
            users,
            check,
            revocation,
            step_up,
        }
    }

    /// Makes an account with a role, without signing in.
    pub async fn create_account(
        &self,
        new: NewAccount,
        role: Role,
        origin: &Origin,
    ) -> Result<UserRow> {
        let new = self.check.new_user(new).await?;
        let tx = self.platform.begin().await?;
        let user = self.users.create_verified(&tx, new).await?;
        let user = self.users.set_role(&tx, user, role).await?;
        self.audit
            .record(
                &tx,
                AdminActor::Operator.entry(Action::CreateAccount, user.id, origin),
            )
            .await?;
        tx.commit().await?;
        Ok(user)
    }

    /// The account with this address, for operators.
    pub async fn account_of(&self, email: &Email) -> Result<UserId> {
        let user = self
            .users
            .find_by_email(email)
            .await?
            .ok_or_else(|| Error::not_found("account"))?;
        Ok(user.id)
    }

    /// Gives an account another role. Its sessions end, for their tokens name the old one; so do its API tokens.
    pub async fn change_role(
        &self,
        by: AdminActor<'_>,
        id: UserId,
        role: Role,
        origin: &Origin,
    ) -> Result<UserRow> {
        let (tx, user) = self
            .begin_change(by, id, |user| {
                role == Role::Admin && user.status == Status::Active
            })
            .await?;
        let user = self.users.set_role(&tx, user, role).await?;
        self.finish_change(tx, by.entry(Action::ChangeRole, id, origin))
            .await?;
        Ok(user)
    }

    /// Shuts an account. All that was opened with it ends, and it cannot be opened again until it is reinstated.
    pub async fn suspend(
        &self,
        by: AdminActor<'_>,
        id: UserId,
        reason: &str,
        origin: &Origin,
    ) -> Result<UserRow> {
        let reason = Line::parse("input.reason", reason, REASON_MAX)?.into_string();
        let (tx, user) = self.begin_change(by, id, |_| false).await?;
        let user = self.users.suspend(&tx, user, reason, by.id()).await?;
        self.finish_change(tx, by.entry(Action::SuspendAccount, id, origin))
            .await?;
        Ok(user)
    }

    /// Opens an account again. What was ended stays so.
    pub async fn reinstate(
        &self,
        by: AdminActor<'_>,
        id: UserId,
        origin: &Origin,
    ) -> Result<UserRow> {
        let (tx, user) = self.begin_change(by, id, UserRow::is_active_admin).await?;
        if user.status != Status::Suspended {
            return Err(Refusal::invalid("input.id", "This account is not suspended.").into());
        }
        let user = self.users.reinstate(&tx, user).await?;
        self.audit
            .record(&tx, by.entry(Action::ReinstateAccount, id, origin))
            .await?;
        tx.commit().await?;
        Ok(user)
    }

    /// Ends all sessions, API tokens and known devices of an account.
    pub async fn revoke_all_of(
        &self,
        by: AdminActor<'_>,
        id: UserId,
        origin: &Origin,
    ) -> Result<UserRow> {
        let (tx, user) = self.begin_change(by, id, UserRow::is_active_admin).await?;
        self.finish_change(tx, by.entry(Action::RevokeAll, id, origin))
            .await?;
        Ok(user)
    }

    /// The ways into these accounts beside their passwords.
    pub async fn batch_sign_in_methods(
        &self,
        _admin: &Admin,
        ids: &[UserId],
    ) -> Result<HashMap<UserId, Arc<SignInMethods>>> {
        sign_in_methods::of_each(self.platform.db.conn(), ids).await
    }

    /// Locks the account, and with it every active admin: of two who would take each other away at once, the second finds that they
    /// are none any more. `stays` says whether the account is an active admin's after the change.
    async fn begin_change(
        &self,
        by: AdminActor<'_>,
        id: UserId,
        stays: impl Fn(&UserRow) -> bool,
    ) -> Result<(Unit, UserRow)> {
        if let AdminActor::Admin(admin) = by {
            self.step_up.require_recent(&admin.person()).await?;
            if admin.actor().user_id == id {
                let message = "Nobody changes their own account here; ask another admin, or use the command where the server runs.";
                return Err(Refusal::invalid("input.id", message).into());
            }
        }
        let tx = self.platform.begin().await?;
        let mut rows = self.users.lock_with_admins(&tx, id).await?;
        let is_admin = |id| rows.iter().any(|row| row.id == id && row.is_active_admin());
        if by.id().is_some_and(|actor| !is_admin(actor)) {
            return Err(Error::forbidden("This is for admins only."));
        }
        let place = rows
            .iter()
            .position(|row| row.id == id)
            .ok_or_else(|| Error::not_found("account"))?;
        let user = rows.swap_remove(place);
        if user.is_active_admin() && !stays(&user) && !rows.iter().any(UserRow::is_active_admin) {
            let message = "This is the last admin who can come in; give another account the role ADMIN first.";
            return Err(Refusal::invalid("input.id", message).into());
        }
        Ok((tx, user))
    }

    async fn finish_change(&self, tx: Unit, entry: Entry<'_>) -> Result<()> {
        if let Some(id) = entry.subject {
            self.revocation.end_everything(&tx, id).await?;
        }
        self.audit.record(&tx, entry).await?;
        tx.commit().await?;
        self.revocation.announce().await;
        Ok(())
    }
}
