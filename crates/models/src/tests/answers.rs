//! Answers of servers that behave.

use fake_model::{Reply, Step};
use futures_util::StreamExt;

use super::kit::{KEY, PROVIDERS, kit};
use crate::{
    Provider,
    lines::Decoder,
    transport::{End, Event, Finish, Usage},
};

const TEXT: &str = "Größe, 日本語 and 🦀: \"quoted\" \\ and\nnew lines.";

#[tokio::test]
async fn the_text_arrives_with_its_end() {
    for provider in PROVIDERS {
        let kit = kit().await;
        let reply = Reply::text(TEXT).with_usage(25, 15);
        for (number, reply) in [
            reply.clone(),
            reply.clone().with_crlf(),
            reply.clone().cut_into(1),
            reply.with_crlf().cut_into(3),
        ]
        .into_iter()
        .enumerate()
        {
            kit.fake.on_request(number, reply);
            let usage = Usage {
                input: 25,
                output: 15,
                is_estimated: false,
            };
            let finish = Finish::Stop;
            let expected = (TEXT.to_owned(), End { finish, usage });
            assert_eq!(
                kit.text(provider).await,
                Ok(expected),
                "{provider:?} {number}"
            );
        }
    }
}

#[tokio::test]
async fn a_request_has_the_model_the_texts_and_the_key() {
    for provider in PROVIDERS {
        let kit = kit().await;
        kit.text(provider).await.unwrap();
        let asked = kit.fake.asked().pop().unwrap();
        assert_eq!(asked.key.as_deref(), Some(KEY));
        assert_eq!(
            (&*asked.model, &*asked.system, &*asked.user),
            ("model-1", "Write lines.", "The data.")
        );
        assert_eq!(asked.body["max_tokens"], 700);
        assert_eq!(asked.body["temperature"], 0.2);
        assert_eq!(asked.body["stream"], true);
        assert_eq!(asked.header("accept"), Some("text/event-stream"));
        assert_eq!(asked.header("accept-encoding"), Some("identity"));
        let (path, version) = match provider {
            Provider::OpenAi => ("/v1/chat/completions", None),
            Provider::Anthropic => ("/v1/messages", Some("2023-06-01")),
        };
        assert_eq!(
            (&*asked.path, asked.header("anthropic-version")),
            (path, version)
        );
    }
}

#[tokio::test]
async fn a_server_may_tell_no_usage() {
    for provider in PROVIDERS {
        let kit = kit().await;
        kit.fake
            .otherwise(Reply::text("four characters each").without_usage());
        let (_, end) = kit.text(provider).await.unwrap();
        // 12 and 9 characters are 6 tokens, and 16 for the frame.
        let expected = Usage {
            input: 22,
            output: 5,
            is_estimated: true,
        };
        assert_eq!(end.usage, expected, "{provider:?}");
    }
}

#[tokio::test]
async fn comments_thinking_and_empty_texts_are_no_text() {
    for provider in PROVIDERS {
        let kit = kit().await;
        let text = |text: &str| Step::Text(text.to_owned());
        kit.fake.otherwise(Reply::steps([
            Step::KeepAlive,
            Step::Thinking,
            Step::KeepAlive,
            text(""),
            text("one "),
            Step::KeepAlive,
            Step::Thinking,
            text("two"),
            Step::End("length"),
        ]));
        let mut answer = kit.ask(provider).await.unwrap();
        let mut events = Vec::new();
        while let Some(event) = answer.next().await {
            events.push(event.unwrap());
        }
        let usage = Usage {
            input: 100,
            output: 20,
            is_estimated: false,
        };
        let finish = Finish::Length;
        let text = |text: &str| Event::Text(text.to_owned());
        assert_eq!(
            events,
            [text("one "), text("two"), Event::End(End { finish, usage })]
        );
        assert!(answer.next().await.is_none());
    }
}

#[tokio::test]
async fn an_answer_without_text_has_an_end() {
    for provider in PROVIDERS {
        let kit = kit().await;
        kit.fake
            .otherwise(Reply::steps([Step::End("content_filter")]));
        let (text, end) = kit.text(provider).await.unwrap();
        assert_eq!((&*text, end.finish), ("", Finish::Filtered));
    }
}

#[tokio::test]
async fn a_stream_of_events_gives_the_lines_of_the_model() {
    let kit = kit().await;
    let line = r#"{"p":"evidence","kind":"CLAIM","text":"Ich backe Brötchen. 🥖","facts":["f1"]}"#;
    kit.fake
        .otherwise(Reply::lines(&["```json", line, line, "```"]));
    let stream = kit.ask(Provider::OpenAi).await.unwrap().into_stream();
    let mut stream = std::pin::pin!(stream);
    let (mut decoder, mut texts) = (Decoder::default(), Vec::new());
    while let Some(event) = stream.next().await {
        if let Event::Text(text) = event.unwrap() {
            let lines = decoder.push(text.as_bytes());
            texts.extend(lines.into_iter().map(|line| line.text));
        }
    }
    decoder.finish();
    assert_eq!(
        (texts, decoder.skipped()),
        (vec!["Ich backe Brötchen. 🥖".to_owned(); 2], 0)
    );
}
