//! One request to a language model with its answer: in the ledger, within the budgets, and read line by line.

use std::time::Duration;

use models::{
    CancellationToken, Endpoint, Error as ModelError, Limits, Request, Task,
    lines::Decoder,
    prompt::Prompt,
    router::NoAnswer,
    transport::{Event, Finish, Usage},
};
use tokio::time::Instant;
use writing::refusal::Rule;

use super::talk::Talk;
use crate::{
    error::Result,
    features::writing::{
        letters::{LetterRow, Letters, entity::author::Instead},
        models::{AiRunState, AiTask, Begun, Call, Ending, Run, Sent},
    },
    types::actor::Actor,
};

/// How an exchange ended.
pub(super) enum Ended {
    /// With the whole answer, of this endpoint.
    Complete(Endpoint),
    /// The attempt is over.
    Over,
    /// Otherwise.
    Not(Option<Instead>),
}

/// An answer as it was read.
struct Reading {
    /// None if it is complete.
    failure: Option<&'static str>,
    instead: Option<Instead>,
    is_over: bool,
    endpoint: Option<Endpoint>,
    usage: Option<Usage>,
    refused: Vec<Vec<Rule>>,
}

/// An exchange: what is asked, and until when.
pub(super) struct Exchange<'a> {
    pub actor: &'a Actor,
    pub task: AiTask,
    pub version: u32,
    pub prompt: Prompt,
    pub sent: Sent,
    pub deadline: Instant,
    pub cancel: &'a CancellationToken,
}

impl Letters {
    pub(super) fn to_send(&self, exchange: &Exchange<'_>, letter: &LetterRow) -> Request {
        let config = &self.platform.config.writing.models;
        Request {
            system: exchange.prompt.system.clone(),
            user: exchange.prompt.user.clone(),
            temperature: Some(config.temperature).filter(|degree| *degree >= 0.0),
            tokens_max: config.answer_tokens,
            seed: letter.seed.unsigned_abs(),
        }
    }

    pub(super) fn call<'c>(
        exchange: &'c Exchange<'_>,
        letter: &LetterRow,
        request: &'c Request,
    ) -> Call<'c> {
        Call {
            task: exchange.task,
            letter: letter.id,
            version: exchange.version,
            request,
            sent: &exchange.sent,
        }
    }

    /// One request with its answer, in the ledger and within the budgets.
    pub(super) async fn exchange(
        &self,
        exchange: &Exchange<'_>,
        talk: &mut Talk<'_>,
        is_repair: bool,
    ) -> Result<Ended> {
        let request = self.to_send(exchange, talk.letter);
        let call = Self::call(exchange, talk.letter, &request);
        let run = match self.models.begin(exchange.actor, &call).await? {
            Begun::Run(run) => run,
            Begun::Off => return Ok(Ended::Not(None)),
            Begun::Busy => return Ok(Ended::Not(Some(Instead::Busy))),
            Begun::OverBudget => return Ok(Ended::Not(Some(Instead::Budget))),
        };
        // After an error of ours what it took is not known: the sweep settles it, as if it had taken all that was reserved.
        let reading = self.read(exchange, &request, talk, is_repair).await?;
        self.end_run(&run, reading).await
    }

    async fn end_run(&self, run: &Run, reading: Reading) -> Result<Ended> {
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
        self.models.end(run, ending).await?;
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
        talk: &mut Talk<'_>,
        is_repair: bool,
    ) -> Result<Reading> {
        let config = &self.platform.config.writing.models;
        let limits = Limits {
            first_text: Duration::from_secs(config.first_text_secs),
            total: exchange.deadline.duration_since(Instant::now()),
            ..Limits::default()
        };
        let router = self.models.router();
        let asked = router.ask(Task::Letter, request, &limits, exchange.cancel);
        let mut answer = match asked.await {
            Ok(answer) => answer,
            Err(no_answer) => return Ok(self.without_answer(no_answer)),
        };
        let mut decoder = Decoder::default();
        let mut reading = Reading {
            failure: None,
            instead: Some(Instead::Incomplete),
            is_over: false,
            endpoint: Some(answer.endpoint().clone()),
            usage: None,
            refused: Vec::new(),
        };
        let mut refused = Vec::new();
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
                        if is_repair {
                            let rules = talk.replace(line).await?;
                            refused.extend(Some(rules).filter(|rules| !rules.is_empty()));
                        } else if !talk.take(line).await? {
                            reading.is_over = true;
                        }
                    }
                    if reading.is_over {
                        break Some("cancelled");
                    }
                    if decoder.is_full() || talk.is_too_long() {
                        break Some("too_long");
                    }
                }
                Event::End(end) => {
                    decoder.finish();
                    break match end.finish {
                        Finish::Stop | Finish::Other => None,
                        Finish::Length => Some("length"),
                        Finish::Filtered => {
                            reading.instead = Some(Instead::Refused);
                            Some("filtered")
                        }
                    };
                }
            }
        };
        reading.usage = Some(answer.usage());
        reading.refused = if is_repair { refused } else { talk.refused() };
        Ok(reading)
    }

    /// What is known if no endpoint answered.
    fn without_answer(&self, no_answer: NoAnswer) -> Reading {
        let mut reading = Reading {
            failure: Some("unavailable"),
            instead: Some(Instead::Unavailable),
            is_over: false,
            endpoint: None,
            usage: None,
            refused: Vec::new(),
        };
        let failures = match no_answer {
            NoAnswer::Cancelled => {
                (reading.failure, reading.is_over) = (Some("cancelled"), true);
                return reading;
            }
            NoAnswer::NoneLeft(failures) => failures,
        };
        let Some(last) = failures.into_iter().next_back() else {
            return reading;
        };
        let mut endpoints = self.models.router().endpoints(Task::Letter);
        reading.endpoint = endpoints.find(|one| one.name == last.endpoint).cloned();
        reading.failure = Some(last.error.as_ref().map_or("paused", ModelError::name));
        if let Some(ModelError::Refused { .. }) = &last.error {
            reading.instead = Some(Instead::Refused);
        }
        tracing::warn!(
            endpoint = last.endpoint,
            failure = reading.failure,
            "no language model answered"
        );
        reading
    }
}
