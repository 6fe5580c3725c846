//! Servers that do not behave: each way has its error, and none has a word of the server.

use fake_model::{Reply, Step};

use super::kit::{KEY, Kit, PROVIDERS, kit, secs};
use crate::{
    Error, Key, Limits, Provider,
    error::Wait,
    transport::{Event, Finish},
};

fn text(text: &str) -> Step {
    Step::Text(text.to_owned())
}

async fn check(provider: Provider, reply: Reply, expected: Error) -> Kit {
    let kit = kit().await;
    kit.fake.otherwise(reply.clone());
    let error = kit.text(provider).await.unwrap_err();
    assert_eq!(error, expected, "{provider:?} {reply:?}");
    assert_eq!(kit.fake.asked().len(), 1);
    assert!(!format!("{error} {error:?}").contains("canary"));
    kit
}

#[tokio::test]
async fn what_is_no_stream_of_events_is_malformed() {
    const NO_STREAM: Error = Error::Malformed("is no stream of events");
    for provider in PROVIDERS {
        let reply = Reply::text("canary");
        for kind in [
            "application/json",
            "text/html; charset=utf-8",
            "",
            "text/event-stream-canary",
        ] {
            let reply = reply.clone().with_header("content-type", kind);
            check(provider, reply, NO_STREAM).await;
        }
    }
}

#[tokio::test]
async fn events_that_cannot_be_read_are_malformed() {
    let raw = |text: &str| Reply::steps([Step::Raw(text.as_bytes().to_vec())]);
    for provider in PROVIDERS {
        for data in ["{\"canary\":", "canary", "[\"canary\"]"] {
            let event = raw(&format!("data: {data}\n\n"));
            check(
                provider,
                event,
                Error::Malformed("has an event that cannot be read"),
            )
            .await;
        }
    }
    let no_events = Error::Malformed("has no events");
    check(
        Provider::OpenAi,
        raw("{\"canary\": 1}\n\n<html>\n\n"),
        no_events,
    )
    .await;
}

#[tokio::test]
async fn an_answer_that_ends_early_is_cut() {
    for provider in PROVIDERS {
        check(
            provider,
            Reply::steps([text("canary"), Step::Cut]),
            Error::Cut,
        )
        .await;
        // The same, but the body ends as HTTP demands.
        check(provider, Reply::steps([text("canary")]), Error::Cut).await;
    }
    check(Provider::OpenAi, Reply::steps([Step::Cut]), Error::Cut).await;
}

#[tokio::test]
async fn the_text_before_a_failure_is_told_before_it() {
    for provider in PROVIDERS {
        let kit = kit().await;
        let reply = Reply::steps([
            text("one "),
            text("two"),
            Step::Raw(b"data: canary\n\n".to_vec()),
        ]);
        kit.fake.otherwise(reply);
        let mut answer = kit.ask(provider).await.unwrap();
        let one = answer.next().await.unwrap();
        assert_eq!(one, Ok(Event::Text("one ".to_owned())));
        let two = answer.next().await.unwrap();
        assert_eq!(two, Ok(Event::Text("two".to_owned())));
        let error = answer.next().await.unwrap();
        assert_eq!(
            error,
            Err(Error::Malformed("has an event that cannot be read"))
        );
        assert_eq!(answer.next().await, None);
        let usage = answer.usage();
        assert_eq!((usage.output, usage.is_estimated), (2, true));
    }
}

#[tokio::test]
async fn a_failure_that_the_stream_tells_is_that_failure() {
    for provider in PROVIDERS {
        let event =
            r#"data: {"type":"error","error":{"type":"invalid_request_error","message":"canary"}}"#;
        let reply = Reply::steps([text("a"), Step::Raw(format!("{event}\n\n").into_bytes())]);
        let code = Some("invalid_request_error");
        check(provider, reply, Error::Refused { status: 200, code }).await;
    }
}

#[tokio::test]
async fn too_many_bytes_end_an_answer() {
    for provider in PROVIDERS {
        let endless = Reply::steps([text("a"), Step::Endless(b": keep-alive\n\n".repeat(500))]);
        let kit = check(
            provider,
            endless,
            Error::TooLong {
                bytes_max: 1_048_576,
            },
        )
        .await;
        kit.fake.wait_for_hang_up(1).await;
        let line = Reply::steps([Step::Endless(vec![b'a'; 1_000])]);
        check(provider, line, Error::TooLong { bytes_max: 262_144 }).await;
    }
    let mut kit = kit().await;
    kit.limits.bytes_max = 50;
    kit.fake.otherwise(Reply::text("canary"));
    let error = kit.text(Provider::OpenAi).await.unwrap_err();
    assert_eq!(error, Error::TooLong { bytes_max: 50 });
}

#[tokio::test]
async fn redirects_are_not_followed() {
    for provider in PROVIDERS {
        for status in [301, 302, 303, 307, 308] {
            let reply = Reply::status(status, "canary").with_header("location", "/v1/elsewhere");
            check(provider, reply, Error::Refused { status, code: None }).await;
        }
    }
}

#[tokio::test]
async fn a_refused_key_is_in_no_error() {
    for provider in PROVIDERS {
        let kit = kit().await;
        let endpoint = kit.endpoint(provider);
        let endpoint = endpoint.with_key(Key::new("key-canary-2").unwrap());
        let request = super::kit::request();
        let asked = kit
            .models
            .ask(&endpoint, &request, &kit.limits, &kit.cancel);
        let error = asked.await.unwrap_err();
        assert_eq!(error, Error::Unauthorized { status: 401 });
        let shown = format!(
            "{error} {error:?} {endpoint:?} {:?} {request:?}",
            kit.models
        );
        assert!(!shown.contains("canary"), "{shown}");
        assert_eq!(kit.fake.asked()[0].key.as_deref(), Some("key-canary-2"));
        assert_ne!(KEY, "key-canary-2");
    }
}

