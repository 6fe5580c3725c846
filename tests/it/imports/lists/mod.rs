//! Lists of applications: their preview, their first import, and later ones; and the applications of LinkedIn's archive.

mod again;
mod archive;
mod bounds;
mod days;
mod first;
mod newer;
mod over_time;
mod preview;
mod removed;
mod results;
mod sameness;
mod words;

use serde_json::{Value, json};

use super::{PLAN, apply, apply_with, entries, plan, side, try_apply};
use crate::kit::{Answer, REFUSAL, TestUser};

/// A tracker's export with a word for each stage.
pub const TRACKER: &str = "Company Name,Job Title,Status,Date Applied,Location,Pay,Notes,Tags,Link\n\
    Alder,Baker,Applied,2026-01-04,Ghent,31000,\"Ask\nfor Bo\",\"remote, referral\",https://jobs.example/alder-1\n\
    Birch,Cook,Phone screen,2026-01,,,,,\n\
    Cedar,Driver,Offer,2026-01-06,,,,,\n\
    Elder,Editor,Offer accepted,2026-01-07,,,,,\n\
    Fir,Farmer,Not selected,2026-01-08,,,,,\n\
    Gorse,Guard,Ghosted 👻,,,,,,\n\
    Hazel,Host,I withdrew,,,,,,\n\
    Ivy,Ironer,Applying,,,,,,\n";

async fn send(
    user: &TestUser,
    mutation: &str,
    fields: &str,
    content: &[u8],
    more: Value,
) -> Answer {
    let capital = crate::kit::capital(mutation);
    let query = format!(
        "mutation($input: {capital}Input!) {{ {mutation}(input: $input) {{ {fields} {REFUSAL} }} }}"
    );
    let mut input = json!({ "file": null });
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    let file = ("variables.input.file", "list.csv", content);
    user.client
        .send_files(&query, &json!({ "input": input }), &[file])
        .await
}

/// Sends a list with more input; returns the whole answer.
async fn try_list(user: &TestUser, content: &[u8], more: Value) -> Answer {
    let fields = format!("plan {{ {PLAN} }}");
    send(user, "importApplications", &fields, content, more).await
}

/// The plan of a list by this mapping.
async fn plan_with(user: &TestUser, content: &[u8], mapping: Value) -> Value {
    let answer = try_list(user, content, json!({ "mapping": mapping })).await;
    assert_eq!(answer.data("importApplications.userErrors"), &json!([]));
    answer.data("importApplications.plan").clone()
}

/// The plan of a list by what it suggests.
pub async fn plan_of(user: &TestUser, list: &str) -> Value {
    plan_with(user, list.as_bytes(), Value::Null).await
}

/// Imports a list.
async fn import(user: &TestUser, list: &str) -> Value {
    let plan = plan_of(user, list).await;
    apply(user, &plan).await
}

/// The user's applications, first created first.
pub async fn applications(user: &TestUser) -> Vec<Value> {
    let query = "{ viewer { applications(first: 100, order: OLDEST) { nodes { id version companyName role stage outcome appliedOn note
        posting { title } snapshot { title }
        events { id seq kind fromStage toStage outcome occurredOn actor actorName observed reason effective } } } } }";
    let answer = user.client.gql(query, json!({})).await;
    let nodes = answer.data("viewer.applications.nodes").as_array().unwrap();
    nodes.clone()
}

/// The application to a company.
pub async fn of_company(user: &TestUser, company: &str) -> Value {
    let all = applications(user).await;
    let found: Vec<&Value> = all
        .iter()
        .filter(|it| it["companyName"] == company)
        .collect();
    assert_eq!(found.len(), 1, "{company}: {all:?}");
    found[0].clone()
}

/// Its events, each as kind, stage or outcome, and date.
fn history(application: &Value) -> Vec<String> {
    let events = application["events"].as_array().unwrap();
    let shown = events.iter().map(|event| {
        let text = |field: &str| event[field].as_str().unwrap_or("-").to_owned();
        let to = if event["outcome"].is_null() {
            text("toStage")
        } else {
            text("outcome")
        };
        format!("{} {to} {}", text("kind"), text("occurredOn"))
    });
    shown.collect()
}

/// The entries of applications: action, choice and note.
fn shown(plan: &Value) -> Vec<String> {
    let entries = entries(plan, "APPLICATIONS").into_iter();
    let shown = entries.map(|entry| {
        let company = side(entry, "company", "imported");
        format!(
            "{} {} {}",
            company.first().unwrap_or(&"-"),
            entry["action"].as_str().unwrap(),
            entry["choice"].as_str().unwrap()
        )
    });
    shown.collect()
}

/// The note of the entry of a company.
fn note<'a>(plan: &'a Value, company: &str) -> &'a str {
    let entries = entries(plan, "APPLICATIONS").into_iter();
    let mut of = entries.filter(|entry| side(entry, "company", "imported") == [company]);
    of.next().unwrap()["note"].as_str().unwrap_or_default()
}

/// The messages of the findings.
fn findings(plan: &Value) -> Vec<&str> {
    let nodes = plan["findings"]["nodes"].as_array().unwrap();
    nodes
        .iter()
        .map(|node| node["message"].as_str().unwrap())
        .collect()
}

/// Does a step of an application by hand.
pub async fn by_hand(user: &TestUser, mutation: &str, application: &Value, more: Value) {
    let capital = crate::kit::capital(mutation);
    let query = format!(
        "mutation($input: {capital}Input!) {{ {mutation}(input: $input) {{ userErrors {{ message }} }} }}"
    );
    let mut input = json!({ "id": application["id"], "expectedVersion": application["version"] });
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    let answer = user.client.gql(&query, json!({ "input": input })).await;
    assert_eq!(answer.data(&format!("{mutation}.userErrors")), &json!([]));
}
