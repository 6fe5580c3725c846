//! Takes connections: with small packets sent at once, and with a breath when there are no descriptors left.

use std::{io::Result, time::Duration};

use http::uri::Scheme;
use poem::{
    listener::{Acceptor, TcpAcceptor},
    web::{LocalAddr, RemoteAddr},
};
use tokio::net::{TcpListener, TcpStream};

/// How long to leave it alone when no connection could be taken: trying on would only keep a core busy.
const BREATH: Duration = Duration::from_millis(100);

/// Connections of one listener.
pub(super) struct Connections(TcpAcceptor);

impl Connections {
    pub(super) fn of(listener: TcpListener) -> Result<Self> {
        TcpAcceptor::from_tokio(listener).map(Self)
    }
}

impl Acceptor for Connections {
    type Io = TcpStream;

    fn local_addr(&self) -> Vec<LocalAddr> {
        self.0.local_addr()
    }

    async fn accept(&mut self) -> Result<(TcpStream, LocalAddr, RemoteAddr, Scheme)> {
        match self.0.accept().await {
            Ok(connection) => {
                // Without this a result and the `complete` after it are 40 ms apart (RFC 896 meets RFC 1122, 4.2.3.2).
                connection.0.set_nodelay(true)?;
                Ok(connection)
            }
            Err(error) => {
                tokio::time::sleep(BREATH).await;
                Err(error)
            }
        }
    }
}
