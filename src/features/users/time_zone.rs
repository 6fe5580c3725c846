//! The user's time zone and current date.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::{UserRow, Users, change};
use crate::{
    error::Result,
    platform::unit_of_work::Unit,
    types::{actor::Actor, partial_date::PartialDate, time_zone::TimeZone, write::Write},
};

/// The current date of a user.
#[derive(Clone, Copy, Debug)]
pub struct Today {
    day: NaiveDate,
    /// The time zone, if the user has set one.
    time_zone: Option<TimeZone>,
}

impl Today {
    /// The date.
    #[must_use]
    pub const fn day(self) -> NaiveDate {
        self.day
    }

    /// The time zone of the date.
    #[must_use]
    pub fn time_zone(self) -> TimeZone {
        self.time_zone.unwrap_or(TimeZone::UTC)
    }

    /// True if `date` is certainly in the future. Without a time zone of the user, tomorrow in UTC counts as today, because it has begun in
    /// some zone.
    #[must_use]
    pub fn is_surely_before(self, date: &PartialDate) -> bool {
        let last = if self.time_zone.is_some() {
            self.day
        } else {
            self.day.succ_opt().unwrap_or(self.day)
        };
        last < date.earliest()
    }
}

impl UserRow {
    /// The time zone of the user; UTC if none is set.
    #[must_use]
    pub fn time_zone(&self) -> TimeZone {
        self.known_time_zone().unwrap_or(TimeZone::UTC)
    }

    fn known_time_zone(&self) -> Option<TimeZone> {
        self.time_zone.as_deref().and_then(|name| name.parse().ok())
    }
}

impl Users {
    /// The current date of the user.
    pub async fn today(&self, actor: &Actor) -> Result<Today> {
        let time_zone = self.get(actor).await?.known_time_zone();
        let day = time_zone
            .unwrap_or(TimeZone::UTC)
            .day_of(self.platform.clock.now());
        Ok(Today { day, time_zone })
    }

    /// Changes the account of the actor; `None` leaves a field as it is.
    pub async fn update(&self, write: &Write<'_>, time_zone: Option<TimeZone>) -> Result<UserRow> {
        let user = self.get(write.actor).await?;
        let new = time_zone.filter(|time_zone| user.known_time_zone() != Some(*time_zone));
        let Some(time_zone) = new else {
            return Ok(user);
        };
        let act = async |unit: &Unit| {
            let mut row = user.clone().into_active_model();
            let updated_at = self.platform.clock.now();
            (row.time_zone, row.updated_at) = (Set(Some(time_zone.to_string())), Set(updated_at));
            unit.changed(change(&row.update(unit).await?)).await;
            Ok(updated_at)
        };
        // A retry has the time of the first request; the row holds more than a stored result may.
        let updated_at = self.platform.write(write, act).await?;
        Ok(UserRow {
            time_zone: Some(time_zone.to_string()),
            updated_at,
            ..user
        })
    }
}
