//! The single end point of every sign-in: with a password, passkey, provider, link in a mail or code of an app, and after a second factor.

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

/// Opens sessions after a correct proof; see [`SignInCompletion::complete`].
#[derive(Clone)]
pub(in crate::features::auth) struct SignInCompletion {
    platform: Platform,
    audit: Audit,
    users: Users,
    refusals: Refusals,
    sessions: Sessions,
    devices: Devices,
    proofs: SecondProofs,
    challenges: Challenges,
}

/// The dependencies of [`SignInCompletion`].
pub(in crate::features::auth) struct SignInCompletionParts {
    pub platform: Platform,
    pub audit: Audit,
    pub users: Users,
    pub refusals: Refusals,
    pub sessions: Sessions,
    pub devices: Devices,
    pub proofs: SecondProofs,
    pub challenges: Challenges,
}

impl SignInCompletion {
    pub fn new(parts: SignInCompletionParts) -> Self {
        let SignInCompletionParts {
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

    /// Ends a sign-in with a correct proof, in the transaction that verified it: checks that the account is active; returns a challenge if
    /// a second factor is needed; else opens the session, remembers the device, and writes the audit. A refusal is written to the audit as
    /// well.
    pub async fn complete(
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
            return Err(Error::unauthenticated("This account was deleted."));
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
        Ok(SignInOutcome::Opened(Box::new(SignedIn {
            keys,
            device_token,
            session_id,
            user,
        })))
    }
}

/// Records the provider identity of a session, so that its provider can end it.
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
