//! What is kept, and for how long: what was sent, what a process that is gone has reserved; other languages and protocols.

use careergraph::{
    config::Config,
    features::writing::models::{About, AiTask, Begun, Call, Sent},
    types::{
        actor::{Actor, Role},
        id::{LetterId, SessionId, TypedId},
    },
};
use models::{Provider, Request, Task};
use serde_json::{Value, json};

use super::{KEY, Scene, lines_of, origins, reply, scene, switch};
use crate::{
    kit::{Client, Socket},
    personal_data::{archive_of, documents_in, export},
    writing::letters::{FOLLOW, begun, read, sentences, write},
};

/// Long ago.
const AT: &str = "'2026-01-01T00:00:00.000000+00:00'";

#[tokio::test]
async fn what_was_sent_is_deleted_after_some_days_and_the_rest_stays() {
    let scene = scene(|config| config.writing.models.sent_days = 3).await;
    scene.letter().await;
    scene.app.registry.run_schedule().await;
    assert!(scene.runs().await[0]["sent"].is_object());
    scene
        .app
        .execute(&format!("UPDATE ai_runs SET created_at = {AT}"))
        .await;
    scene.app.registry.run_schedule().await;
    let runs = scene.runs().await;
    assert_eq!(
        (&runs[0]["sent"], &runs[0]["state"]),
        (&Value::Null, &json!("DONE"))
    );
    assert_eq!(runs[0]["tokensIn"], json!(1000.0));
}

#[tokio::test]
async fn what_a_process_that_is_gone_has_reserved_counts_as_spent() {
    let scene = scene(|_| {}).await;
    let letter = begun(&scene.ada, &scene.posting).await;
    let letter = LetterId::parse_id(letter["id"].as_str().unwrap()).unwrap();
    let actor = Actor::of_session(scene.ada.user_id, SessionId(letter.0), Role::User);
    let request = Request {
        system: "s".to_owned(),
        user: "u".to_owned(),
        temperature: None,
        tokens_max: 100,
        seed: 1,
    };
    let sent = Sent {
        system: "s".to_owned(),
        user: "u".to_owned(),
    };
    let call = Call {
        task: AiTask::Letter,
        route: Task::Letter,
        about: About::Letter(letter),
        version: 1,
        request: &request,
        sent: &sent,
    };
    let begun = scene.app.writing.models.begin(&actor, &call).await.unwrap();
    assert!(matches!(begun, Begun::Run(_)));
    let reserved = scene.models().await["todaysUse"]["reservedTokens"].clone();
    assert!(reserved.as_f64() > Some(100.0), "{reserved}");
    scene.app.registry.run_schedule().await;
    assert_eq!(scene.runs().await[0]["state"], "RUNNING", "not yet");
    scene
        .app
        .execute(&format!("UPDATE ai_runs SET created_at = {AT}"))
        .await;
    scene.app.registry.run_schedule().await;
    let run = scene.runs().await.remove(0);
    assert_eq!(
        (&run["state"], &run["failure"], &run["isEstimated"]),
        (&json!("FAILED"), &json!("interrupted"), &json!(true))
    );
    let used = scene.models().await["todaysUse"].clone();
    assert_eq!(
        (&used["tokens"], &used["reservedTokens"]),
        (&reserved, &json!(0.0))
    );
}

/// A German letter.
async fn german(scene: &Scene) -> Value {
    let input = json!({ "postingId": scene.posting, "language": "DE" });
    let created = write(&scene.ada.client, "createLetter", &input).await;
    scene.app.run_tasks().await;
    scene.read(created.data("createLetter.letter.id")).await
}

async fn german_request(client: &Client, posting: &str) -> String {
    let query = "query($input: LetterRequestInput!) { viewer { letterRequest(input: $input) { system user } } }";
    let input = json!({ "input": { "postingId": posting, "language": "DE" } });
    let found = client.gql(query, input).await;
    assert!(found.text.contains("Write in German"), "{}", found.text);
    found.text_at("viewer.letterRequest.user")
}

#[tokio::test]
async fn model_writes_a_german_letter() {
    let scene = scene(|_| {}).await;
    switch(&scene.ada.client, false).await;
    let composed = german(&scene).await;
    assert_eq!(composed["state"], "COMPLETED", "{composed}");
    let request = german_request(&scene.ada.client, &scene.posting).await;
    let lines = lines_of(&composed, &request);
    switch(&scene.ada.client, true).await;
    // The lines of an English letter are refused.
    let letter = german(&scene).await;
    assert_eq!(letter["author"]["reason"], "TOO_FEW", "{letter}");
    scene.fake.otherwise(reply(&lines));
    let letter = german(&scene).await;
    assert_eq!(letter["author"]["origin"], "MODEL", "{letter}");
    assert!(origins(&letter).iter().all(|origin| origin == "MODEL"));
    let said = |letter: &Value| -> Vec<Value> {
        let all = sentences(letter);
        all.iter().map(|one| one["text"].clone()).collect()
    };
    assert_eq!(said(&letter), said(&composed));
}

