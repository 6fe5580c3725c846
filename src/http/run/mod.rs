//! Runs an admitted operation for every transport: validates it and computes its cost, charges the cost to the rate limit, and
//! executes it within a time limit, containing panics to the operation.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use async_graphql::{Request as Operation, Response as Answer, ServerError, Value, value};
use futures_util::{FutureExt, Stream, StreamExt, future, stream};

use super::{
    graphql_server::GraphqlServer,
    operation,
    rate_limit_headers::{self, Phase},
    respond,
};
use crate::{
    graphql::{
        code::Code, error::code_of, loader::Batcher, single_root, time_budget::TimeBudget,
        validation, variables,
    },
    platform::{
        limiter::{Level, WINDOW},
        metrics::Open,
    },
    types::{actor::Viewer, origin::Origin},
};

/// The cost of an operation, and the caller's cost limit after it was charged.
struct CostReport {
    cost: usize,
    level: Level,
}

impl GraphqlServer {
    /// Runs a query or a mutation.
    pub(super) async fn run(
        &self,
        mut operation: Operation,
        viewer: Viewer,
        origin: Origin,
    ) -> Answer {
        let (began, kind) = (Instant::now(), operation::kind(&mut operation));
        let running = async {
            let receipt = match self.validate(&mut operation, &viewer, &origin).await {
                Ok(receipt) => receipt,
                Err(refused) => return refused,
            };
            let began = Instant::now();
            let mut answer = self
                .schema
                .execute(self.with_context(operation, viewer, origin))
                .await;
            rate_limit_headers::note_phase(Phase::Execute, began);
            receipt.attach(&mut answer, self.app.platform.config.limits.cost);
            answer
        };
        let answer = with_time_limit(
            Duration::from_secs(self.app.platform.config.limits.operation_secs),
            running,
        )
        .await;
        self.app
            .platform
            .metrics
            .operation(kind, respond::outcome(&answer), began.elapsed());
        answer
    }

