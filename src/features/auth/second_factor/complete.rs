//! Completes a sign-in with a second factor.

use super::{SecondFactor, proofs::SecondProof};
use crate::{
    error::{Error, Result},
    features::{
        audit::{Action, Entry},
        auth::{
            sessions::{devices::KnownDevice, tokens::Mode},
            sign_in::context::{LinkedIdentity, SignInContext, SignInOutcome, Strength},
        },
    },
    types::origin::Origin,
};

impl SecondFactor {
    /// Opens the session of a challenge, with a second factor. `sets_cookies` is true if the response can set a cookie.
    pub async fn complete_sign_in(
        &self,
        token: &str,
        proof: SecondProof,
        sets_cookies: bool,
        origin: &Origin,
    ) -> Result<SignInOutcome> {
        let challenge = self.challenges.find(token).await?;
        if challenge.by_cookie && !sets_cookies {
            return Err(Error::bad_input(
                "This session is stored in a cookie; complete it with a single POST request.",
            ));
        }
        let id = challenge.user_id;
        let device = challenge.device_id.map(|device| KnownDevice {
            id: device,
            user_id: id,
        });
        if device.is_none() {
            self.platform
                .limiter
                .sign_in
                .take(origin.budget_key(), 1)
                .await
                .granted()?;
        }
        let guess = self
            .attempts
            .pay_for_second_proof(id, device.as_ref(), origin)
            .await?;
        self.challenges.take_try(&challenge.hash).await?;
        let (kind, shown) = (proof.kind(), self.proofs.show(proof).await?);
        let tx = self.platform.begin().await?;
        if !self.proofs.judge(&tx, id, shown).await? {
            tx.rollback().await?;
            self.audit
                .record_alone(Entry::own(Action::SecondProof, id, origin).refused())
                .await?;
            return Err(kind.refusal());
        }
        self.challenges.use_up(&tx, &challenge.hash).await?;
        self.attempts.give_back(&tx, guess).await?;
        let user = self.users.locked(&tx, id).await?;
        let also = self.proofs.note_kind(&tx, &user, Some(kind)).await?;
        let identity = challenge.identity_id.map(|identity| LinkedIdentity {
            identity,
            sid: challenge.sid,
        });
        let context = SignInContext {
            method: challenge.method,
            strength: Strength::TwoFactors,
            mode: if challenge.by_cookie {
                Mode::Cookie
            } else {
                Mode::Token
            },
            origin,
            device,
            identity: identity.as_ref(),
            also,
        };
        let outcome = self.completion.complete(tx, id, &context).await?;
        Ok(outcome)
    }
}
