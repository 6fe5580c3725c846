//! What an account wants beside its first proof. It wants one if codes by time are on; a code, a recovery code or a passkey will do.

use sea_orm::ConnectionTrait;

use super::passkey::Assertion;
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        auth::{
            Auth,
            entity::{identity, passkey, recovery_code, totp},
            notice_mail::{Notice, NoticeMail},
        },
        mail::{Message, Recipient},
        users::UserRow,
    },
    types::{actor::Person, id::UserId, origin::Origin},
};

/// What somebody shows as a second proof.
pub enum SecondProof {
    /// The code that an app shows now.
    Code(String),
    /// A code for emergencies.
    RecoveryCode(String),
    /// What a passkey signed, in JSON.
    Passkey(String),
}

/// A kind of second proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "SecondFactorKind")]
pub enum ProofKind {
    /// The code that an app shows now.
    Code,
    /// A code for emergencies, good once.
    RecoveryCode,
    /// A passkey of the account.
    Passkey,
}

/// A proof that can be judged inside a transaction.
pub(super) enum Shown {
    Code(String),
    RecoveryCode(String),
    Passkey(Option<Box<Assertion>>),
}

/// What an account has beside its password.
pub struct SecondFactors {
    /// The codes by time, if they are on.
    pub totp: Option<totp::Model>,
    /// How many codes for emergencies are left.
    pub recovery_codes: usize,
    /// The passkeys, the oldest first.
    pub passkeys: Vec<passkey::Model>,
}

impl SecondProof {
    /// Which kind it is.
    pub(super) const fn kind(&self) -> ProofKind {
        match self {
            Self::Code(_) => ProofKind::Code,
            Self::RecoveryCode(_) => ProofKind::RecoveryCode,
            Self::Passkey(_) => ProofKind::Passkey,
        }
    }
}

impl ProofKind {
    /// What somebody is told whose proof is not good.
    pub(super) fn refusal(self) -> Error {
        let (path, message) = match self {
            Self::Code => (
                "input.code",
                "The code is wrong, or was used already; wait for the next one.",
            ),
            Self::RecoveryCode => (
                "input.recoveryCode",
                "The code is wrong, or was used already.",
            ),
            Self::Passkey => ("input.passkey", "The passkey is not accepted."),
        };
        Refusal::invalid(path, message).into()
    }
}

impl Auth {
    /// What the one who asks has beside the password.
    pub async fn second_factors(&self, person: &Person) -> Result<SecondFactors> {
        let (conn, user) = (self.platform.db.conn(), person.actor().user_id);
        let totp = totp::of(user).one(conn).await?;
        let recovery_codes = recovery_code::of(user).all(conn).await?.len();
        Ok(SecondFactors {
            totp,
            recovery_codes,
            passkeys: passkey::of(user).all(conn).await?,
        })
    }

    /// Whether an account wants a second proof.
    pub(super) async fn wants_second_proof(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
    ) -> Result<bool> {
        Ok(totp::of(user).one(conn).await?.is_some())
    }

    /// The kinds that an account can show.
    pub(super) async fn kinds_of(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
    ) -> Result<Vec<ProofKind>> {
        let recovery = recovery_code::of(user)
            .one(conn)
            .await?
            .map(|_| ProofKind::RecoveryCode);
        let passkey = passkey::of(user)
            .one(conn)
            .await?
            .map(|_| ProofKind::Passkey);
        Ok([Some(ProofKind::Code), recovery, passkey]
            .into_iter()
            .flatten()
            .collect())
    }

    /// The proof as it can be judged. What a passkey was asked is used up by that, whatever comes of it.
    pub(super) async fn show(&self, proof: SecondProof) -> Result<Shown> {
        Ok(match proof {
            SecondProof::Code(code) => Shown::Code(code),
            SecondProof::RecoveryCode(code) => Shown::RecoveryCode(code),
            SecondProof::Passkey(credential) => {
                Shown::Passkey(self.take_assertion(&credential).await?.map(Box::new))
            }
        })
    }

    /// Whether a proof is good for an account; a good one is used up with the caller's transaction.
    pub(super) async fn judge(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
        proof: Shown,
    ) -> Result<bool> {
        match proof {
            Shown::Code(code) => self.use_totp(conn, user, &code).await,
            Shown::RecoveryCode(code) => self.use_recovery_code(conn, user, &code).await,
            Shown::Passkey(None) => Ok(false),
            Shown::Passkey(Some(assertion)) => {
                let verdict = self.verify_assertion(conn, *assertion).await?;
                Ok(verdict.is_ok_and(|key| key.user_id == user))
            }
        }
    }

    /// Writes down, and tells the owner, that a code for emergencies is gone. Nothing for other kinds.
    pub(super) async fn note_kind(
        &self,
        conn: &impl ConnectionTrait,
        user: &UserRow,
        kind: Option<ProofKind>,
        origin: &Origin,
    ) -> Result<()> {
        if kind != Some(ProofKind::RecoveryCode) {
            return Ok(());
        }
        self.tell_owner(conn, user, Notice::RecoveryCodeUsed)
            .await?;
        self.audit
            .record(conn, Entry::own(Action::UseRecoveryCode, user.id, origin))
            .await
    }

    /// Queues a mail to the owner of an account inside the caller's transaction.
    pub(super) async fn tell_owner(
        &self,
        conn: &impl ConnectionTrait,
        user: &UserRow,
        notice: Notice,
    ) -> Result<()> {
        let message = Message {
            to: Recipient::User(user),
            template: NoticeMail { notice },
        };
        self.mail.queue(conn, message).await
    }

    /// Takes all of it, and the identities at providers, from an account that somebody else may have begun, inside the caller's
    /// transaction.
    pub(super) async fn forget_factors(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
    ) -> Result<()> {
        totp::remove_any(conn, user).await?;
        recovery_code::remove_all(conn, user).await?;
        identity::remove_all(conn, user).await?;
        Ok(passkey::remove_all(conn, user).await?)
    }
}
