//! The client for configured servers: limits, retries, and what it leaves to its caller.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::{io::Write, time::Duration};

use super::{
    super::{FailureKind, Limits, Net, Request},
    LIMITS, Server, answer,
};

fn net() -> Net {
    Net::new("careergraph/test").expect("a client")
}

fn get(url: String) -> Request {
    http::Request::get(url).body(Vec::new()).expect("a request")
}

/// The result of an exchange with a server that sends these bytes and closes the connection.
async fn exchange(said: &str, limits: Limits<'_>) -> Result<Vec<u8>, FailureKind> {
    let server = Server::saying(said);
    let answer = net().exchange(get(server.url("/")), &limits).await;
    answer
        .map(http::Response::into_body)
        .map_err(|failure| failure.kind())
}

#[tokio::test]
async fn a_body_that_broke_off_is_told_from_one_that_is_too_long() {
    let limited = |max_bytes| Limits {
        max_bytes,
        ..LIMITS
    };
    let whole = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";
    assert_eq!(
        exchange(whole, limited(5)).await,
        Ok(b"hello".to_vec()),
        "as long as it may be"
    );
    assert_eq!(
        exchange(whole, limited(4)).await,
        Err(FailureKind::TooLong(4))
    );
    let broken = "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhello";
    assert_eq!(
        exchange(broken, limited(5)).await,
        Err(FailureKind::BrokenOff)
    );
}

#[tokio::test]
async fn a_success_has_a_media_type_that_was_asked_for_and_a_refusal_any() {
    let json = Limits {
        media_types: &["application/json", "application/xml"],
        ..LIMITS
    };
    for (status, headers, accepted) in [
        ("200 OK", "content-type: application/json\r\n", true),
        (
            "200 OK",
            "content-type: Application/JSON; charset=utf-8\r\n",
            true,
        ),
        ("200 OK", "content-type: application/xml\r\n", true),
        ("200 OK", "content-type: text/html\r\n", false),
        ("200 OK", "", false),
        ("404 Not Found", "content-type: text/html\r\n", true),
    ] {
        let found = exchange(&answer(status, headers, "{}"), json).await;
        let expected = if accepted {
            Ok(b"{}".to_vec())
        } else {
            Err(FailureKind::MediaType)
        };
        assert_eq!(found, expected, "{status} {headers}");
    }
}

#[tokio::test]
async fn method_headers_and_body_arrive_as_they_are_given() {
    let server = Server::start(|_, stream| {
        stream.write_all(answer("201 Created", "etag: \"1\"\r\n", "made").as_bytes())
    });
    let request = http::Request::post(server.url("/search?page=2"))
        .header("content-type", "application/json")
        .header("if-none-match", "\"0\"")
        .body(b"{}".to_vec())
        .expect("a request");
    let answer = net().exchange(request, &LIMITS).await.expect("an answer");
    assert_eq!(
        (
            answer.status().as_u16(),
            answer.headers()["etag"].as_bytes(),
            answer.body().as_slice()
        ),
        (201, b"\"1\"".as_slice(), b"made".as_slice())
    );
    let head = &server.heads()[0];
    assert!(
        head.starts_with("POST /search?page=2 HTTP/1.1\r\n"),
        "{head}"
    );
    for line in [
        "content-type: application/json",
        "if-none-match: \"0\"",
        "user-agent: careergraph/test",
    ] {
        assert!(head.contains(line), "{line}: {head}");
    }
}

#[tokio::test]
async fn what_may_pass_is_tried_three_times_and_the_last_answer_is_given() {
    let count = AtomicUsize::new(0);
    let server = Server::start(move |_, stream| {
        let said = match count.fetch_add(1, Ordering::Relaxed) {
            0 => answer("503 Service Unavailable", "retry-after: 0\r\n", ""),
            1 => "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhel".to_owned(),
            _ => answer("200 OK", "", "hello"),
        };
        stream.write_all(said.as_bytes())
    });
    let found = net()
        .fetch(&get(server.url("/")), &LIMITS)
        .await
        .expect("an answer");
    assert_eq!(
        (found.body().as_slice(), server.heads().len()),
        (b"hello".as_slice(), 3)
    );

    let server = Server::saying(answer("500 Internal Server Error", "", "oh"));
    let found = net()
        .fetch(&get(server.url("/")), &LIMITS)
        .await
        .expect("an answer");
    assert_eq!((found.status().as_u16(), server.heads().len()), (500, 3));
}

#[tokio::test]
async fn what_will_not_pass_is_not_tried_again() {
    for said in [
        answer("404 Not Found", "", ""),
        answer("302 Found", "location: /elsewhere\r\n", ""),
        answer("304 Not Modified", "", ""),
        answer("429 Too Many Requests", "retry-after: 61\r\n", ""),
    ] {
        let server = Server::saying(said.clone());
        net()
            .fetch(&get(server.url("/")), &LIMITS)
            .await
            .expect("an answer");
        assert_eq!(server.heads().len(), 1, "{said}");
    }
    let server = Server::saying(answer("200 OK", "", "hello"));
    let short = Limits {
        max_bytes: 1,
        ..LIMITS
    };
    let failure = net()
        .fetch(&get(server.url("/")), &short)
        .await
        .expect_err("too long");
    assert_eq!(
        (failure.kind(), server.heads().len()),
        (FailureKind::TooLong(1), 1)
    );
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_not_waited_for() {
    // The server keeps each connection open and sends nothing.
    let kept = std::sync::Mutex::new(Vec::new());
    let server = Server::start(move |_, stream| {
        kept.lock().expect("a list").push(stream.try_clone()?);
        Ok(())
    });
    let short = Limits {
        within: Duration::from_millis(200),
        ..LIMITS
    };
    let failure = net()
        .exchange(get(server.url("/")), &short)
        .await
        .expect_err("too late");
    assert_eq!(failure.kind(), FailureKind::NoAnswer);
    assert_eq!(failure.to_string(), "127.0.0.1 does not answer.");
}
