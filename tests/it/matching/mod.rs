//! Matches of people and postings: the score explains itself, the ranking follows profile and catalogue, and the profile gets suggestions.

mod embeddings;
mod explaining;
mod fairness;
mod ranking;
mod reading;
mod suggesting;
mod taxonomy;

use serde_json::{Value, json};

use crate::kit::{Answer, TestApp, TestUser, capital};

/// What explains a score.
const MATCH: &str = "postingId score band confidence completeness target targets { title score } stale version computedAt
    reasons { feature value weight contribution text evidence { side factId quote span { part start end } } }
    gates { code factor delta text evidence { quote } }
    skills { matched { skill { slug label } importance strength via { slug } factIds quote span { part start end } }
        missing { skill { slug label } importance nearest { slug } nearestStrength quote } }
    levers { kind text skill { slug } via { slug } gate gain isSupported quote }";

/// A posting of a board: title, place and text.
type Posting = (&'static str, &'static str, &'static str);

const RUST: Posting = (
    "Senior Backend Engineer",
    "Berlin, Germany",
    "<h3>Requirements</h3><ul><li>5+ years of experience with backend services</li><li>Rust and PostgreSQL</li><li>Fluent English</li></ul>\
     <h3>Nice to have</h3><ul><li>Kubernetes</li></ul><h3>Benefits</h3><ul><li>Lunch cooked with Python and Java, the snakes and the coffee</li></ul>",
);
const JAVA: Posting = (
    "Backend Developer",
    "Lisbon, Portugal",
    "<h3>Requirements</h3><ul><li>Java and Spring Boot</li><li>MySQL</li></ul>",
);
const NURSE: Posting = (
    "Registered Nurse",
    "Berlin, Germany",
    "<h3>Requirements</h3><ul><li>Nursing care and wound care</li><li>First aid</li></ul>",
);
const COOK: Posting = (
    "Line Cook",
    "Porto, Portugal",
    "<h3>Requirements</h3><ul><li>HACCP and professional cooking</li></ul>",
);

/// Imports postings into one board, and reads them.
async fn catalogue(app: &TestApp, postings: &[Posting]) -> Vec<String> {
    let jobs: Vec<Value> = (1..)
        .zip(postings)
        .map(|(id, (title, place, text))| {
            json!({ "id": id, "title": title, "location": { "name": place }, "content": text,
                "absolute_url": format!("https://boards.greenhouse.io/fernhill/jobs/{id}"), "updated_at": "2026-11-20T10:00:00Z",
                "first_published": "2026-11-20T10:00:00Z" })
        })
        .collect();
    let board = json!({ "jobs": jobs }).to_string();
    app.jobs
        .import_file(board.as_bytes(), None, Some("fernhill"), Some("Fernhill"))
        .await
        .expect("the board is stored");
    app.matching.read_waiting().await.expect("they are read");
    let mut ids = Vec::new();
    for (title, ..) in postings {
        let answer = app
            .anonymous()
            .gql(
                "query($title: String!) { jobs(query: $title, first: 1) { nodes { id title } } }",
                json!({ "title": format!("\"{title}\"") }),
            )
            .await;
        ids.push(answer.text_at("jobs.nodes.0.id"));
    }
    ids
}

/// Changes the profile, whatever version it has.
async fn edit(user: &TestUser, mutation: &str, mut input: Value) -> Value {
    let read = user
        .client
        .gql("{ viewer { profile { version } } }", json!({}))
        .await;
    input["expectedVersion"] = read.data("viewer.profile.version").clone();
    let query = format!(
        "mutation($input: {}Input!) {{ done: {mutation}(input: $input) {{ profile {{ version employments {{ id }} skills {{ id name }} }} userErrors {{ path message }} }} }}",
        capital(mutation)
    );
    let answer = user.client.gql(&query, json!({ "input": input })).await;
    assert_eq!(answer.data("done.userErrors"), &json!([]), "{mutation}");
    answer.data("done.profile").clone()
}

/// A backend engineer, with facts.
async fn engineer(app: &TestApp, name: &str) -> TestUser {
    let user = app.sign_up(name).await;
    let jobs = json!([{ "company": "Cargolane", "title": "Backend Engineer", "startedOn": "2018-01",
        "description": "- Built billing services in Rust.\n- Tuned PostgreSQL for 40 tables." }]);
    let profile = edit(&user, "setEmployments", json!({ "employments": jobs })).await;
    let item = json!({ "itemId": profile["employments"][0]["id"] });
    edit(&user, "splitDescription", item).await;
    let skills = json!([{ "name": "Docker" }, { "name": "Rust" }]);
    edit(&user, "setSkills", json!({ "skills": skills })).await;
    let languages = json!([{ "name": "English", "proficiency": "FULL_PROFESSIONAL" }]);
    edit(&user, "setLanguages", json!({ "languages": languages })).await;
    let targets = json!({ "titles": ["Backend Engineer"], "seniority": ["SENIOR", "MID"], "countries": ["DE"] });
    edit(
        &user,
        "updateProfile",
        json!({ "headline": "Backend engineer", "location": "Berlin", "targets": targets }),
    )
    .await;
    user
}

async fn matched(user: &TestUser, posting: &str) -> Value {
    let query = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on Posting {{ title description match {{ {MATCH} }} }} }} }}"
    );
    let answer = user.client.gql(&query, json!({ "id": posting })).await;
    answer.data("node").clone()
}

async fn matches(user: &TestUser, arguments: &str) -> Answer {
    let query = format!(
        "{{ viewer {{ matches{arguments} {{ totalCount stale rankedAt pageInfo {{ hasNextPage endCursor }}
            nodes {{ posting {{ id title }} match {{ score band target }} }} }} }} }}"
    );
    user.client.gql(&query, json!({})).await
}

/// The titles of a page of matches.
fn titles(answer: &Answer) -> Vec<&str> {
    let nodes = answer.data("viewer.matches.nodes").as_array().unwrap();
    nodes
        .iter()
        .map(|node| node["posting"]["title"].as_str().unwrap())
        .collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}
