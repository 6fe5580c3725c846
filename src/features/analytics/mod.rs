//! Analytics: statistics of a user's applications, computed from the events that were not retracted.

use crate::{
    features::applications::{Applications, Stage},
    platform::registry::Feature,
};

pub mod graphql;
mod service;

/// The service of analytics.
#[derive(Clone)]
pub struct Analytics {
    applications: Applications,
}

/// The number of applications that ever reached a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunnelStep {
    /// The stage; `None` for an accepted offer.
    pub stage: Option<Stage>,
    /// Applications that ever reached the stage.
    pub reached: i64,
}

/// The funnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funnel {
    /// All applications.
    pub total: i64,
    /// The steps, from the first to the last.
    pub steps: Vec<FunnelStep>,
}

impl Analytics {
    /// A service that reads these applications.
    #[must_use]
    pub const fn new(applications: Applications) -> Self {
        Self { applications }
    }
}

impl Feature for Analytics {}
