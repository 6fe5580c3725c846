//! One connection: hyper serves it within its timeouts, then it is closed, with a last response if one is required.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use connection::{ConnectionState, SharedStream, TimedOut, TrackedBody, WatchedStream, close};
use http::{StatusCode, uri::Scheme};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;
use poem::{
    Endpoint,
    web::{LocalAddr, RemoteAddr},
};
use tokio::net::TcpStream;
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::{capacity::ConnectionPermit, final_answer, state::Server};
use crate::platform::metrics;

/// How long an idle HTTP/2 connection has to finish after GOAWAY.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(1);

/// What a connection, or the WebSocket that it was upgraded to, holds until its last byte.
struct OpenConnection {
    _tracked: TaskTrackerToken,
    _permit: ConnectionPermit,
}

/// Serves a connection until either side ends it.
pub(super) async fn serve(
    server: Arc<Server>,
    stream: TcpStream,
    peer: SocketAddr,
    permit: ConnectionPermit,
) {
    let open = Arc::new(OpenConnection {
        _tracked: server.open.token(),
        _permit: permit,
    });
    let _counted = server
        .metrics
        .as_ref()
        .map(|metrics| metrics.open(metrics::Open::Connection));
    let (state, stream) = (ConnectionState::new(), SharedStream::new(stream));
    run(
        &server,
        stream.watched(&state, Arc::clone(&open)),
        &state,
        peer,
    )
    .await;
    let Some(stream) = stream.into_inner() else {
        return;
    };
    if !server.cut.is_cancelled() && !state.is_closed_by_client() {
        let answer = match state.final_status() {
            Some(status) => Some(final_answer::bytes(status, server.behind_tls).await),
            None => None,
        };
        close::send_and_drain(stream, answer).await;
    }
    drop(open);
}

async fn run(
    server: &Arc<Server>,
    stream: WatchedStream<TcpStream, Arc<OpenConnection>>,
    state: &Arc<ConnectionState>,
    peer: SocketAddr,
) {
    // No route uses the local address of the connection.
    let (local, remote) = (LocalAddr::default(), RemoteAddr(peer.into()));
    let service = service_fn(|request: http::Request<Incoming>| {
        let (server, running) = (Arc::clone(server), state.begin_request());
        let request = (request, local.clone(), remote.clone(), Scheme::HTTP).into();
        async move {
            let response: http::Response<_> = server.endpoint.get_response(request).await.into();
            Ok::<_, Infallible>(response.map(|body| TrackedBody::new(body, running)))
        }
    });
    let serving = server
        .protocol
        .serve_connection_with_upgrades(TokioIo::new(stream), service);
    tokio::pin!(serving);
    let mut shutting_down = false;
    loop {
        let next_check = match state.check(server.timeouts) {
            Ok(at) => at,
            Err(TimedOut::Write) => return,
            Err(TimedOut::Head) if !state.is_http2() => {
                return state.close_with(StatusCode::REQUEST_TIMEOUT);
            }
            Err(TimedOut::Head | TimedOut::Idle) => {
                serving.as_mut().graceful_shutdown();
                drop(tokio::time::timeout(SHUTDOWN_TIMEOUT, serving).await);
                return;
            }
        };
        tokio::select! {
            _ended = serving.as_mut() => return,
            () = tokio::time::sleep_until(next_check) => {}
            () = server.tasks.stopping(), if !shutting_down => {
                serving.as_mut().graceful_shutdown();
                shutting_down = true;
            }
            () = server.cut.cancelled() => return,
        }
    }
}
