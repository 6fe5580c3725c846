//! The names of the stages that an application passes and of the ways it ends. The rules are in `features::applications::life`.

use std::fmt;

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::types::schema_name::schema_name;

/// Where an application stands.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ApplicationStage")]
pub enum Stage {
    /// Not sent yet.
    Preparing,
    /// Sent.
    Applied,
    /// A first talk with a recruiter.
    Screening,
    /// A test, a case or a task to do at home.
    Assessment,
    /// Interviews.
    Interviewing,
    /// An offer was made.
    Offer,
    /// Ended; the outcome says how.
    Closed,
}

/// How an application ended; set exactly when its stage is CLOSED.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ApplicationOutcome")]
pub enum Outcome {
    /// The applicant took the job.
    Accepted,
    /// The applicant said no to an offer.
    Declined,
    /// The employer said no.
    Rejected,
    /// The applicant stepped back.
    Withdrawn,
    /// Nobody ever answered.
    NoResponse,
    /// The posting was taken down first.
    PostingClosed,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(schema_name(*self))
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(schema_name(*self))
    }
}
