//! Streams of answers over HTTP, as server-sent events or multipart bodies. One task serves one stream: it sends each
//! piece when the client has taken the previous one, so nothing queues up for a slow client; a client that takes nothing is disconnected.

use std::{io, sync::Arc, time::Duration};

use async_graphql::Response as Answer;
use chrono::{DateTime, Utc};
use futures_util::{StreamExt, stream};
use http::{StatusCode, header};
use poem::{Body, Response};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, interval_at, timeout},
};

use self::format::StreamEnd;
pub(super) use self::format::{Format, Wanted};
use super::{
    answers::Answers,
    graphql_server::GraphqlServer,
    respond::{self, Refusal},
};
use crate::{
    graphql::operation::Operation,
    types::{actor::Viewer, origin::Origin},
};

mod format;
mod multipart;
mod sse;

/// The caller of a stream.
pub(super) struct Caller {
    pub viewer: Viewer,
    pub origin: Origin,
    pub request_id: String,
    /// When the token expires; `None` without a token.
    pub ends: Option<DateTime<Utc>>,
}

impl GraphqlServer {
    /// Opens a stream for an admitted operation, or refuses it.
    pub(super) fn open(
        self: &Arc<Self>,
        format: Format,
        operation: Operation,
        caller: Caller,
    ) -> Result<Response, Refusal> {
        // Queries and mutations end soon and take no connection slot.
        let place = operation
            .is_subscription()
            .then(|| {
                Ok::<_, Refusal>((
                    self.slots.enter()?,
                    self.slots
                        .claim(&caller.viewer, caller.origin.budget_key())?,
                ))
            })
            .transpose()?;
        let Caller {
            viewer,
            origin,
            request_id,
            ends,
        } = caller;
        // A query or mutation returns its answer even if it is the one that revoked the session.
        let ended = self.ended(if place.is_some() {
            &viewer
        } else {
            &Viewer::Anonymous
        });
        let answers = self.answers(operation, viewer, origin, request_id.clone());
        let (pieces, taken) = mpsc::channel(1);
        let (last, last_taken) = oneshot::channel();
        let outlet = BodySender {
            format,
            pieces,
            lag: Duration::from_secs(self.app.platform.config.streams.lag_secs),
        };
        let server = Arc::clone(self);
        self.app.platform.background.spawn(async move {
            let words = server
                .pump(answers, ends, ended, &outlet, &request_id)
                .await;
            // A client that resumes reading after a pause still finds the last message behind the queued pieces.
            drop((last.send(words), place));
        });
        Ok(response(format, body(taken, last_taken)))
    }

    /// Forwards pieces until the operation or the connection ends; returns the last message.
    async fn pump(
        &self,
        mut answers: Answers,
        ends: Option<DateTime<Utc>>,
        ended: impl Future<Output = ()>,
        outlet: &BodySender,
        request_id: &str,
    ) -> String {
        let format = outlet.format;
        let interval = format.keep_alive_interval(&self.app.platform.config.streams);
        let mut beats = interval_at(Instant::now() + interval, interval);
        let expiry = self.expiry(ends);
        tokio::pin!(expiry, ended);
        let mut piece = format.opening();
        loop {
            if let Err(cut) = outlet.send_piece(piece).await {
                return format.cut_off(cut, request_id);
            }
            piece = tokio::select! {
                answer = answers.next() => match answer {
                    Some(answer) => format.next(&answer),
                    None => return format.complete(),
                },
                _ = beats.tick() => format.beat(),
                () = &mut expiry => return format.cut_off(StreamEnd::Expired, request_id),
                () = &mut ended => return format.cut_off(StreamEnd::Revoked, request_id),
                () = self.app.platform.background.stopping() => return format.cut_off(StreamEnd::Stopping, request_id),
                // The client is gone.
                () = outlet.pieces.closed() => return String::new(),
            };
        }
    }

    /// Completes when the session of the caller is revoked; never without a session.
    pub(super) fn ended(&self, viewer: &Viewer) -> impl Future<Output = ()> + use<> {
        let ended = match viewer {
            Viewer::User(actor) => Some(self.app.auth.revocation.ended(actor.session_id)),
            Viewer::Anonymous => None,
        };
        async move {
            match ended {
                Some(ended) => ended.await,
                None => std::future::pending().await,
            }
        }
    }

    /// Completes when the token expires; never without a token.
    pub(super) fn expiry(&self, ends: Option<DateTime<Utc>>) -> impl Future<Output = ()> + use<> {
        let left = ends.map(|ends| {
            (ends - self.app.platform.clock.now())
                .to_std()
                .unwrap_or(Duration::ZERO)
        });
        async move {
            match left {
                Some(left) => tokio::time::sleep(left).await,
                None => std::future::pending().await,
            }
        }
    }
}

/// The sending side of a body.
struct BodySender {
    format: Format,
    pieces: mpsc::Sender<String>,
    lag: Duration,
}

impl BodySender {
    /// Waits until the body has room for another piece; a disconnected client is detected elsewhere.
    async fn send_piece(&self, piece: String) -> Result<(), StreamEnd> {
        timeout(self.lag, self.pieces.send(piece))
            .await
            .map(drop)
            .map_err(|_| StreamEnd::Lagged)
    }
}

fn body(pieces: mpsc::Receiver<String>, last: oneshot::Receiver<String>) -> Body {
    let pieces = stream::unfold(pieces, |mut pieces| async move {
        Some((pieces.recv().await?, pieces))
    });
    let last = stream::once(last).filter_map(|words| async move { words.ok() });
    Body::from_bytes_stream(pieces.chain(last).map(Ok::<_, io::Error>))
}

/// The response head: proxies must not buffer or store the stream.
fn response(format: Format, body: Body) -> Response {
    Response::builder()
        .status(StatusCode::OK)
        .header(header::CACHE_CONTROL, "private, no-store")
        .header("x-accel-buffering", "no")
        .content_type(format.content_type())
        .body(body)
}

/// The response to a refused stream request in the stream's format; `None` if an ordinary response is sent.
pub(super) fn refusal(
    wanted: Option<Wanted>,
    refusal: &Refusal,
    request_id: &str,
) -> Option<Response> {
    wanted.filter(|wanted| wanted.reports(refusal))?;
    let mut answer: Answer = respond::refused(refusal);
    respond::add_error_codes(&mut answer, request_id);
    let format = Format::Events;
    Some(response(
        format,
        Body::from_string(format.next(&answer) + &format.complete()),
    ))
}
