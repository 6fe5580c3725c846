//! How an operation that was admitted runs, on whatever its answers travel: validated first, which tells what it costs; paid for;
//! then for real, in a time that is limited, and so that a panic costs this operation only.

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

/// What an operation costs, and how the caller's budget stands after that.
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
        let answer = contained(
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

    /// Runs a subscription; it is paid for once, when it begins, and its first answer says so.
    pub(super) fn follow(
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
        // Boxed, so that it is gone when it is over, and only the subscription stays.
        unbroken(stream::once(Box::pin(beginning)).flatten()).inspect(move |_| {
            // It counts for as long as the stream is held.
            let _held = &counted;
        })
    }

    /// What resolvers find in their context.
    fn with_context(&self, mut operation: Operation, viewer: Viewer, origin: Origin) -> Operation {
        if operation::is_query(&mut operation) {
            operation = operation.data(TimeBudget::new(&self.app.platform.config.limits));
        }
        operation
            .data(Batcher::for_request(self.app.clone(), viewer))
            .data(origin)
    }

    /// Validates an operation and takes its cost from the caller's budget. One that is refused here costs no more than the request
    /// that brought it.
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
            let message = format!(
                "The variable \"${name}\" is required and has no value; give one that is not null."
            );
            return Err(respond::broken(Code::BadUserInput, &message));
        }
        if operation::is_subscription(operation) {
            self.normalise(operation).await?;
        }
        let limiter = &self.app.platform.limiter;
        let units = u32::try_from(cost).unwrap_or(u32::MAX);
        let level = match viewer {
            Viewer::User(actor) => {
                limiter
                    .user_cost
                    .take(&actor.user_id.to_string(), units)
                    .await
            }
            Viewer::Anonymous => limiter.address_cost.take(origin.budget_key(), units).await,
        };
        rate_limit_headers::note_level(level);
        level
            .granted()
            .map_err(|over| respond::refused(&over.into()))?;
        Ok(CostReport { cost, level })
    }

    /// Brings a subscription into the form in which it runs. What is selected under its root field stands together only now, so that
    /// conflicts show that the library has not seen before.
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

    /// The same errors with suggestions, where there are so few that somebody will read them.
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

    /// The library says neither how much is too much nor what to do; and it says what the schema holds, which may be no client's
    /// business.
    fn invalid(&self, mut errors: Vec<ServerError>) -> Answer {
        let limits = &self.app.platform.config.limits;
        if errors
            .iter()
            .any(|error| code_of(error) == Code::CostEstimatedTooExpensive)
        {
            let message = format!(
                "The operation costs more than {}; ask for smaller pages or for fewer fields.",
                limits.cost
            );
            return respond::broken(Code::CostEstimatedTooExpensive, &message);
        }
        if !limits.introspection {
            errors.truncate(1);
            // What has a code already is of a rule of ours, which knows nothing of the schema.
            for error in errors.iter_mut().filter(|error| error.extensions.is_none()) {
                "The operation does not fit the schema.".clone_into(&mut error.message);
            }
        }
        Answer::from_errors(errors)
    }
}

impl CostReport {
    /// Tells the caller.
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

    /// Tells the caller once, when something comes.
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

/// The fields that an answer holds.
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

/// The answer, or why there is none: it took too long, or it broke down.
async fn contained(limit: Duration, running: impl Future<Output = Answer>) -> Answer {
    match tokio::time::timeout(limit, AssertUnwindSafe(running).catch_unwind()).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => {
            tracing::error!("an operation panicked");
            respond::broken(
                Code::InternalServerError,
                "Something went wrong on our side; try again, and report the request id if it stays.",
            )
        }
        Err(_) => respond::broken(
            Code::GatewayTimeout,
            "The operation took too long; ask for less at once, or try again.",
        ),
    }
}

/// A panic becomes an answer, the last one; whatever runs beside goes on.
fn unbroken(answers: impl Stream<Item = Answer> + Send) -> impl Stream<Item = Answer> + Send {
    AssertUnwindSafe(answers).catch_unwind().map(|answer| {
        answer.unwrap_or_else(|_| {
            tracing::error!("a subscription panicked");
            respond::broken(
                Code::InternalServerError,
                "Something went wrong on our side; subscribe again.",
            )
        })
    })
}

#[cfg(test)]
mod tests;
