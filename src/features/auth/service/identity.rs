//! Identities at providers, and the accounts they belong to. Only a proof links the two: signing in here and there in one sitting; or,
//! where there is no account yet or none that its owner ever proved, a verified address. A bare address links nothing.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel, PaginatorTrait, SqlErr};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    Mode, SignInContext, SignInOutcome,
    provider::{PendingLogin, stale_code},
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        auth::{
            Auth, Fault, IdentityRow, Method,
            entity::{identity, passkey, provider_session},
            provider::{Document, Provider, Tokens, VerifiedIdentity},
        },
        users::{NewUser, UserRow},
    },
    platform::reseal::SealedColumn,
    types::{
        actor::Person,
        email::Email,
        id::{IdentityId, SessionId, UserId},
        origin::Origin,
    },
};

/// Identities of one user.
const IDENTITIES_MAX: u64 = 20;

/// What providers gave, for sealing it again.
pub const SEALED_TOKENS: SealedColumn = SealedColumn {
    table: "identities",
    id: "id",
    column: "tokens",
    context: context_of,
};

/// What the tokens of an identity are sealed for: itself.
fn context_of(identity: Uuid) -> String {
    format!("identity {identity}")
}

/// The identity by which somebody comes in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::features::auth) struct LinkedIdentity {
    pub identity: IdentityId,
    /// The session at the provider.
    pub sid: Option<String>,
}

/// An identity that is not known here yet.
struct NewIdentity<'a> {
    provider: &'a str,
    issuer: String,
    subject: String,
    email: Option<String>,
    tokens: Option<Tokens>,
}

impl Auth {
    /// The identities of the one who asks.
    pub async fn identities(&self, person: &Person) -> Result<Vec<IdentityRow>> {
        Ok(identity::of(person.actor())
            .all(self.platform.db.conn())
            .await?)
    }

    /// The user whom a provider vouches for; a new one where nobody is known.
    pub(super) async fn user_of(
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
            let (sealed, email) = (
                self.seal_tokens(row.id, kept)?,
                vouched.facts.email.map(|email| email.as_str().to_owned()),
            );
            identity::note_use(conn, row.id, self.platform.clock.now(), email, sealed).await?;
            return Ok((row.user_id, known(row.id)));
        }
        let facts = self
            .in_time(provider.facts(document, &vouched, &tokens))
            .await?;
        let email = facts
            .verified_email()
            .filter(|_| provider.vouches_for_email)
            .ok_or(Fault::NoVerifiedEmail)?;
        let told = Some(email.as_str().to_owned());
        let (issuer, subject) = (vouched.issuer, vouched.subject);
        let stranger = NewIdentity {
            provider: &provider.name,
            issuer: issuer.clone(),
            subject: subject.clone(),
            email: told,
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
        let fault = match self
            .create_or_claim_account(origin, stranger, email, name)
            .await
        {
            Ok((user, identity)) => return Ok((user, known(identity))),
            Err(fault) => fault,
        };
        // The same somebody may have been faster, in another tab.
        if let Some(row) = identity::by_subject(&issuer, &subject).one(conn).await? {
            return Ok((row.user_id, known(row.id)));
        }
        if let Fault::AccountExists(owner) = fault {
            self.note_turned_away(owner, origin).await;
        }
        Err(fault)
    }

    /// Makes an account for a verified address, or gives one to its owner that nobody had proved to be theirs.
    async fn create_or_claim_account(
        &self,
        origin: &Origin,
        stranger: NewIdentity<'_>,
        email: &Email,
        name: String,
    ) -> std::result::Result<(UserId, IdentityId), Fault> {
        let takes_strangers = self.settings.sign_up_open().await?;
        let tx = self.platform.db.begin().await?;
        let (user, action) = match self.users.find_by_email_in(&tx, email).await? {
            Some(user) if user.email_verified_at.is_some() => {
                return Err(Fault::AccountExists(user.id));
            }
            Some(user) => (self.reclaim_account(&tx, user).await?, Action::VerifyEmail),
            None if !takes_strangers => return Err(Fault::SignUpClosed),
            None => {
                let new = NewUser {
                    email: email.clone(),
                    name,
                    password_hash: None,
                };
                (self.users.create_verified(&tx, new).await?, Action::SignUp)
            }
        };
        self.end_claims(&tx, email).await?;
        let identity = self.link(&tx, user.id, stranger).await?;
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
        self.announce_ends().await;
        Ok((user.id, identity))
    }

    /// Takes an account from whoever made it with an address that they never proved: every way in goes.
    async fn reclaim_account(&self, conn: &impl ConnectionTrait, user: UserRow) -> Result<UserRow> {
        self.revoke_everything(conn, user.id).await?;
        self.forget_factors(conn, user.id).await?;
        let user = self.users.set_password(conn, user, None).await?;
        self.users.note_verified(conn, user).await
    }

    async fn link(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
        stranger: NewIdentity<'_>,
    ) -> std::result::Result<IdentityId, Fault> {
        let (id, now) = (
            IdentityId(self.platform.clock.new_id()),
            self.platform.clock.now(),
        );
        let row = identity::Model {
            id,
            user_id: user,
            provider: stranger.provider.to_owned(),
            issuer: stranger.issuer,
            subject: stranger.subject,
            email: stranger.email,
            created_at: now,
            last_used_at: now,
            tokens: self.seal_tokens(id, stranger.tokens)?,
        };
        row.into_active_model()
            .reset_all()
            .insert(conn)
            .await
            .map_err(|cause| match cause.sql_err() {
                // Another tab was faster, or another account has it.
                Some(SqlErr::UniqueConstraintViolation(_)) => Fault::IdentityTaken,
                _ => cause.into(),
            })?;
        Ok(id)
    }

