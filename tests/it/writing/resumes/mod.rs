//! Résumés: from the profile and tailored, edits and their differences, limits, personal data, and what API tokens may.

mod changing;
mod creating;
mod downloading;
mod editing;
mod limits;
mod personal;
mod refused;
mod tokens;

use serde_json::{Value, json};

use crate::kit::{Answer, Client, TestApp, TestUser, capital};

/// What a résumé says.
const CONTENT: &str = "language name headline location email phone links { label url } \
    summary { text hidden isSupported citations { evidence version } } \
    sections { kind heading items { key source title organization location url startedOn endedOn detail hidden \
    statements { text hidden isSupported citations { evidence version } } } }";

/// The fields of a résumé.
const FIELDS: &str = "id kind name language template paper newestRevision version archivedAt posting { id } parent { id }";

/// Runs a mutation of a résumé.
pub async fn write(client: &Client, mutation: &str, input: &Value) -> Answer {
    let query = format!(
        "mutation($input: {}Input!) {{ {mutation}(input: $input) {{ resume {{ {FIELDS} content {{ {CONTENT} }} }} \
         userErrors {{ __typename code path message }} }} }}",
        capital(mutation)
    );
    client.gql(&query, json!({ "input": input })).await
}

/// The same, which must succeed.
async fn done(client: &Client, mutation: &str, input: &Value) -> Value {
    let answer = write(client, mutation, input).await;
    let resume = answer.data(&format!("{mutation}.resume")).clone();
    assert!(resume.is_object(), "{}", answer.text);
    resume
}

/// A résumé made of the profile.
pub async fn master(user: &TestUser, name: &str) -> Value {
    let input = json!({ "kind": "MASTER", "name": name });
    done(&user.client, "createResume", &input).await
}

/// A copy of a résumé for a posting.
pub async fn tailored(user: &TestUser, parent: &Value, posting: &str) -> Value {
    let input = json!({ "kind": "TAILORED", "name": "For them", "parentId": parent["id"], "postingId": posting });
    done(&user.client, "createResume", &input).await
}

/// What a résumé says, as the input of an edit.
fn as_input(content: &Value) -> Value {
    match content {
        Value::Array(items) => items.iter().map(as_input).collect(),
        Value::Object(members) => {
            let given = members.iter().filter(|(name, _)| *name != "isSupported");
            let given = given.map(|(name, value)| (name.clone(), as_input(value)));
            Value::Object(given.collect())
        }
        other => other.clone(),
    }
}

/// An edit that changes what a résumé says.
fn edit_of(resume: &Value, change: impl FnOnce(&mut Value)) -> Value {
    let mut content = as_input(&resume["content"]);
    change(&mut content);
    json!({ "id": resume["id"], "expectedVersion": resume["version"], "content": content })
}

/// Edits a résumé.
pub async fn edited(client: &Client, resume: &Value, change: impl FnOnce(&mut Value)) -> Value {
    done(client, "editResume", &edit_of(resume, change)).await
}

/// A change of the state of a résumé.
fn of(resume: &Value) -> Value {
    json!({ "id": resume["id"], "expectedVersion": resume["version"] })
}

/// A profile with one job, two facts about it, a skill and a language; returns the ids of the facts.
pub async fn describe(user: &TestUser) -> Vec<String> {
    let write = async |mutation: &str, input: Value| {
        let query = format!(
            "mutation($input: {}Input!) {{ {mutation}(input: $input) {{ profile {{ version employments {{ id evidence {{ id }} }} }} \
             userErrors {{ message }} }} }}",
            capital(mutation)
        );
        let answer = user.client.gql(&query, json!({ "input": input })).await;
        let profile = answer.data(&format!("{mutation}.profile")).clone();
        assert!(profile.is_object(), "{}", answer.text);
        profile
    };
    let about = json!({ "expectedVersion": 0, "headline": "Head baker", "summary": "Bakes.\n\nLeads.", "location": "Porto",
        "links": [{ "label": "Shop", "url": "https://bakery.example/" }] });
    write("updateProfile", about).await;
    let job = json!({ "company": "Fernhill", "title": "Baker", "location": "Porto", "startedOn": "2020-03", "description": "Unused." });
    let old = json!({ "company": "Mill", "title": "Cook", "startedOn": "2017", "endedOn": "2019", "description": "- Cooked.\n- Cleaned." });
    let jobs = json!({ "expectedVersion": 1, "employments": [job, old] });
    let profile = write("setEmployments", jobs).await;
    let skills =
        json!({ "expectedVersion": 2, "skills": [{ "name": "Bread", "level": "EXPERT" }] });
    write("setSkills", skills).await;
    let languages = json!({ "expectedVersion": 3, "languages": [{ "name": "German", "proficiency": "NATIVE" }] });
    write("setLanguages", languages).await;
    let item = &profile["employments"][0]["id"];
    for (version, text) in [(4, "Led two people."), (5, "Baked 300 loaves a day.")] {
        let fact = json!({ "expectedVersion": version, "itemId": item, "text": text });
        write("addEvidence", fact).await;
    }
    let read = "{ viewer { profile { employments { evidence { id } } } } }";
    let profile = user.client.gql(read, json!({})).await;
    let facts = profile.data("viewer.profile.employments.0.evidence");
    let facts = facts.as_array().expect("facts").iter();
    facts
        .map(|fact| fact["id"].as_str().expect("an id").to_owned())
        .collect()
}

/// A posting.
pub async fn posting(app: &TestApp) -> String {
    app.import_postings().await;
    let found = app
        .anonymous()
        .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
        .await;
    found.text_at("jobs.nodes.0.id")
}

/// The names of the listed résumés, newest first.
async fn names(client: &Client, arguments: &str) -> Vec<String> {
    let query = format!(
        "{{ viewer {{ resumes(first: 100{arguments}) {{ totalCount nodes {{ name }} }} }} }}"
    );
    let answer = client.gql(&query, json!({})).await;
    let nodes = answer.data("viewer.resumes.nodes").as_array().unwrap();
    let total = answer.data("viewer.resumes.totalCount");
    assert_eq!(total, nodes.len(), "{}", answer.text);
    nodes
        .iter()
        .map(|node| node["name"].as_str().unwrap().to_owned())
        .collect()
}
