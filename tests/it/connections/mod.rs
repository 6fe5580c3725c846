//! Connections: the people whom a user knows.

mod companies;
mod counting;
mod editing;
mod expiring;
mod importing;
mod listing;
mod removing;
mod searching;

use ::importing::{date::PartialDate, record::Connection};
use careergraph::{
    error::Result,
    features::connections::{ImportedPeople, PersonChoice, PersonWish},
    types::import_source::ImportSource,
};
use serde_json::{Value, json};

use crate::kit::{TestApp, TestUser};

/// Fields of a person.
pub const FIELDS: &str = "id name firstName lastName profileUrl email companyName companyId position connectedOn notes tags followUpOn source version";

/// A row of a file: name, the last part of the address, company, position, day of January 2025.
pub fn row([name, url, company, position, day]: [&str; 5]) -> Connection {
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    Connection {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        profile_url: (!url.is_empty()).then(|| format!("https://www.linkedin.com/in/{url}")),
        company: company.to_owned(),
        position: position.to_owned(),
        connected_on: day
            .parse()
            .ok()
            .and_then(|day| PartialDate::new(2025, Some(1), Some(day))),
        ..Connection::default()
    }
}

/// Brings in rows of an archive; what the user typed stays.
pub async fn import_people(app: &TestApp, user: &TestUser, rows: &[Connection]) -> ImportedPeople {
    let wanted: Vec<_> = rows
        .iter()
        .map(|row| (row.clone(), PersonChoice::Merge))
        .collect();
    import_people_as(app, user, &wanted).await.unwrap()
}

/// Brings in rows of an archive, each as the user wishes.
pub async fn import_people_as(
    app: &TestApp,
    user: &TestUser,
    wanted: &[(Connection, PersonChoice)],
) -> Result<ImportedPeople> {
    let unit = app.platform.begin().await.unwrap();
    let stated: Vec<Connection> = wanted.iter().map(|(row, _)| row.clone()).collect();
    let shown = app.connections.compare(&unit, user.user_id, &stated);
    let wishes: Vec<PersonWish> = wanted
        .iter()
        .zip(shown.await?.rows)
        .map(|((stated, choice), shown)| PersonWish {
            stated: stated.clone(),
            choice: *choice,
            shown,
        })
        .collect();
    let imported = app
        .connections
        .import_people(&unit, user.user_id, &wishes, ImportSource::ExportZip)
        .await?;
    unit.commit().await.unwrap();
    Ok(imported)
}

/// A page of the viewer's people; `arguments` in parentheses, or empty.
pub async fn people(user: &TestUser, arguments: &str) -> Vec<Value> {
    let query = format!("{{ viewer {{ connections{arguments} {{ nodes {{ {FIELDS} }} }} }} }}");
    let answer = user.client.gql(&query, json!({})).await;
    answer
        .data("viewer.connections.nodes")
        .as_array()
        .unwrap()
        .clone()
}

/// Their names.
pub async fn names(user: &TestUser, arguments: &str) -> Vec<String> {
    let people = people(user, arguments).await;
    people
        .iter()
        .map(|person| person["name"].as_str().unwrap().to_owned())
        .collect()
}

/// Runs a mutation that is not refused; returns the person.
pub async fn done(user: &TestUser, mutation: &str, input: Value) -> Value {
    let kind = crate::kit::capital(mutation);
    let query = format!(
        "mutation($input: {kind}Input!) {{ {mutation}(input: $input) {{ person {{ {FIELDS} }} userErrors {{ __typename path message }} }} }}"
    );
    let answer = user.client.gql(&query, json!({ "input": input })).await;
    assert_eq!(
        answer.data(&format!("{mutation}.userErrors")),
        &json!([]),
        "{}",
        answer.text
    );
    answer.data(&format!("{mutation}.person")).clone()
}

/// Adds a person.
pub async fn add(user: &TestUser, input: Value) -> Value {
    done(user, "addPerson", input).await
}

/// Removes a person.
pub async fn remove(user: &TestUser, person: &Value) {
    let query = "mutation($input: RemovePersonInput!) { removePerson(input: $input) { removedPersonId userErrors { message } } }";
    let input = json!({ "id": person["id"], "expectedVersion": person["version"] });
    let answer = user.client.gql(query, json!({ "input": input })).await;
    assert_eq!(answer.data("removePerson.removedPersonId"), &person["id"]);
}
