//! The vocabulary of work that profiles and postings share: where, how, how senior, for how much.
//! One list of values serves the column, the schema and the parsers.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// Where the work is done.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
pub enum RemoteMode {
    /// At the employer's place.
    Onsite,
    /// Partly at the employer's place.
    Hybrid,
    /// From anywhere the posting allows.
    Remote,
    /// The posting does not say.
    #[default]
    Unknown,
}

/// The kind of contract.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
pub enum EmploymentType {
    /// A full working week.
    FullTime,
    /// Less than a full working week.
    PartTime,
    /// Freelance or for a fixed project.
    Contract,
    /// An internship or traineeship.
    Intern,
    /// For a limited time, or through an agency.
    Temporary,
    /// Something else that the posting names.
    Other,
    /// The posting does not say.
    #[default]
    Unknown,
}

/// How senior a role is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
pub enum Seniority {
    /// Internship level.
    Intern,
    /// Entry level, junior, graduate.
    Junior,
    /// Experienced, no further mark.
    Mid,
    /// Senior.
    Senior,
    /// Lead, staff, principal.
    Lead,
    /// Head, director, vice president, C-level.
    Executive,
    /// The title does not say.
    #[default]
    Unknown,
}

/// What a rate of pay is for.
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
pub enum PayPeriod {
    /// Per year.
    Year,
    /// Per month.
    Month,
    /// Per week.
    Week,
    /// Per day.
    Day,
    /// Per hour.
    Hour,
}

impl PayPeriod {
    /// How many of these a full-time working year has: 12 months, 52 weeks, 260 days, 2 080 hours.
    #[must_use]
    pub const fn per_year(self) -> i64 {
        match self {
            Self::Year => 1,
            Self::Month => 12,
            Self::Week => 52,
            Self::Day => 260,
            Self::Hour => 2_080,
        }
    }
}

/// Where a pay figure comes from.
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
pub enum PayOrigin {
    /// The source gave numbers in fields of their own.
    Stated,
    /// We read the numbers out of a text.
    Parsed,
}
