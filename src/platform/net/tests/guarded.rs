//! The client for untrusted URLs: hostile URLs, names, redirects and answers.

use std::{
    collections::HashMap,
    io::{self, Write},
    net::IpAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::future::BoxFuture;

use super::{
    super::{Answer, Failure, FailureKind, Guarded, Limits, Lookup},
    LIMITS, Server, answer,
};
use crate::config::{Config, Outbound};

/// Names and the addresses of each resolution; the last list is repeated.
#[derive(Clone, Default)]
struct Names(Arc<Mutex<HashMap<String, Vec<Vec<IpAddr>>>>>);

impl Names {
    fn of(table: &[(&str, &[&[&str]])]) -> Self {
        let address = |text: &&str| text.parse().expect("an address");
        let lists = |lists: &[&[&str]]| {
            lists
                .iter()
                .map(|list| list.iter().map(address).collect())
                .collect()
        };
        let table = table
            .iter()
            .map(|(name, found)| ((*name).to_owned(), lists(found)));
        Self(Arc::new(Mutex::new(table.collect())))
    }
}

impl Lookup for Names {
    fn lookup(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let mut table = self.0.lock().expect("a table");
        let found = match table.get_mut(name) {
            None => Err(io::Error::other("no such name")),
            Some(lists) if lists.len() > 1 => Ok(lists.remove(0)),
            Some(lists) => Ok(lists.first().cloned().unwrap_or_default()),
        };
        Box::pin(async move { found })
    }
}

fn defaults() -> Outbound {
    Config::load(None).expect("the defaults are valid").outbound
}

/// Allows plain http to this server and to no other loopback address.
fn towards(server: &Server) -> Outbound {
    Outbound {
        named_plain_http: true,
        named_ports: vec![server.port()],
        named_networks: vec!["127.0.0.1/32".parse().expect("a network")],
        ..defaults()
    }
}

fn client(config: &Outbound, names: Names) -> Guarded {
    Guarded::with_lookup(config, Arc::new(names)).expect("a client")
}

async fn get(client: &Guarded, url: &str, limits: Limits<'_>) -> Result<Answer, Failure> {
    let request = http::Request::get(url)
        .header("authorization", "secret")
        .body(Vec::new())
        .expect("a request");
    client.exchange(request, &limits).await
}

async fn kind_of(client: &Guarded, url: &str) -> FailureKind {
    match get(client, url, LIMITS).await {
        Ok(answer) => panic!("{url} was answered: {answer:?}"),
        Err(failure) => failure.kind(),
    }
}

#[tokio::test]
async fn hostile_addresses_are_refused_without_a_connection() {
    let names = Names::of(&[
        ("localhost", &[&["127.0.0.1", "::1"]]),
        ("metadata.google.internal", &[&["169.254.169.254"]]),
        (
            "inside.example",
            &[&["10.1.2.3", "fd00::1", "::ffff:10.1.2.3"]],
        ),
        ("nothing.example", &[&[]]),
    ]);
    let client = client(&defaults(), names);
    for url in [
        // Other schemes.
        "http://example.org/",
        "ftp://example.org/",
        "file://localhost/etc/passwd",
        "gopher://example.org/",
        "ws://example.org/",
        // Credentials, and non-standard ports.
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://example.org:22/",
        "https://example.org:6379/",
        "https://example.org:8443/",
        // Non-public addresses in all notations.
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://0x7f.1/",
        "https://127.0.0.1./",
        "https://0.0.0.0/",
        "https://0/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://100.64.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::]/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fe80::1]/",
        "https://[fd00:ec2::254]/",
        "https://[ff02::1]/",
        // Names.
        "https://localhost/",
        "https://metadata.google.internal/",
        "https://inside.example/",
        "https://nothing.example/",
    ] {
        let kind = kind_of(&client, url).await;
        assert!(matches!(kind, FailureKind::Forbidden(_)), "{url}: {kind:?}");
    }
    let long = format!("https://example.org/{}", "x".repeat(4_000));
    assert!(matches!(
        kind_of(&client, &long).await,
        FailureKind::Forbidden(_)
    ));
    assert_eq!(
        kind_of(&client, "https://unknown.example/").await,
        FailureKind::NoAnswer
    );
}

#[tokio::test]
async fn a_name_is_asked_at_its_permitted_addresses_only() {
    let server = Server::saying(answer("200 OK", "", "hello"));
    let names = Names::of(&[
        ("mixed.example", &[&["10.1.2.3", "127.0.0.1"]]),
        ("rebound.example", &[&["127.0.0.1"], &["127.0.0.2"]]),
        ("mapped.example", &[&["::ffff:127.0.0.1"]]),
    ]);
    let client = client(&towards(&server), names);
    let at = |name: &str| format!("http://{name}:{}/", server.port());
    let found = get(&client, &at("mixed.example"), LIMITS)
        .await
        .expect("an answer");
    assert_eq!(found.body(), b"hello");
    get(&client, &at("rebound.example"), LIMITS)
        .await
        .expect("the first time it is permitted");
    for name in ["rebound.example", "mapped.example"] {
        let kind = kind_of(&client, &at(name)).await;
        assert!(
            matches!(kind, FailureKind::Forbidden(_)),
            "{name}: {kind:?}"
        );
    }
    assert_eq!(server.heads().len(), 2);
}

#[tokio::test]
async fn every_redirect_is_checked_again() {
    let server = Server::start(|head, stream| {
        let to = head
            .split_whitespace()
            .nth(1)
            .and_then(|path| path.split_once("to="))
            .map(|(_, to)| to.to_owned());
        let location = format!("location: {}\r\n", to.unwrap_or_default());
        stream.write_all(answer("302 Found", &location, "").as_bytes())
    });
    let names = Names::of(&[("inside.example", &[&["10.1.2.3"]])]);
    let client = client(&towards(&server), names);
    let port = server.port();
    for target in [
        format!("http://127.0.0.2:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://10.1.2.3:{port}/"),
        format!("http://inside.example:{port}/"),
        format!("http://user:secret@127.0.0.1:{port}/"),
        format!("//127.0.0.2:{port}/"),
        "http://127.0.0.1:22/".to_owned(),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "ftp://127.0.0.1/".to_owned(),
        "javascript:alert(1)".to_owned(),
    ] {
        let before = server.heads().len();
        let kind = kind_of(&client, &server.url(&format!("/?to={target}"))).await;
        assert!(
            matches!(kind, FailureKind::Forbidden(_)),
            "{target}: {kind:?}"
        );
        assert_eq!(server.heads().len(), before + 1, "{target}");
    }
}

#[tokio::test]
async fn five_redirects_are_followed_and_no_sixth() {
    let server = Server::start(|head, stream| {
        let left: usize = head
            .split(['/', ' '])
            .find_map(|part| part.parse().ok())
            .unwrap_or(0);
        let said = match left.checked_sub(1) {
            Some(next) => answer(
                "307 Temporary Redirect",
                &format!("location: /{next}\r\n"),
                "",
            ),
            None => answer("200 OK", "", "hello"),
        };
        stream.write_all(said.as_bytes())
    });
    let client = client(&towards(&server), Names::default());
    let found = get(&client, &server.url("/5"), LIMITS)
        .await
        .expect("an answer");
    assert_eq!(
        (found.body().as_slice(), server.heads().len()),
        (b"hello".as_slice(), 6)
    );
    assert!(
        server.heads()[5].contains("authorization: secret"),
        "the server is still the same"
    );
    assert_eq!(
        kind_of(&client, &server.url("/6")).await,
        FailureKind::Redirect
    );
    assert_eq!(server.heads().len(), 12);
    let nowhere = Server::saying(answer("302 Found", "", ""));
    let client = self::client(&towards(&nowhere), Names::default());
    assert_eq!(
        kind_of(&client, &nowhere.url("/")).await,
        FailureKind::Redirect
    );
}

#[tokio::test]
async fn secrets_and_bodies_do_not_follow_to_another_server() {
    let second = Server::saying(answer("200 OK", "", "hello"));
    let to_second = format!("location: {}\r\n", second.url("/landed"));
    let first = Server::saying(answer("303 See Other", &to_second, ""));
    let mut config = towards(&first);
    config.named_ports.push(second.port());
    let client = client(&config, Names::default());
    let request = http::Request::post(first.url("/"))
        .header("authorization", "secret")
        .header("cookie", "secret")
        .header("content-type", "text/plain")
        .body(b"secret".to_vec())
        .expect("a request");
    client.exchange(request, &LIMITS).await.expect("an answer");
    let head = &second.heads()[0];
    assert!(head.starts_with("GET /landed HTTP/1.1\r\n"), "{head}");
    assert!(
        !head.contains("secret") && !head.contains("content-type"),
        "{head}"
    );
}

#[tokio::test]
async fn answers_without_end_are_read_to_the_limit() {
    let endless = Server::start(|_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")?;
        loop {
            stream.write_all(&[b'x'; 1_024])?;
        }
    });
    let client = client(&towards(&endless), Names::default());
    assert_eq!(
        kind_of(&client, &endless.url("/")).await,
        FailureKind::TooLong(10_000)
    );
}

