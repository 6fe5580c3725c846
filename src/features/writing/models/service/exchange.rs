//! One request to a language model with its answer: in the ledger, within the budgets, and read line by line.

use std::time::Duration;

use ::models::{
    CancellationToken, Endpoint, Error as ModelError, Limits, Request, Task,
    lines::{Decoder, Line},
    money::likely_input,
    prompt::Prompt,
    router::{Failure, NoAnswer},
    transport::{Event, Finish, Usage},
};
use tokio::time::Instant;
use writing::refusal::Rule;

use super::run::{Begun, Call, Ending, Run, Sent};
use crate::{
    error::Result,
    features::writing::models::{About, AiRunState, AiTask, Instead, LanguageModels},
    types::actor::Actor,
};

/// How an exchange ended.
#[derive(Debug)]
pub enum Ended {
    /// With the whole answer, of this endpoint.
    Complete(Endpoint),
    /// The work is over: cancelled, or begun again by another.
    Over,
    /// Nothing was sent: the user has switched models off.
    Off,
    /// Otherwise, for this reason.
    Not(Instead),
}

/// What takes the lines of an answer as they arrive.
pub trait Listener: Send {
    /// Verifies a line and takes it; false if the work is over.
    fn take(&mut self, line: Line) -> impl Future<Output = Result<bool>> + Send;

    /// True if no answer has so many lines.
    fn is_too_long(&self) -> bool;

    /// The rules of each refused line, for the ledger.
    fn refused(&self) -> Vec<Vec<Rule>>;
}

/// An exchange: what is asked, and until when.
#[derive(Debug)]
pub struct Exchange<'a> {
    /// For whom.
    pub actor: &'a Actor,
    /// What it is for, in the ledger.
    pub task: AiTask,
    /// The endpoints that are asked.
    pub route: Task,
    /// What the answer will be part of.
    pub about: About,
    /// The version of the prompt.
    pub version: u32,
    /// The prompt.
    pub prompt: Prompt,
    /// What its owner is shown of it.
    pub sent: Sent,
    /// Spreads pauses before retries.
    pub seed: u64,
    /// When it ends at the latest.
    pub deadline: Instant,
    /// Closes the connection.
    pub cancel: &'a CancellationToken,
}

/// An answer as it was read.
struct Reading {
    /// None if it is complete.
    failure: Option<&'static str>,
    instead: Instead,
    is_over: bool,
    endpoint: Option<Endpoint>,
    usage: Option<Usage>,
    refused: Vec<Vec<Rule>>,
}

impl LanguageModels {
    /// One request with its answer, in the ledger and within the budgets.
    pub async fn exchange(
        &self,
        exchange: &Exchange<'_>,
        listener: &mut impl Listener,
    ) -> Result<Ended> {
        let request = self.to_send(exchange);
        let run = match self.begin(exchange.actor, &exchange.call(&request)).await? {
            Begun::Run(run) => run,
            Begun::Off => return Ok(Ended::Off),
            Begun::Busy => return Ok(Ended::Not(Instead::Busy)),
            Begun::OverBudget => return Ok(Ended::Not(Instead::Budget)),
        };
        // After an error of ours what it took is not known: the sweep settles it, as if it had taken all that was reserved.
        let reading = self.read(exchange, &request, listener).await?;
        self.end_exchange(&run, reading).await
    }

    /// Notes that the same exchange has an answer already.
    pub async fn note_answered(&self, exchange: &Exchange<'_>, endpoint: &Endpoint) -> Result<()> {
        let request = self.to_send(exchange);
        let call = exchange.call(&request);
        self.note_cached(exchange.actor, &call, endpoint).await
    }

    fn to_send(&self, exchange: &Exchange<'_>) -> Request {
        let config = &self.platform.config.writing.models;
        Request {
            system: exchange.prompt.system.clone(),
            user: exchange.prompt.user.clone(),
            temperature: Some(config.temperature).filter(|degree| *degree >= 0.0),
            tokens_max: config.answer_tokens,
            seed: exchange.seed,
        }
    }

    async fn end_exchange(&self, run: &Run, reading: Reading) -> Result<Ended> {
        let state = match (reading.is_over, reading.failure) {
            (true, _) => AiRunState::Cancelled,
            (false, None) => AiRunState::Done,
            (false, Some(_)) => AiRunState::Failed,
        };
        let ending = Ending {
            state,
            failure: reading.failure,
            endpoint: reading.endpoint.clone(),
            usage: reading.usage,
            refused: reading.refused,
        };
        self.end(run, ending).await?;
        Ok(match (state, reading.endpoint) {
            (AiRunState::Cancelled, _) => Ended::Over,
            (AiRunState::Done, Some(endpoint)) => Ended::Complete(endpoint),
            _ => Ended::Not(reading.instead),
        })
    }

