//! Devices that an account knows. A device gets a token at its first sign-in and shows it at the next.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use super::SignedIn;
use crate::{
    error::Result,
    features::auth::{Auth, entity::device},
    platform::hashing::token_hash,
    types::id::{DeviceId, UserId},
};

/// Devices of one account.
const DEVICES_MAX: u64 = 20;
/// How long a device is known that nobody uses.
const KNOWN_FOR: TimeDelta = TimeDelta::days(180);

/// A device, and the account that knows it.
#[derive(Clone, Copy)]
pub(super) struct KnownDevice {
    pub id: DeviceId,
    pub user_id: UserId,
}

impl Auth {
    /// The device with this token.
    pub(super) async fn device(&self, token: Option<&str>) -> Result<Option<KnownDevice>> {
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

    /// Notes that somebody signed in: one that is known stays, another is met and gets a token.
    pub(super) async fn remember_device(
        &self,
        conn: &impl ConnectionTrait,
        signed_in: &mut SignedIn,
        known: Option<KnownDevice>,
    ) -> Result<()> {
        let (now, user_id) = (self.platform.clock.now(), signed_in.user.id);
        if let Some(known) = known {
            return Ok(device::touch(conn, known.id, now).await?);
        }
        let token = self.secret()?;
        let row = device::Model {
            id: DeviceId(self.platform.clock.new_id()),
            hash: token_hash(&token),
            user_id,
            created_at: now,
            last_used_at: now,
        };
        row.into_active_model().reset_all().insert(conn).await?;
        device::keep_last(conn, user_id, DEVICES_MAX).await?;
        signed_in.device_token = Some(token.into_boxed_str());
        Ok(())
    }

    pub(super) async fn forget_devices(&self) -> Result<()> {
        Ok(device::forget(
            self.platform.db.conn(),
            self.platform.clock.now() - KNOWN_FOR,
        )
        .await?)
    }
}
