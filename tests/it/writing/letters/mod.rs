//! Letters: written from facts in the background and followed, changed by their user, and what others and tokens may not.

mod changing;
mod following;
pub mod killed;
mod personal;
mod planted;
mod refused;
mod tokens;
mod writing;

use serde_json::{Value, json};

pub use self::planted::planted;

use crate::kit::{Answer, Client, Setup, TestApp, TestUser, capital};

/// What a letter says.
const CONTENT: &str = "greeting signOff text paragraphs { sentences { index text part kind origin \
    citations { evidence version item text isCurrent } quotes { text span { part start end } isRequired } \
    advice { rule start end detail } } }";

/// The fields of a letter.
const FIELDS: &str = "id state reason postingTitle companyName recipient language tone length newestRevision version archivedAt \
    posting { id } missing { text } supported { text } refused { index part rules }";

/// The events of a letter.
pub const FOLLOW: &str = "subscription($id: ID!, $after: Int) { documentEvents(documentId: $id, afterSeq: $after) { __typename \
    ... on DocStarted { seq attempt } ... on EvidenceSelected { seq citations { text } supported { text } missing { text } } \
    ... on SentenceAccepted { seq beginsParagraph sentence { index text citations { text } } } \
    ... on SentenceRefused { seq refused { index rules } } ... on DocCompleted { seq letter { state newestRevision } } \
    ... on DocFailed { seq reason letter { state } } } }";

/// The text of a posting.
pub const ASKED: &str = "<h3>Requirements</h3><ul><li>Rust and PostgreSQL</li><li>Kubernetes in production</li><li>Terraform</li></ul>\
    <h3>Nice to have</h3><ul><li>COBOL</li></ul>";

/// An app whose tasks run when a test says so.
async fn quiet() -> TestApp {
    Setup::new().workers(0).start().await
}

/// A posting for an engineer.
pub async fn posting(app: &TestApp) -> String {
    posting_of(app, ASKED).await
}

/// The same with another text.
pub async fn posting_of(app: &TestApp, content: &str) -> String {
    let job = json!({ "id": 77, "title": "Platform Engineer (m/f/d)", "location": { "name": "Leeds" }, "content": content,
        "absolute_url": "https://boards.greenhouse.io/marl/jobs/77", "updated_at": "2026-11-20T10:00:00Z",
        "first_published": "2026-11-20T10:00:00Z" });
    let board = json!({ "jobs": [job] }).to_string();
    let jobs = &app.jobs;
    let stored = jobs.import_file(board.as_bytes(), None, Some("marl"), Some("Marl"));
    stored.await.expect("the board is stored");
    let query = "{ jobs(query: \"Platform\", first: 1) { nodes { id } } }";
    let found = app.anonymous().gql(query, json!({})).await;
    found.text_at("jobs.nodes.0.id")
}

/// Changes the profile, whatever version it has.
pub async fn edit_profile(client: &Client, mutation: &str, mut input: Value) -> Value {
    let read = client
        .gql("{ viewer { profile { version } } }", json!({}))
        .await;
    input["expectedVersion"] = read.data("viewer.profile.version").clone();
    let query = format!(
        "mutation($input: {}Input!) {{ done: {mutation}(input: $input) {{ profile {{ employments {{ id evidence {{ id }} }} }} \
         userErrors {{ path message }} }} }}",
        capital(mutation)
    );
    let answer = client.gql(&query, json!({ "input": input })).await;
    assert_eq!(answer.data("done.userErrors"), &json!([]), "{mutation}");
    answer.data("done.profile").clone()
}

