//! The server: accepts HTTP/1.1 and HTTP/2 connections on one port and lets them finish when the process stops. hyper serves the
//! routes of poem; timeouts and the response before closing come from the crate `connection`.

mod capacity;
mod executor;
mod final_answer;
mod serving;
mod state;

use std::{io, sync::Arc, time::Duration};

use tokio::net::TcpListener;

use self::capacity::FullWarning;

pub(super) use self::state::Server;

/// The pause after `accept` failed: an immediate retry would only keep a core busy.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
impl Server {
    /// Serves until the process stops, then lets open connections finish within `drain`.
    pub(super) async fn run(self: Arc<Self>, listener: TcpListener, drain: Duration) {
        let stopping = self.tasks.clone();
        tokio::select! {
            () = self.accept(&listener) => {}
            () = stopping.stopping() => {}
        }
        drop(listener);
        self.open.close();
        if tokio::time::timeout(drain, self.open.wait()).await.is_err() {
            tracing::warn!(
                connections = self.open.len(),
                "connections did not finish in time and are closed"
            );
            self.cut.cancel();
        }
    }

    async fn accept(self: &Arc<Self>, listener: &TcpListener) {
        let (mut failing, mut full_warning) = (false, FullWarning::default());
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => {
                    failing = false;
                    // Nagle's algorithm and delayed acknowledgements would add 40 ms between a result and the `complete` after
                    // it (RFC 896; RFC 1122, 4.2.3.2).
                    if stream.set_nodelay(true).is_err() {
                        continue;
                    }
                    if let Some(permit) = self.capacity.permit() {
                        self.tasks
                            .spawn(serving::serve(Arc::clone(self), stream, peer, permit));
                    } else {
                        full_warning.log();
                        self.capacity.refuse(stream, &self.tasks, self.behind_tls);
                    }
                }
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    if !failing {
                        tracing::warn!(%error, "connections cannot be accepted; retrying");
                    }
                    failing = true;
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }
}

/// True if the error concerns only the connection that was being accepted, and not the listener.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}
