//! `/graphql` as a WebSocket, by the graphql-transport-ws protocol
//! (<https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>). One task serves one socket: its operations run side by
//! side in it, and end with it.

use std::{sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use http::StatusCode;
use poem::{
    FromRequest, IntoResponse, Request, RequestBody, Response,
    web::websocket::{CloseCode, Message, WebSocket, WebSocketConfig, WebSocketStream},
};

use self::{
    protocol::{Close, FromClient, ToClient},
    session::Session,
};
use super::{Gate, graphql, middleware, negotiate::Media, respond};

mod protocol;
mod session;

const PROTOCOL: &str = "graphql-transport-ws";
/// How long a client may take to say who it is.
const INIT_WAIT: Duration = Duration::from_secs(3);
/// How often we make sure that somebody is still there.
const PING_EVERY: Duration = Duration::from_secs(12);
/// How long a client may take to accept one message.
const SEND_WAIT: Duration = Duration::from_secs(10);
/// Bytes of one message from a client.
const MESSAGE_MAX: usize = 256 * 1_024;
/// Bytes that we read of one at most: up to here a message that is too large is told so, past it the socket just ends.
const READ_MAX: usize = 4 * MESSAGE_MAX;
/// Bytes that a socket sets aside for each direction; the library's 128 KiB would be most of what an idle socket costs.
const BUFFER: usize = 4 * 1_024;
/// How long a client may take to answer our farewell.
const FAREWELL_WAIT: Duration = Duration::from_secs(1);

/// Turns the request into a socket, or says why not.
pub(super) async fn upgrade(gate: Arc<Gate>, request: Request) -> poem::Result<Response> {
    let request_id = middleware::RequestId::of(&request);
    let refuse = |status, code, message| Ok(respond::refusal(&respond::Refusal::new(status, code, message), Media::Json, &request_id));
    if middleware::is_foreign(request.headers(), &gate.app.platform.config.http.allowed_origins) {
        return refuse(StatusCode::FORBIDDEN, "FORBIDDEN", "Pages of this origin may not open sockets here; see http.allowed_origins.");
    }
    let offered = request.headers().get("sec-websocket-protocol").and_then(|offered| offered.to_str().ok()).unwrap_or_default();
    if !offered.split(',').any(|name| name.trim() == PROTOCOL) {
        return refuse(StatusCode::BAD_REQUEST, "BAD_REQUEST", "Offer the sub-protocol graphql-transport-ws.");
    }
    let Ok(slot) = Arc::clone(&gate.sockets).try_acquire_owned() else {
        return refuse(StatusCode::SERVICE_UNAVAILABLE, "OVERLOADED", "Too many sockets are open; try again later.");
    };
    let address = graphql::address(&request);
    let (request, mut body) = (request, RequestBody::default());
    let config = WebSocketConfig::default().read_buffer_size(BUFFER).write_buffer_size(BUFFER);
    let config = config.max_message_size(Some(READ_MAX)).max_frame_size(Some(READ_MAX));
    let socket = WebSocket::from_request(&request, &mut body).await?.protocols([PROTOCOL]).config(config);
    let upgraded = socket.on_upgrade(move |stream| async move {
        serve(Session::new(gate, address, request_id), stream).await;
        drop(slot);
    });
    Ok(upgraded.into_response())
}

/// What can happen to a socket.
enum Event {
    Received(Option<std::io::Result<Message>>),
    Produced(ToClient),
    Silent,
    Tick,
    Expired,
    Stopping,
}

async fn serve(mut session: Session, mut stream: WebSocketStream) {
    let background = session.background();
    let init_deadline = tokio::time::sleep(INIT_WAIT);
    tokio::pin!(init_deadline);
    let mut ticks = tokio::time::interval_at(tokio::time::Instant::now() + PING_EVERY, PING_EVERY);
    let close = loop {
        let initialised = session.is_initialised();
        let expiry = session.expiry();
        let event = tokio::select! {
            received = stream.next() => Event::Received(received),
            Some(message) = session.next() => Event::Produced(message),
            () = &mut init_deadline, if !initialised => Event::Silent,
            () = expiry, if initialised => Event::Expired,
            _ = ticks.tick() => Event::Tick,
            () = background.stopping() => Event::Stopping,
        };
        let answers = match event {
            Event::Received(Some(Ok(message))) => match receive(&mut session, message).await {
                Ok(answers) => answers,
                Err(close) => break close,
            },
            Event::Received(_) => return,
            Event::Produced(message) => vec![message],
            Event::Tick => vec![ToClient::Ping],
            Event::Silent => break Close::INIT_TIMEOUT,
            Event::Expired => break Close::TOKEN_EXPIRED,
            Event::Stopping => break Close::RESTARTING,
        };
        for answer in answers {
            if !send(&mut stream, Message::text(answer.to_text())).await {
                return;
            }
        }
    };
    say_farewell(&mut stream, close).await;
}

/// Says why, and reads on until the client closes too: a socket that is dropped with bytes unread takes the farewell with it.
async fn say_farewell(stream: &mut WebSocketStream, close: Close) {
    if send(stream, Message::close_with(CloseCode::from(close.code), close.reason)).await {
        let rest = async { while let Some(Ok(_)) = stream.next().await {} };
        let _silent = tokio::time::timeout(FAREWELL_WAIT, rest).await;
    }
}

async fn receive(session: &mut Session, message: Message) -> Result<Vec<ToClient>, Close> {
    match message {
        Message::Text(text) if text.len() > MESSAGE_MAX => Err(Close::TOO_LARGE),
        Message::Text(text) => session.receive(FromClient::parse(&text)?).await,
        Message::Binary(_) => Err(Close::BAD_MESSAGE),
        // The library answers pings of the WebSocket layer itself; a close ends the stream.
        Message::Ping(_) | Message::Pong(_) | Message::Close(_) => Ok(Vec::new()),
    }
}

/// Whether the client took the message in time.
async fn send(stream: &mut WebSocketStream, message: Message) -> bool {
    matches!(tokio::time::timeout(SEND_WAIT, stream.send(message)).await, Ok(Ok(())))
}