#[tokio::test]
async fn a_body_is_counted_after_decompression() {
    // Ten megabytes of one byte, compressed to some kilobytes.
    let bomb = gzip(&vec![b'x'; 10_000_000]).await;
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let mut said = format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        bomb.len()
    )
    .into_bytes();
    said.extend(bomb);
    let server = Server::saying(said);
    let guarded = client(&towards(&server), Names::default());
    assert_eq!(
        kind_of(&guarded, &server.url("/")).await,
        FailureKind::TooLong(10_000)
    );
}

#[tokio::test]
async fn slow_answers_end_with_their_time() {
    for begun in ["", "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhel"] {
        let kept = Mutex::new(Vec::new());
        let server = Server::start(move |_, stream| {
            kept.lock().expect("a list").push(stream.try_clone()?);
            stream.write_all(begun.as_bytes())
        });
        let client = client(&towards(&server), Names::default());
        let short = Limits {
            within: Duration::from_millis(300),
            ..LIMITS
        };
        let failure = get(&client, &server.url("/"), short)
            .await
            .expect_err("too late");
        assert!(failure.is_transient(), "{:?}", failure.kind());
    }
}

async fn gzip(bytes: &[u8]) -> Vec<u8> {
    use tokio::io::AsyncReadExt;
    let mut packed = Vec::new();
    async_compression::tokio::bufread::GzipEncoder::new(bytes)
        .read_to_end(&mut packed)
        .await
        .expect("bytes");
    packed
}
