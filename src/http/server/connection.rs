//! One connection, from the first byte to the last word.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use http::{StatusCode, uri::Scheme};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;
use poem::{
    Endpoint,
    web::{LocalAddr, RemoteAddr},
};
use tokio::net::TcpStream;

use super::{
    Server,
    capacity::Place,
    close,
    idle_timer::{IdleTimer, Overdue},
    watched_stream::{Answer, Line, Open, WatchedStream},
};
use crate::platform::metrics;

/// How long a connection on which nothing happens, or only half a head, may take to say goodbye.
const GOODBYE_WAIT: Duration = Duration::from_secs(1);

/// Answers what comes in until either side ends, and says why if it is us.
pub(super) async fn serve(server: Arc<Server>, stream: TcpStream, peer: SocketAddr, place: Place) {
    let open = Arc::new(Open { _counted: server.open.token(), _place: place });
    let _counted = server.metrics.as_ref().map(|metrics| metrics.open(metrics::Open::Connection));
    let (pulse, line) = (IdleTimer::new(), Line::of(stream));
    converse(&server, line.wire(&pulse, Arc::clone(&open)), &pulse, peer).await;
    let Some(stream) = line.back() else { return };
    if !server.cut.is_cancelled() && !pulse.is_ended_by_client() {
        close::part(stream, pulse.last_words(), server.behind_tls).await;
    }
    drop(open);
}

async fn converse(server: &Arc<Server>, wire: WatchedStream, pulse: &Arc<IdleTimer>, peer: SocketAddr) {
    // Nothing of ours asks at which of our addresses it came in.
    let (local, remote) = (LocalAddr::default(), RemoteAddr(peer.into()));
    let answering = service_fn(|request: http::Request<Incoming>| {
        let (server, beat) = (Arc::clone(server), pulse.begin());
        let request = (request, local.clone(), remote.clone(), Scheme::HTTP).into();
        async move {
            let answer: http::Response<_> = server.endpoint.get_response(request).await.into();
            Ok::<_, Infallible>(answer.map(|body| Answer { body, _beat: beat }))
        }
    });
    let connection = server.protocol.serve_connection_with_upgrades(TokioIo::new(wire), answering);
    tokio::pin!(connection);
    let mut closing = false;
    loop {
        let next_look = match pulse.look(server.patience) {
            Ok(at) => at,
            Err(Overdue::Stalled) => return,
            Err(Overdue::Head) if !pulse.is_http2() => return pulse.end_with(StatusCode::REQUEST_TIMEOUT),
            Err(Overdue::Head | Overdue::Idle) => {
                connection.as_mut().graceful_shutdown();
                let _silent = tokio::time::timeout(GOODBYE_WAIT, connection).await;
                return;
            }
        };
        tokio::select! {
            _ended = connection.as_mut() => return,
            () = tokio::time::sleep_until(next_look) => {}
            () = server.background.stopping(), if !closing => {
                connection.as_mut().graceful_shutdown();
                closing = true;
            }
            () = server.cut.cancelled() => return,
        }
    }
}
