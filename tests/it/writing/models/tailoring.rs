//! Tailorings for which a language model is asked: its words are added beside the others, verified, or not at all.

use careergraph::config::Config;
use fake_model::{FakeModel, Reply, Step};
use serde_json::{Value, json};

use super::{KEY, app_with, reply, switch};
use crate::{
    kit::{TestApp, TestUser},
    writing::{
        letters::{ASKED, posting_of},
        tailoring::{about, after, doing, done, engineer, proposed, read, resume, write},
    },
};

pub(super) const SUMMARY: &str = "You write the summary";
pub(super) const RAN: &str = "Successfully ran 14 Kubernetes clusters.";
pub(super) const ORDERED: &str = "I ordered the office plants.";
/// What the model writes for these statements.
pub(super) const RAN_BY_MODEL: &str = "Operated 14 Kubernetes clusters.";
pub(super) const ORDERED_BY_MODEL: &str = "Ordered office plants.";
/// What it writes for the summary.
const SUMMED_UP: [&str; 2] = [
    "At Fernhill, I ran 14 Kubernetes clusters.",
    "I also built billing services in Rust on PostgreSQL.",
];

/// What a test begins with: models are switched on, and nothing was tailored yet.
pub struct Scene {
    pub fake: FakeModel,
    pub app: TestApp,
    pub ada: TestUser,
    pub resume: Value,
    /// What a model would be sent.
    requests: Vec<Value>,
}

pub async fn scene(content: &str, change: impl FnOnce(&mut Config)) -> Scene {
    let fake = FakeModel::start().await.expect("a port");
    let app = app_with(&fake, change).await;
    let posting = posting_of(&app, content).await;
    let ada = engineer(&app, "ada").await;
    let resume = resume(&ada, &posting).await;
    let query = "query($input: TailoringRequestsInput!) { viewer { tailoringRequests(input: $input) { task place system user endpoint provider model } } }";
    let input = json!({ "input": { "resumeId": resume["id"] } });
    let found = ada.client.gql(query, input).await;
    let requests = found.data("viewer.tailoringRequests").clone();
    switch(&ada.client, true).await;
    let scene = Scene {
        fake,
        app,
        ada,
        resume,
        requests: requests.as_array().expect("requests").clone(),
    };
    scene.answers_well();
    scene
}

impl Scene {
    /// A model that writes what the verifier accepts.
    fn answers_well(&self) {
        self.fake
            .on_text(RAN, reply(&[line(RAN_BY_MODEL, &["f1"])]));
        self.fake
            .on_text(ORDERED, reply(&[line(ORDERED_BY_MODEL, &["f1"])]));
        let (ran, built) = (self.number("14 Kubernetes"), self.number("billing"));
        let lines = [line(SUMMED_UP[0], &[&ran]), line(SUMMED_UP[1], &[&built])];
        self.fake.on_text(SUMMARY, reply(&lines));
    }

