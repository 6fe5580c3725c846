//! Passkeys: credentials that live on people's devices and sign what we ask (WebAuthn). The device checks who uses it, so signing in
//! with one is two proofs at once. Whatever is wrong with an answer, it is refused alike.

use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel, PaginatorTrait};
use webauthn_rp::DiscoverableAuthentication16;

use super::{Mode, SignInContext, SignInOutcome};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        auth::{
            Auth, Method,
            entity::{identity, passkey, passkey_ceremony},
            notice_mail::Notice,
            webauthn::{self, Flaw, Question, RelyingParty},
        },
        users::UserRow,
    },
    types::{
        actor::Person,
        id::{PasskeyId, UserId},
        origin::Origin,
        text::Line,
    },
};

/// Passkeys of one user.
const PASSKEYS_MAX: u64 = 20;
/// Minutes in which a question is to be answered; the library knows the same.
const GOOD_FOR: chrono::TimeDelta = chrono::TimeDelta::minutes(5);

/// What a passkey signed, and what it was asked.
pub(super) struct Assertion {
    answer: DiscoverableAuthentication16,
    state: Vec<u8>,
}

/// Why a passkey was not accepted; with the passkey, if it is certain which it was.
pub(super) enum Rejected {
    Wrong,
    Copied(Box<passkey::Model>),
}

impl Auth {
    /// What the page of somebody who is signed in hands to the browser to make a passkey.
    pub async fn begin_passkey(&self, person: &Person, origin: &Origin) -> Result<String> {
        let party = RelyingParty::of(&self.platform.config)?;
        self.require_recent_for(person, Action::AddPasskey, origin)
            .await?;
        let user = self.users.get(person.actor()).await?;
        let known = passkey::of(user.id).all(self.platform.db.conn()).await?;
        self.ask(party.ask_for_new(&user, known)?, Some(user.id))
            .await
    }

