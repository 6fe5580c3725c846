//! Finds or creates the account of a provider identity. Linking needs a verified address, and an account that does not exist yet or whose
//! own address was never verified. An unverified address links nothing.

use sea_orm::ConnectionTrait;

use super::{
    Identities,
    entity::identity,
    provider::{Document, Fault, Provider, Tokens, VerifiedIdentity},
    row::{NewIdentity, insert, seal_tokens},
};
use crate::{
    error::Result,
    features::{
        audit::{Action, Entry},
        auth::{sign_in::context::LinkedIdentity, sign_in_methods},
        users::{NewUser, UserRow},
    },
    types::{
        email::Email,
        id::{IdentityId, UserId},
        import_source::ImportSource,
        origin::Origin,
    },
};

impl Identities {
    /// The user of a provider identity; creates an account if there is none.
    pub(in crate::features::auth) async fn user_of(
        &self,
        provider: &Provider,
        document: &Document,
        origin: &Origin,
        vouched: VerifiedIdentity,
        tokens: Tokens,
    ) -> std::result::Result<(UserId, LinkedIdentity), Fault> {
        let sid = vouched.sid.clone();
        let kept = Some(tokens.clone()).filter(|_| provider.keeps_tokens);
        let known = |identity| LinkedIdentity { identity, sid };
        let conn = self.platform.db.conn();
        if let Some(row) = identity::by_subject(&vouched.issuer, &vouched.subject)
            .one(conn)
            .await?
        {
            let claims = self
                .claims_of((provider, document), &vouched, &tokens, row.claims)
                .await;
            let sealed = seal_tokens(&self.platform, row.id, kept)?;
            identity::note_use(conn, row.id, self.platform.clock.now(), claims, sealed).await?;
            return Ok((row.user_id, known(row.id)));
        }
        let facts = self
            .in_time(provider.facts(document, &vouched, &tokens))
            .await?;
        let email = facts
            .verified_email()
            .filter(|_| provider.vouches_for_email)
            .ok_or(Fault::NoVerifiedEmail)?;
        let (issuer, subject) = (vouched.issuer, vouched.subject);
        let new = NewIdentity {
            provider: &provider.name,
            issuer: issuer.clone(),
            subject: subject.clone(),
            claims: facts.claims.clone().or(vouched.facts.claims),
            tokens: kept,
        };
        let name = facts.name.clone().unwrap_or_else(|| {
            email
                .as_str()
                .split('@')
                .next()
                .unwrap_or_default()
                .to_owned()
        });
        let fault = match self.create_or_claim_account(origin, new, email, name).await {
            Ok((user, identity)) => return Ok((user, known(identity))),
            Err(fault) => fault,
        };
        // A concurrent request in another tab linked it first.
        if let Some(row) = identity::by_subject(&issuer, &subject).one(conn).await? {
            return Ok((row.user_id, known(row.id)));
        }
        if let Fault::AccountExists(owner) = fault {
            self.refusals.note_refused_sign_in(owner, origin).await;
        }
        Err(fault)
    }

    /// Creates an account for a verified address, or gives an unverified account to the owner of its address.
    async fn create_or_claim_account(
        &self,
        origin: &Origin,
        identity: NewIdentity<'_>,
        email: &Email,
        name: String,
    ) -> std::result::Result<(UserId, IdentityId), Fault> {
        let is_open = self.settings.sign_up_open().await?;
        let tx = self.platform.begin().await?;
        let (user, action) = match self.users.find_by_email_in(&tx, email).await? {
            Some(user) if user.email_verified_at.is_some() => {
                return Err(Fault::AccountExists(user.id));
            }
            Some(user) => (self.reclaim_account(&tx, user).await?, Action::VerifyEmail),
            None if !is_open => return Err(Fault::SignUpClosed),
            None => {
                let new = NewUser {
                    email: email.clone(),
                    name,
                    password_hash: None,
                    source: Some(ImportSource::Oidc),
                };
                (self.users.create_verified(&tx, new).await?, Action::SignUp)
            }
        };
        self.claims.end(&tx, email).await?;
        let identity = insert(&self.platform, &tx, user.id, identity).await?;
        self.audit
            .record(&tx, Entry::own(action, user.id, origin))
            .await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::LinkIdentity, user.id, origin).target(identity),
            )
            .await?;
        tx.commit().await?;
        self.revocation.announce().await;
        Ok((user.id, identity))
    }

    /// Takes an account from a person who created it with an address that they never verified: all sign-in methods are removed.
    async fn reclaim_account(&self, conn: &impl ConnectionTrait, user: UserRow) -> Result<UserRow> {
        self.revocation.end_everything(conn, user.id).await?;
        sign_in_methods::remove_all(conn, user.id).await?;
        let user = self.users.set_password(conn, user, None).await?;
        self.users.note_verified(conn, user).await
    }
}