#[tokio::test]
async fn endpoint_of_anthropic_writes_a_letter_and_its_key_is_in_no_export() {
    let anthropic = |config: &mut Config| {
        let endpoint = config.writing.models.endpoints.get_mut("main");
        let endpoint = endpoint.expect("an endpoint");
        endpoint.provider = Provider::Anthropic;
        let base = endpoint.url.strip_suffix("/v1").expect("a base");
        endpoint.url = base.to_owned();
    };
    let scene = scene(anthropic).await;
    let letter = scene.letter().await;
    assert_eq!(letter["author"]["provider"], "ANTHROPIC", "{letter}");
    assert!(origins(&letter).iter().all(|origin| origin == "MODEL"));
    let asked = scene.fake.asked();
    assert!(asked[0].is_anthropic());
    assert_eq!(asked[0].header("x-api-key"), Some(KEY));
    let run = scene.runs().await.remove(0);
    assert_eq!(
        (&run["provider"], &run["tokensIn"], &run["tokensOut"]),
        (&json!("ANTHROPIC"), &json!(1000.0), &json!(300.0))
    );
    // An endpoint that quotes the key in its refusal.
    scene.fake.require_key("another");
    switch(&scene.ada.client, false).await;
    switch(&scene.ada.client, true).await;
    let letter = scene.letter().await;
    assert_eq!(letter["author"]["origin"], "COMPOSER", "{letter}");
    let path = export(&scene.app, &scene.ada).await;
    let (_, account) = documents_in(&archive_of(&scene.ada.client, &path).await);
    let shown = format!(
        "{account} {letter} {:?} {}",
        scene.runs().await,
        scene.models().await
    );
    assert!(!shown.contains(KEY), "{shown}");
}

/// The events of a subscription, until its end or until there are so many.
async fn events(scene: &Scene, id: &Value, after: i64, at_most: usize) -> Vec<Value> {
    let mut socket = Socket::connect(&scene.app, Some(&scene.ada.access_token)).await;
    let variables = json!({ "id": id, "after": after });
    socket.subscribe("1", FOLLOW, variables).await;
    let mut found = Vec::new();
    while found.len() < at_most {
        let mut message = socket.next().await;
        if message["type"] == "complete" {
            break;
        }
        found.push(message["payload"]["data"]["documentEvents"].take());
    }
    found
}

#[tokio::test]
async fn two_devices_see_the_same_events_also_after_a_reconnect() {
    let scene = scene(|_| {}).await;
    let whole = super::misbehaving::text_of(&scene.lines);
    let start = super::misbehaving::text_of(&scene.lines[..3]);
    for steps in [
        vec![fake_model::Step::Text(whole), fake_model::Step::End("stop")],
        // The letter begins anew while it is followed.
        vec![fake_model::Step::Text(start), fake_model::Step::Cut],
    ] {
        switch(&scene.ada.client, false).await;
        switch(&scene.ada.client, true).await;
        scene.fake.otherwise(fake_model::Reply::steps(steps));
        let id = begun(&scene.ada, &scene.posting).await["id"].clone();
        let reconnecting = async {
            let mut seen = Vec::new();
            for _ in 0..3 {
                let after = seen
                    .last()
                    .map_or(0, |event: &Value| event["seq"].as_i64().unwrap());
                seen.extend(events(&scene, &id, after, 2).await);
            }
            let after = seen
                .last()
                .map_or(0, |event| event["seq"].as_i64().unwrap());
            seen.extend(events(&scene, &id, after, usize::MAX).await);
            seen
        };
        let staying = events(&scene, &id, 0, usize::MAX);
        let (_, one, two) = futures_util::join!(scene.app.run_tasks(), staying, reconnecting);
        assert_eq!(one, two);
        assert_eq!(one.last().unwrap()["__typename"], "DocCompleted");
        let letter = read(&scene.ada.client, &id).await;
        let begins = one
            .iter()
            .rposition(|event| event["__typename"] == "DocStarted");
        let accepted = one[begins.unwrap()..].iter();
        let accepted = accepted.filter(|event| event["__typename"] == "SentenceAccepted");
        let said: Vec<&Value> = accepted.map(|event| &event["sentence"]["text"]).collect();
        let all = sentences(&letter);
        let stored: Vec<&Value> = all.iter().map(|one| &one["text"]).collect();
        assert_eq!(said, stored);
    }
}
