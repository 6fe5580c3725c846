//! The stages and outcomes of an application. Their rules are in `features::applications::life`.

use std::fmt;

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::types::schema_name::schema_name;

/// The stage of an application.
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
    /// Being prepared, not sent yet.
    Preparing,
    /// Sent to the employer.
    Applied,
    /// First conversation with a recruiter.
    Screening,
    /// A test, case study or take-home task.
    Assessment,
    /// Interviews.
    Interviewing,
    /// An offer was received.
    Offer,
    /// Ended; the outcome says how.
    Closed,
}

/// The outcome of a closed application.
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
    /// The applicant accepted an offer.
    Accepted,
    /// The applicant declined an offer.
    Declined,
    /// The employer rejected the application.
    Rejected,
    /// The applicant withdrew the application.
    Withdrawn,
    /// The employer never answered.
    NoResponse,
    /// The posting was closed before a decision.
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
