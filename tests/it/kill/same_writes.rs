//! Fifty clients send the same thirty requests with idempotency keys and versions, and retry until they get a response, while the
//! server is killed with SIGKILL: each request runs once, and all clients get the same response.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{Server, sign_up, try_gql};
use crate::kit::{Client, eventually, inbox};

const CLIENTS: usize = 50;
const THINGS: usize = 10;
const REQUESTS: usize = CLIENTS * THINGS * 3;
const KILLS: usize = 4;
const CREATE: &str =
    "mutation($input: CreateApplicationInput!) { createApplication(input: $input) {
    application { id version stage companyName } userErrors { code message } } }";
const MOVE: &str = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) {
    application { id version stage companyName } userErrors { code message } } }";
const UPDATE: &str =
    "mutation($input: UpdateApplicationInput!) { updateApplication(input: $input) {
    application { id version stage note companyName } userErrors { code message } } }";

/// The number of responses, and of retries.
#[derive(Default)]
struct Counts {
    answered: AtomicUsize,
    sent_again: AtomicUsize,
}

/// Sends a request until it gets a response, and returns it.
async fn send_until_answered(
    client: &Client,
    query: &str,
    input: &Value,
    counts: &Counts,
) -> Value {
    let variables = json!({ "input": input });
    loop {
        match try_gql(client, query, &variables).await {
            Some(answer) if answer.json.get("errors").is_none() => {
                let payload = answer.json["data"]
                    .as_object()
                    .and_then(|data| data.values().next());
                let payload = payload.expect("a payload").clone();
                assert_eq!(payload["userErrors"], json!([]), "{}", answer.text);
                counts.answered.fetch_add(1, Ordering::Relaxed);
                return payload["application"].clone();
            }
            Some(answer) => assert_eq!(answer.code(), "UNAVAILABLE", "{}", answer.text),
            None => {}
        }
        counts.sent_again.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Creates, moves and changes each of the ten applications: all responses, in order.
async fn write_all(client: &Client, counts: &Counts) -> Vec<Value> {
    let mut answers = Vec::new();
    for thing in 0..THINGS {
        let company = format!("Company {thing}");
        let key = |verb: &str| format!("{verb}-{thing}");
        let new = json!({ "company": company, "role": "Cook", "stage": "APPLIED", "idempotencyKey": key("create") });
        let created = send_until_answered(client, CREATE, &new, counts).await;
        let step = json!({
            "id": created["id"], "expectedVersion": created["version"], "to": "SCREENING", "idempotencyKey": key("move")
        });
        let moved = send_until_answered(client, MOVE, &step, counts).await;
        let note = json!({
            "id": moved["id"], "expectedVersion": moved["version"], "note": company, "idempotencyKey": key("note")
        });
        let noted = send_until_answered(client, UPDATE, &note, counts).await;
        answers.extend([created, moved, noted]);
    }
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_clients_that_write_the_same_through_kill_9_each_gets_the_same_answer() {
    let mut server = Server::start().await;
    let (client, _) = sign_up(&server.base_url(), "ada").await;
    let counts = Counts::default();
    let killing = async {
        // Each kill waits for progress of the clients, so that it interrupts writes.
        for part in 1..=KILLS {
            eventually("the clients go on", || async {
                let answered = counts.answered.load(Ordering::Relaxed);
                (answered >= part * REQUESTS / (KILLS + 2)).then_some(())
            })
            .await;
            server.kill_and_restart().await;
        }
    };
    let writing = join_all((0..CLIENTS).map(|_| write_all(&client, &counts)));
    let ((), answers) = tokio::join!(killing, writing);
    let sent_again = counts.sent_again.load(Ordering::Relaxed);
    println!("{REQUESTS} requests, {sent_again} sent again, {KILLS} kills");
    assert!(sent_again > 0, "no kill hit a request");
    for (number, other) in answers.iter().enumerate() {
        assert_eq!(other, &answers[0], "client {number} got another response");
    }
    check(&client).await;
}

/// Ten applications, each with two events and three versions, and one notification for each move.
async fn check(client: &Client) {
    let query = "{ viewer { applications(first: 100) { nodes { companyName stage version note events { kind } } } } }";
    let answer = client.gql(query, json!({})).await;
    let nodes = answer.data("viewer.applications.nodes").as_array().unwrap();
    let found: BTreeMap<&str, &Value> = nodes
        .iter()
        .map(|node| (node["companyName"].as_str().unwrap(), node))
        .collect();
    assert_eq!(
        (found.len(), nodes.len()),
        (THINGS, THINGS),
        "{}",
        answer.text
    );
    for (company, node) in found {
        let expected = json!({
            "companyName": company, "stage": "SCREENING", "version": 3, "note": company,
            "events": [{ "kind": "CREATED" }, { "kind": "MOVED" }]
        });
        assert_eq!(node, &expected);
    }
    let told = eventually("every move was notified", || async {
        let told = inbox(client).await;
        (told.len() >= THINGS).then_some(told)
    });
    assert_eq!(told.await.len(), THINGS, "each move was notified once");
}
