//! The cost of an operation, as reported in `extensions.cost`.

use async_graphql::{Response as Answer, Value, value};
use futures_util::{Stream, StreamExt};

use crate::platform::limiter::{Level, WINDOW};

/// The cost of an operation, and the caller's cost limit after it was charged.
pub(in crate::http) struct CostReport {
    pub cost: usize,
    pub level: Level,
}

impl CostReport {
    /// The report about an answer with this actual cost.
    pub(in crate::http) fn value(&self, actual: usize, maximum: usize) -> Value {
        value!({
            "requestedQueryCost": self.cost,
            "actualQueryCost": actual,
            "maximumAvailable": maximum,
            "throttleStatus": {
                "maximumAvailable": self.level.quota,
                "currentlyAvailable": self.level.remaining,
                "restoreRate": f64::from(self.level.quota) / WINDOW.as_secs_f64(),
            },
        })
    }

    /// Adds the report to an answer's extensions.
    pub(super) fn attach(&self, answer: &mut Answer, maximum: usize) {
        let report = self.value(actual_cost(&answer.data), maximum);
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