    /// The number of a fact in the request for a summary.
    fn number(&self, text: &str) -> String {
        let summary = self.requests.iter().find(|one| one["task"] == "SUMMARY");
        let user = summary.expect("a summary")["user"]
            .as_str()
            .expect("a text");
        let rows = user
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let mut rows = rows.filter(|row| row["kind"].is_string());
        let row = rows.find(|row| row["text"].as_str().is_some_and(|said| said.contains(text)));
        row.expect("a fact")["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    }

    /// A tailoring, after all tasks.
    pub async fn tailored(&self) -> Value {
        let made = proposed(&self.ada.client, &self.resume).await;
        assert_eq!(made["wording"], "ASKED", "{made}");
        self.app.run_tasks().await;
        read(&self.ada.client, &made["id"]).await
    }

    pub async fn runs(&self) -> Vec<Value> {
        let query = "{ viewer { aiRuns(first: 50) { nodes { task state failure refused { rules } sent { system user } letter { id } tailoring { id } } } } }";
        let found = self.ada.client.gql(query, json!({})).await;
        let nodes = found.data("viewer.aiRuns.nodes").as_array();
        nodes.expect("runs").clone()
    }

    async fn reserved(&self) -> Value {
        let query = "{ viewer { languageModels { todaysUse { reservedTokens } } } }";
        let found = self.ada.client.gql(query, json!({})).await;
        found
            .data("viewer.languageModels.todaysUse.reservedTokens")
            .clone()
    }
}

pub(super) fn line(text: &str, facts: &[&str]) -> Value {
    json!({ "p": "evidence", "kind": "CLAIM", "text": text, "facts": facts, "job": [] })
}

/// The proposals of a model, or the others.
pub(super) fn by_model(tailoring: &Value, wanted: bool) -> Vec<&Value> {
    let all = tailoring["proposals"].as_array().expect("proposals").iter();
    all.filter(|one| one["model"].is_object() == wanted)
        .collect()
}

#[tokio::test]
async fn words_of_a_model_are_added_beside_the_others() {
    let scene = scene(ASKED, |_| {}).await;
    let made = proposed(&scene.ada.client, &scene.resume).await;
    assert_eq!(
        (&made["wording"], &made["version"]),
        (&json!("ASKED"), &json!(1))
    );
    let cursor = crate::changes::cursor_now(&scene.ada.client).await;
    scene.app.run_tasks().await;
    let tailoring = read(&scene.ada.client, &made["id"]).await;
    assert_eq!(
        (&tailoring["wording"], &tailoring["wordingReason"]),
        (&json!("DONE"), &Value::Null),
        "{tailoring} {:?}",
        scene.runs().await
    );
    assert_eq!(tailoring["version"], 2);
    let all = tailoring["proposals"].as_array().unwrap();
    let worded = by_model(&tailoring, true);
    let texts: Vec<String> = worded.iter().map(|one| after(one)).collect();
    for text in [RAN_BY_MODEL, ORDERED_BY_MODEL, &SUMMED_UP.join(" ")] {
        assert!(texts.contains(&text.to_owned()), "{text}: {texts:?}");
    }
    for one in &worded {
        let version = 3 - i32::from(one["operation"] == "SET_SUMMARY");
        let author = json!({ "endpoint": "main", "provider": "OPENAI", "model": "model-1", "promptVersion": version });
        assert_eq!((&one["model"], &one["state"]), (&author, &json!("OPEN")));
        assert!(!one["citations"].as_array().unwrap().is_empty(), "{one}");
        let at = all.iter().position(|other| other == *one).unwrap();
        let before = &all[at - 1];
        for field in ["operation", "place", "before", "baseHash", "reason"] {
            assert_eq!(before[field], one[field], "{field}");
        }
        assert_eq!(before["model"], Value::Null, "the offline one stays");
    }
    let told = crate::changes::told(&scene.ada.client, &cursor).await;
    let of_tailoring = told.iter().filter(|(kind, ..)| kind == "TAILORING");
    let versions: Vec<Option<i64>> = of_tailoring.map(|(.., version)| *version).collect();
    assert_eq!(versions, [Some(2)], "the change after the first is told");
    // One is accepted; the one beside it is of a text that is not there any more.
    let statement = worded.iter().find(|one| after(one) == RAN_BY_MODEL);
    let place = &statement.unwrap()["place"];
    let of_place = all.iter().filter(|one| one["place"] == *place);
    let of_place: Vec<&Value> = of_place.collect();
    let both = about(&tailoring, &of_place);
    let refused = write(&scene.ada.client, "acceptProposals", &both).await;
    assert!(
        refused.text.contains("accept one of them"),
        "{}",
        refused.text
    );
    let input = about(&tailoring, &[statement.unwrap()]);
    let accepted = done(&scene.ada.client, "acceptProposals", &input).await;
    assert!(accepted["resume"].to_string().contains(RAN_BY_MODEL));
    let now = read(&scene.ada.client, &tailoring["id"]).await;
    let at_place = |one: &&Value| one["place"] == statement.unwrap()["place"];
    let of_place = doing(&now, "REPHRASE_BULLET");
    let states: Vec<&Value> = of_place
        .into_iter()
        .filter(at_place)
        .map(|one| &one["state"])
        .collect();
    assert_eq!(states, [&json!("STALE"), &json!("ACCEPTED")]);
}

#[tokio::test]
async fn what_is_sent_is_shown_before_and_after_and_has_no_text_of_the_posting() {
    let content = format!("{ASKED}<h3>About us</h3><p>Our quokka watches over the office.</p>");
    let scene = scene(&content, |_| {}).await;
    let tailoring = scene.tailored().await;
    let asked = scene.fake.asked();
    assert_eq!(asked.len(), scene.requests.len());
    let mut runs = scene.runs().await;
    runs.reverse();
    for ((asked, before), run) in asked.iter().zip(&scene.requests).zip(&runs) {
        let sent = json!({ "system": asked.system, "user": asked.user });
        assert_eq!(run["sent"], sent);
        let shown = json!({ "system": before["system"], "user": before["user"] });
        assert_eq!(shown, sent);
        assert_eq!(
            (&run["task"], &run["state"]),
            (&before["task"], &json!("DONE"))
        );
        assert_eq!(run["tailoring"]["id"], tailoring["id"]);
        assert_eq!(run["letter"], Value::Null);
        let whole = sent.to_string().to_lowercase();
        for word in ["quokka", "example.org", "\"ada", " ada ", KEY] {
            assert!(!whole.contains(word), "{word}: {whole}");
        }
    }
    assert_eq!(scene.reserved().await, json!(0.0));
}

#[tokio::test]
async fn statements_with_an_address_are_not_sent() {
    let scene = scene(ASKED, |_| {}).await;
    let changed = crate::writing::resumes::edited(&scene.ada.client, &scene.resume, |content| {
        let statements = content["sections"][0]["items"][0]["statements"].as_array_mut();
        for statement in statements.expect("statements") {
            if statement["text"] == ORDERED {
                statement["text"] =
                    json!("I ordered the office plants of ada-canary@plants.example.");
            }
        }
    })
    .await;
    let made = proposed(&scene.ada.client, &changed).await;
    scene.app.run_tasks().await;
    let tailoring = read(&scene.ada.client, &made["id"]).await;
    assert_eq!(tailoring["wording"], "DONE");
    for asked in scene.fake.asked() {
        assert!(!asked.user.contains("canary"), "{}", asked.user);
    }
}

#[tokio::test]
async fn nothing_is_asked_without_consent() {
    let scene = scene(ASKED, |_| {}).await;
    let made = proposed(&scene.ada.client, &scene.resume).await;
    assert_eq!(made["wording"], "ASKED");
    switch(&scene.ada.client, false).await;
    scene.app.run_tasks().await;
    let tailoring = read(&scene.ada.client, &made["id"]).await;
    assert_eq!(
        (&tailoring["wording"], &tailoring["wordingReason"]),
        (&json!("NONE"), &Value::Null)
    );
    let later = proposed(&scene.ada.client, &scene.resume).await;
    assert_eq!(later["wording"], "NONE");
    assert!(scene.fake.asked().is_empty() && scene.runs().await.is_empty());
}

#[tokio::test]
async fn switching_off_or_removing_hangs_up_and_adds_nothing() {
    for is_removed in [false, true] {
        let scene = scene(ASKED, |_| {}).await;
        scene.fake.on_text(
            SUMMARY,
            Reply::steps([Step::Text("{".to_owned()), Step::Stall]),
        );
        let made = proposed(&scene.ada.client, &scene.resume).await;
        let ending = async {
            scene.fake.wait_for(1).await;
            if is_removed {
                let query = "mutation($id: ID!) { removeTailoring(input: { id: $id, expectedVersion: 1 }) { removedTailoringId } }";
                let removed = scene
                    .ada
                    .client
                    .gql(query, json!({ "id": made["id"] }))
                    .await;
                assert_eq!(
                    removed.data("removeTailoring.removedTailoringId"),
                    &made["id"]
                );
            } else {
                switch(&scene.ada.client, false).await;
            }
            scene.fake.wait_for_hang_up(1).await;
        };
        futures_util::join!(scene.app.run_tasks(), ending);
        assert_eq!(scene.fake.asked().len(), 1);
        assert_eq!(scene.runs().await[0]["state"], "CANCELLED");
        assert_eq!(scene.reserved().await, json!(0.0));
        if !is_removed {
            let tailoring = read(&scene.ada.client, &made["id"]).await;
            assert_eq!(tailoring["wording"], "NONE");
            assert!(by_model(&tailoring, true).is_empty());
        }
    }
}

#[tokio::test]
async fn without_budget_the_offline_proposals_stay() {
    let scene = scene(ASKED, |config| {
        config.writing.models.user_tokens_per_day = 100;
    })
    .await;
    let tailoring = scene.tailored().await;
    assert_eq!(
        (&tailoring["wording"], &tailoring["wordingReason"]),
        (&json!("FAILED"), &json!("BUDGET"))
    );
    assert!(scene.fake.asked().is_empty());
    let runs = scene.runs().await;
    assert_eq!(runs.len(), 1, "{runs:?}");
    assert_eq!(
        (&runs[0]["state"], &runs[0]["sent"]),
        (&json!("OVER_BUDGET"), &Value::Null)
    );
    assert!(!doing(&tailoring, "SET_SUMMARY").is_empty());
}

#[tokio::test]
async fn endpoint_that_fails_is_asked_once_and_is_no_obstacle() {
    let scene = scene(ASKED, |_| {}).await;
    scene.fake.on_text(SUMMARY, Reply::status(429, "{}"));
    let tailoring = scene.tailored().await;
    assert_eq!(
        (&tailoring["wording"], &tailoring["wordingReason"]),
        (&json!("FAILED"), &json!("UNAVAILABLE"))
    );
    let runs = scene.runs().await;
    assert_eq!(runs.len(), 1, "{runs:?}");
}

#[tokio::test]
async fn same_request_is_answered_once() {
    let scene = scene(ASKED, |_| {}).await;
    let first = scene.tailored().await;
    let count = scene.fake.asked().len();
    let again = scene.tailored().await;
    assert_eq!(again["wording"], "DONE");
    assert_eq!(scene.fake.asked().len(), count);
    let texts = |tailoring: &Value| -> Vec<String> {
        by_model(tailoring, true).into_iter().map(after).collect()
    };
    assert_eq!(texts(&first), texts(&again));
    let runs = scene.runs().await;
    assert!(runs.iter().take(count).all(|run| run["state"] == "CACHED"));
}

#[tokio::test]
async fn task_that_was_interrupted_begins_again_and_ends_once() {
    let scene = scene(ASKED, |_| {}).await;
    let made = proposed(&scene.ada.client, &scene.resume).await;
    // A process began, and is gone.
    scene
        .app
        .execute("UPDATE tailorings SET wording_attempt = 1")
        .await;
    scene.app.run_tasks().await;
    let tailoring = read(&scene.ada.client, &made["id"]).await;
    assert_eq!(
        (&tailoring["wording"], &tailoring["version"]),
        (&json!("DONE"), &json!(2))
    );
    // The same task once more changes nothing.
    let count = scene.fake.asked().len();
    let task = careergraph::features::writing::tailoring::task::WordTailoring {
        tailoring_id: careergraph::types::id::TypedId::parse_id(made["id"].as_str().unwrap())
            .expect("an id"),
        user_id: scene.ada.user_id,
    };
    scene.app.platform.publish(&task).await.expect("a task");
    scene.app.run_tasks().await;
    assert_eq!(read(&scene.ada.client, &made["id"]).await, tailoring);
    assert_eq!(scene.fake.asked().len(), count);
    // One that began too often is given up.
    let made = proposed(&scene.ada.client, &scene.resume).await;
    scene
        .app
        .execute("UPDATE tailorings SET wording_attempt = 7 WHERE wording = 'ASKED'")
        .await;
    scene.app.run_tasks().await;
    let tailoring = read(&scene.ada.client, &made["id"]).await;
    assert_eq!(tailoring["wording"], "FAILED");
}

#[tokio::test]
async fn export_has_the_words_of_a_model() {
    use crate::personal_data::{archive_of, documents_in, export, wrong_in};

    let scene = scene(ASKED, |_| {}).await;
    scene.tailored().await;
    let path = export(&scene.app, &scene.ada).await;
    let (schema, account) = documents_in(&archive_of(&scene.ada.client, &path).await);
    assert_eq!(wrong_in(&schema, &account), Vec::<String>::new());
    let whole = &account["tailorings"][0];
    assert_eq!(whole["wording"], "DONE");
    let worded = whole["worded"]["proposals"].as_array().expect("proposals");
    assert_eq!(worded.len(), scene.requests.len());
    assert!(!account.to_string().contains(KEY));
}
