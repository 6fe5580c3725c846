//! Turning codes by time on and off, and the recovery codes that go with them.

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

/// Bytes of a secret: as many as SHA-1 gives (RFC 4226, 4).
const SECRET_LEN: usize = 20;

/// What an app needs to show codes; shown once.
pub struct TotpEnrolment {
    /// The secret in base32, to be typed.
    pub secret: String,
    /// The same as an `otpauth:` address, to be shown as a QR code.
    pub uri: String,
}

impl SecondFactor {
    /// Makes a secret and tells it. It changes nothing before a code of it is shown.
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
                .close(&totp_codes::context_of(user.id.0), &secret)?,
            created_at: self.platform.clock.now(),
            confirmed_at: None,
            last_step: 0,
        };
        if !totp::enrol(self.platform.db.conn(), row).await? {
            return Err(
                Refusal::invalid("input", "Codes are on already; turn them off first.").into(),
            );
        }
        let codes = totp_codes::codes_of(secret.to_vec(), &user.email)?;
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

    /// Turns codes off; those for emergencies go with them.
    pub async fn disable_totp(&self, person: &Person, origin: &Origin) -> Result<()> {
        self.step_up
            .require_recent_for(person, Action::TotpOff, origin)
            .await?;
        let user = self.users.get(person.actor()).await?;
        let tx = self.platform.begin().await?;
        if !totp::remove(&tx, user.id).await? {
            return Err(Refusal::invalid("input", "Codes are not on.").into());
        }
        recovery_code::remove_all(&tx, user.id).await?;
        notice_mail::queue(&self.mail, &tx, &user, Notice::TotpOff).await?;
        self.audit
            .record(&tx, Entry::own(Action::TotpOff, user.id, origin))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Makes new codes; the old ones are worth nothing any more.
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
            return Err(
                Refusal::invalid("input", "Turn codes on first: these stand in for them.").into(),
            );
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
