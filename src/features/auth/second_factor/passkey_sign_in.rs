//! Sign-in with a passkey. The device verifies its user, so a passkey counts as two factors. Every invalid assertion gives the same
//! refusal.

use super::{
    SecondFactor,
    assertions::{self, Rejected},
    webauthn::RelyingParty,
};
use crate::{
    error::{Error, Result},
    features::{
        audit::{Action, Entry},
        auth::{
            sessions::{entity::session::Method, tokens::Mode},
            sign_in::context::{SignInContext, SignInOutcome, Strength},
        },
    },
    types::origin::Origin,
};

impl SecondFactor {
    /// The options for the browser to sign with any passkey of this server.
    pub async fn begin_passkey_sign_in(&self, origin: &Origin) -> Result<String> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let party = RelyingParty::of(&self.platform.config)?;
        assertions::ask(&self.platform, party.ask_for_any()?, None).await
    }

    /// Opens a session with a passkey. No further factor is needed, because the device has verified its user.
    pub async fn sign_in_by_passkey(
        &self,
        credential: &str,
        device: Option<&str>,
        mode: Mode,
        origin: &Origin,
    ) -> Result<SignInOutcome> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let device = self.devices.find(device).await?;
        let assertion = assertions::take_assertion(&self.platform, credential)
            .await?
            .ok_or_else(not_accepted)?;
        let tx = self.platform.begin().await?;
        let key = match assertions::verify_assertion(&self.platform, &tx, assertion).await? {
            Ok(key) => key,
            Err(Rejected::Wrong) => return Err(not_accepted()),
            Err(Rejected::Copied(key)) => {
                let entry = Entry::own(Action::PasskeyCopied, key.user_id, origin).target(key.id);
                self.audit.record(&tx, entry.refused()).await?;
                tx.commit().await?;
                return Err(not_accepted());
            }
        };
        let context = SignInContext {
            method: Method::Passkey,
            strength: Strength::TwoFactors,
            mode,
            origin,
            device: device.filter(|device| device.user_id == key.user_id),
            identity: None,
            also: None,
        };
        self.completion.complete(tx, key.user_id, &context).await
    }
}

fn not_accepted() -> Error {
    Error::unauthenticated("The passkey is not accepted.")
}
