//! Runs an admitted operation for every transport: validates it and computes its cost, charges the cost to the rate limit, and
//! executes it within a time limit, containing panics to the operation.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use async_graphql::{Request, Response as Answer};
use futures_util::{FutureExt, Stream, StreamExt, future, stream};

use self::cost::CostReport;
use super::{
    graphql_server::GraphqlServer,
    operation::label,
    public_answers::Answered,
    rate_limit_headers::{self, Phase},
    respond,
};
use crate::{
    graphql::{
        code::Code,
        input_place::{self, Sought},
        loader::Batcher,
        operation::Operation,
        time_budget::TimeBudget,
    },
    platform::metrics::Open,
    types::{actor::Viewer, origin::Origin},
};

pub(super) mod cost;
mod own;
mod validate;

impl GraphqlServer {
    /// Runs a query or a mutation.
    pub(crate) async fn run(&self, operation: Operation, viewer: Viewer, origin: Origin) -> Answer {
        let (began, kind) = (Instant::now(), label(operation.kind()));
        let running = async {
            match self.validate_and_charge(&operation, &viewer, &origin).await {
                Ok(report) => {
                    self.execute(&operation, viewer, origin, &report)
                        .boxed()
                        .await
                }
                Err(refused) => refused,
            }
        };
        let answer = with_time_limit(self.time_limit(), running).await;
        let outcome = respond::outcome(&answer);
        self.app
            .platform
            .metrics
            .operation(kind, outcome, began.elapsed());
        answer
    }

    /// Runs a query or a mutation, unless it is a query whose public answer is kept. Kept answers cost the caller the same.
    pub(super) async fn answer(
        &self,
        operation: Operation,
        viewer: Viewer,
        origin: Origin,
    ) -> Answered {
        let (began, kind) = (Instant::now(), label(operation.kind()));
        let running = async {
            let report = match self.validate_and_charge(&operation, &viewer, &origin).await {
                Ok(report) => report,
                Err(refused) => return Answered::New(refused),
            };
            let place = self.public_answers.place_of(&operation);
            if let Some(kept) = place
                .as_ref()
                .and_then(|place| self.public_answers.get(place))
            {
                return Answered::Kept(kept, report);
            }
            let answer = self
                .execute(&operation, viewer, origin, &report)
                .boxed()
                .await;
            if let Some(place) = place {
                self.public_answers.keep(place, &answer);
            }
            Answered::New(answer)
        };
        let answered = with_time_limit(self.time_limit(), running).await;
        self.app
            .platform
            .metrics
            .operation(kind, answered.outcome(), began.elapsed());
        answered
    }

    fn time_limit(&self) -> Duration {
        Duration::from_secs(self.app.platform.config.limits.operation_secs)
    }

    /// Executes a valid operation.
    async fn execute(
        &self,
        operation: &Operation,
        viewer: Viewer,
        origin: Origin,
        report: &CostReport,
    ) -> Answer {
        let began = Instant::now();
        let limits = &self.app.platform.config.limits;
        let mut request = operation.request();
        if operation.is_query() {
            request = request.data(TimeBudget::new(limits));
        }
        let batcher = Batcher::for_request(self.app.clone(), viewer);
        let viewer_use = batcher.viewer_use();
        if !operation.is_query() {
            request = request.data(self.own_operations());
        }
        request = request.data(batcher).data(origin);
        let mut answer = self.schema.execute(request).boxed().await;
        self.name_input_places(operation, &mut answer).await;
        // What was read for the viewer is not public, whatever the schema says.
        answer.cache_control.public &= !viewer_use.happened();
        rate_limit_headers::note_phase(Phase::Execute, began);
        report.attach(&mut answer, limits.cost);
        answer
    }

    /// Adds their places in the input to the errors about refused values.
    async fn name_input_places(&self, operation: &Operation, answer: &mut Answer) {
        if let Some(request) = Sought::request(operation, &answer.errors) {
            let places = self.validating.execute(request).boxed().await.data;
            input_place::add(&mut answer.errors, &places);
        }
    }

    /// Runs a subscription; its cost is charged once, at the start, and reported with the first answer.
    pub(super) fn run_subscription(
        self: Arc<Self>,
        operation: Operation,
        viewer: Viewer,
        origin: Origin,
    ) -> impl Stream<Item = Answer> + Send {
        let metrics = self.app.platform.metrics.clone();
        let counted = metrics.open(Open::Subscription);
        let beginning = async move {
            let began = Instant::now();
            let prepared = self.prepare_subscription(operation, viewer, origin).await;
            let outcome = prepared
                .as_ref()
                .map_or_else(respond::outcome, |_| respond::OK);
            metrics.operation("subscription", outcome, began.elapsed());
            match prepared {
                Ok((request, report)) => {
                    let maximum = self.app.platform.config.limits.cost;
                    report
                        .attach_to_first(self.schema.execute_stream(request), maximum)
                        .boxed()
                }
                Err(refused) => stream::once(future::ready(refused)).boxed(),
            }
        };
        // Boxed, so that its memory is freed when it completes and only the subscription remains.
        panics_as_errors(stream::once(Box::pin(beginning)).flatten()).inspect(move |_| {
            // Counted as active for as long as the stream is held.
            let _held = &counted;
        })
    }

    async fn prepare_subscription(
        &self,
        operation: Operation,
        viewer: Viewer,
        origin: Origin,
    ) -> Result<(Request, CostReport), Answer> {
        let cost = self.validate(&operation).await?;
        let normal = self.normal_form(&operation).await?;
        let report = self.charge_cost(cost, &viewer, &origin).await?;
        let request = operation.request_in(normal);
        let batcher = Batcher::for_request(self.app.clone(), viewer);
        Ok((request.data(batcher).data(origin), report))
    }
}

/// The answer of an operation, or an error if it timed out or panicked.
async fn with_time_limit<T: From<Answer>>(limit: Duration, running: impl Future<Output = T>) -> T {
    match tokio::time::timeout(limit, AssertUnwindSafe(running).catch_unwind()).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => {
            tracing::error!("an operation panicked");
            T::from(respond::broken(
                Code::InternalServerError,
                "Internal server error; try again, and report the request id if the error persists.",
            ))
        }
        Err(_) => T::from(respond::broken(
            Code::GatewayTimeout,
            "The operation took too long; request less data at once, or try again.",
        )),
    }
}

/// Turns a panic into a last answer; other operations are not affected.
fn panics_as_errors(
    answers: impl Stream<Item = Answer> + Send,
) -> impl Stream<Item = Answer> + Send {
    AssertUnwindSafe(answers).catch_unwind().map(|answer| {
        answer.unwrap_or_else(|_| {
            tracing::error!("a subscription panicked");
            respond::broken(
                Code::InternalServerError,
                "Internal server error; subscribe again.",
            )
        })
    })
}

#[cfg(test)]
mod tests;
