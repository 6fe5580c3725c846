//! Remembered devices of an account. A device gets a token at its first sign-in and sends it at the next.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use super::entity::device;
use crate::{
    error::Result,
    features::auth::secret::secret,
    platform::{Platform, hashing::token_hash},
    types::id::{DeviceId, UserId},
};

/// Maximum number of devices per account.
const DEVICES_MAX: u64 = 20;
/// Time without use after which a device is forgotten.
const KNOWN_FOR: TimeDelta = TimeDelta::days(180);

/// A device with its account.
#[derive(Clone, Copy)]
pub(in crate::features::auth) struct KnownDevice {
    pub id: DeviceId,
    pub user_id: UserId,
}

/// The service of remembered devices.
#[derive(Clone)]
pub(in crate::features::auth) struct Devices {
    platform: Platform,
}

impl Devices {
    pub const fn new(platform: Platform) -> Self {
        Self { platform }
    }

    /// The device with this token.
    pub async fn find(&self, token: Option<&str>) -> Result<Option<KnownDevice>> {
        let Some(token) = token.filter(|token| !token.is_empty()) else {
            return Ok(None);
        };
        let found = device::by_hash(token_hash(token))
            .one(self.platform.db.conn())
            .await?;
        Ok(found.map(|row| KnownDevice {
            id: row.id,
            user_id: row.user_id,
        }))
    }

    /// Remembers the device of a sign-in: a known device is kept, a new one gets a token.
    pub async fn remember(
        &self,
        conn: &impl ConnectionTrait,
        user_id: UserId,
        known: Option<KnownDevice>,
    ) -> Result<Option<Box<str>>> {
        let now = self.platform.clock.now();
        if let Some(known) = known {
            device::touch(conn, known.id, now).await?;
            return Ok(None);
        }
        let token = secret(&self.platform.clock)?;
        let row = device::Model {
            id: DeviceId(self.platform.clock.new_id()),
            hash: token_hash(&token),
            user_id,
            created_at: now,
            last_used_at: now,
        };
        row.into_active_model().reset_all().insert(conn).await?;
        device::keep_last(conn, user_id, DEVICES_MAX).await?;
        Ok(Some(token.into_boxed_str()))
    }

    /// Deletes devices that were not used for a long time.
    pub async fn sweep(&self) -> Result<()> {
        let before = self.platform.clock.now() - KNOWN_FOR;
        Ok(device::forget(self.platform.db.conn(), before).await?)
    }
}
