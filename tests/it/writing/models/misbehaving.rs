//! Whatever a model does: the letter is written, each of its sentences is verified, and it says why no model wrote it.

use fake_model::{Reply, Step};
use serde_json::{Value, json};

use super::{Scene, origins, reply, scene};
use crate::writing::letters::sentences;

/// Words that only the lines of a misbehaving model have.
const INVENTED: [&str; 4] = ["900", "Harvard", "Bäckerei", "unbelievable"];

/// A letter of the composer, for this reason.
async fn check(scene: &Scene, name: &str, reply: Reply, reason: &str) -> Value {
    scene.fake.otherwise(reply);
    let letter = scene.letter().await;
    assert_eq!(letter["state"], "COMPLETED", "{name}: {letter}");
    assert_eq!(
        letter["author"],
        json!({ "origin": "COMPOSER", "reason": reason, "endpoint": null, "provider": null, "model": null,
        "promptVersion": null }),
        "{name}"
    );
    assert!(
        origins(&letter).iter().all(|origin| origin == "COMPOSER"),
        "{name}"
    );
    let text = letter["content"]["text"].as_str().unwrap();
    for word in INVENTED {
        assert!(!text.contains(word), "{name}: {text}");
    }
    for sentence in sentences(&letter) {
        let cites = !sentence["citations"].as_array().unwrap().is_empty();
        assert_eq!(cites, sentence["kind"] == "CLAIM", "{name}: {sentence}");
    }
    scene.runs().await.remove(0)
}

/// Lines with another text.
fn with_texts(scene: &Scene, text: impl Fn(usize) -> String) -> Vec<Value> {
    let lines = scene.lines.iter().enumerate();
    let changed = lines.map(|(at, line)| {
        let mut line = line.clone();
        line["text"] = json!(text(at));
        line
    });
    changed.collect()
}

pub(super) fn text_of(lines: &[Value]) -> String {
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    lines.join("\n") + "\n"
}

#[tokio::test]
async fn whatever_a_model_does_each_sentence_is_verified() {
    let scene = scene(|_| {}).await;
    let numbers = with_texts(&scene, |at| {
        format!("I led {} engineers at Fernhill.", 900 + at)
    });
    let schools = with_texts(&scene, |at| {
        format!("I have {at} degrees of Harvard University.")
    });
    let german = with_texts(&scene, |at| {
        format!("Ich habe {at} Jahre lang in der Bäckerei gearbeitet.")
    });
    let mut unknown = scene.lines.clone();
    for line in &mut unknown {
        line["facts"] = json!(["f99"]);
    }
    let whole = text_of(&scene.lines);
    let long = (0..10).flat_map(|turn| {
        with_texts(&scene, move |at| {
            format!("I found an unbelievable number of {turn}{at} mistakes.")
        })
    });
    let long: Vec<Value> = long.collect();
    for (name, reply, reason) in [
        ("numbers", reply(&numbers), "TOO_FEW"),
        ("schools", reply(&schools), "TOO_FEW"),
        ("another language", reply(&german), "TOO_FEW"),
        ("unknown facts", reply(&unknown), "TOO_FEW"),
        (
            "prose",
            Reply::text("Dear team,\nI won an unbelievable prize.\n"),
            "TOO_FEW",
        ),
        ("nothing", Reply::text(""), "TOO_FEW"),
        ("too long", reply(&long), "INCOMPLETE"),
        (
            "length",
            Reply::steps([Step::Text(whole.clone()), Step::End("length")]),
            "INCOMPLETE",
        ),
        (
            "filtered",
            Reply::steps([Step::Text(whole.clone()), Step::End("content_filter")]),
            "REFUSED",
        ),
        (
            "refused",
            Reply::status(400, r#"{"error":{"message":"no"}}"#),
            "REFUSED",
        ),
    ] {
        let run = check(&scene, name, reply, reason).await;
        assert_ne!(run["state"], "RUNNING", "{name}");
    }
    assert_eq!(scene.app.count_rows("ai_answers").await, 0);
}

#[tokio::test]
async fn endpoint_that_fails_is_no_obstacle() {
    let scene = scene(|config| config.writing.models.first_text_secs = 1).await;
    for (name, reply, reason, failure) in [
        (
            "429",
            Reply::status(429, "{}"),
            "UNAVAILABLE",
            "rate_limited",
        ),
        ("silent", Reply::silent(), "UNAVAILABLE", "slow_first_text"),
    ] {
        let run = check(&scene, name, reply, reason).await;
        assert_eq!(
            (&run["state"], &run["failure"]),
            (&json!("FAILED"), &json!(failure)),
            "{name}"
        );
        assert_eq!(run["cost"]["amount"], json!(0.0), "{name}");
    }
    let start = text_of(&scene.lines[..2]);
    let cut = Reply::steps([Step::Text(start), Step::Cut]);
    let run = check(&scene, "cut", cut, "INCOMPLETE").await;
    assert_eq!(run["failure"], "cut");
    assert!(
        run["cost"]["amount"].as_f64() > Some(0.0),
        "what was written is paid for: {run}"
    );
    let use_of_today = scene.models().await;
    assert_eq!(use_of_today["todaysUse"]["reservedTokens"], json!(0.0));
}

#[tokio::test]
async fn server_that_answers_nonsense_is_no_obstacle() {
    let scene = scene(|config| config.writing.models.total_secs = 3).await;
    check(&scene, "500", Reply::status(500, "oh"), "UNAVAILABLE").await;
    let nonsense = Reply::steps([Step::Raw(b"data: {nonsense\n\n".to_vec())]);
    check(&scene, "nonsense", nonsense, "UNAVAILABLE").await;
    let start = text_of(&scene.lines[..2]);
    let stalls = Reply::steps([Step::Text(start), Step::Stall]);
    let run = check(&scene, "stalls", stalls, "INCOMPLETE").await;
    assert_eq!(run["failure"], "slow_total");
}

#[tokio::test]
async fn sentences_that_were_streamed_are_taken_back() {
    let scene = scene(|_| {}).await;
    let start = text_of(&scene.lines[..3]);
    scene
        .fake
        .otherwise(Reply::steps([Step::Text(start), Step::Cut]));
    let letter = scene.letter().await;
    let mut socket = crate::kit::Socket::connect(&scene.app, Some(&scene.ada.access_token)).await;
    let follow = crate::writing::letters::FOLLOW;
    socket
        .subscribe("1", follow, json!({ "id": letter["id"] }))
        .await;
    let (mut begun, mut texts, mut taken_back) = (0, Vec::new(), 0);
    loop {
        let message = socket.next().await;
        if message["type"] == "complete" {
            break;
        }
        let event = &message["payload"]["data"]["documentEvents"];
        match event["__typename"].as_str() {
            Some("DocStarted") => {
                begun += 1;
                taken_back += texts.len();
                texts.clear();
            }
            Some("SentenceAccepted") => texts.push(event["sentence"]["text"].clone()),
            _ => {}
        }
    }
    let said: Vec<Value> = sentences(&letter)
        .iter()
        .map(|one| one["text"].clone())
        .collect();
    assert_eq!((begun, taken_back), (2, 3));
    assert_eq!(texts, said);
}
