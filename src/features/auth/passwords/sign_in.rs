//! Sign-up and sign-in with a password.

use secrecy::SecretString;

use super::{Passwords, check::NewAccount};
use crate::{
    error::{Error, Result},
    features::{
        audit::Action,
        auth::{
            email_links::entity::Kind,
            sessions::{devices::KnownDevice, entity::session::Method, tokens::Mode},
            sign_in::context::{SignInContext, SignInOutcome, Strength},
        },
        users::NewUser,
    },
    types::{email::Email, origin::Origin, password::TypedPassword},
};

/// The input of a sign-in.
pub struct Credentials {
    /// The address.
    pub email: String,
    /// The password.
    pub password: SecretString,
    /// The token from an earlier sign-in on this device.
    pub device_token: Option<String>,
}

impl Passwords {
    /// Signs up: the account is created when the address is verified, or at once if the server does not require that.
    pub async fn sign_up(
        &self,
        origin: &Origin,
        new: NewAccount,
        mode: Mode,
    ) -> Result<SignInOutcome> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        if !self.settings.sign_up_open().await? {
            return Err(Error::forbidden(
                "Sign-up is closed on this server; ask its operator for an account.",
            ));
        }
        let new = self.check.new_user(new).await?;
        if self.platform.config.auth.verify_email {
            // The same work for every address: the worker that sends the mail looks up whether there is an account.
            self.claims
                .add(
                    &new.email,
                    Kind::SignUp,
                    Some((new.name, new.password_hash)),
                )
                .await?;
            return Ok(SignInOutcome::Mailed);
        }
        self.begin(origin, new, mode, false).await
    }

    /// Creates an account without verification of its address, and signs in.
    pub async fn sign_up_known(
        &self,
        origin: &Origin,
        new: NewAccount,
        mode: Mode,
    ) -> Result<SignInOutcome> {
        let new = self.check.new_user(new).await?;
        self.begin(origin, new, mode, true).await
    }

    async fn begin(
        &self,
        origin: &Origin,
        new: NewUser,
        mode: Mode,
        verified: bool,
    ) -> Result<SignInOutcome> {
        let tx = self.platform.begin().await?;
        let user = if verified {
            self.users.create_verified(&tx, new).await?
        } else {
            self.users.create(&tx, new).await?
        };
        let context = SignInContext {
            also: Some(Action::SignUp),
            ..by_password(mode, origin, None)
        };
        self.completion.complete(tx, user.id, &context).await
    }

    /// Opens a session. An unknown address and a wrong password give the same refusal after the same time.
    pub async fn sign_in(
        &self,
        origin: &Origin,
        credentials: Credentials,
        mode: Mode,
    ) -> Result<SignInOutcome> {
        let device = self
            .devices
            .find(credentials.device_token.as_deref())
            .await?;
        if device.is_none() {
            self.platform
                .limiter
                .sign_in
                .take(origin.budget_key(), 1)
                .await
                .granted()?;
        }
        let password = TypedPassword::parse(credentials.password).ok_or_else(wrong_credentials)?;
        // An invalid address has no account, and is counted like an unknown one.
        let email = Email::parse("input.email", &credentials.email);
        let name = email
            .as_ref()
            .map_or(credentials.email.as_str(), Email::as_str);
        let user = match &email {
            Ok(email) => self.users.find_by_email(email).await?,
            Err(_) => None,
        };
        let device =
            device.filter(|device| user.as_ref().is_some_and(|user| user.id == device.user_id));
        let guess = self
            .attempts
            .pay_for_password(name, device.as_ref(), origin)
            .await?;
        let hash = user.as_ref().and_then(|user| user.password_hash.clone());
        let verified = self.check.verify(&password, hash).await?;
        let id = user.as_ref().map(|user| user.id);
        let Some((user, verified)) = user.zip(verified) else {
            self.refusals.note_failed_sign_in(id, origin);
            return Err(wrong_credentials());
        };
        let id = user.id;
        let tx = self.platform.begin().await?;
        self.attempts.give_back(&tx, guess).await?;
        self.check.keep_prepared(&tx, &user, verified).await?;
        self.completion
            .complete(tx, id, &by_password(mode, origin, device))
            .await
    }
}

const fn by_password(
    mode: Mode,
    origin: &Origin,
    device: Option<KnownDevice>,
) -> SignInContext<'_> {
    SignInContext {
        method: Method::Password,
        strength: Strength::OneFactor,
        mode,
        origin,
        device,
        identity: None,
        also: None,
    }
}

fn wrong_credentials() -> Error {
    Error::unauthenticated("The e-mail address or the password is wrong.")
}
