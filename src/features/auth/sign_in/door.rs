//! The door. Every way in ends here: a password, a passkey, a provider, the link of a mail, the code of an app, and the completion by a
//! second proof.

use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use super::context::{LinkedIdentity, SignInContext, SignInOutcome, SignedIn, Strength};
use crate::{
    error::{Error, Result},
    features::{
        audit::{Action, Audit, Entry},
        auth::{
            identities::entity::provider_session,
            refusals::Refusals,
            second_factor::{challenges::Challenges, proofs::SecondProofs},
            sessions::{Sessions, devices::Devices},
        },
        users::Users,
    },
    platform::{Platform, unit_of_work::Unit},
    types::id::{SessionId, UserId},
};

/// The door; see [`Door::enter`].
#[derive(Clone)]
pub(in crate::features::auth) struct Door {
    platform: Platform,
    audit: Audit,
    users: Users,
    refusals: Refusals,
    sessions: Sessions,
    devices: Devices,
    proofs: SecondProofs,
    challenges: Challenges,
}

/// What the door needs.
pub(in crate::features::auth) struct DoorParts {
    pub platform: Platform,
    pub audit: Audit,
    pub users: Users,
    pub refusals: Refusals,
    pub sessions: Sessions,
    pub devices: Devices,
    pub proofs: SecondProofs,
    pub challenges: Challenges,
}

impl Door {
    pub fn new(parts: DoorParts) -> Self {
        let DoorParts {
            platform,
            audit,
            users,
            refusals,
            sessions,
            devices,
            proofs,
            challenges,
        } = parts;
        Self {
            platform,
            audit,
            users,
            refusals,
            sessions,
            devices,
            proofs,
            challenges,
        }
    }

    /// Ends a sign-in whose proof was right, with the transaction in which it was checked and used up: the account must be open; where a
    /// second proof is wanted, there is a challenge; else the session begins, the device is remembered, and the audit says so. A refusal
    /// is written into the audit as well.
    pub async fn enter(
        &self,
        tx: Unit,
        user: UserId,
        context: &SignInContext<'_>,
    ) -> Result<SignInOutcome> {
        let outcome = self.outcome_in_audit(&tx, user, context).await;
        self.refusals
            .finish(tx, user, context.origin, outcome)
            .await
    }

    async fn outcome_in_audit(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
        context: &SignInContext<'_>,
    ) -> Result<SignInOutcome> {
        let outcome = self.outcome(conn, user, context).await?;
        if let Some(action) = context.also {
            let entry = Entry::own(action, user, context.origin);
            self.audit.record(conn, entry).await?;
        }
        Ok(outcome)
    }

    async fn outcome(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
        context: &SignInContext<'_>,
    ) -> Result<SignInOutcome> {
        let user = self.users.lock_active(conn, user).await?;
        let now = self.platform.clock.now();
        if user.leaves_at.is_some_and(|at| at <= now) {
            return Err(Error::unauthenticated("This account is gone."));
        }
        if context.strength == Strength::OneFactor && self.proofs.are_wanted(conn, user.id).await? {
            let accepts = self.proofs.kinds_of(conn, user.id).await?;
            let challenge = self.challenges.add(conn, user.id, context, accepts).await?;
            return Ok(SignInOutcome::Challenged(challenge));
        }
        let (session_id, keys) = self
            .sessions
            .open(conn, &user, context.method, context.mode, context.origin)
            .await?;
        let device_token = self.devices.remember(conn, user.id, context.device).await?;
        if let Some(identity) = context.identity {
            note_identity(conn, session_id, identity).await?;
        }
        let entry = Entry::own(Action::SignIn, user.id, context.origin).target(session_id);
        self.audit.record(conn, entry).await?;
        Ok(SignInOutcome::Opened(SignedIn {
            keys,
            device_token,
            session_id,
            user,
        }))
    }
}

/// Notes which identity began a session, so that its provider can end it.
async fn note_identity(
    conn: &impl ConnectionTrait,
    session_id: SessionId,
    known: &LinkedIdentity,
) -> Result<()> {
    let row = provider_session::Model {
        session_id,
        identity_id: known.identity,
        sid: known.sid.clone(),
    };
    row.into_active_model().reset_all().insert(conn).await?;
    Ok(())
}
