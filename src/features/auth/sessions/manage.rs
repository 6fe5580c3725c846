//! What the owner of sessions does with them, and what admins see.

use std::{collections::HashMap, sync::Arc};

use super::{Sessions, entity::session};
use crate::{
    error::{Error, Result},
    features::audit::{Action, Entry},
    types::{
        actor::{Admin, Person},
        id::{SessionId, UserId},
        origin::Origin,
    },
};

impl Sessions {
    /// The sessions of the caller that are still open, the one used last first.
    pub async fn list(&self, person: &Person) -> Result<Vec<session::Model>> {
        let mut open = session::of(person.actor())
            .all(self.platform.db.conn())
            .await?;
        open.retain(|session| self.is_alive(session));
        open.sort_by_key(|session| std::cmp::Reverse(session.last_used_at));
        Ok(open)
    }

    /// The open sessions of these accounts, the one used last first.
    pub async fn batch_sessions(
        &self,
        _admin: &Admin,
        ids: &[UserId],
    ) -> Result<HashMap<UserId, Arc<Vec<session::Model>>>> {
        let mut rows = session::of_users(ids).all(self.platform.db.conn()).await?;
        rows.retain(|session| self.is_alive(session));
        rows.sort_by_key(|session| std::cmp::Reverse(session.last_used_at));
        let mut of_each: HashMap<UserId, Vec<session::Model>> = HashMap::new();
        for row in rows {
            of_each.entry(row.user_id).or_default().push(row);
        }
        Ok(of_each
            .into_iter()
            .map(|(id, rows)| (id, Arc::new(rows)))
            .collect())
    }

    /// Ends the session of the caller; its access tokens are refused from now on.
    pub async fn sign_out(&self, person: &Person, origin: &Origin) -> Result<()> {
        self.end_session(person, person.actor().session_id, Action::SignOut, origin)
            .await
    }

    /// Ends one session of the caller.
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

    /// Ends every session of the caller but this one; says how many.
    pub async fn revoke_other_sessions(&self, person: &Person, origin: &Origin) -> Result<u64> {
        let actor = person.actor();
        let tx = self.platform.begin().await?;
        let ended = self
            .revocation
            .end_sessions(&tx, actor.user_id, Some(actor.session_id))
            .await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::RevokeSessions, actor.user_id, origin),
            )
            .await?;
        tx.commit().await?;
        self.revocation.announce().await;
        Ok(ended)
    }

    async fn end_session(
        &self,
        person: &Person,
        id: SessionId,
        action: Action,
        origin: &Origin,
    ) -> Result<()> {
        let tx = self.platform.begin().await?;
        self.revocation.end_one(&tx, id).await?;
        self.audit
            .record(
                &tx,
                Entry::own(action, person.actor().user_id, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        self.revocation.announce().await;
        Ok(())
    }
}
