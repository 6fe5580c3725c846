//! The server is killed with SIGKILL while letters are written: each is written once after the restart, and its events are those of one attempt.

use std::time::Duration;

use serde_json::{Value, json};

use super::{FOLLOW, describe, read, write};
use crate::kit::{Client, Home, PASSWORD, Place, Socket, eventually};

const LETTERS: usize = 5;

#[tokio::test]
async fn a_letter_survives_kills_and_says_nothing_twice() {
    let (place, home) = (Place::new(), Home::empty().await);
    let redis = std::env::var("CAREERGRAPH_TEST_REDIS_URL").unwrap_or_default();
    let prefix = home.folder.path().file_name();
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
    ];
    let board = include_str!("../../../fixtures/boards/greenhouse_jobs.json");
    place.write("board.json", board);
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
    let mut url = base(&server.said("listens on http://"));
    let (mut client, token) = sign_up(&url).await;
    describe(&client).await;
    let found = client
        .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
        .await;
    let input = json!({ "postingId": found.text_at("jobs.nodes.0.id"), "language": "EN" });
    let mut ids: Vec<Value> = Vec::new();
    for _ in 0..LETTERS {
        let created = write(&client, "createLetter", &input).await;
        ids.push(created.data("createLetter.letter.id").clone());
    }
    for pause in [0, 10, 30] {
        tokio::time::sleep(Duration::from_millis(pause)).await;
        drop(server);
        server = place.start(&["serve"], &variables);
        url = base(&server.said("listens on http://"));
        client = client.at(&url);
    }
    for id in &ids {
        let letter = eventually("the letter is over", || async {
            let letter = read(&client, id).await;
            (letter["state"] != "WRITING").then_some(letter)
        })
        .await;
        let mut socket = Socket::connect_to(&socket_url(&url), Some(&token)).await;
        socket.subscribe("1", FOLLOW, json!({ "id": id })).await;
        let mut begun = 0;
        let mut texts = Vec::new();
        loop {
            let message = socket.next().await;
            if message["type"] == "complete" {
                break;
            }
            let event = &message["payload"]["data"]["documentEvents"];
            begun += usize::from(event["__typename"] == "DocStarted");
            if event["__typename"] == "SentenceAccepted" {
                texts.push(event["sentence"]["text"].clone());
            }
        }
        assert_eq!(begun, 1);
        if letter["state"] == "COMPLETED" {
            let said = super::sentences(&letter);
            assert_eq!(
                texts,
                said.iter()
                    .map(|one| one["text"].clone())
                    .collect::<Vec<_>>()
            );
        } else {
            assert_eq!(letter["state"], "REFUSED");
        }
    }
}

pub fn base(said: &str) -> String {
    let address = said.split_whitespace().next().unwrap();
    format!("http://{}", address.trim_end_matches(['/', '.', ',']))
}

pub fn socket_url(base_url: &str) -> String {
    format!("{}/graphql", base_url.replace("http", "ws"))
}

pub async fn sign_up(base_url: &str) -> (Client, String) {
    let client = Client::new(base_url);
    let query = "mutation($input: SignUpInput!) { signUp(input: $input) { session { accessToken } userErrors { message } } }";
    let input =
        json!({ "input": { "email": "ada@example.org", "password": PASSWORD, "name": "Ada" } });
    let token = client
        .gql(query, input)
        .await
        .text_at("signUp.session.accessToken");
    (client.with_token(&token), token)
}
