//! Helpers for every test: an app with its own database, clients for HTTP and WebSocket, users. Nothing here sleeps for a fixed time,
//! connects beyond loopback or depends on another test.

use std::time::Duration;

mod app;
mod binary;
pub mod board;
mod browser;
mod bucket;
mod client;
mod database;
mod embeddings;
mod feed;
mod journey;
mod linkedin;
mod mail;
mod passkey;
mod provider;
mod proxy;
mod raw;
mod s3;
mod seeker;
mod servers;
mod socket;
mod upload;
mod user;
mod wire;

pub use self::{
    app::{Setup, TestApp},
    binary::{Ended, Place, Running},
    browser::Browser,
    bucket::Bucket,
    client::{Answer, Client},
    database::Home,
    embeddings::FakeEmbeddings,
    feed::Feed,
    journey::{REFUSAL, capital, input_of},
    linkedin::{FakeLinkedIn, LINKEDIN_TOKEN, fault, page},
    mail::{MailServer, Whim},
    passkey::{Device, ORIGIN, RP_ID, flip},
    provider::IdentityProvider,
    proxy::Proxy,
    raw::Raw,
    s3::S3Server,
    seeker::{Card, FOLLOW, MOVE, create, from_the_start, inbox, new_card},
    servers::{OwnRedis, free_port, server_address, signal},
    socket::Socket,
    upload::{UPLOAD, multipart, pdf},
    user::{PASSWORD, TestApplication, TestUser},
    wire::Wire,
};

/// Maximum time that a test waits for a state: far longer than needed, so that no test fails on a slow machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Concatenates texts into a long document.
pub fn series(count: usize, one: impl FnMut(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().concat()
}

/// Calls until the result is `Some`, and returns it; fails after [`PATIENCE`].
pub async fn eventually<T, F: Future<Output = Option<T>>>(
    what: &str,
    mut ask: impl FnMut() -> F,
) -> T {
    let asking = async {
        loop {
            if let Some(found) = ask().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE, asking)
        .await
        .unwrap_or_else(|_| panic!("it never happened: {what}"))
}
