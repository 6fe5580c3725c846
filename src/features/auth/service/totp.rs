//! Codes by time (RFC 6238): SHA-1, six digits, 30 seconds, one step early or late, as all apps know them. A code is good once.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use totp_rs::{Algorithm, Builder, Totp};
use uuid::Uuid;

use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        auth::{
            Auth,
            entity::{recovery_code, session, totp},
            notice_mail::Notice,
        },
    },
    platform::reseal::SealedColumn,
    types::{actor::Person, id::UserId, origin::Origin},
};

/// Who issues the codes, as apps show it.
const ISSUER: &str = "Careergraph";
/// Bytes of a secret: as many as SHA-1 gives (RFC 4226, 4).
const SECRET_LEN: usize = 20;
/// How long an enrolment may wait for its first code.
const ENROL_WITHIN: TimeDelta = TimeDelta::minutes(30);

/// What an app needs to show codes; told once.
pub struct TotpEnrolment {
    /// The secret in base32, to be typed.
    pub secret: String,
    /// The same as an `otpauth:` address, to be shown as a QR code.
    pub uri: String,
}

impl Auth {
    /// Makes a secret and tells it. It changes nothing before a code of it is shown.
    pub async fn begin_totp(&self, person: &Person, origin: &Origin) -> Result<TotpEnrolment> {
        self.require_recent_for(person, Action::TotpOn, origin)
            .await?;
        let user = self.users.get(person.actor()).await?;
        let random = self.platform.clock.random_32()?;
        let secret: [u8; SECRET_LEN] = random.first_chunk().copied().unwrap_or_default();
        let row = totp::Model {
            user_id: user.id,
            secret: self.platform.seal.close(&context_of(user.id.0), &secret)?,
            created_at: self.platform.clock.now(),
            confirmed_at: None,
            last_step: 0,
        };
        if !totp::enrol(self.platform.db.conn(), row).await? {
            return Err(
                Refusal::invalid("input", "Codes are on already; turn them off first.").into(),
            );
        }
        let codes = codes_of(secret.to_vec(), &user.email)?;
        Ok(TotpEnrolment {
            secret: codes.secret().to_base32(),
            uri: codes.to_url().map_err(Error::internal)?,
        })
    }

    /// Turns codes on by the first one; gives the codes for emergencies. That was a proof, too; proofs of before are none any more.
    pub async fn confirm_totp(
        &self,
        person: &Person,
        code: &str,
        origin: &Origin,
    ) -> Result<Vec<String>> {
        let (actor, now) = (person.actor(), self.platform.clock.now());
        let found = totp::enrolment_of(actor.user_id, now - ENROL_WITHIN)
            .one(self.platform.db.conn())
            .await?;
        let Some(enrolment) = found else {
            return Err(
                Refusal::invalid("input", "There is no enrolment to confirm; begin one.").into(),
            );
        };
        let wrong = || {
            Refusal::invalid(
                "input.code",
                "The code is wrong; check the clock of the device that shows it.",
            )
        };
        let step = self.step_of(&enrolment, code, now)?.ok_or_else(wrong)?;
        let user = self.users.get(actor).await?;
        let tx = self.platform.db.begin().await?;
        if !totp::confirm(&tx, &enrolment, step, now).await? {
            return Err(wrong().into());
        }
        let codes = self.replace_recovery_codes(&tx, user.id).await?;
        session::note_proof(&tx, actor.session_id, now).await?;
        self.tell_owner(&tx, &user, Notice::TotpOn).await?;
        self.audit
            .record(&tx, Entry::own(Action::TotpOn, user.id, origin))
            .await?;
        tx.commit().await?;
        self.platform.queue.wake().await;
        Ok(codes)
    }

