//! Settings that admins change while the server runs. The configuration holds the defaults; a row of the database goes before it,
//! is read where it matters, and so is felt by every instance at once.

use sea_orm::ConnectionTrait;
use serde_json::Value;

use self::entity::setting;
use crate::{error::Result, platform::Platform, types::id::UserId};

pub mod entity;

/// The name of the row that says whether strangers may make accounts.
const SIGN_UP: &str = "sign_up";

/// The settings.
#[derive(Clone)]
pub struct Settings {
    platform: Platform,
}

impl Settings {
    /// The settings of this platform.
    #[must_use]
    pub const fn new(platform: Platform) -> Self {
        Self { platform }
    }

    /// Whether strangers may make accounts now. Never where the configuration could not have said so.
    pub async fn sign_up_open(&self) -> Result<bool> {
        let config = &self.platform.config;
        let stored = setting::by_name(SIGN_UP).one(self.platform.db.conn()).await?.and_then(|row| row.value.as_bool());
        Ok(stored.unwrap_or(config.auth.sign_up) && config.may_open_sign_up())
    }

    /// Opens or closes sign-up, inside the caller's transaction; `None` leaves it to the configuration again.
    pub async fn set_sign_up(&self, conn: &impl ConnectionTrait, open: Option<bool>, by: UserId) -> Result<()> {
        match open {
            None => setting::remove(conn, SIGN_UP).await?,
            Some(open) => {
                let changed_at = self.platform.clock.now();
                let row = setting::Model { name: SIGN_UP.to_owned(), value: Value::Bool(open), changed_at, changed_by: Some(by) };
                setting::put(conn, row).await?;
            }
        }
        Ok(())
    }
}
