//! The face of the numbers.

use async_graphql::{Context, Object, SimpleObject};

use super::{Funnel, FunnelStep};
use crate::{
    error::Result, features::analytics::Analytics as Service, features::applications::Stage,
    graphql::context, types::area::Area,
};

/// What the viewer has in this feature.
#[derive(Default)]
pub struct AnalyticsOfViewer;

/// What the viewer has in this feature.
#[Object]
impl AnalyticsOfViewer {
    /// The numbers of the viewer's own search.
    async fn analytics(&self) -> Analytics {
        Analytics
    }
}

/// The numbers of one's own search.
pub struct Analytics;

/// The numbers of one's own search, folded from the events that stand.
#[Object]
impl Analytics {
    /// How many applications ever reached each stage.
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

/// How far applications came: each step counts those that ever reached it, wherever they stand now.
#[derive(SimpleObject)]
pub struct ApplicationFunnel {
    /// Applications altogether, archived ones with them.
    total: i64,
    /// The steps in the order of the stages.
    steps: Vec<ApplicationFunnelStep>,
    /// Applications that ended with an accepted offer; they count in every step.
    accepted: i64,
}

/// A step of the funnel.
#[derive(SimpleObject)]
pub struct ApplicationFunnelStep {
    /// The stage.
    stage: Stage,
    /// Applications that ever reached it.
    reached: i64,
    /// The share of all applications, 0 to 1; null when there are none.
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
