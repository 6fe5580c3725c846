//! Converts the results of the crate `reading` into values of the schema.

use reading::{contract::Contract, mode::Mode, pay::Period, skill::Need, title::Level};

use crate::{
    features::jobs::entity::posting_skill::Requirement,
    types::work::{EmploymentType, PayPeriod, RemoteMode, Seniority},
};

impl From<Mode> for RemoteMode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Onsite => Self::Onsite,
            Mode::Hybrid => Self::Hybrid,
            Mode::Remote => Self::Remote,
        }
    }
}

impl From<Contract> for EmploymentType {
    fn from(contract: Contract) -> Self {
        match contract {
            Contract::Other => Self::Other,
            Contract::FullTime => Self::FullTime,
            Contract::PartTime => Self::PartTime,
            Contract::Freelance => Self::Contract,
            Contract::Temporary => Self::Temporary,
            Contract::Intern => Self::Intern,
        }
    }
}

impl From<Period> for PayPeriod {
    fn from(period: Period) -> Self {
        match period {
            Period::Hour => Self::Hour,
            Period::Day => Self::Day,
            Period::Week => Self::Week,
            Period::Month => Self::Month,
            Period::Year => Self::Year,
        }
    }
}

impl From<Level> for Seniority {
    fn from(level: Level) -> Self {
        match level {
            Level::Intern => Self::Intern,
            Level::Junior => Self::Junior,
            Level::Mid => Self::Mid,
            Level::Senior => Self::Senior,
            Level::Lead => Self::Lead,
            Level::Executive => Self::Executive,
        }
    }
}

impl From<Need> for Requirement {
    fn from(need: Need) -> Self {
        match need {
            Need::Required => Self::Required,
            Need::Preferred => Self::Preferred,
        }
    }
}

/// The remote mode; unknown if none was read.
pub(super) fn remote_mode(mode: Option<Mode>) -> RemoteMode {
    mode.map(Into::into).unwrap_or_default()
}

/// The employment type; unknown if none was read.
pub(super) fn employment_type(contract: Option<Contract>) -> EmploymentType {
    contract.map(Into::into).unwrap_or_default()
}

/// The seniority that a title names.
pub(super) fn seniority(title: &str) -> Seniority {
    reading::title::level(title)
        .map(Into::into)
        .unwrap_or_default()
}
