//! Accounts with a password.

use sea_orm::ConnectionTrait;
use secrecy::SecretString;

use super::{Mode, SessionTokens, SignInContext, SignInOutcome, device::KnownDevice};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        auth::{Auth, Method, entity::mail_claim::Kind},
        users::{NewUser, UserRow},
    },
    platform::hashing::Verdict,
    types::{
        actor::Person,
        email::Email,
        origin::Origin,
        password::{NewPassword, TypedPassword},
        text::Line,
    },
};

/// What somebody gives to make an account.
pub struct NewAccount {
    /// The address to sign in with.
    pub email: String,
    /// How they want to be called.
    pub name: String,
    /// 10 to 256 characters.
    pub password: SecretString,
}

/// What somebody gives to sign in.
pub struct Credentials {
    /// The address.
    pub email: String,
    /// The password.
    pub password: SecretString,
    /// What the device got when somebody signed in there before.
    pub device_token: Option<String>,
}

/// A password that was right; with the hash of its prepared form, where the one that is kept is of the password as typed.
pub(super) struct Verified {
    prepared: Option<String>,
}

impl Auth {
    /// Asks for an account: it begins with the proof that the address is theirs, or at once where none is wanted.
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
                "This server does not take sign-ups; ask its operator for an account.",
            ));
        }
        let new = self.checked(new).await?;
        if self.platform.config.auth.verify_email {
            // The same work for every address: the worker that sends the mail looks whether there is an account.
            self.claim(
                &new.email,
                Kind::SignUp,
                Some((new.name, new.password_hash)),
            )
            .await?;
            return Ok(SignInOutcome::Mailed);
        }
        self.begin(origin, new, mode, false).await
    }

    /// Makes an account for which the operator vouches, and signs in.
    pub async fn sign_up_known(
        &self,
        origin: &Origin,
        new: NewAccount,
        mode: Mode,
    ) -> Result<SignInOutcome> {
        let new = self.checked(new).await?;
        self.begin(origin, new, mode, true).await
    }

    /// What an account is made of, if all of it can be used.
    pub(super) async fn checked(&self, new: NewAccount) -> Result<NewUser> {
        let email = Email::parse("input.email", &new.email)?;
        let name = Line::parse("input.name", &new.name, 120)?.into_string();
        let password = self
            .new_password("input.password", &new.password, &[&name, email.as_str()])
            .await?;
        let password_hash = Some(self.platform.hashing.hash_password(&password).await?);
        Ok(NewUser {
            email,
            name,
            password_hash,
        })
    }

    async fn begin(
        &self,
        origin: &Origin,
        new: NewUser,
        mode: Mode,
        verified: bool,
    ) -> Result<SignInOutcome> {
        let tx = self.platform.db.begin().await?;
        let user = if verified {
            self.users.create_verified(&tx, new).await?
        } else {
            self.users.create(&tx, new).await?
        };
        let id = user.id;
        let admission = self
            .enter(
                &tx,
                user,
                &SignInContext {
                    method: Method::Password,
                    mode,
                    origin,
                    known: None,
                },
                None,
            )
            .await?;
        self.audit
            .record(&tx, Entry::own(Action::SignUp, id, origin))
            .await?;
        tx.commit().await?;
        Ok(admission)
    }

    /// Begins a session. The refusal is the same for an unknown address and a wrong password, and takes as long.
    pub async fn sign_in(
        &self,
        origin: &Origin,
        credentials: Credentials,
        mode: Mode,
    ) -> Result<SignInOutcome> {
        let device = self.device(credentials.device_token.as_deref()).await?;
        if device.is_none() {
            self.platform
                .limiter
                .sign_in
                .take(origin.budget_key(), 1)
                .await
                .granted()?;
        }
        let password = TypedPassword::parse(credentials.password).ok_or_else(wrong_credentials)?;
        // What is no address has no account, and is counted like one.
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
        let guess = self.pay_for_guess(name, device.as_ref(), origin).await?;
        let hash = user.as_ref().and_then(|user| user.password_hash.clone());
        let verified = self.verify(&password, hash).await?;
        let id = user.as_ref().map(|user| user.id);
        let Some((user, verified)) = user.zip(verified) else {
            self.note_failed_sign_in(id, origin);
            return Err(wrong_credentials());
        };
        let id = user.id;
        let tx = self.platform.db.begin().await?;
        let entered = async {
            self.give_back(&tx, guess).await?;
            self.keep_prepared(&tx, &user, verified).await?;
            self.enter(
                &tx,
                user,
                &SignInContext {
                    method: Method::Password,
                    mode,
                    origin,
                    known: None,
                },
                device,
            )
            .await
        };
        let entered = entered.await;
        self.finish_sign_in(tx, id, origin, entered).await
    }

    /// Lets somebody in whose first proof was right, or asks for a second one.
    pub(super) async fn enter(
        &self,
        conn: &impl ConnectionTrait,
        user: UserRow,
        entrance: &SignInContext<'_>,
        device: Option<KnownDevice>,
    ) -> Result<SignInOutcome> {
        if self.wants_second_proof(conn, user.id).await? {
            let user = self.lock_active_user(conn, user.id).await?;
            return self.challenge(conn, &user, entrance, device).await;
        }
        self.let_in(conn, user, entrance, device).await
    }

    /// Lets somebody in who has proved enough, and notes their device.
    pub(super) async fn let_in(
        &self,
        conn: &impl ConnectionTrait,
        user: UserRow,
        entrance: &SignInContext<'_>,
        device: Option<KnownDevice>,
    ) -> Result<SignInOutcome> {
        let mut admission = self.admit(conn, user, entrance).await?;
        if let SignInOutcome::Opened(signed_in) = &mut admission {
            self.remember_device(conn, signed_in, device).await?;
            if let Some(known) = entrance.known {
                self.note_provider(conn, signed_in.session_id, known)
                    .await?;
            }
        }
        Ok(admission)
    }

    /// Sets another password, with the old one as the proof; other sessions end. A session with a cookie gets a new one. Where a
    /// second proof is wanted, a password is not enough: there must be a recent one, and this is none.
    pub async fn change_password(
        &self,
        person: &Person,
        old: SecretString,
        new: SecretString,
        origin: &Origin,
    ) -> Result<Option<SessionTokens>> {
        let (id, session) = (person.actor().user_id, person.actor().session_id);
        let user = self.users.get(person.actor()).await?;
        let is_half = self.wants_second_proof(self.platform.db.conn(), id).await?;
        if is_half {
            self.require_recent_for(person, Action::ChangePassword, origin)
                .await?;
        }
        let Some(hash) = user.password_hash.clone() else {
            let message = "This account has no password; ask for one by requestPasswordReset.";
            return Err(Refusal::invalid("input.currentPassword", message).into());
        };
        let guess = self.pay_in_session(session).await?;
        let right = match TypedPassword::parse(old) {
            Some(old) => self.verify(&old, Some(hash)).await?.is_some(),
            None => false,
        };
        if !right {
            self.audit
                .record_alone(Entry::own(Action::ChangePassword, id, origin).refused())
                .await?;
            return Err(Refusal::invalid("input.currentPassword", "The password is wrong.").into());
        }
        let new = self
            .new_password("input.newPassword", &new, &[&user.name, &user.email])
            .await?;
        let hash = self.platform.hashing.hash_password(&new).await?;
        let email = Email::parse("email", &user.email)?;
        let tx = self.platform.db.begin().await?;
        self.give_back(&tx, guess).await?;
        self.users.set_password(&tx, user, Some(hash)).await?;
        self.end_sessions(&tx, id, Some(session)).await?;
        self.tell(&tx, &email).await?;
        let keys = if is_half {
            self.freshen(&tx, person, None).await?
        } else {
            self.note_proof(&tx, person).await?
        };
        self.audit
            .record(&tx, Entry::own(Action::ChangePassword, id, origin))
            .await?;
        tx.commit().await?;
        self.announce_ends().await;
        self.platform.queue.wake().await;
        Ok(keys)
    }

    /// Whether a password is the one behind a hash: `None` if not. Wrong ones are as much work for every hash, and without one.
    pub(super) async fn verify(
        &self,
        password: &TypedPassword,
        hash: Option<String>,
    ) -> Result<Option<Verified>> {
        let hashing = &self.platform.hashing;
        Ok(match hashing.verify_password(password, hash).await? {
            Verdict::Wrong => None,
            Verdict::Right => Some(Verified { prepared: None }),
            // Hashed before the caller's transaction, for it takes long.
            Verdict::RightAsTyped => Some(Verified {
                prepared: hashing.hash_prepared(password).await?,
            }),
        })
    }

    /// Keeps the hash of the prepared form, where it is to replace one of the password as typed, inside the caller's transaction.
    pub(super) async fn keep_prepared(
        &self,
        conn: &impl ConnectionTrait,
        user: &UserRow,
        verified: Verified,
    ) -> Result<()> {
        match verified.prepared {
            Some(hash) => self.users.replace_hash(conn, user, hash).await,
            None => Ok(()),
        }
    }

    /// A new password, prepared. Refuses one that is too short, too long, easy to guess or holds what none may.
    pub(super) async fn new_password(
        &self,
        path: &str,
        typed: &SecretString,
        about_owner: &[&str],
    ) -> Result<NewPassword> {
        let password = NewPassword::parse(path, typed)?;
        let wanted = self.platform.config.auth.password_score;
        // The parts of an address are as easy to guess as the whole.
        let words = about_owner.iter().flat_map(|text| {
            std::iter::once(*text).chain(text.split(|c: char| !c.is_alphanumeric()))
        });
        let words = words
            .filter(|word| word.chars().count() > 2)
            .take(20)
            .map(str::to_owned)
            .collect();
        let strength = self
            .platform
            .hashing
            .judge_password(&password, words)
            .await?;
        if strength.score >= wanted {
            return Ok(password);
        }
        let why = strength
            .weakness
            .map(|why| format!(" ({})", why.trim_end_matches('.')))
            .unwrap_or_default();
        Err(Refusal::invalid(
            path,
            format!("This password is too easy to guess{why}; a few random words make a good one."),
        )
        .into())
    }
}

fn wrong_credentials() -> Error {
    Error::unauthenticated("The e-mail address or the password is wrong.")
}
