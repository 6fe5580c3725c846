//! The cost of an operation, as reported in `extensions.cost`.

use async_graphql::{Response as Answer, Value, to_value};
use futures_util::{Stream, StreamExt};
use serde::Serialize;

use crate::platform::limiter::{Level, WINDOW};

/// The cost of an operation, and the caller's cost limit after it was charged.
pub(in crate::http) struct CostReport {
    pub cost: usize,
    pub level: Level,
}

/// What `extensions.cost` shows.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct Cost {
    #[serde(rename = "requestedQueryCost")]
    requested: usize,
    #[serde(rename = "actualQueryCost")]
    actual: usize,
    maximum_available: usize,
    /// `None` in responses that clients may get from a cache: they have rate limits of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub throttle_status: Option<ThrottleStatus>,
}

/// The caller's cost limit.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct ThrottleStatus {
    maximum_available: u32,
    currently_available: u32,
    restore_rate: f64,
}

impl CostReport {
    /// The report about an answer with this actual cost.
    pub(in crate::http) fn of(&self, actual: usize, maximum: usize) -> Cost {
        Cost {
            requested: self.cost,
            actual,
            maximum_available: maximum,
            throttle_status: Some(ThrottleStatus {
                maximum_available: self.level.quota,
                currently_available: self.level.remaining,
                restore_rate: f64::from(self.level.quota) / WINDOW.as_secs_f64(),
            }),
        }
    }

    /// Adds the report to an answer's extensions.
    pub(super) fn attach(&self, answer: &mut Answer, maximum: usize) {
        let report = self.of(actual_cost(&answer.data), maximum);
        let report = to_value(&report).unwrap_or_default();
        answer.extensions.insert("cost".to_owned(), report);
    }

    /// Adds the report to the first answer of a stream.
    pub(super) fn attach_to_first(
        self,
        answers: impl Stream<Item = Answer> + Send,
        maximum: usize,
    ) -> impl Stream<Item = Answer> + Send {
        let mut report = Some(self);
        answers.map(move |mut answer| {
            if let Some(report) = report.take() {
                report.attach(&mut answer, maximum);
            }
            answer
        })
    }
}

/// The number of fields in an answer.
pub(in crate::http) fn actual_cost(data: &Value) -> usize {
    match data {
        Value::Object(fields) => fields
            .values()
            .map(|value| actual_cost(value).saturating_add(1))
            .sum(),
        Value::List(items) => items.iter().map(actual_cost).sum(),
        _ => 0,
    }
}
