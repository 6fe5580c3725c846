//! Second proofs. An account wants one if codes by time are on; a code, a recovery code or a passkey will do.

use sea_orm::ConnectionTrait;

use super::{
    assertions::{self, Assertion},
    entity::{passkey, recovery_code, totp},
    notice_mail::{self, Notice},
    recovery_codes, totp_codes,
};
use crate::{
    error::{Error, Refusal, Result},
    features::{audit::Action, mail::Mail, users::UserRow},
    platform::{Platform, unit_of_work::Unit},
    types::id::UserId,
};

/// What a user shows as a second proof.
pub enum SecondProof {
    /// The code that an app shows now.
    Code(String),
    /// A recovery code.
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
    /// A recovery code, good once.
    RecoveryCode,
    /// A passkey of the account.
    Passkey,
}

/// A proof that can be judged inside a transaction.
pub(in crate::features::auth) enum Shown {
    Code(String),
    RecoveryCode(String),
    Passkey(Option<Box<Assertion>>),
}

impl SecondProof {
    /// Which kind it is.
    pub(in crate::features::auth) const fn kind(&self) -> ProofKind {
        match self {
            Self::Code(_) => ProofKind::Code,
            Self::RecoveryCode(_) => ProofKind::RecoveryCode,
            Self::Passkey(_) => ProofKind::Passkey,
        }
    }
}

impl ProofKind {
    /// The refusal of a proof that is not good.
    pub(in crate::features::auth) fn refusal(self) -> Error {
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

/// Judges second proofs.
#[derive(Clone)]
pub(in crate::features::auth) struct SecondProofs {
    platform: Platform,
    mail: Mail,
}

impl SecondProofs {
    pub const fn new(platform: Platform, mail: Mail) -> Self {
        Self { platform, mail }
    }

    /// Whether an account wants a second proof.
    pub async fn are_wanted(&self, conn: &impl ConnectionTrait, user: UserId) -> Result<bool> {
        Ok(totp::of(user).one(conn).await?.is_some())
    }

    /// The kinds that an account can show.
    pub async fn kinds_of(
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
    pub async fn show(&self, proof: SecondProof) -> Result<Shown> {
        Ok(match proof {
            SecondProof::Code(code) => Shown::Code(code),
            SecondProof::RecoveryCode(code) => Shown::RecoveryCode(code),
            SecondProof::Passkey(credential) => {
                let assertion = assertions::take_assertion(&self.platform, &credential).await?;
                Shown::Passkey(assertion.map(Box::new))
            }
        })
    }

    /// Whether a proof is good for an account; a good one is used up with the caller's transaction.
    pub async fn judge(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
        proof: Shown,
    ) -> Result<bool> {
        match proof {
            Shown::Code(code) => totp_codes::use_up(&self.platform, conn, user, &code).await,
            Shown::RecoveryCode(code) => recovery_codes::use_up(conn, user, &code).await,
            Shown::Passkey(None) => Ok(false),
            Shown::Passkey(Some(assertion)) => {
                let verdict =
                    assertions::verify_assertion(&self.platform, conn, *assertion).await?;
                Ok(verdict.is_ok_and(|key| key.user_id == user))
            }
        }
    }

    /// Queues the mail that a recovery code was used, inside the caller's transaction; gives what the audit is to say of that. Nothing for
    /// other kinds.
    pub async fn note_kind(
        &self,
        conn: &Unit,
        user: &UserRow,
        kind: Option<ProofKind>,
    ) -> Result<Option<Action>> {
        if kind != Some(ProofKind::RecoveryCode) {
            return Ok(None);
        }
        notice_mail::queue(&self.mail, conn, user, Notice::RecoveryCodeUsed).await?;
        Ok(Some(Action::UseRecoveryCode))
    }
}
