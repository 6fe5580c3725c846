//! The rules of language models.

pub mod answers;
pub mod consent;
pub mod data;
pub mod exchange;
mod list;
mod personal_data;
pub mod refuse;
mod register;
pub mod run;
mod sweep;

use chrono::{DateTime, Utc};

/// Days from 1970 to an instant (UTC).
fn day_of(instant: DateTime<Utc>) -> i32 {
    const SECONDS: i64 = 86_400;
    i32::try_from(instant.timestamp().div_euclid(SECONDS)).unwrap_or(i32::MAX)
}
