//! Links and unlinks provider identities of the actor's account.

use sea_orm::{ActiveModelTrait, IntoActiveModel, PaginatorTrait};

use super::{
    Identities,
    attempt::blank,
    entity::{identity, provider_session},
    pending::{PendingLogin, stale_code},
    provider::Fault,
    return_to::return_address,
    row::{NewIdentity, insert},
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        auth::{second_factor::entity::passkey, secret::secret},
    },
    platform::hashing::token_hash,
    types::{actor::Person, id::IdentityId, origin::Origin},
};

/// Maximum number of identities per user.
const IDENTITIES_MAX: u64 = 20;

impl Identities {
    /// Starts to link an identity to the actor's account; returns the URL to open in a browser.
    pub async fn begin_link(
        &self,
        person: &Person,
        name: &str,
        return_to: &str,
        origin: &Origin,
    ) -> Result<String> {
        self.step_up
            .require_recent_for(person, Action::LinkIdentity, origin)
            .await?;
        let refuse =
            |path: &str, fault: &Fault| Error::from(Refusal::invalid(path, fault.message()));
        let provider = self
            .providers
            .get(name)
            .map_err(|fault| refuse("input.provider", &fault))?;
        let address = return_address(&self.platform.config, Some(return_to))
            .map_err(|fault| refuse("input.returnTo", &fault))?;
        let ticket = secret(&self.platform.clock)?;
        let mut way = blank(&self.platform.clock, provider, &address);
        (way.user_id, way.session_id) = (
            Some(person.actor().user_id),
            Some(person.actor().session_id),
        );
        way.ticket = Some(token_hash(&ticket));
        way.into_active_model()
            .reset_all()
            .insert(self.platform.db.conn())
            .await?;
        Ok(format!("{}?ticket={ticket}", provider.start_url))
    }

    /// Links the identity of a code, for the user and session that started it.
    pub async fn complete_link(
        &self,
        person: &Person,
        code: &str,
        origin: &Origin,
    ) -> Result<identity::Model> {
        let (conn, actor) = (self.platform.db.conn(), person.actor());
        let (way, _) = self.waiting(code, conn).await?;
        // An attacker may lure a user to a link that the attacker started.
        if way.user_id != Some(actor.user_id) || way.session_id != Some(actor.session_id) {
            return Err(stale_code());
        }
        let tx = self.platform.begin().await?;
        let (
            way,
            PendingLogin::Identity {
                issuer,
                subject,
                claims,
                tokens,
            },
        ) = self.fetch(code, &tx).await?
        else {
            return Err(stale_code());
        };
        let new = NewIdentity {
            provider: &way.provider,
            issuer,
            subject,
            claims: *claims,
            tokens,
        };
        // The lock makes concurrent links count each other.
        self.users.locked(&tx, actor.user_id).await?;
        if identity::of(actor).count(&tx).await? >= IDENTITIES_MAX {
            let message = format!(
                "You have {IDENTITIES_MAX} linked identities, which is the maximum; unlink one first."
            );
            return Err(Refusal::invalid("input", message).into());
        }
        let id = insert(&self.platform, &tx, actor.user_id, new)
            .await
            .map_err(|fault| match fault {
                Fault::IdentityTaken => {
                    let message =
                        "This identity is already linked to this or another account.".into();
                    Refusal::Duplicate {
                        path: "input.code".into(),
                        message,
                        existing: None,
                    }
                    .into()
                }
                Fault::Broken(error) => error,
                other => Error::conflict(other.message()),
            })?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::LinkIdentity, actor.user_id, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        identity::one_of(actor, id)
            .one(conn)
            .await?
            .ok_or_else(|| Error::not_found("identity"))
    }

    /// Unlinks an identity from the actor's account, unless it is the only sign-in method.
    pub async fn unlink(&self, person: &Person, id: IdentityId, origin: &Origin) -> Result<()> {
        self.step_up
            .require_recent_for(person, Action::UnlinkIdentity, origin)
            .await?;
        let actor = person.actor();
        let tx = self.platform.begin().await?;
        // The lock makes concurrent unlinks see each other.
        let user = self.users.locked(&tx, actor.user_id).await?;
        let all = identity::of(actor).all(&tx).await?;
        if !all.iter().any(|identity| identity.id == id) {
            return Err(Error::not_found("identity"));
        }
        if all.len() == 1
            && user.password_hash.is_none()
            && passkey::of(user.id).one(&tx).await?.is_none()
        {
            let message = "This is the only sign-in method of the account; link another provider, or set a password with requestPasswordReset.";
            return Err(Refusal::invalid("input.id", message).into());
        }
        let begun = provider_session::of(&tx, id, None).await?;
        for session in begun
            .into_iter()
            .filter(|session| *session != actor.session_id)
        {
            self.revocation.end_one(&tx, session).await?;
        }
        identity::remove(&tx, id).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::UnlinkIdentity, actor.user_id, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        self.revocation.announce().await;
        Ok(())
    }
}
