//! A letter by a model: what is sent, what becomes of it, and what the user sees of it.

use serde_json::json;

use super::{KEY, letter_request, origins, reply, scene, switch};
use crate::writing::letters::sentences;

#[tokio::test]
async fn model_writes_a_letter_of_verified_sentences() {
    let scene = scene(|_| {}).await;
    let letter = scene.letter().await;
    assert_eq!(letter["state"], "COMPLETED", "{letter}");
    let author = json!({ "origin": "MODEL", "reason": null, "endpoint": "main", "provider": "OPENAI", "model": "model-1", "promptVersion": 2 });
    assert_eq!(letter["author"], author);
    assert_eq!(sentences(&letter).len(), scene.lines.len());
    assert!(
        origins(&letter).iter().all(|origin| origin == "MODEL"),
        "{letter}"
    );
    for sentence in sentences(&letter) {
        let cites = !sentence["citations"].as_array().unwrap().is_empty();
        assert_eq!(cites, sentence["kind"] == "CLAIM", "{sentence}");
    }
    let runs = scene.runs().await;
    assert_eq!(runs.len(), 1);
    let run = &runs[0];
    assert_eq!(
        (&run["task"], &run["state"]),
        (&json!("LETTER"), &json!("DONE"))
    );
    assert_eq!(
        (&run["tokensIn"], &run["tokensOut"]),
        (&json!(1000.0), &json!(300.0))
    );
    assert_eq!(run["cost"], json!({ "amount": 0.0016, "currency": "USD" }));
    assert_eq!(run["letter"]["id"], letter["id"]);
    let models = scene.models().await;
    assert_eq!(models["todaysUse"]["tokens"], json!(1300.0));
    assert_eq!(models["todaysUse"]["reservedTokens"], json!(0.0));
}

#[tokio::test]
async fn what_is_sent_is_shown_before_and_after_and_says_nobody_s_name() {
    let scene = scene(|_| {}).await;
    let before = letter_request(&scene.ada.client, &scene.posting).await;
    scene.letter().await;
    let asked = scene.fake.asked();
    assert_eq!(asked.len(), 1);
    let sent = json!({ "system": asked[0].system, "user": asked[0].user });
    assert_eq!(scene.runs().await[0]["sent"], sent);
    assert_eq!(
        (&before["system"], &before["user"]),
        (&sent["system"], &sent["user"])
    );
    let whole = sent.to_string().to_lowercase();
    for word in ["ada", "example.org", &scene.ada.user_id.to_string()] {
        assert!(
            !whole.contains(&format!("\"{word}")) && !whole.contains(&format!(" {word} ")),
            "{word}"
        );
    }
    assert_eq!(asked[0].key.as_deref(), Some(KEY));
    let shown = format!("{before} {:?} {}", scene.runs().await, scene.models().await);
    assert!(!shown.contains(KEY));
}

#[tokio::test]
async fn nothing_is_sent_when_models_are_off() {
    let scene = scene(|_| {}).await;
    switch(&scene.ada.client, false).await;
    let letter = scene.letter().await;
    assert_eq!(letter["author"]["origin"], "COMPOSER");
    assert_eq!(letter["author"]["reason"], json!(null));
    assert!(scene.fake.asked().is_empty() && scene.runs().await.is_empty());
}

#[tokio::test]
async fn same_request_is_answered_once() {
    let scene = scene(|_| {}).await;
    let first = scene.letter().await;
    let again = scene.letter().await;
    assert_eq!(scene.fake.asked().len(), 1);
    assert_eq!(first["content"]["text"], again["content"]["text"]);
    assert_eq!(again["author"]["origin"], "MODEL");
    assert_eq!(scene.runs().await[0]["state"], "CACHED");
    // Switching off erases what was kept.
    switch(&scene.ada.client, false).await;
    assert_eq!(scene.app.count_rows("ai_answers").await, 0);
    switch(&scene.ada.client, true).await;
    scene.letter().await;
    assert_eq!(scene.fake.asked().len(), 2);
}

#[tokio::test]
async fn refused_sentence_is_repaired_once_or_replaced() {
    let scene = scene(|_| {}).await;
    let claim = scene.lines.iter().position(|line| line["kind"] == "CLAIM");
    let claim = claim.expect("a claim");
    let mut lines = scene.lines.clone();
    lines[claim]["text"] = json!("I led 900 engineers at Fernhill.");
    scene.fake.on_request(0, reply(&lines));
    let mut repaired = scene.lines[claim].clone();
    repaired["n"] = json!(claim + 1);
    scene.fake.on_request(1, reply(&[repaired]));
    let letter = scene.letter().await;
    assert_eq!(letter["author"]["origin"], "MODEL", "{letter}");
    assert!(origins(&letter).iter().all(|origin| origin == "MODEL"));
    assert!(!letter.to_string().contains("900 engineers"), "{letter}");
    assert_eq!(
        sentences(&letter)[claim]["text"],
        scene.lines[claim]["text"]
    );
    let runs = scene.runs().await;
    assert_eq!(
        (&runs[0]["task"], &runs[1]["task"]),
        (&json!("REPAIR"), &json!("LETTER"))
    );
    let rules = runs[1]["refused"][0]["rules"].as_array().unwrap();
    assert!(rules.contains(&json!("SCOPE_INFLATION")), "{rules:?}");
    assert!(!runs[0]["sent"].to_string().contains("900"));
    assert!(scene.fake.asked()[1].user.contains("900"));
}