    /// Turns codes off; those for emergencies go with them.
    pub async fn disable_totp(&self, person: &Person, origin: &Origin) -> Result<()> {
        self.require_recent_for(person, Action::TotpOff, origin)
            .await?;
        let user = self.users.get(person.actor()).await?;
        let tx = self.platform.db.begin().await?;
        if !totp::remove(&tx, user.id).await? {
            return Err(Refusal::invalid("input", "Codes are not on.").into());
        }
        recovery_code::remove_all(&tx, user.id).await?;
        self.tell_owner(&tx, &user, Notice::TotpOff).await?;
        self.audit
            .record(&tx, Entry::own(Action::TotpOff, user.id, origin))
            .await?;
        tx.commit().await?;
        self.platform.queue.wake().await;
        Ok(())
    }

    /// Uses a code up inside the caller's transaction; says whether it was good.
    pub(super) async fn use_totp(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
        code: &str,
    ) -> Result<bool> {
        let Some(row) = totp::of(user).one(conn).await? else {
            return Ok(false);
        };
        let Some(step) = self.step_of(&row, code, self.platform.clock.now())? else {
            return Ok(false);
        };
        Ok(totp::use_up(conn, user, step).await?)
    }

    pub(super) async fn forget_enrolments(&self) -> Result<()> {
        Ok(totp::forget(
            self.platform.db.conn(),
            self.platform.clock.now() - ENROL_WITHIN,
        )
        .await?)
    }

    /// The step that a code is of, if it is one that counts now.
    fn step_of(&self, row: &totp::Model, code: &str, now: DateTime<Utc>) -> Result<Option<i64>> {
        let secret = self
            .platform
            .seal
            .reveal(&context_of(row.user_id.0), &row.secret)?;
        step_in(secret, code, now)
    }
}

/// What a secret is sealed for: the codes of this account and nothing else.
/// Shared secrets, for sealing them again.
pub const SEALED_TOTP: SealedColumn = SealedColumn {
    table: "totp_secrets",
    id: "user_id",
    column: "secret",
    context: context_of,
};

/// What a shared secret is sealed for: its owner.
fn context_of(user: Uuid) -> String {
    format!("totp {user}")
}

fn codes_of(secret: Vec<u8>, account: &str) -> Result<Totp> {
    let builder = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30);
    // A colon ends the issuer.
    let named = builder
        .with_secret(secret)
        .with_issuer(Some(ISSUER))
        .with_account_name(account.replace(':', " "));
    named.build().map_err(Error::internal)
}

fn step_in(secret: Vec<u8>, code: &str, now: DateTime<Utc>) -> Result<Option<i64>> {
    let digits: String = code
        .chars()
        .filter(|character| !character.is_whitespace())
        .take(7)
        .collect();
    let seconds = u64::try_from(now.timestamp()).map_err(Error::internal)?;
    let step = codes_of(secret, "")?.check(&digits, seconds);
    step.map(|step| i64::try_from(step).map_err(Error::internal))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the last six of its eight digits.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890".to_vec();
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let at = |offset: i64| DateTime::from_timestamp(seconds + offset, 0).unwrap();
            let step = Some(seconds / 30);
            assert_eq!(
                step_in(secret.clone(), code, at(0)).unwrap(),
                step,
                "{seconds}"
            );
            assert_eq!(
                step_in(secret.clone(), code, at(30)).unwrap(),
                step,
                "one step late"
            );
            assert_eq!(
                step_in(secret.clone(), code, at(-30)).unwrap(),
                step,
                "one step early"
            );
            assert_eq!(
                step_in(secret.clone(), code, at(60)).unwrap(),
                None,
                "two steps late"
            );
            if seconds >= 60 {
                assert_eq!(
                    step_in(secret.clone(), code, at(-60)).unwrap(),
                    None,
                    "two steps early"
                );
            }
        }
    }

    #[test]
    fn spaces_do_not_matter_and_all_else_does() {
        let (secret, now) = (
            b"12345678901234567890".to_vec(),
            DateTime::from_timestamp(59, 0).unwrap(),
        );
        assert_eq!(step_in(secret.clone(), " 287 082 ", now).unwrap(), Some(1));
        for wrong in [
            "",
            "28708",
            "2870820",
            "94287082",
            "287083",
            "２８７０８２",
            "287o82",
            "-87082",
        ] {
            assert_eq!(
                step_in(secret.clone(), wrong, now).unwrap(),
                None,
                "{wrong}"
            );
        }
    }
}
