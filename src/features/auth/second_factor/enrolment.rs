//! Enables and disables one-time codes (TOTP), with their recovery codes.

use super::{
    ENROL_WITHIN, SecondFactor,
    entity::{recovery_code, totp},
    notice_mail::{self, Notice},
    recovery_codes, totp_codes,
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        auth::sessions::entity::session,
    },
    types::{actor::Person, origin::Origin},
};

/// Bytes of a secret: the length of a SHA-1 hash (RFC 4226, 4).
const SECRET_LEN: usize = 20;

/// The secret for an authenticator app; returned once.
pub struct TotpEnrolment {
    /// The secret in base32, for manual entry.
    pub secret: String,
    /// The secret as an `otpauth:` URI, for a QR code.
    pub uri: String,
}

impl SecondFactor {
    /// Generates a secret and returns it. Has no effect until it is confirmed with a code.
    pub async fn begin_totp(&self, person: &Person, origin: &Origin) -> Result<TotpEnrolment> {
        self.step_up
            .require_recent_for(person, Action::TotpOn, origin)
            .await?;
        let user = self.users.get(person.actor()).await?;
        let random = self.platform.clock.random_32()?;
        let secret: [u8; SECRET_LEN] = random.first_chunk().copied().unwrap_or_default();
        let row = totp::Model {
            user_id: user.id,
            secret: self
                .platform
                .seal
                .seal(&totp_codes::context_of(user.id.0), &secret)?,
            created_at: self.platform.clock.now(),
            confirmed_at: None,
            last_step: 0,
        };
        if !totp::enrol(self.platform.db.conn(), row).await? {
            return Err(Refusal::invalid(
                "input",
                "One-time codes are already enabled; disable them first.",
            )
            .into());
        }
        let codes = totp_codes::codes_of(secret.to_vec(), &user.email)?;
        Ok(TotpEnrolment {
            secret: codes.secret().to_base32(),
            uri: codes.to_url().map_err(Error::internal)?,
        })
    }

    /// Enables one-time codes with the first code; returns the recovery codes. Counts as a step-up of this session; earlier step-ups no
    /// longer count.
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
            return Err(Refusal::invalid(
                "input",
                "There is no enrolment to confirm; start one with beginTotp.",
            )
            .into());
        };
        let wrong = || {
            Refusal::invalid(
                "input.code",
                "The code is wrong; check the clock of the device that shows it.",
            )
        };
        let step = totp_codes::step_of(&self.platform, &enrolment, code, now)?.ok_or_else(wrong)?;
        let user = self.users.get(actor).await?;
        let tx = self.platform.begin().await?;
        if !totp::confirm(&tx, &enrolment, step, now).await? {
            return Err(wrong().into());
        }
        let codes = recovery_codes::replace(&self.platform.clock, &tx, user.id).await?;
        session::note_proof(&tx, actor.session_id, now).await?;
        notice_mail::queue(&self.mail, &tx, &user, Notice::TotpOn).await?;
        self.audit
            .record(&tx, Entry::own(Action::TotpOn, user.id, origin))
            .await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Disables one-time codes; deletes the recovery codes.
    pub async fn disable_totp(&self, person: &Person, origin: &Origin) -> Result<()> {
        self.step_up
            .require_recent_for(person, Action::TotpOff, origin)
            .await?;
        let user = self.users.get(person.actor()).await?;
        let tx = self.platform.begin().await?;
        if !totp::remove(&tx, user.id).await? {
            return Err(Refusal::invalid("input", "One-time codes are not enabled.").into());
        }
        recovery_code::remove_all(&tx, user.id).await?;
        notice_mail::queue(&self.mail, &tx, &user, Notice::TotpOff).await?;
        self.audit
            .record(&tx, Entry::own(Action::TotpOff, user.id, origin))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Generates new recovery codes; the old ones become invalid.
    pub async fn generate_recovery_codes(
        &self,
        person: &Person,
        origin: &Origin,
    ) -> Result<Vec<String>> {
        self.step_up
            .require_recent_for(person, Action::GenerateRecoveryCodes, origin)
            .await?;
        let user = self.users.get(person.actor()).await?;
        let tx = self.platform.begin().await?;
        if !self.proofs.are_wanted(&tx, user.id).await? {
            return Err(Refusal::invalid("input", "Enable one-time codes first.").into());
        }
        let codes = recovery_codes::replace(&self.platform.clock, &tx, user.id).await?;
        notice_mail::queue(&self.mail, &tx, &user, Notice::RecoveryCodesMade).await?;
        self.audit
            .record(
                &tx,
                Entry::own(Action::GenerateRecoveryCodes, user.id, origin),
            )
            .await?;
        tx.commit().await?;
        Ok(codes)
    }
}
