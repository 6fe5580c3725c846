//! The GraphQL API of analytics.

use async_graphql::{Context, Object, SimpleObject};

use super::{Funnel, FunnelStep};
use crate::{
    error::Result, features::analytics::Analytics as Service, features::applications::Stage,
    graphql::context, types::area::Area,
};

/// Fields of the viewer.
#[derive(Default)]
pub struct AnalyticsOfViewer;

/// Fields of the viewer.
#[Object]
impl AnalyticsOfViewer {
    /// Statistics of the viewer's applications.
    async fn analytics(&self) -> Analytics {
        Analytics
    }
}

/// Statistics of the viewer's applications.
pub struct Analytics;

/// Statistics of the viewer's applications, computed from the events that were not retracted.
#[Object]
impl Analytics {
    /// The number of applications that ever reached each stage.
    async fn funnel(&self, ctx: &Context<'_>) -> Option<Result<ApplicationFunnel>> {
        let reading = async {
            context::handle::<Service>(ctx)?
                .funnel(context::allowed(ctx, Area::Analytics.read())?)
                .await
        };
        Some(
            context::within(ctx, Area::Analytics, reading)
                .await
                .map(ApplicationFunnel::from),
        )
    }
}

/// The funnel of the viewer's applications: each step counts those that ever reached its stage, whatever their current stage. APPLIED counts those
/// of every later stage as well, also if a recruiter wrote first, or if an import knows no day of sending.
#[derive(SimpleObject)]
pub struct ApplicationFunnel {
    /// All applications, including archived ones.
    total: i64,
    /// The steps, in the order of the stages.
    steps: Vec<ApplicationFunnelStep>,
    /// Applications closed as ACCEPTED; they count in every step.
    accepted: i64,
}

/// A step of the funnel.
#[derive(SimpleObject)]
pub struct ApplicationFunnelStep {
    /// The stage.
    stage: Stage,
    /// Applications that ever reached the stage.
    reached: i64,
    /// The share of all applications, 0 to 1; null if there are none.
    share: Option<f64>,
}

impl From<Funnel> for ApplicationFunnel {
    fn from(funnel: Funnel) -> Self {
        let total = funnel.total;
        #[expect(clippy::cast_precision_loss, reason = "nobody has 2^52 applications")]
        let share = |reached: i64| (total > 0).then(|| reached as f64 / total as f64);
        let step = |step: &FunnelStep| {
            Some(ApplicationFunnelStep {
                stage: step.stage?,
                reached: step.reached,
                share: share(step.reached),
            })
        };
        let accepted = funnel
            .steps
            .iter()
            .find(|step| step.stage.is_none())
            .map_or(0, |step| step.reached);
        Self {
            total,
            steps: funnel.steps.iter().filter_map(step).collect(),
            accepted,
        }
    }
}
