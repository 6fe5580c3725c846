//! What a user changes of the own account.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::{UserRow, Users, change};
use crate::{
    error::Result,
    platform::unit_of_work::Unit,
    types::{locale::Locale, time_zone::TimeZone, write::Write},
};

/// Changes of an account; `None` leaves a field as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct AccountChange {
    /// The time zone.
    pub time_zone: Option<TimeZone>,
    /// The language in which the product speaks to the user.
    pub locale: Option<Locale>,
}

impl UserRow {
    /// The language in which the product speaks to the user; English if none is set.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.known_locale().unwrap_or_default()
    }

    fn known_locale(&self) -> Option<Locale> {
        self.locale.as_deref().and_then(Locale::find)
    }

    /// The account after a change.
    fn changed(&self, change: AccountChange) -> Self {
        let mut next = self.clone();
        if let Some(time_zone) = change
            .time_zone
            .filter(|new| self.known_time_zone() != Some(*new))
        {
            next.time_zone = Some(time_zone.to_string());
        }
        if let Some(locale) = change
            .locale
            .filter(|new| self.known_locale() != Some(*new))
        {
            next.locale = Some(locale.to_string());
        }
        next
    }
}

impl Users {
    /// Changes the account of the actor.
    pub async fn update(&self, write: &Write<'_>, account: AccountChange) -> Result<UserRow> {
        let user = self.get(write.actor).await?;
        let next = user.changed(account);
        if next == user {
            return Ok(user);
        }
        let act = async |unit: &Unit| {
            let mut row = user.clone().into_active_model();
            let updated_at = self.platform.clock.now();
            row.time_zone = Set(next.time_zone.clone());
            row.locale = Set(next.locale.clone());
            row.updated_at = Set(updated_at);
            unit.changed(change(&row.update(unit).await?)).await;
            Ok(updated_at)
        };
        // A retry has the time of the first request; the row holds more than a stored result may.
        let updated_at = self.platform.write(write, act).await?;
        Ok(UserRow { updated_at, ..next })
    }
}