    /// Begins a session for somebody whom a provider vouches for; a refusal is written down like that of a password.
    pub(super) async fn enter_by(
        &self,
        user: UserId,
        entrance: &SignInContext<'_>,
        device: Option<&str>,
    ) -> Result<SignInOutcome> {
        let device = self
            .device(device)
            .await?
            .filter(|device| device.user_id == user);
        let tx = self.platform.db.begin().await?;
        let user = self
            .users
            .find_by_id(&tx, user)
            .await?
            .ok_or_else(|| Error::conflict("The account is gone; begin again."))?;
        let id = user.id;
        let entered = self.enter(&tx, user, entrance, device).await;
        self.finish_sign_in(tx, id, entrance.origin, entered).await
    }

    /// Notes which provider began a session, so that it can end it.
    pub(super) async fn note_provider(
        &self,
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

    /// Begins the session that an app's code stands for. The verifier shows that it is the app that began.
    pub async fn redeem_code(
        &self,
        origin: &Origin,
        code: &str,
        verifier: &str,
        mode: Mode,
        device: Option<&str>,
    ) -> Result<SignInOutcome> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let conn = self.platform.db.conn();
        let (way, _) = self.waiting(code, conn).await?;
        let shown = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        if way.code_challenge.as_ref() != Some(&shown) {
            return Err(Refusal::invalid(
                "input.codeVerifier",
                "This is not the verifier whose challenge the sign-in began with.",
            )
            .into());
        }
        match self.fetch(code, conn).await? {
            (_, PendingLogin::User { user, known }) => {
                self.enter_by(
                    user,
                    &SignInContext {
                        method: Method::Provider,
                        mode,
                        origin,
                        known: Some(&known),
                    },
                    device,
                )
                .await
            }
            (_, PendingLogin::Identity { .. }) => Err(stale_code()),
        }
    }

    /// Links the identity that a code stands for, for the one who began, in the session where they did.
    pub async fn complete_link(
        &self,
        person: &Person,
        code: &str,
        origin: &Origin,
    ) -> Result<IdentityRow> {
        let (conn, actor) = (self.platform.db.conn(), person.actor());
        let (way, _) = self.waiting(code, conn).await?;
        // Somebody may be lured into opening the link that another began.
        if way.user_id != Some(actor.user_id) || way.session_id != Some(actor.session_id) {
            return Err(stale_code());
        }
        let tx = self.platform.db.begin().await?;
        let (
            way,
            PendingLogin::Identity {
                issuer,
                subject,
                email,
                tokens,
            },
        ) = self.fetch(code, &tx).await?
        else {
            return Err(stale_code());
        };
        let stranger = NewIdentity {
            provider: &way.provider,
            issuer,
            subject,
            email,
            tokens,
        };
        // Of several that are linked at once, each sees those before it.
        self.users.locked(&tx, actor.user_id).await?;
        if identity::of(actor).count(&tx).await? >= IDENTITIES_MAX {
            let message =
                format!("You have {IDENTITIES_MAX} identities linked already; take one off first.");
            return Err(Refusal::invalid("input", message).into());
        }
        let id = self
            .link(&tx, actor.user_id, stranger)
            .await
            .map_err(|fault| match fault {
                Fault::IdentityTaken => {
                    let message =
                        "This identity is linked already, to this account or to another.".into();
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

    /// Takes an identity off the account of the one who asks, unless they could not come in any more.
    pub async fn unlink(&self, person: &Person, id: IdentityId, origin: &Origin) -> Result<()> {
        self.require_recent_for(person, Action::UnlinkIdentity, origin)
            .await?;
        let actor = person.actor();
        let tx = self.platform.db.begin().await?;
        // Of two who go at once, the second sees what the first left.
        let user = self.users.locked(&tx, actor.user_id).await?;
        let all = identity::of(actor).all(&tx).await?;
        if !all.iter().any(|identity| identity.id == id) {
            return Err(Error::not_found("identity"));
        }
        if all.len() == 1
            && user.password_hash.is_none()
            && passkey::of(user.id).one(&tx).await?.is_none()
        {
            let message = "This is the only way into the account; link another provider, or set a password by requestPasswordReset.";
            return Err(Refusal::invalid("input.id", message).into());
        }
        let begun = provider_session::of(&tx, id, None).await?;
        for session in begun
            .into_iter()
            .filter(|session| *session != actor.session_id)
        {
            self.end_one(&tx, session).await?;
        }
        identity::remove(&tx, id).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::UnlinkIdentity, actor.user_id, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        self.announce_ends().await;
        Ok(())
    }

    fn seal_tokens(&self, id: IdentityId, tokens: Option<Tokens>) -> Result<Option<Vec<u8>>> {
        let Some(tokens) = tokens else {
            return Ok(None);
        };
        let plain = serde_json::to_vec(&tokens).map_err(Error::internal)?;
        self.platform
            .seal
            .close(&context_of(id.0), &plain)
            .map(Some)
    }
}
