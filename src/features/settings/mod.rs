//! Settings that admins change at runtime. The configuration holds the defaults; a database row overrides one. Rows are read at each use,
//! so a change applies to every instance at once.

use sea_orm::ConnectionTrait;
use serde_json::Value;

use self::entity::setting;
use crate::{
    error::{Error, Refusal, Result},
    platform::{Platform, registry::Feature},
    types::id::UserId,
};

pub mod entity;

/// The name of the setting that opens sign-up to anyone.
const SIGN_UP: &str = "sign_up";

/// The service of the settings.
#[derive(Clone)]
pub struct Settings {
    platform: Platform,
}

impl Settings {
    /// A service on this platform.
    #[must_use]
    pub const fn new(platform: Platform) -> Self {
        Self { platform }
    }

    /// True if anyone may create an account now. Always false if the configuration does not allow to open sign-up.
    pub async fn sign_up_open(&self) -> Result<bool> {
        Ok(self.sign_up(self.platform.db.conn()).await?.0)
    }

    /// The same, with the version of the setting.
    pub async fn sign_up(&self, conn: &impl ConnectionTrait) -> Result<(bool, i32)> {
        let config = &self.platform.config;
        let stored = setting::by_name(SIGN_UP).one(conn).await?;
        let version = stored.as_ref().map_or(0, |row| row.version);
        let open = stored
            .and_then(|row| row.value.as_bool())
            .unwrap_or(config.auth.sign_up);
        Ok((open && config.may_open_sign_up(), version))
    }

    /// Opens or closes sign-up inside the caller's transaction; `None` returns to the configuration. Refused if an expected version is
    /// given and the setting has another.
    pub async fn set_sign_up(
        &self,
        conn: &impl ConnectionTrait,
        open: Option<bool>,
        expected_version: Option<i32>,
        by: UserId,
    ) -> Result<()> {
        let (_, current) = self.sign_up(conn).await?;
        if expected_version.is_some_and(|expected| expected != current) {
            return Err(Refusal::VersionConflict { current }.into());
        }
        let row = setting::Model {
            name: SIGN_UP.to_owned(),
            value: open.map_or(Value::Null, Value::Bool),
            changed_at: self.platform.clock.now(),
            changed_by: Some(by),
            version: current.saturating_add(1),
        };
        // A concurrent change may have written the same version.
        if setting::put(conn, row).await? {
            Ok(())
        } else {
            Err(Error::conflict(
                "Another admin changed this just now; read it again.",
            ))
        }
    }
}

impl Feature for Settings {}
