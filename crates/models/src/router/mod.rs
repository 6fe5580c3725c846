//! Which endpoint answers a task: the first of its list that is not left alone and that gives text. If none is left, the caller goes on
//! without a model.

mod breaker;
mod pass;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use self::{
    breaker::Breaker,
    pass::{Pass, Slot},
};
use crate::{
    endpoint::Endpoint,
    error::{Error, Wait},
    money::Amount,
    request::{Limits, Request},
    transport::{Answer, Call, Event, Models, Usage},
};

/// The longest pause before an endpoint is asked again while there is another one to ask.
const PAUSE_MAX: Duration = Duration::from_secs(2);

/// What models are used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// A letter, and repairs of it.
    Letter,
    /// Other words for a statement of a résumé.
    Rephrase,
    /// The summary of a résumé.
    Summary,
}

impl Task {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Letter, Self::Rephrase, Self::Summary];

    /// Its name in the configuration and in figures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Rephrase => "rephrase",
            Self::Summary => "summary",
        }
    }
}

/// Sends each task to its endpoints.
#[derive(Clone)]
pub struct Router {
    models: Models,
    routes: BTreeMap<Task, Vec<Arc<Slot>>>,
}

/// A route names an endpoint that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("There is no endpoint {name:?}.")]
pub struct UnknownEndpoint {
    /// The name.
    pub name: String,
}

/// Why an endpoint did not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The name of the endpoint.
    pub endpoint: String,
    /// What it did; none if it was left alone, because it had failed before.
    pub error: Option<Error>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// No endpoint is left: the caller goes on without a model.
    #[error("No language model is left to answer.")]
    NoneLeft(Vec<Failure>),
    /// The caller cancelled it.
    #[error("The request was cancelled.")]
    Cancelled,
}

/// An answer with the endpoint that gives it. To drop it closes the connection.
pub struct Routed {
    answer: Answer,
    pass: Pass,
    failures: Vec<Failure>,
}

impl Router {
    /// A router for tasks with the names of their endpoints, in order. A task without a route has no endpoints.
    pub fn new(
        models: Models,
        endpoints: Vec<Endpoint>,
        routes: &BTreeMap<Task, Vec<String>>,
    ) -> Result<Self, UnknownEndpoint> {
        let slots: Vec<Arc<Slot>> = endpoints
            .into_iter()
            .map(|endpoint| {
                Arc::new(Slot {
                    endpoint,
                    breaker: Mutex::new(Breaker::default()),
                    clock: Arc::clone(models.clock()),
                })
            })
            .collect();
        let find = |name: &String| {
            let slot = slots.iter().find(|slot| slot.endpoint.name == *name);
            slot.map(Arc::clone)
                .ok_or_else(|| UnknownEndpoint { name: name.clone() })
        };
        let routes = routes
            .iter()
            .map(|(task, names)| Ok((*task, names.iter().map(find).collect::<Result<_, _>>()?)))
            .collect::<Result<_, _>>()?;
        Ok(Self { models, routes })
    }

    /// The endpoints of a task, in order.
    pub fn endpoints(&self, task: Task) -> impl Iterator<Item = &Endpoint> {
        let slots = self.routes.get(&task).into_iter().flatten();
        slots.map(|slot| &slot.endpoint)
    }

    /// The most that a request of a task can take, whichever of its endpoints answers.
    #[must_use]
    pub fn amount_at_most(&self, task: Task, request: &Request) -> Amount {
        self.endpoints(task)
            .map(|endpoint| endpoint.prices.amount_at_most(request))
            .fold(Amount::default(), Amount::max)
    }

    /// Asks the endpoints of a task in their order, until one gives text. An endpoint that wants a longer pause than two seconds is only waited for if
    /// it is the last.
    pub async fn ask(
        &self,
        task: Task,
        request: &Request,
        limits: &Limits,
        cancel: &CancellationToken,
    ) -> Result<Routed, NoAnswer> {
        let clock = self.models.clock();
        let mut call = Call {
            request,
            limits,
            deadline: clock.now().saturating_add(limits.total),
            cancel,
            pause_max: PAUSE_MAX,
        };
        let mut failures = Vec::new();
        let slots = self
            .routes
            .get(&task)
            .map(Vec::as_slice)
            .unwrap_or_default();
        for (index, slot) in slots.iter().enumerate() {
            if index + 1 == slots.len() {
                call.pause_max = Duration::MAX;
            }
            if cancel.is_cancelled() {
                return Err(NoAnswer::Cancelled);
            }
            let failed = |error| Failure {
                endpoint: slot.endpoint.name.clone(),
                error,
            };
            let Some(mut pass) = Slot::enter(slot) else {
                failures.push(failed(None));
                continue;
            };
            let error = match self.models.ask_within(&slot.endpoint, call).await {
                Ok(answer) => {
                    return Ok(Routed {
                        answer,
                        pass,
                        failures,
                    });
                }
                Err(error) => error,
            };
            pass.failed(&error);
            match error {
                Error::Cancelled => return Err(NoAnswer::Cancelled),
                Error::Slow(Wait::Total) => {
                    failures.push(failed(Some(error)));
                    break;
                }
                error => failures.push(failed(Some(error))),
            }
        }
        Err(NoAnswer::NoneLeft(failures))
    }
}

impl Routed {
    /// The endpoint.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.pass.slot().endpoint
    }

    /// The endpoints that did not answer before.
    #[must_use]
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }

    /// The next event; none after the end and after an error. It may be dropped while it waits, without loss.
    pub async fn next(&mut self) -> Option<Result<Event, Error>> {
        let event = self.answer.next().await;
        match &event {
            Some(Ok(Event::End(_))) => self.pass.succeeded(),
            Some(Err(error)) => self.pass.failed(error),
            _ => {}
        }
        event
    }

    /// The tokens so far.
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.answer.usage()
    }

    /// What the answer has taken so far: to settle with, also if it broke or was cancelled.
    #[must_use]
    pub fn amount(&self) -> Amount {
        self.endpoint().prices.amount(&self.usage())
    }
}

impl fmt::Debug for Router {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |slots: &[Arc<Slot>]| -> Vec<String> {
            slots
                .iter()
                .map(|slot| slot.endpoint.name.clone())
                .collect()
        };
        let routes = self.routes.iter();
        f.debug_map()
            .entries(routes.map(|(task, slots)| (task.name(), names(slots))))
            .finish()
    }
}

impl fmt::Debug for Routed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Routed")
            .field("endpoint", &self.endpoint().name)
            .field("answer", &self.answer)
            .finish_non_exhaustive()
    }
}