#[tokio::test]
async fn other_refusals_have_their_codes() {
    let body = r#"{"error":{"code":"context_length_exceeded","message":"canary"}}"#;
    let code = Some("context_length_exceeded");
    for provider in PROVIDERS {
        check(
            provider,
            Reply::status(400, body),
            Error::Refused { status: 400, code },
        )
        .await;
        check(
            provider,
            Reply::status(404, "canary"),
            Error::Refused {
                status: 404,
                code: None,
            },
        )
        .await;
        let long = "canary".repeat(20_000);
        check(
            provider,
            Reply::status(422, &long),
            Error::Refused {
                status: 422,
                code: None,
            },
        )
        .await;
    }
}

/// Asks, and moves the clock when the server has the request.
async fn slow(provider: Provider, reply: Reply, passes: u64) -> Result<(), Error> {
    let kit = kit().await;
    kit.fake.otherwise(reply);
    let (answer, ()) = tokio::join!(kit.text(provider), async {
        kit.fake.wait_for(1).await;
        kit.clock.advance(secs(passes));
    });
    kit.fake.wait_for_hang_up(1).await;
    answer.map(|_| ())
}

#[tokio::test]
async fn a_model_that_writes_nothing_in_time_is_slow() {
    for provider in PROVIDERS {
        for reply in [
            Reply::silent(),
            Reply::steps([Step::Stall]),
            Reply::steps([Step::KeepAlive, Step::Stall]),
            Reply::status(500, "canary").with_steps([Step::Stall]),
        ] {
            let slow = slow(provider, reply, 20).await;
            assert_eq!(slow, Err(Error::Slow(Wait::FirstText)), "{provider:?}");
        }
    }
}

#[tokio::test]
async fn an_endless_drip_does_not_outrun_the_limit() {
    let drip = Reply::steps([Step::Endless(b": keep-alive\n\n".repeat(500))]);
    let mut kit = kit().await;
    kit.limits.bytes_max = usize::MAX;
    kit.fake.otherwise(drip);
    let (answer, ()) = tokio::join!(kit.text(Provider::OpenAi), async {
        kit.fake.wait_for(1).await;
        kit.clock.advance(secs(20));
    });
    assert_eq!(answer, Err(Error::Slow(Wait::FirstText)));
}

#[tokio::test]
async fn a_model_that_stops_in_the_middle_is_slow_in_total() {
    for provider in PROVIDERS {
        let kit = kit().await;
        kit.fake.otherwise(Reply::steps([text("one"), Step::Stall]));
        let mut answer = kit.ask(provider).await.unwrap();
        assert_eq!(answer.next().await, Some(Ok(Event::Text("one".to_owned()))));
        // The limit of the first text does not hold any more.
        kit.clock.advance(secs(59));
        tokio::select! {
            biased;
            event = answer.next() => panic!("{event:?}"),
            () = tokio::task::yield_now() => {}
        }
        kit.clock.advance(secs(1));
        assert_eq!(answer.next().await, Some(Err(Error::Slow(Wait::Total))));
        assert_eq!(answer.next().await, None);
    }
}

#[tokio::test]
async fn a_complete_text_needs_no_end_of_the_stream() {
    let finish = r#"data: {"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]}"#;
    let finish = || Step::Raw(format!("{finish}\n\n").into_bytes());
    for last in [Step::Stall, Step::Cut, Step::KeepAlive] {
        let kit = kit().await;
        kit.fake.otherwise(Reply::steps([finish(), last]));
        let answer = kit.ask(Provider::OpenAi).await.unwrap();
        kit.clock.advance(secs(2));
        let (text, end) = answer.text().await.unwrap();
        assert_eq!(
            (&*text, end.finish, end.usage.is_estimated),
            ("x", Finish::Stop, true)
        );
    }
}

#[tokio::test]
async fn to_cancel_or_drop_an_answer_closes_the_connection() {
    for provider in PROVIDERS {
        let kit = kit().await;
        kit.fake.otherwise(Reply::steps([text("one"), Step::Stall]));
        let mut answer = kit.ask(provider).await.unwrap();
        assert!(answer.next().await.is_some());
        let (event, ()) = tokio::join!(answer.next(), async { kit.cancel.cancel() });
        assert_eq!(event, Some(Err(Error::Cancelled)));
        drop(answer);
        kit.fake.wait_for_hang_up(1).await;
        assert_eq!(kit.text(provider).await, Err(Error::Cancelled));
        assert_eq!(kit.fake.asked().len(), 1);
    }
}

#[tokio::test]
async fn to_cancel_ends_the_wait_for_the_first_text() {
    let kit = kit().await;
    kit.fake.otherwise(Reply::silent());
    let (answer, ()) = tokio::join!(kit.text(Provider::OpenAi), async {
        kit.fake.wait_for(1).await;
        kit.cancel.cancel();
    });
    assert_eq!(answer, Err(Error::Cancelled));
    kit.fake.wait_for_hang_up(1).await;
}

#[test]
fn the_usual_limits_are_20_and_60_seconds() {
    let limits = Limits::default();
    assert_eq!((limits.first_text, limits.total), (secs(20), secs(60)));
}
