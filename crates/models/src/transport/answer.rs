//! An answer as it arrives.

use std::{collections::VecDeque, fmt, time::Duration};

use futures_util::{Stream, stream};
use reqwest::Response;

use super::{Call, waits::Waits};
use crate::{
    endpoint::Provider,
    error::Error,
    money,
    wire::{self, Decoder, Signal},
};

/// Bytes of one event.
const EVENT_BYTES_MAX: usize = 256 * 1_024;
/// How long the usage is waited for when the text is complete.
const TAIL: Duration = Duration::from_secs(2);

/// What an answer consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A piece of the text. It may end anywhere.
    Text(String),
    /// The end, after which nothing comes.
    End(End),
}

/// The end of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// Why it ended.
    pub finish: Finish,
    /// The tokens that it took.
    pub usage: Usage,
}

/// Why an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// It is complete.
    Stop,
    /// It reached the limit of tokens.
    Length,
    /// The provider withheld it, or the rest of it.
    Filtered,
    /// For another reason, or for none.
    Other,
}

/// Tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Those of the request.
    pub input: u64,
    /// Those of the answer.
    pub output: u64,
    /// True if the server did not tell both: what is missing follows from the texts (`money::likely_tokens`).
    pub is_estimated: bool,
}

/// An answer. To drop it closes the connection.
pub struct Answer {
    source: Source,
    waits: Waits,
    ready: VecDeque<Event>,
    told: Told,
    failure: Option<Error>,
    is_over: bool,
}

/// Where the text comes from.
struct Source {
    response: Response,
    events: Decoder,
    provider: Provider,
    bytes_read: usize,
    bytes_max: usize,
    has_events: bool,
}

/// What is known so far.
struct Told {
    input: Option<u64>,
    output: Option<u64>,
    finish: Option<Finish>,
    /// The tokens of the request by the rule.
    input_by_rule: u64,
    /// The text so far, for the rule.
    counted: money::Counter,
}

impl Answer {
    pub(super) fn new(
        response: Response,
        provider: Provider,
        call: Call<'_>,
        waits: Waits,
    ) -> Self {
        let source = Source {
            response,
            events: Decoder::new(EVENT_BYTES_MAX),
            provider,
            bytes_read: 0,
            bytes_max: call.limits.bytes_max,
            has_events: false,
        };
        let told = Told {
            input: None,
            output: None,
            finish: None,
            input_by_rule: money::likely_input(call.request),
            counted: money::Counter::default(),
        };
        Self {
            source,
            waits,
            ready: VecDeque::new(),
            told,
            failure: None,
            is_over: false,
        }
    }

    /// The next event; none after the end and after an error. It may be dropped while it waits, without loss.
    pub async fn next(&mut self) -> Option<Result<Event, Error>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(Ok(event));
            }
            if let Some(error) = self.failure.take() {
                return Some(Err(error));
            }
            if self.is_over {
                return None;
            }
            self.read_on().await;
        }
    }

    /// The answer as a stream.
    pub fn into_stream(self) -> impl Stream<Item = Result<Event, Error>> {
        stream::unfold(self, |mut answer| async {
            let event = answer.next().await?;
            Some((event, answer))
        })
    }

    /// The whole text and the end.
    pub async fn text(mut self) -> Result<(String, End), Error> {
        let mut text = String::new();
        loop {
            match self.next().await {
                Some(Ok(Event::Text(piece))) => text.push_str(&piece),
                Some(Ok(Event::End(end))) => return Ok((text, end)),
                Some(Err(error)) => return Err(error),
                None => return Err(Error::Cut),
            }
        }
    }

    /// The tokens so far: what a cancelled or broken answer has cost, as far as that is known.
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.told.usage()
    }

    /// Waits until there is text, or the end.
    pub(super) async fn wait_for_text(&mut self) -> Result<(), Error> {
        while self.ready.is_empty() && !self.is_over {
            self.read_on().await;
        }
        match self.failure.take() {
            Some(error) if self.ready.is_empty() => Err(error),
            failure => {
                self.failure = failure;
                Ok(())
            }
        }
    }

    /// Reads what comes next. A failure is told after the text that came before it.
    async fn read_on(&mut self) {
        let outcome = match self.waits.until(self.source.response.chunk()).await {
            Ok(Ok(Some(bytes))) => self.take(&bytes),
            Ok(Ok(None) | Err(_)) => self.stopped(Error::Cut),
            Err(Error::Cancelled) => Err(Error::Cancelled),
            Err(error) => self.stopped(error),
        };
        if let Err(error) = outcome {
            self.is_over = true;
            self.failure = Some(error);
        }
    }

    /// Nothing more comes. If the text is complete, only the usage is missing.
    fn stopped(&mut self, error: Error) -> Result<(), Error> {
        if self.told.finish.is_some() {
            self.end();
            return Ok(());
        }
        if error == Error::Cut && self.source.bytes_read > 0 && !self.source.has_events {
            return Err(Error::Malformed("has no events"));
        }
        Err(error)
    }

    fn end(&mut self) {
        self.is_over = true;
        self.ready.push_back(Event::End(End {
            finish: self.told.finish.unwrap_or(Finish::Other),
            usage: self.told.usage(),
        }));
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let source = &mut self.source;
        source.bytes_read = source.bytes_read.saturating_add(bytes.len());
        let too_long = |bytes_max| Error::TooLong { bytes_max };
        if source.bytes_read > source.bytes_max {
            return Err(too_long(source.bytes_max));
        }
        let events = source.events.push(bytes);
        let events = events.map_err(|_| too_long(EVENT_BYTES_MAX))?;
        let provider = source.provider;
        for event in events {
            self.source.has_events = true;
            for signal in wire::read(provider, &event)? {
                self.note(signal);
                if self.is_over {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn note(&mut self, signal: Signal) {
        match signal {
            Signal::Text(text) => {
                self.waits.text_came();
                self.told.counted.add(&text);
                self.ready.push_back(Event::Text(text));
            }
            Signal::Thinking => self.waits.text_came(),
            Signal::Usage { input, output } => {
                self.told.input = input.or(self.told.input);
                self.told.output = output.or(self.told.output);
            }
            Signal::Finish(finish) => {
                self.told.finish = Some(finish);
                self.waits.expect_within(TAIL);
            }
            Signal::Done => {
                self.told.finish.get_or_insert(Finish::Other);
                self.end();
            }
        }
    }
}

impl Told {
    fn usage(&self) -> Usage {
        let by_rule = self.counted.tokens();
        let output = match (self.output, self.finish) {
            (Some(told), Some(_)) => told,
            // What is told before the end is what it was then.
            (told, _) => told.unwrap_or_default().max(by_rule),
        };
        Usage {
            input: self.input.unwrap_or(self.input_by_rule),
            output,
            is_estimated: self.input.is_none() || self.output.is_none() || self.finish.is_none(),
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("bytes_read", &self.source.bytes_read)
            .field("is_over", &self.is_over)
            .finish_non_exhaustive()
    }
}
