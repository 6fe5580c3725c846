//! The user's time zone and current date.

use chrono::NaiveDate;

use super::{UserRow, Users};
use crate::{
    error::Result,
    types::{actor::Actor, partial_date::PartialDate, time_zone::TimeZone},
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

    pub(super) fn known_time_zone(&self) -> Option<TimeZone> {
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
}
