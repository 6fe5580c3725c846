//! The answer bank: answers of a user to questions of forms, typed and versioned, found again for the same question in other words, and kept with the
//! applications that they were given to as they were then. What a question is, and which answer fits, is in `crates/writing`.

use crate::{
    features::{applications::Applications, users::Users},
    platform::Platform,
};

pub mod entity;
pub mod graphql;
mod service;

pub use self::{
    entity::{
        answer::Model as AnswerRow,
        recorded::{Model as RecordedRow, ids_for},
        value::Value,
        version::Model as VersionRow,
    },
    service::{
        Written,
        check::{NewAuthorization, NewPay, NewValue},
        find::{Found, NewFormQuestion},
        record::{NewRecord, Recorded},
        save::NewAnswer,
    },
};

/// The service of the answers.
#[derive(Clone)]
pub struct Answers {
    platform: Platform,
    users: Users,
    applications: Applications,
}

impl Answers {
    /// A service on this platform.
    #[must_use]
    pub const fn new(platform: Platform, users: Users, applications: Applications) -> Self {
        Self {
            platform,
            users,
            applications,
        }
    }
}