/// Gives a user a profile with facts.
pub async fn describe(client: &Client) {
    let jobs = json!([
        { "company": "Fernhill", "title": "Platform Engineer", "startedOn": "2021-03" },
        { "company": "Cargolane", "title": "Backend Engineer", "startedOn": "2018-01", "endedOn": "2021-02" },
    ]);
    let profile = edit_profile(client, "setEmployments", json!({ "employments": jobs })).await;
    for (job, text) in [
        (
            0,
            "Ran 14 Kubernetes clusters and cut deploy time from 40 to 8 minutes.",
        ),
        (0, "Introduced Terraform with two colleagues."),
        (1, "Built billing services in Rust on PostgreSQL."),
    ] {
        let item = &profile["employments"][job]["id"];
        edit_profile(
            client,
            "addEvidence",
            json!({ "itemId": item, "text": text }),
        )
        .await;
    }
    let skills = json!([{ "name": "Rust" }, { "name": "Docker" }]);
    edit_profile(client, "setSkills", json!({ "skills": skills })).await;
    let languages = json!([{ "name": "English", "proficiency": "NATIVE" }]);
    edit_profile(client, "setLanguages", json!({ "languages": languages })).await;
}

/// An engineer with a profile.
async fn engineer(app: &TestApp, name: &str) -> TestUser {
    let user = app.sign_up(name).await;
    describe(&user.client).await;
    user
}

/// Runs a mutation of a letter.
pub async fn write(client: &Client, mutation: &str, input: &Value) -> Answer {
    let query = format!(
        "mutation($input: {}Input!) {{ {mutation}(input: $input) {{ letter {{ {FIELDS} content {{ {CONTENT} }} }} \
         userErrors {{ __typename code path message }} }} }}",
        capital(mutation)
    );
    client.gql(&query, json!({ "input": input })).await
}

/// The same, which must succeed.
async fn done(client: &Client, mutation: &str, input: &Value) -> Value {
    let answer = write(client, mutation, input).await;
    let letter = answer.data(&format!("{mutation}.letter")).clone();
    assert!(letter.is_object(), "{}", answer.text);
    letter
}

/// A letter that is being written.
pub async fn begun(user: &TestUser, posting: &str) -> Value {
    let input = json!({ "postingId": posting, "language": "EN" });
    done(&user.client, "createLetter", &input).await
}

/// A letter as it is now.
pub async fn read(client: &Client, id: &Value) -> Value {
    let query = format!(
        "query($id: ID!) {{ viewer {{ letter(id: $id) {{ {FIELDS} content {{ {CONTENT} }} }} }} }}"
    );
    let answer = client.gql(&query, json!({ "id": id })).await;
    answer.data("viewer.letter").clone()
}

/// A letter that was written.
pub async fn written(app: &TestApp, user: &TestUser, posting: &str) -> Value {
    let letter = begun(user, posting).await;
    app.run_tasks().await;
    let letter = read(&user.client, &letter["id"]).await;
    assert_eq!(letter["state"], "COMPLETED", "{letter}");
    letter
}

/// The sentences of a letter.
pub fn sentences(letter: &Value) -> Vec<Value> {
    let paragraphs = letter["content"]["paragraphs"].as_array().expect("a text");
    let of = |paragraph: &Value| paragraph["sentences"].as_array().unwrap().clone();
    paragraphs.iter().flat_map(of).collect()
}

/// What a letter says, as the input of an edit.
pub fn edit_of(letter: &Value, change: impl FnOnce(&mut Value)) -> Value {
    let paragraphs = letter["content"]["paragraphs"].as_array().expect("a text");
    let paragraph = |paragraph: &Value| {
        let sentences = paragraph["sentences"].as_array().unwrap().iter();
        let sentence =
            |sentence: &Value| json!({ "text": sentence["text"], "from": sentence["index"] });
        json!({ "sentences": sentences.map(sentence).collect::<Vec<_>>() })
    };
    let mut input = json!({ "id": letter["id"], "expectedVersion": letter["version"],
        "greeting": letter["content"]["greeting"], "signOff": letter["content"]["signOff"],
        "paragraphs": paragraphs.iter().map(paragraph).collect::<Vec<_>>() });
    change(&mut input);
    input
}