    /// Adds the passkey that was made.
    pub async fn add_passkey(
        &self,
        person: &Person,
        name: &str,
        credential: &str,
        origin: &Origin,
    ) -> Result<passkey::Model> {
        let party = RelyingParty::of(&self.platform.config)?;
        let name = Line::parse("input.name", name, 100)?.into_string();
        let user = self.users.get(person.actor()).await?;
        let unusable = || {
            Refusal::invalid(
                "input.credential",
                "This passkey is not accepted; begin again.",
            )
        };
        let (answer, challenge) = webauthn::read_new(credential).ok_or_else(unusable)?;
        let question = self
            .take_question(&challenge, Some(user.id))
            .await?
            .ok_or_else(unusable)?;
        let made = party
            .check_new(&question.state, &answer)
            .map_err(|_| unusable())?;
        let row = passkey::Model {
            id: PasskeyId(self.platform.clock.new_id()),
            user_id: user.id,
            credential_id: made.credential_id,
            name,
            public_key: made.public_key,
            state: made.state,
            transports: made.transports,
            created_at: self.platform.clock.now(),
            last_used_at: None,
        };
        let tx = self.platform.db.begin().await?;
        // Of several that are made at once, each sees those before it.
        self.users.lock(&tx, user.id).await?;
        if passkey::of(user.id).count(&tx).await? >= PASSKEYS_MAX {
            return Err(Refusal::invalid(
                "input",
                format!("You have {PASSKEYS_MAX} passkeys already; remove one first."),
            )
            .into());
        }
        if passkey::by_credential(&row.credential_id)
            .one(&tx)
            .await?
            .is_some()
        {
            return Err(unusable().into());
        }
        let row = row.into_active_model().reset_all().insert(&tx).await?;
        self.tell_owner(&tx, &user, Notice::PasskeyAdded).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::AddPasskey, user.id, origin).target(row.id),
            )
            .await?;
        tx.commit().await?;
        self.platform.queue.wake().await;
        Ok(row)
    }

    /// Gives a passkey of the one who asks another name.
    pub async fn rename_passkey(
        &self,
        person: &Person,
        id: PasskeyId,
        name: &str,
        origin: &Origin,
    ) -> Result<passkey::Model> {
        let name = Line::parse("input.name", name, 100)?.into_string();
        let tx = self.platform.db.begin().await?;
        let mut row = passkey::one_of(person.actor(), id)
            .one(&tx)
            .await?
            .ok_or_else(|| Error::not_found("passkey"))?;
        passkey::rename(&tx, id, name.clone()).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::RenamePasskey, row.user_id, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        row.name = name;
        Ok(row)
    }

    /// Removes a passkey of the one who asks, unless it is their last way in.
    pub async fn remove_passkey(
        &self,
        person: &Person,
        id: PasskeyId,
        origin: &Origin,
    ) -> Result<()> {
        self.require_recent_for(person, Action::RemovePasskey, origin)
            .await?;
        let tx = self.platform.db.begin().await?;
        // Of two who go at once, the second sees what the first left.
        let user = self.users.locked(&tx, person.actor().user_id).await?;
        if passkey::one_of(person.actor(), id)
            .one(&tx)
            .await?
            .is_none()
            || !passkey::remove(&tx, id).await?
        {
            return Err(Error::not_found("passkey"));
        }
        if !self.has_way_in(&tx, &user).await? {
            return Err(Refusal::invalid(
                "input.id",
                "This is the last way into your account; set a password first.",
            )
            .into());
        }
        self.tell_owner(&tx, &user, Notice::PasskeyRemoved).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::RemovePasskey, user.id, origin).target(id),
            )
            .await?;
        tx.commit().await?;
        self.platform.queue.wake().await;
        Ok(())
    }

    /// Whether an account can be entered as it is: by a password, a mail to its proved address, a passkey, or a provider.
    pub(super) async fn has_way_in(
        &self,
        conn: &impl ConnectionTrait,
        user: &UserRow,
    ) -> Result<bool> {
        let by_itself = user.password_hash.is_some() || user.email_verified_at.is_some();
        Ok(by_itself
            || passkey::of(user.id).one(conn).await?.is_some()
            || identity::of_user(user.id).one(conn).await?.is_some())
    }

    /// What a page hands to the browser to use a passkey, whoever has one there.
    pub async fn begin_passkey_sign_in(&self, origin: &Origin) -> Result<String> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let party = RelyingParty::of(&self.platform.config)?;
        self.ask(party.ask_for_any()?, None).await
    }

    /// Begins a session with what a passkey signed. No second proof is wanted: the device wanted one.
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
        let device = self.device(device).await?;
        let assertion = self
            .take_assertion(credential)
            .await?
            .ok_or_else(not_accepted)?;
        let tx = self.platform.db.begin().await?;
        let key = match self.verify_assertion(&tx, assertion).await? {
            Ok(key) => key,
            Err(Rejected::Wrong) => return Err(not_accepted()),
            Err(Rejected::Copied(key)) => {
                self.audit
                    .record(
                        &tx,
                        Entry::own(Action::PasskeyCopied, key.user_id, origin)
                            .target(key.id)
                            .refused(),
                    )
                    .await?;
                tx.commit().await?;
                return Err(not_accepted());
            }
        };
        let user = self
            .users
            .find_by_id(&tx, key.user_id)
            .await?
            .ok_or_else(not_accepted)?;
        let device = device.filter(|device| device.user_id == user.id);
        let id = user.id;
        let entered = self
            .let_in(
                &tx,
                user,
                &SignInContext {
                    method: Method::Passkey,
                    mode,
                    origin,
                    known: None,
                },
                device,
            )
            .await;
        self.finish_sign_in(tx, id, origin, entered).await
    }

    /// What a passkey signed, if we asked for it a short time ago and nobody has answered yet.
    pub(super) async fn take_assertion(&self, credential: &str) -> Result<Option<Assertion>> {
        let Some((answer, challenge)) = webauthn::read(credential) else {
            return Ok(None);
        };
        let question = self.take_question(&challenge, None).await?;
        Ok(question.map(|question| Assertion {
            answer,
            state: question.state,
        }))
    }

    /// The passkey that signed, with its use noted inside the caller's transaction.
    pub(super) async fn verify_assertion(
        &self,
        conn: &impl ConnectionTrait,
        assertion: Assertion,
    ) -> Result<std::result::Result<passkey::Model, Rejected>> {
        let Assertion { answer, state } = assertion;
        let party = RelyingParty::of(&self.platform.config)?;
        let Some(key) = passkey::by_credential(answer.raw_id().into_inner())
            .one(conn)
            .await?
        else {
            return Ok(Err(Rejected::Wrong));
        };
        let next = match party.check(&state, &answer, &key) {
            Ok(next) => next,
            Err(Flaw::Wrong) => return Ok(Err(Rejected::Wrong)),
            Err(Flaw::Copied) => {
                tracing::warn!(passkey.id = %key.id, "the counter of a passkey went back; it was refused");
                return Ok(Err(Rejected::Copied(Box::new(key))));
            }
        };
        let is_noted = passkey::note_use(conn, &key, next, self.platform.clock.now()).await?;
        Ok(if is_noted {
            Ok(key)
        } else {
            Err(Rejected::Wrong)
        })
    }

    async fn ask(&self, question: Question, user: Option<UserId>) -> Result<String> {
        let row = passkey_ceremony::Model {
            challenge: question.challenge,
            user_id: user,
            state: question.state,
            expires_at: self.platform.clock.now() + GOOD_FOR,
        };
        row.into_active_model()
            .reset_all()
            .insert(self.platform.db.conn())
            .await?;
        Ok(question.options)
    }

    async fn take_question(
        &self,
        challenge: &[u8],
        user: Option<UserId>,
    ) -> Result<Option<passkey_ceremony::Model>> {
        let found = passkey_ceremony::take(self.platform.db.conn(), challenge, user).await?;
        Ok(found.filter(|question| self.platform.clock.now() < question.expires_at))
    }
}

fn not_accepted() -> Error {
    Error::unauthenticated("The passkey is not accepted.")
}