    /// Runs a subscription; its cost is charged once, at the start, and reported with the first answer.
    pub(super) fn run_subscription(
        self: Arc<Self>,
        mut operation: Operation,
        viewer: Viewer,
        origin: Origin,
    ) -> impl Stream<Item = Answer> + Send {
        let metrics = self.app.platform.metrics.clone();
        let counted = metrics.open(Open::Subscription);
        let beginning = async move {
            let began = Instant::now();
            let validated = self.validate(&mut operation, &viewer, &origin).await;
            let outcome = validated
                .as_ref()
                .map_or_else(respond::outcome, |_| respond::OK);
            metrics.operation("subscription", outcome, began.elapsed());
            match validated {
                Ok(receipt) => {
                    let maximum = self.app.platform.config.limits.cost;
                    receipt
                        .attach_to_first(
                            self.schema
                                .execute_stream(self.with_context(operation, viewer, origin)),
                            maximum,
                        )
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

    /// Adds the context data of the resolvers.
    fn with_context(&self, mut operation: Operation, viewer: Viewer, origin: Origin) -> Operation {
        if operation::is_query(&mut operation) {
            operation = operation.data(TimeBudget::new(&self.app.platform.config.limits));
        }
        operation
            .data(Batcher::for_request(self.app.clone(), viewer))
            .data(origin)
    }

    /// Validates an operation and charges its cost to the caller's limit. An operation that fails validation costs nothing beyond the
    /// request itself.
    async fn validate(
        &self,
        operation: &mut Operation,
        viewer: &Viewer,
        origin: &Origin,
    ) -> Result<CostReport, Answer> {
        let began = Instant::now();
        let validated = self
            .validating
            .execute(validation::of_operation(operation))
            .await;
        rate_limit_headers::note_phase(Phase::Validate, began);
        let cost = match validation::cost_in(validated) {
            Ok(cost) => cost.max(1),
            Err(errors) => return Err(self.invalid(self.explain(operation, errors).await)),
        };
        if let Some(name) = variables::missing(operation) {
            let message =
                format!("The variable \"${name}\" is required; pass a value that is not null.");
            return Err(respond::broken(Code::BadUserInput, &message));
        }
        if operation::is_subscription(operation) {
            self.normalise(operation).await?;
        }
        let limiter = &self.app.platform.limiter;
        let units = u32::try_from(cost).unwrap_or(u32::MAX);
        let level = match viewer {
            Viewer::User(actor) => limiter.user_cost.take(actor.user_id, units).await,
            Viewer::Anonymous => limiter.address_cost.take(origin.budget_key(), units).await,
        };
        rate_limit_headers::note_level(level);
        level
            .granted()
            .map_err(|over| respond::refused(&over.into()))?;
        Ok(CostReport { cost, level })
    }

    /// Normalises a subscription. Merging the selections under its root field can reveal conflicts that the library has not
    /// seen before.
    async fn normalise(&self, operation: &mut Operation) -> Result<(), Answer> {
        let name = operation.operation_name.clone();
        let normal = operation
            .parsed_query()
            .ok()
            .and_then(|document| single_root::normal_form(document, name.as_deref()));
        let Some(normal) = normal else {
            return Err(respond::broken(
                Code::GraphqlValidationFailed,
                "A subscription must have exactly one root field.",
            ));
        };
        operation.set_parsed_query(normal);
        let validated = self
            .validating
            .execute(validation::of_operation(operation))
            .await;
        validation::cost_in(validated)
            .map(drop)
            .map_err(|errors| self.invalid(errors))
    }

    /// The same errors with suggestions, if there are only few.
    async fn explain(
        &self,
        operation: &mut Operation,
        errors: Vec<ServerError>,
    ) -> Vec<ServerError> {
        let can_be_explained = errors
            .iter()
            .any(|error| error.message.starts_with("Unknown "));
        if !can_be_explained
            || errors.len() > respond::ERRORS_MAX
            || !self.app.platform.config.limits.introspection
        {
            return errors;
        }
        validation::cost_in(
            self.explaining
                .execute(validation::of_operation(operation))
                .await,
        )
        .err()
        .unwrap_or(errors)
    }

    /// Completes the library's validation errors: its message about cost states neither the limit nor a remedy; and messages that reveal
    /// names of the schema are replaced where introspection is disabled.
    fn invalid(&self, mut errors: Vec<ServerError>) -> Answer {
        let limits = &self.app.platform.config.limits;
        if errors
            .iter()
            .any(|error| code_of(error) == Code::CostEstimatedTooExpensive)
        {
            let message = format!(
                "The operation costs more than {}; request smaller pages or fewer fields.",
                limits.cost
            );
            return respond::broken(Code::CostEstimatedTooExpensive, &message);
        }
        if !limits.introspection {
            errors.truncate(1);
            // Errors that have a code come from our own rules and reveal nothing of the schema.
            for error in errors.iter_mut().filter(|error| error.extensions.is_none()) {
                "The operation is not valid for the schema.".clone_into(&mut error.message);
            }
        }
        Answer::from_errors(errors)
    }
}

impl CostReport {
    /// Adds the cost to an answer's extensions.
    fn attach(&self, answer: &mut Answer, maximum: usize) {
        let cost = value!({
            "requestedQueryCost": self.cost,
            "actualQueryCost": actual_cost(&answer.data),
            "maximumAvailable": maximum,
            "throttleStatus": {
                "maximumAvailable": self.level.quota,
                "currentlyAvailable": self.level.remaining,
                "restoreRate": f64::from(self.level.quota) / WINDOW.as_secs_f64(),
            },
        });
        answer.extensions.insert("cost".to_owned(), cost);
    }

    /// Adds the cost to the first answer of a stream.
    fn attach_to_first(
        self,
        answers: impl Stream<Item = Answer> + Send,
        maximum: usize,
    ) -> impl Stream<Item = Answer> + Send {
        let mut receipt = Some(self);
        answers.map(move |mut answer| {
            if let Some(receipt) = receipt.take() {
                receipt.attach(&mut answer, maximum);
            }
            answer
        })
    }
}

/// The number of fields in an answer.
fn actual_cost(data: &Value) -> usize {
    match data {
        Value::Object(fields) => fields
            .values()
            .map(|value| actual_cost(value).saturating_add(1))
            .sum(),
        Value::List(items) => items.iter().map(actual_cost).sum(),
        _ => 0,
    }
}

/// The answer of an operation, or an error if it timed out or panicked.
async fn with_time_limit(limit: Duration, running: impl Future<Output = Answer>) -> Answer {
    match tokio::time::timeout(limit, AssertUnwindSafe(running).catch_unwind()).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => {
            tracing::error!("an operation panicked");
            respond::broken(
                Code::InternalServerError,
                "Internal server error; try again, and report the request id if the error persists.",
            )
        }
        Err(_) => respond::broken(
            Code::GatewayTimeout,
            "The operation took too long; request less data at once, or try again.",
        ),
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
