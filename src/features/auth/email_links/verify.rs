//! Verifies an address with the link from a mail.

use sea_orm::ConnectionTrait;

use super::{
    EmailLinks,
    claims::stale_link,
    entity::{self, Kind},
};
use crate::{
    error::Result,
    features::{
        audit::Action,
        auth::{
            sessions::{entity::session::Method, tokens::Mode},
            sign_in::context::{SignInContext, SignInOutcome, Strength},
            sign_in_methods,
        },
        users::{NewUser, UserRow},
    },
    types::{actor::Viewer, email::Email, origin::Origin},
};

impl EmailLinks {
    /// Requests another verification mail.
    pub async fn request_verification(&self, email: &str, origin: &Origin) -> Result<()> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let email = Email::parse("input.email", email)?;
        self.claims.add(&email, Kind::Verify, None).await
    }

    /// Verifies an address with the token from a mail, and signs in. Other claims on the address end. If the account was unverified, its
    /// password and sessions are revoked unless they are the caller's, because another person may have created it.
    pub async fn verify_email(
        &self,
        viewer: &Viewer,
        token: &str,
        mode: Mode,
        origin: &Origin,
    ) -> Result<SignInOutcome> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let tx = self.platform.begin().await?;
        let claim = self
            .claims
            .redeem(&tx, token, &[Kind::SignUp, Kind::Verify])
            .await?;
        let email = Email::parse("email", &claim.email)?;
        let user = match self.users.find_by_email_in(&tx, &email).await? {
            Some(user) if user.email_verified_at.is_some() => return Err(stale_link()),
            Some(user) => self.claim_by_mail(&tx, user, &claim, viewer).await?,
            None => {
                let (Some(name), password_hash) = (claim.name, claim.password_hash) else {
                    return Err(stale_link());
                };
                self.users
                    .create_verified(
                        &tx,
                        NewUser {
                            email,
                            name,
                            password_hash,
                            source: None,
                        },
                    )
                    .await?
            }
        };
        let context = SignInContext {
            method: Method::Mail,
            strength: Strength::OneFactor,
            mode,
            origin,
            device: None,
            identity: None,
            also: Some(Action::VerifyEmail),
        };
        let outcome = self.completion.complete(tx, user.id, &context).await?;
        self.revocation.announce().await;
        Ok(outcome)
    }

    async fn claim_by_mail(
        &self,
        conn: &impl ConnectionTrait,
        user: UserRow,
        claim: &entity::Model,
        viewer: &Viewer,
    ) -> Result<UserRow> {
        let is_own = matches!(viewer, Viewer::User(actor) if actor.user_id == user.id);
        let user = match claim.kind {
            Kind::Verify if is_own => user,
            _ => {
                self.revocation.end_everything(conn, user.id).await?;
                sign_in_methods::remove_all(conn, user.id).await?;
                self.users
                    .set_password(conn, user, claim.password_hash.clone())
                    .await?
            }
        };
        self.users.note_verified(conn, user).await
    }
}
