//! Analytics: honest numbers, folded from the events that stand.

use crate::{
    features::applications::{Applications, Stage},
    platform::registry::Feature,
};

pub mod graphql;
mod service;

/// The numbers.
#[derive(Clone)]
pub struct Analytics {
    applications: Applications,
}

/// How many applications ever reached a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunnelStep {
    /// The stage; `None` for an accepted offer.
    pub stage: Option<Stage>,
    /// Applications that ever reached it.
    pub reached: i64,
}

/// The funnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funnel {
    /// Applications altogether.
    pub total: i64,
    /// The steps, from the first to the last.
    pub steps: Vec<FunnelStep>,
}

impl Analytics {
    /// The numbers of these applications.
    #[must_use]
    pub const fn new(applications: Applications) -> Self {
        Self { applications }
    }
}

impl Feature for Analytics {}
