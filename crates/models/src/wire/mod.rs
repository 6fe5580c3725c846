//! The protocols of the providers: how a request is written and what the events of an answer say.

mod anthropic;
mod failure;
mod openai;
mod sse;

pub(crate) use self::{failure::failure_of, sse::Decoder};

use http::{HeaderMap, HeaderValue, header};
use serde_json::Value;

use crate::{
    endpoint::{Endpoint, Provider},
    error::Error,
    key::InvalidKey,
    request::Request,
    transport::Finish,
};

/// What an event says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    /// A piece of the text.
    Text(String),
    /// The model writes what is not part of the text.
    Thinking,
    /// How many tokens were used, as far as it says.
    Usage {
        /// Those of the request.
        input: Option<u64>,
        /// Those of the answer.
        output: Option<u64>,
    },
    /// Why the text ends.
    Finish(Finish),
    /// Nothing follows.
    Done,
}

/// The body of a request.
pub(crate) fn body(endpoint: &Endpoint, request: &Request) -> Value {
    match endpoint.provider {
        Provider::OpenAi => openai::body(endpoint, request),
        Provider::Anthropic => anthropic::body(endpoint, request),
    }
}

/// The headers of a request.
pub(crate) fn headers(endpoint: &Endpoint) -> Result<HeaderMap, InvalidKey> {
    let mut headers = HeaderMap::new();
    let json = HeaderValue::from_static("application/json");
    headers.insert(header::CONTENT_TYPE, json);
    let events = HeaderValue::from_static("text/event-stream");
    headers.insert(header::ACCEPT, events);
    // A compressed stream waits for whole blocks.
    let plain = HeaderValue::from_static("identity");
    headers.insert(header::ACCEPT_ENCODING, plain);
    match endpoint.provider {
        Provider::OpenAi => openai::add_headers(&mut headers, endpoint)?,
        Provider::Anthropic => anthropic::add_headers(&mut headers, endpoint)?,
    }
    Ok(headers)
}

/// What an event says; an error if it has another form or says that the answer failed.
pub(crate) fn read(provider: Provider, event: &sse::Event) -> Result<Vec<Signal>, Error> {
    match provider {
        Provider::OpenAi => openai::read(event),
        Provider::Anthropic => anthropic::read(event),
    }
}

/// What is wrong with an event that cannot be read.
const NOT_READABLE: Error = Error::Malformed("has an event that cannot be read");
