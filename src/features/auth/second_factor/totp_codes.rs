//! One-time codes by time (TOTP, RFC 6238): SHA-1, six digits, 30 seconds, one time step of tolerance, as authenticator apps use. A code is
//! valid once.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use totp_rs::{Algorithm, Builder, Totp};
use uuid::Uuid;

use super::entity::totp;
use crate::{
    error::{Error, Result},
    platform::{Platform, reseal::SealedColumn},
    types::id::UserId,
};

/// The issuer that apps display.
const ISSUER: &str = "Careergraph";

/// Uses a code up inside the caller's transaction; returns `false` if it is wrong.
pub(super) async fn use_up(
    platform: &Platform,
    conn: &impl ConnectionTrait,
    user: UserId,
    code: &str,
) -> Result<bool> {
    let Some(row) = totp::of(user).one(conn).await? else {
        return Ok(false);
    };
    let Some(step) = step_of(platform, &row, code, platform.clock.now())? else {
        return Ok(false);
    };
    Ok(totp::use_up(conn, user, step).await?)
}

/// The time step of a code, if it is valid now.
pub(super) fn step_of(
    platform: &Platform,
    row: &totp::Model,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<i64>> {
    let context = context_of(row.user_id.0);
    step_in(platform.seal.unseal(&context, &row.secret)?, code, now)
}

/// The sealed column of the secrets, for key rotation.
pub const SEALED_TOTP: SealedColumn = SealedColumn {
    table: "totp_secrets",
    id: "user_id",
    column: "secret",
    context: context_of,
};

/// The context that a secret is sealed with: its owner.
pub(super) fn context_of(user: Uuid) -> String {
    format!("totp {user}")
}

/// The code generator of a secret.
pub(super) fn codes_of(secret: Vec<u8>, account: &str) -> Result<Totp> {
    let builder = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30);
    // A colon would end the issuer.
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
