//! `/graphql` as a WebSocket, by the graphql-transport-ws protocol
//! (<https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>). One task serves one socket: its operations run side by
//! concurrently in it, and end with it. The next result is polled when the previous one was sent, so nothing queues up for a slow client.

use std::{sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use poem::{Request, Response, Upgraded};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Error, Message,
        error::ProtocolError,
        protocol::{CloseFrame, Role, WebSocketConfig},
    },
};

use self::{
    protocol::{Close, FromClient, ToClient},
    session::{Progress, Session},
};
use super::{
    graphql_server::GraphqlServer,
    middleware,
    negotiate::Media,
    request_origin,
    respond::{self, Refusal},
};
use crate::{graphql::code::Code, platform::metrics::Open};

mod handshake;
mod protocol;
mod session;

const PROTOCOL: &str = "graphql-transport-ws";
/// Maximum bytes of a message from a client.
const MESSAGE_MAX: usize = 256 * 1_024;
/// Read buffer of a socket in bytes: most messages are shorter, and longer ones are read in several steps. The library's default of
/// 128 KiB would be most of the memory of an idle socket.
const READ_BUFFER: usize = 1_024;
/// Bytes that are buffered before they are written.
const WRITE_BUFFER: usize = 4 * 1_024;
/// How long to wait for the client's close frame.
const CLOSE_WAIT: Duration = Duration::from_secs(1);

type Socket = WebSocketStream<Upgraded>;

/// Upgrades a request to a WebSocket, or refuses it.
pub(super) async fn upgrade(server: Arc<GraphqlServer>, request: &Request) -> Response {
    let request_id = middleware::RequestId::of(request);
    open(server, request, request_id.clone())
        .await
        .unwrap_or_else(|refused| respond::refusal(&refused, Media::Json, &request_id))
}

async fn open(
    server: Arc<GraphqlServer>,
    request: &Request,
    request_id: String,
) -> Result<Response, Refusal> {
    if middleware::is_foreign(
        request.headers(),
        &server.app.platform.config.http.allowed_origins,
    ) {
        let message = "Pages of this origin may not open sockets here; see http.allowed_origins.";
        return Err(Refusal::new(Code::Forbidden, message));
    }
    if !handshake::offers(request.headers(), PROTOCOL) {
        return Err(Refusal::bad_request(
            "Offer the sub-protocol graphql-transport-ws.",
        ));
    }
    let no_socket = || {
        Refusal::bad_request(
            "This is not a valid WebSocket handshake; see RFC 6455, 4.1, for the required headers.",
        )
    };
    let accept_key = handshake::accept_key(request).ok_or_else(no_socket)?;
    let origin = request_origin::origin(request);
    let by_cookie = server.by_cookie(request.headers(), &origin).await?;
    let place = server.slots.enter()?;
    let upgrade = request.take_upgrade().map_err(|_| no_socket())?;
    let background = server.app.platform.background.clone();
    background.spawn(async move {
        let Ok(connection) = upgrade.await else {
            return;
        };
        let _counted = server.app.platform.metrics.open(Open::Socket);
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(WRITE_BUFFER);
        let config = config
            .max_message_size(Some(MESSAGE_MAX))
            .max_frame_size(Some(MESSAGE_MAX));
        let mut socket = Socket::from_raw_socket(connection, Role::Server, Some(config)).await;
        if let Some(close) = serve(
            Session::new(server, origin, request_id, by_cookie),
            &mut socket,
        )
        .await
        {
            send_close(&mut socket, close).await;
        }
        drop(place);
    });
    Ok(handshake::switched(&accept_key, PROTOCOL))
}

/// The events of a socket.
enum Event {
    Received(Option<Result<Message, Error>>),
    Progress(Progress),
    Tick,
    Stopping,
}

