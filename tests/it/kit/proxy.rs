//! A TCP proxy on loopback that simulates a bad network: it refuses, closes, swallows, drops or delays.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use super::wire::{Counting, Wire};
use careergraph::platform::process_tasks::ProcessTasks;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
};

/// The current behaviour of the network.
#[derive(Clone, Copy, Default)]
struct Weather {
    refuses: bool,
    /// Drops everything silently.
    swallows: bool,
    delay: Duration,
    /// Connections from before this number of cuts are closed.
    cuts: u64,
    /// Connections from before this number of losses stay open, but carry nothing any more.
    losses: u64,
}

/// A proxy in front of a server; it is stopped when dropped.
pub struct Proxy {
    pub address: SocketAddr,
    weather: watch::Sender<Weather>,
    counts: Arc<Counts>,
    background: ProcessTasks,
}

#[derive(Default)]
struct Counts {
    accepted: AtomicU64,
    sent: AtomicU64,
    /// What is counted as requests, and their number.
    wire: Option<Wire>,
    requests: AtomicU64,
}

impl Proxy {
    /// Listens on a free port and forwards to `server`.
    pub async fn before(server: SocketAddr) -> Self {
        Self::counting(server, None).await
    }

    /// The same, and counts the requests of a protocol.
    pub async fn counting(server: SocketAddr, wire: Option<Wire>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let proxy = Self {
            address,
            weather: watch::Sender::new(Weather::default()),
            counts: Arc::new(Counts {
                wire,
                ..Counts::default()
            }),
            background: ProcessTasks::default(),
        };
        let (weather, counts, background) = (
            proxy.weather.subscribe(),
            Arc::clone(&proxy.counts),
            proxy.background.clone(),
        );
        proxy.background.spawn(async move {
            let stopping = background.clone();
            tokio::select! { () = stopping.stopping() => {}, () = listen(listener, server, weather, &counts, &background) => {} }
        });
        proxy
    }

    /// Replaces the server in a URL by this proxy.
    pub fn way(&self) -> impl FnOnce(&str) -> String + Send + use<> {
        let address = self.address;
        move |url| {
            let mut url = url::Url::parse(url).expect("a URL");
            url.set_ip_host(address.ip()).expect("a host");
            url.set_port(Some(address.port())).expect("a port");
            url.into()
        }
    }

    /// Refuses new connections and closes the others, as if the server were down.
    pub fn refuse(&self) {
        self.weather.send_modify(|weather| {
            weather.refuses = true;
            weather.cuts += 1;
        });
    }

    /// Closes open connections; new ones are forwarded.
    pub fn cut(&self) {
        self.weather.send_modify(|weather| weather.cuts += 1);
    }

    /// Drops all data silently, until restored.
    pub fn swallow(&self) {
        self.weather.send_modify(|weather| weather.swallows = true);
    }

    /// Loses open connections, as a firewall does: they stay open and carry nothing any more. New ones are forwarded.
    pub fn forget(&self) {
        self.weather.send_modify(|weather| weather.losses += 1);
    }

    /// Delays each chunk of data in both directions.
    pub fn delay(&self, delay: Duration) {
        self.weather.send_modify(|weather| weather.delay = delay);
    }

    /// Restores the network.
    pub fn pass(&self) {
        self.weather.send_modify(|weather| {
            (weather.refuses, weather.swallows, weather.delay) = (false, false, Duration::ZERO);
        });
    }

    /// The number of accepted connections so far.
    pub fn accepted(&self) -> u64 {
        self.counts.accepted.load(Ordering::Relaxed)
    }

    /// The number of requests that clients sent so far.
    pub fn requests(&self) -> u64 {
        self.counts.requests.load(Ordering::Relaxed)
    }

    /// The number of chunks that clients sent so far.
    pub fn sent(&self) -> u64 {
        self.counts.sent.load(Ordering::Relaxed)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.background.stop();
    }
}

async fn listen(
    mut listener: TcpListener,
    server: SocketAddr,
    weather: watch::Receiver<Weather>,
    counts: &Arc<Counts>,
    background: &ProcessTasks,
) {
    let address = listener.local_addr().expect("an address");
    let mut season = weather.clone();
    loop {
        tokio::select! {
            taken = listener.accept() => {
                let Ok((client, _)) = taken else { continue };
                counts.accepted.fetch_add(1, Ordering::Relaxed);
                let (weather, counts, stopping) = (weather.clone(), Arc::clone(counts), background.clone());
                background.spawn(async move {
                    tokio::select! { () = stopping.stopping() => {}, () = connection(client, server, weather, &counts) => {} }
                });
            }
            () = async { drop(season.wait_for(|weather| weather.refuses).await) } => {
                // A bound socket that does not listen refuses connections and reserves the port.
                drop(listener);
                let bound = TcpSocket::new_v4().expect("a socket");
                bound.set_reuseaddr(true).expect("an option");
                bound.bind(address).expect("the same port");
                drop(season.wait_for(|weather| !weather.refuses).await);
                listener = bound.listen(1_024).expect("listens again");
            }
        }
    }
}

async fn connection(
    client: TcpStream,
    server: SocketAddr,
    mut weather: watch::Receiver<Weather>,
    counts: &Counts,
) {
    let born = *weather.borrow();
    let mut cut = weather.clone();
    let ended = async {
        drop(cut.wait_for(|now| now.cuts > born.cuts).await);
    };
    let passing = async {
        drop(weather.wait_for(|now| !now.swallows).await);
        let Ok(server) = TcpStream::connect(server).await else {
            return;
        };
        let mut counting = counts.wire.map(Counting::new);
        let sending = |bytes: &[u8]| {
            counts.sent.fetch_add(1, Ordering::Relaxed);
            if let Some(counting) = &mut counting {
                counting.take(bytes, &counts.requests);
            }
        };
        let ((from_client, to_client), (from_server, to_server)) =
            (client.into_split(), server.into_split());
        tokio::select! {
            () = pump(from_client, to_server, weather.clone(), born.losses, sending) => {},
            () = pump(from_server, to_client, weather.clone(), born.losses, |_: &[u8]| ()) => {},
        }
    };
    tokio::select! { () = ended => {}, () = passing => {} }
}

async fn pump(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    mut weather: watch::Receiver<Weather>,
    born_losses: u64,
    mut note: impl FnMut(&[u8]),
) {
    let mut buffer = vec![0; 16_384];
    while let Ok(length) = from.read(&mut buffer).await {
        note(&buffer[..length]);
        let now = weather
            .wait_for(|now| !now.swallows && now.losses == born_losses)
            .await
            .map(|now| *now);
        let (Ok(now), 1..) = (now, length) else {
            return;
        };
        tokio::time::sleep(now.delay).await;
        if to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
