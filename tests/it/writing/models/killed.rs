//! The server is killed with SIGKILL in the middle of a model's answer: what was asked for ends after the restart, and no log has the key or a text.

use fake_model::{FakeModel, Reply, Step};
use serde_json::{Value, json};

use super::{KEY, letter_request, lines_of, origins, reply, switch};
use crate::{
    kit::{Client, Home, Place, eventually},
    writing::letters::{
        describe,
        killed::{base, sign_up},
        read, write,
    },
};

/// The letter, when it is over.
async fn over(client: &Client, id: &Value) -> Value {
    eventually("the letter is over", || async {
        let letter = read(client, id).await;
        (letter["state"] != "WRITING").then_some(letter)
    })
    .await
}

async fn ask(client: &Client, query: &str, path: &str) -> Value {
    client.gql(query, json!({})).await.data(path).clone()
}

/// The input of a letter for a posting for which facts show enough, and the letter as it is composed without a model.
async fn fitting(client: &Client) -> (Value, Value) {
    let postings = "{ jobs(first: 20) { nodes { id } } }";
    let found = ask(client, postings, "jobs.nodes").await;
    for node in found.as_array().expect("postings") {
        let input = json!({ "postingId": node["id"], "language": "EN" });
        let created = write(client, "createLetter", &input).await;
        let letter = over(client, created.data("createLetter.letter.id")).await;
        if letter["state"] == "COMPLETED" {
            return (input, letter);
        }
    }
    panic!("no posting fits")
}

const RUNS: &str = "{ viewer { aiRuns { nodes { task state failure sent { user } } } languageModels { todaysUse { tokens reservedTokens } } } }";

#[tokio::test]
async fn killed_in_the_middle_of_an_answer_the_letter_is_written_once_more() {
    let (place, home) = (Place::new(), Home::empty().await);
    let fake = FakeModel::start().await.expect("a port");
    fake.require_key(KEY);
    let redis = std::env::var("CAREERGRAPH_TEST_REDIS_URL").unwrap_or_default();
    let (prefix, url) = (home.folder.path().file_name(), fake.openai_url());
    let endpoint = "CAREERGRAPH__WRITING__MODELS__ENDPOINTS__MAIN__";
    let of_endpoint = |key: &str| format!("{endpoint}{key}");
    let names = ["PROVIDER", "URL", "MODEL", "KEY"].map(of_endpoint);
    let variables = [
        ("DATABASE_URL", home.url.as_str()),
        ("REDIS_URL", redis.as_str()),
        (
            "CAREERGRAPH__REDIS__PREFIX",
            prefix.and_then(|name| name.to_str()).expect("a name"),
        ),
        ("CAREERGRAPH__QUEUE__LEASE_SECS", "1"),
        ("CAREERGRAPH__QUEUE__POLL_MS", "50"),
        ("CAREERGRAPH__LIMITS__SIGN_IN_PER_MINUTE", "1000000"),
        // The test asks for the letter until it is written.
        ("CAREERGRAPH__LIMITS__USER_PER_MINUTE", "1000000"),
        ("CAREERGRAPH__WRITING__MODELS__LETTER", "main"),
        ("CAREERGRAPH__WRITING__MODELS__TAILORING", "main"),
        (names[0].as_str(), "OPENAI"),
        (names[1].as_str(), url.as_str()),
        (names[2].as_str(), "model-1"),
        (names[3].as_str(), KEY),
        ("RUST_LOG", "trace,sqlx=debug"),
    ];
    place.write(
        "board.json",
        include_str!("../../../fixtures/boards/greenhouse_jobs.json"),
    );
    let board = place.path("board.json").display().to_string();
    let import = [
        "sources",
        "import",
        "--company",
        "Fernhill",
        "--board",
        "fernhill",
        &board,
    ];
    let imported = place.run(&import, &variables);
    assert_eq!(imported.code, 0, "{}", imported.stderr);
    let mut server = place.start(&["serve"], &variables);
    let (mut client, _) = sign_up(&base(&server.said("listens on http://"))).await;
    describe(&client).await;
    let (input, composed) = fitting(&client).await;
    let posting = input["postingId"].as_str().expect("an id");
    let request = letter_request(&client, posting).await;
    let lines = lines_of(&composed, request["user"].as_str().expect("a text"));
    switch(&client, true).await;
    let start = format!("{}\n{}\n", lines[0], lines[1]);
    fake.otherwise(Reply::steps([Step::Text(start), Step::Stall]));
    let created = write(&client, "createLetter", &input).await;
    let id = created.data("createLetter.letter.id").clone();
    fake.wait_for(1).await;
    eventually("the run is noted", || async {
        let runs = ask(&client, RUNS, "viewer.aiRuns.nodes").await;
        (runs[0]["state"] == "RUNNING").then_some(())
    })
    .await;
    let log = place.log();
    drop(server);
    fake.otherwise(reply(&lines));
    server = place.start(&["serve"], &variables);
    client = client.at(&base(&server.said("listens on http://")));
    let letter = over(&client, &id).await;
    assert_eq!(letter["state"], "COMPLETED", "{letter}");
    assert!(origins(&letter).iter().all(|origin| origin == "MODEL"));
    let found = ask(&client, RUNS, "viewer").await;
    let runs = found["aiRuns"]["nodes"].as_array().expect("runs");
    assert_eq!(runs[0]["state"], "DONE", "{runs:?}");
    // What the killed process had reserved stays reserved until the sweep settles it, so that it is never spent twice.
    assert_eq!(runs[1]["state"], "RUNNING", "{runs:?}");
    let used = &found["languageModels"]["todaysUse"];
    assert_eq!(used["tokens"], json!(1300.0));
    assert!(used["reservedTokens"].as_f64() > Some(0.0), "{used}");
    // The endpoint refuses the key, and quotes it.
    fake.require_key("another");
    let created = write(
        &client,
        "createLetter",
        &json!({ "postingId": posting, "language": "DE" }),
    )
    .await;
    over(&client, created.data("createLetter.letter.id")).await;
    let export = "mutation { exportAccount(input: {}) { userErrors { message } } }";
    let runs = ask(&client, RUNS, "viewer").await;
    let errors = client.gql(export, json!({})).await.text;
    let said = lines[0]["text"].as_str().expect("a text");
    for log in [log, place.log()] {
        assert!(log.len() > 1_000, "there is a log");
        for secret in [KEY, said] {
            assert!(!log.contains(secret), "{secret} is in the log");
        }
    }
    assert!(!format!("{runs} {errors} {letter}").contains(KEY));
}
