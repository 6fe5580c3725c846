//! What is asked again, and when.

use fake_model::{Reply, Step};

use super::kit::{Kit, PROVIDERS, is_pause, kit, secs};
use crate::{Error, Provider};

fn limited() -> Reply {
    Reply::status(429, "canary")
}

/// Asks, and lets each pause pass; returns the pauses in milliseconds.
async fn ask(kit: &Kit, provider: Provider) -> (Result<String, Error>, Vec<u128>) {
    let mut pauses = Vec::new();
    let asked = async {
        let answer = kit.text(provider).await;
        answer.map(|(text, _)| text)
    };
    let mut asked = std::pin::pin!(asked);
    loop {
        tokio::select! {
            answer = &mut asked => return (answer, pauses),
            pause = kit.clock.until_sleeps(is_pause) => {
                pauses.push(pause.as_millis());
                kit.clock.advance(pause);
            }
        }
    }
}

#[tokio::test]
async fn a_server_that_has_a_fault_is_asked_again_with_growing_pauses() {
    for provider in PROVIDERS {
        for status in [500, 502, 503, 529, 429] {
            let kit = kit().await;
            kit.fake.on_request(0, Reply::status(status, "canary"));
            kit.fake.on_request(1, Reply::status(503, ""));
            kit.fake.on_request(2, Reply::text("a"));
            let (answer, pauses) = ask(&kit, provider).await;
            assert_eq!(answer, Ok("a".to_owned()), "{status}");
            let [first, second] = *pauses else {
                panic!("{pauses:?}");
            };
            assert!(
                (250..=500).contains(&first) && (500..=1_000).contains(&second),
                "{pauses:?}"
            );
        }
    }
}

#[tokio::test]
async fn it_is_asked_three_times_at_most() {
    let kit = kit().await;
    kit.fake.otherwise(Reply::status(500, "canary"));
    let (answer, pauses) = ask(&kit, Provider::OpenAi).await;
    assert_eq!(answer, Err(Error::Unavailable { status: Some(500) }));
    assert_eq!((pauses.len(), kit.fake.asked().len()), (2, 3));
}

#[tokio::test]
async fn the_server_says_when_it_may_be_asked_again() {
    for provider in PROVIDERS {
        let kit = kit().await;
        kit.fake
            .on_request(0, limited().with_header("retry-after", "7"));
        kit.fake
            .on_request(1, limited().with_header("retry-after-ms", "1500"));
        kit.fake.on_request(2, Reply::text("a"));
        let (answer, pauses) = ask(&kit, provider).await;
        assert_eq!((answer, pauses), (Ok("a".to_owned()), vec![7_000, 1_500]));
    }
}

#[tokio::test]
async fn a_long_wait_is_not_waited_for() {
    let kit = kit().await;
    kit.fake
        .otherwise(limited().with_header("retry-after", "21"));
    let (answer, pauses) = ask(&kit, Provider::OpenAi).await;
    assert_eq!(
        answer,
        Err(Error::RateLimited {
            after: Some(secs(21))
        })
    );
    assert_eq!((pauses.len(), kit.fake.asked().len()), (0, 1));
}

#[tokio::test]
async fn no_pause_passes_the_limit_of_all() {
    let mut kit = kit().await;
    kit.limits.total = secs(30);
    kit.fake
        .otherwise(limited().with_header("retry-after", "16"));
    let (answer, ()) = tokio::join!(kit.text(Provider::OpenAi), async {
        let pause = kit.clock.until_sleeps(|wanted| wanted == secs(16)).await;
        kit.clock.advance(pause);
    });
    assert_eq!(
        answer,
        Err(Error::RateLimited {
            after: Some(secs(16))
        })
    );
    assert_eq!(kit.fake.asked().len(), 2);
}

#[tokio::test]
async fn a_fault_before_the_first_text_may_come_in_the_stream() {
    let kit = kit().await;
    let overloaded =
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n";
    let raw = Step::Raw(overloaded.as_bytes().to_vec());
    kit.fake.on_request(0, Reply::steps([raw.clone()]));
    kit.fake.on_request(1, Reply::text("a"));
    let (answer, pauses) = ask(&kit, Provider::Anthropic).await;
    assert_eq!((answer, pauses.len()), (Ok("a".to_owned()), 1));
    // After text nothing is asked again.
    kit.fake
        .otherwise(Reply::steps([Step::Text("a".to_owned()), raw]));
    let (answer, pauses) = ask(&kit, Provider::Anthropic).await;
    assert_eq!(answer, Err(Error::Unavailable { status: Some(200) }));
    assert_eq!((pauses.len(), kit.fake.asked().len()), (0, 3));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let kit = kit().await;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    drop(listener);
    let endpoint = crate::Endpoint::new("none", Provider::OpenAi, &address, "m").unwrap();
    let request = super::kit::request();
    let asked = kit
        .models
        .ask(&endpoint, &request, &kit.limits, &kit.cancel);
    let mut asked = std::pin::pin!(asked);
    let error = loop {
        tokio::select! {
            answer = &mut asked => break answer.unwrap_err(),
            pause = kit.clock.until_sleeps(is_pause) => kit.clock.advance(pause),
        }
    };
    assert_eq!(error, Error::Unavailable { status: None });
}

#[tokio::test]
async fn to_cancel_ends_a_pause() {
    let kit = kit().await;
    kit.fake.otherwise(limited());
    let (answer, ()) = tokio::join!(kit.text(Provider::OpenAi), async {
        kit.clock.until_sleeps(is_pause).await;
        kit.cancel.cancel();
    });
    assert_eq!(answer, Err(Error::Cancelled));
    assert_eq!(kit.fake.asked().len(), 1);
}
