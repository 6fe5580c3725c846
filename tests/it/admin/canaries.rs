//! No data of one user in responses to another, however often two users send the same request: no cache, loader or persisted query
//! belongs to one of them.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::kit::{Client, TestApp, TestUser};

const PRIVATE: &str = "private, no-store";
/// Rounds of each lane; in each, both users send each query.
const ROUNDS: usize = 15;
const LANES: usize = 8;

const QUERIES: [&str; 4] = [
    "{ viewer { user { name email } profile { headline skills { name } } } }",
    "{ viewer { applications { nodes { id companyName note posting { id title } } } board { applications { companyName } } } }",
    "{ viewer { notifications { nodes { title } } audit { nodes { subjectId } } sessions { userAgent } } }",
    "{ jobs(first: 3) { nodes { title company { name } } } viewer { user { name } applications { nodes { companyName } } } }",
];

async fn prepare(app: &TestApp, name: &str) -> TestUser {
    let user = app.sign_up(name).await;
    user.apply(name).await;
    let update =
        "mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { profile { id } } }";
    user.client
        .gql(
            update,
            json!({ "input": { "expectedVersion": 0, "headline": name } }),
        )
        .await
        .text_at("updateProfile.profile.id");
    let posting = app
        .anonymous()
        .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
        .await
        .text_at("jobs.nodes.0.id");
    let create = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } } }";
    user.client
        .gql(
            create,
            json!({ "input": { "postingId": posting, "note": name } }),
        )
        .await
        .text_at("createApplication.application.id");
    user
}

/// Sends the query by POST, by GET and by its hash, in turn.
async fn ask(client: &Client, query: &str, round: usize) -> crate::kit::Answer {
    let hash = format!("{:x}", Sha256::digest(query.as_bytes()));
    let extensions = json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } }).to_string();
    match round % 3 {
        0 => client.gql(query, json!({})).await,
        1 => {
            client
                .get(&[("query", query), ("extensions", &extensions)])
                .await
        }
        _ => client.get(&[("extensions", &extensions)]).await,
    }
}

#[tokio::test]
async fn two_who_ask_the_same_in_turn_get_their_own_each_time() {
    let app = TestApp::start().await;
    app.import_postings().await;
    let (ada, bob) = (
        prepare(&app, "Archaeopteryx").await,
        prepare(&app, "Brachiosaurus").await,
    );
    for query in QUERIES {
        ask(&ada.client, query, 1).await;
    }
    let lane = async |lane: usize| {
        for round in 0..ROUNDS {
            for query in QUERIES {
                for (who, own, other) in [
                    (&ada, "rchaeopteryx", "rachiosaurus"),
                    (&bob, "rachiosaurus", "rchaeopteryx"),
                ] {
                    let answer = ask(&who.client, query, lane + round).await;
                    assert!(answer.json["errors"].is_null(), "{query}: {}", answer.text);
                    assert!(
                        answer.text.contains(own) || answer.text.contains(&who.user_id.to_string()),
                        "{query}: {}",
                        answer.text
                    );
                    assert!(
                        !answer.text.contains(other),
                        "{} got what is another's: {}",
                        who.email,
                        answer.text
                    );
                    assert_eq!(answer.header("cache-control"), PRIVATE);
                    assert_eq!(answer.header("etag"), "");
                }
            }
        }
    };
    futures_util::future::join_all((0..LANES).map(lane)).await;
    // Public data is the same for both users, and is cacheable.
    let public = "{ jobs(first: 3) { nodes { id title } } }";
    let (one, two) = (
        ada.client.get(&[("query", public)]).await,
        bob.client.get(&[("query", public)]).await,
    );
    assert_eq!(
        (one.data("jobs"), one.header("cache-control")),
        (two.data("jobs"), "public, max-age=60")
    );
    let _: &Value = one.data("jobs.nodes.0");
}