    /// Sends a request and takes the lines of its answer as they arrive. Dropping the answer closes the connection.
    async fn read(
        &self,
        exchange: &Exchange<'_>,
        request: &Request,
        listener: &mut impl Listener,
    ) -> Result<Reading> {
        let config = &self.platform.config.writing.models;
        let limits = Limits {
            first_text: Duration::from_secs(config.first_text_secs),
            total: exchange.deadline.duration_since(Instant::now()),
            ..Limits::default()
        };
        let asked = self
            .router()
            .ask(exchange.route, request, &limits, exchange.cancel);
        let mut answer = match asked.await {
            Ok(answer) => answer,
            Err(no_answer) => return Ok(self.without_answer(exchange, request, no_answer)),
        };
        log(answer.failures());
        // What a server counts may be more than what the text likely has.
        let tokens_max = u64::from(request.tokens_max).saturating_mul(2);
        let mut decoder = Decoder::default();
        let mut reading = Reading {
            failure: None,
            instead: Instead::Incomplete,
            is_over: false,
            endpoint: Some(answer.endpoint().clone()),
            usage: None,
            refused: Vec::new(),
        };
        reading.failure = loop {
            let event = match answer.next().await {
                Some(Ok(event)) => event,
                Some(Err(ModelError::Cancelled)) => {
                    reading.is_over = true;
                    break Some("cancelled");
                }
                Some(Err(error)) => break Some(error.name()),
                None => break Some("cut"),
            };
            match event {
                Event::Text(text) => {
                    for line in decoder.push(text.as_bytes()) {
                        if !listener.take(line).await? {
                            reading.is_over = true;
                        }
                    }
                    if reading.is_over {
                        break Some("cancelled");
                    }
                    let is_too_much = answer.usage().output > tokens_max;
                    if decoder.is_full() || listener.is_too_long() || is_too_much {
                        break Some("too_long");
                    }
                }
                Event::End(end) => {
                    decoder.finish();
                    break match end.finish {
                        Finish::Stop | Finish::Other => None,
                        Finish::Length => Some("length"),
                        Finish::Filtered => {
                            reading.instead = Instead::Refused;
                            Some("filtered")
                        }
                    };
                }
            }
        };
        reading.usage = Some(answer.usage());
        reading.refused = listener.refused();
        Ok(reading)
    }

    /// What is known if no endpoint answered.
    fn without_answer(
        &self,
        exchange: &Exchange<'_>,
        request: &Request,
        no_answer: NoAnswer,
    ) -> Reading {
        let mut endpoints = self.router().endpoints(exchange.route);
        let mut reading = Reading {
            failure: Some("unavailable"),
            instead: Instead::Unavailable,
            is_over: false,
            endpoint: None,
            usage: None,
            refused: Vec::new(),
        };
        let failures = match no_answer {
            NoAnswer::Cancelled => {
                (reading.failure, reading.is_over) = (Some("cancelled"), true);
                // The request may have been sent, and counts as if it was.
                reading.endpoint = endpoints.next().cloned();
                reading.usage = Some(Usage {
                    input: likely_input(request),
                    output: 0,
                    is_estimated: true,
                });
                return reading;
            }
            NoAnswer::NoneLeft(failures) => failures,
        };
        log(&failures);
        let Some(last) = failures.into_iter().next_back() else {
            return reading;
        };
        reading.endpoint = endpoints.find(|one| one.name == last.endpoint).cloned();
        reading.failure = Some(name_of(&last));
        if let Some(ModelError::Refused { .. }) = &last.error {
            reading.instead = Instead::Refused;
        }
        reading
    }
}

/// Each endpoint that did not answer, also if another one did.
fn log(failures: &[Failure]) {
    for failure in failures {
        tracing::warn!(
            endpoint = failure.endpoint,
            failure = name_of(failure),
            "a language model did not answer"
        );
    }
}

fn name_of(failure: &Failure) -> &'static str {
    failure.error.as_ref().map_or("paused", ModelError::name)
}

impl Exchange<'_> {
    fn call<'c>(&'c self, request: &'c Request) -> Call<'c> {
        Call {
            task: self.task,
            route: self.route,
            about: self.about,
            version: self.version,
            request,
            sent: &self.sent,
        }
    }
}
