//! Enums of profiles and postings: workplace, employment type, seniority and pay.
//! One list of values serves the column, the schema and the parsers.

use async_graphql::Enum;
use reading::pay::Period;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// The workplace.
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
    /// At the employer's site.
    Onsite,
    /// Partly at the employer's site.
    Hybrid,
    /// From anywhere that the posting allows.
    Remote,
    /// Not stated in the posting.
    #[default]
    Unknown,
}

/// The unit of a notice period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TimeUnit {
    /// Calendar days.
    Day,
    /// Weeks.
    Week,
    /// Calendar months.
    Month,
}

/// The employment type.
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
    /// Another type that the posting states.
    Other,
    /// Not stated in the posting.
    #[default]
    Unknown,
}

/// The seniority of a role.
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
    /// Experienced, without a seniority in the title.
    Mid,
    /// Senior.
    Senior,
    /// Lead, staff, principal.
    Lead,
    /// Head, director, vice president, C-level.
    Executive,
    /// Not stated in the title.
    #[default]
    Unknown,
}

/// The period of a rate of pay.
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
    /// How many such periods a full-time working year has, by [`Period::per_year`].
    #[must_use]
    pub const fn per_year(self) -> i64 {
        let period = match self {
            Self::Year => Period::Year,
            Self::Month => Period::Month,
            Self::Week => Period::Week,
            Self::Day => Period::Day,
            Self::Hour => Period::Hour,
        };
        period.per_year()
    }
}

/// The origin of a pay figure.
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
    /// The source states the amount in a separate field.
    Stated,
    /// The amount was parsed from a text.
    Parsed,
}
