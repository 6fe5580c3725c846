//! Tailoring: proposals for a posting, accepted and rejected by their user, and what others and tokens may not.

mod deciding;
mod guarded;
mod personal;
mod planted;
mod proposing;
mod refused;
mod tokens;

use serde_json::{Value, json};

pub use self::planted::planted;
use super::{
    letters::{edit_profile, posting},
    resumes::{edited, master, tailored},
};
use crate::kit::{Answer, Client, Setup, TestApp, TestUser, capital};

/// The fields of a tailoring.
const FIELDS: &str = "id resumeId posting { id } postingTitle companyName revision version wording wordingReason missing { text } supported { text } \
    proposals { id operation reason state place before after baseHash verdict acceptedRevision decidedAt \
    requirements { text span { part start end } } citations { evidence version item text isCurrent } \
    warnings { rule start end detail } model { endpoint provider model promptVersion } }";

/// An app whose tasks run when a test says so.
async fn quiet() -> TestApp {
    Setup::new().workers(0).start().await
}

/// An engineer with facts that the posting asks for, and others.
pub async fn engineer(app: &TestApp, name: &str) -> TestUser {
    let user = app.sign_up(name).await;
    let client = &user.client;
    let job =
        json!({ "company": "Fernhill", "title": "Platform Engineer", "startedOn": "2021-03" });
    let jobs = json!({ "employments": [job] });
    let profile = edit_profile(client, "setEmployments", jobs).await;
    let item = &profile["employments"][0]["id"];
    for text in [
        "I ordered the office plants.",
        "Successfully ran 14 Kubernetes clusters.",
        "Introduced Terraform with two colleagues.",
        "Watered flowers.",
        "Built billing services in Rust on PostgreSQL.",
    ] {
        let fact = json!({ "itemId": item, "text": text });
        edit_profile(client, "addEvidence", fact).await;
    }
    let skills = json!([{ "name": "Excel" }, { "name": "Rust" }]);
    edit_profile(client, "setSkills", json!({ "skills": skills })).await;
    user
}

/// A résumé of an engineer for a posting, in which the last statement says less than its fact.
pub async fn resume(user: &TestUser, posting: &str) -> Value {
    let all = master(user, "All").await;
    let copy = tailored(user, &all, posting).await;
    edited(&user.client, &copy, |content| {
        content["sections"][0]["items"][0]["statements"][4]["text"] =
            json!("Built billing services.");
    })
    .await
}

/// Runs a mutation of a tailoring.
pub async fn write(client: &Client, mutation: &str, input: &Value) -> Answer {
    let resume = if mutation == "acceptProposals" {
        "resume { id version newestRevision content { summary { text citations { evidence version } } \
         sections { kind items { key title organization startedOn hidden statements { text hidden citations { evidence version } } } } } \
         revision(number: 3) { reason note changes { kind place } } }"
    } else {
        ""
    };
    let query = format!(
        "mutation($input: {}Input!) {{ {mutation}(input: $input) {{ tailoring {{ {FIELDS} }} {resume} \
         userErrors {{ __typename code path message }} }} }}",
        capital(mutation)
    );
    client.gql(&query, json!({ "input": input })).await
}

/// The same, which must succeed.
pub async fn done(client: &Client, mutation: &str, input: &Value) -> Value {
    let answer = write(client, mutation, input).await;
    let payload = answer.data(mutation).clone();
    assert!(payload["tailoring"].is_object(), "{}", answer.text);
    payload
}

/// Proposals for a résumé.
pub async fn proposed(client: &Client, resume: &Value) -> Value {
    let input = json!({ "resumeId": resume["id"] });
    done(client, "tailorResume", &input).await["tailoring"].take()
}

/// A tailoring as it is now.
pub async fn read(client: &Client, id: &Value) -> Value {
    let query =
        format!("query($id: ID!) {{ node(id: $id) {{ ... on Tailoring {{ {FIELDS} }} }} }}");
    let answer = client.gql(&query, json!({ "id": id })).await;
    answer.data("node").clone()
}

/// The proposals that do this.
pub fn doing<'a>(tailoring: &'a Value, operation: &str) -> Vec<&'a Value> {
    let proposals = tailoring["proposals"].as_array().expect("proposals").iter();
    proposals
        .filter(|proposal| proposal["operation"] == operation)
        .collect()
}

/// A decision about proposals of a tailoring.
pub fn about(tailoring: &Value, proposals: &[&Value]) -> Value {
    let ids: Vec<&Value> = proposals.iter().map(|proposal| &proposal["id"]).collect();
    json!({ "tailoringId": tailoring["id"], "expectedVersion": tailoring["version"], "proposalIds": ids })
}

/// The states of all proposals, in order.
pub fn states(tailoring: &Value) -> Vec<&str> {
    let proposals = tailoring["proposals"].as_array().expect("proposals").iter();
    proposals
        .map(|proposal| proposal["state"].as_str().expect("a state"))
        .collect()
}

/// The new words of a proposal.
pub fn after(proposal: &Value) -> String {
    let lines = proposal["after"].as_array().expect("lines").iter();
    let lines: Vec<&str> = lines.map(|line| line.as_str().expect("a text")).collect();
    lines.join("\n")
}