/// Serves a socket until it ends; returns the close frame to send, or `None` if the client is gone. The session is dropped then.
async fn serve(mut session: Session, socket: &mut Socket) -> Option<Close> {
    let (background, streams) = (session.background(), session.streams());
    let lag = Duration::from_secs(streams.lag_secs);
    let ping_every = Duration::from_secs(streams.ping_secs);
    let mut ticks = tokio::time::interval_at(tokio::time::Instant::now() + ping_every, ping_every);
    let stopping = background.stopping();
    tokio::pin!(stopping);
    loop {
        let event = tokio::select! {
            received = socket.next() => Event::Received(received),
            progress = session.progress() => Event::Progress(progress),
            _ = ticks.tick() => Event::Tick,
            () = &mut stopping => Event::Stopping,
        };
        let answer = match event {
            // Boxed, so that an idle socket reserves no memory for it.
            Event::Received(Some(Ok(message))) => {
                match Box::pin(receive(&mut session, message)).await {
                    Ok(_) if session.has_expired() => return Some(Close::TOKEN_EXPIRED),
                    Ok(answer) => answer,
                    Err(close) => return Some(close),
                }
            }
            Event::Received(Some(Err(error))) => return close_for(&error),
            Event::Received(None) => return None,
            Event::Progress(Progress::Message(message)) => Some(message),
            Event::Progress(Progress::Ended(close)) if close == Close::REVOKED => {
                for answer in Box::pin(session.last_answers()).await {
                    if socket.feed(Message::text(answer.to_text())).await.is_err() {
                        return None;
                    }
                }
                return Some(Close::REVOKED);
            }
            Event::Progress(Progress::Ended(close)) => return Some(close),
            Event::Tick => Some(ToClient::Ping),
            Event::Stopping => return Some(Close::RESTARTING),
        };
        let Some(answer) = answer else { continue };
        tokio::select! {
            biased;
            sent = tokio::time::timeout(lag, socket.send(Message::text(answer.to_text()))) => match sent {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return None,
                Err(_) => return Some(Close::LAGGED),
            },
            () = &mut stopping => return Some(Close::RESTARTING),
        }
    }
}

/// The close frame for a violation of RFC 6455 (7.4.1); `None` if the client is gone.
const fn close_for(error: &Error) -> Option<Close> {
    match error {
        Error::Utf8(_) => Some(Close::NOT_UTF8),
        Error::Capacity(_) => Some(Close::TOO_LARGE),
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => None,
        Error::Protocol(_) => Some(Close::PROTOCOL_ERROR),
        _ => None,
    }
}

/// Sends the close frame and reads until the client closes, too: dropping a socket with unread bytes could discard the close frame.
/// After a protocol violation the input cannot be parsed as frames, so raw bytes are read.
async fn send_close(socket: &mut Socket, close: Close) {
    let frame = CloseFrame {
        code: close.code.into(),
        reason: close.reason.clone().into_owned().into(),
    };
    // A slow client has a lot to read before the close frame.
    let wait = if close == Close::LAGGED {
        10 * CLOSE_WAIT
    } else {
        CLOSE_WAIT
    };
    let closing = async {
        if socket.send(Message::Close(Some(frame))).await.is_err() {
            return;
        }
        if close.is_protocol_error() {
            let _closed = tokio::io::copy(socket.get_mut(), &mut tokio::io::sink()).await;
        }
        while let Some(Ok(_)) = socket.next().await {}
    };
    let _silent = tokio::time::timeout(wait, closing).await;
}

async fn receive(session: &mut Session, message: Message) -> Result<Option<ToClient>, Close> {
    match message {
        Message::Text(text) => session.receive(FromClient::parse(&text)?).await,
        Message::Binary(_) => Err(Close::bad_message("Messages are text, not binary")),
        // The library answers WebSocket pings itself; after a close frame the stream ends.
        Message::Ping(_) | Message::Pong(_) | Message::Close(_) | Message::Frame(_) => Ok(None),
    }
}
