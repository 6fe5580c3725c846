//! Where values and applications come from: an import names its source, and what the user writes has none.

use migration::{Migrator, MigratorTrait};
use serde_json::{Value, json};

use super::{Archive, apply, edit, filled, lists, upload};
use crate::{
    kit::{TestApp, TestUser},
    undo,
};

/// The sources of the values of a profile, in the order of [`NAMES`], and those of its links.
async fn sources(user: &TestUser) -> (Vec<Value>, Vec<Value>) {
    let query = "{ viewer { profile { links { source } sources { headline summary location }
        targets { sources { titles countries remoteModes employmentTypes } } } } }";
    let answer = user.client.gql(query, json!({})).await;
    let profile = answer.data("viewer.profile");
    let of = |name: &str| match profile["sources"].get(name) {
        Some(source) => source.clone(),
        None => profile["targets"]["sources"][name].clone(),
    };
    let links = profile["links"].as_array().unwrap().iter();
    let links = links.map(|link| link["source"].clone());
    (NAMES.iter().map(|name| of(name)).collect(), links.collect())
}

const NAMES: [&str; 7] = [
    "headline",
    "summary",
    "location",
    "titles",
    "countries",
    "remoteModes",
    "employmentTypes",
];

const ZIP: &str = "EXPORT_ZIP";
const MINE: Value = Value::Null;

async fn import_source(user: &TestUser, company: &str) -> Value {
    let query = "{ viewer { applications(first: 100) { nodes { companyName importSource } } } }";
    let answer = user.client.gql(query, json!({})).await;
    let nodes = answer.data("viewer.applications.nodes").as_array().unwrap();
    let mut found = nodes.iter().filter(|node| node["companyName"] == company);
    found.next().expect("an application")["importSource"].clone()
}

#[tokio::test]
async fn values_of_a_profile_name_their_import_until_they_are_edited() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    let zip = json!(ZIP);
    let imported = [&zip, &zip, &zip, &zip, &zip, &MINE, &zip].map(Clone::clone);
    let (values, links) = sources(&ada).await;
    assert_eq!(values, imported);
    assert_eq!(links, std::slice::from_ref(&zip));

    let read = super::profile(&ada).await;
    let mut kept = read["links"].clone();
    let new = json!({ "label": "Mine", "url": "https://mine.example/" });
    kept.as_array_mut().unwrap().push(new);
    let same = json!({ "headline": read["headline"], "summary": "My own words.", "links": kept,
        "targets": { "titles": ["Lamplighter"], "remoteModes": ["REMOTE"], "countries": ["BE"] } });
    edit(&ada, "updateProfile", same).await;
    let (values, links) = sources(&ada).await;
    let edited = [&zip, &MINE, &zip, &MINE, &zip, &MINE, &zip].map(Clone::clone);
    assert_eq!(values, edited, "{NAMES:?}");
    assert_eq!(links, [zip.clone(), MINE]);

    let id = ada
        .client
        .gql("{ viewer { profile { id } } }", json!({}))
        .await;
    let change = undo::last_of(&ada, id.data("viewer.profile.id")).await;
    let input = json!({ "input": { "changeId": change["id"] } });
    let undone = ada.client.gql(undo::UNDO, input).await;
    assert_eq!(undone.data("undo.userErrors"), &json!([]));
    assert_eq!(sources(&ada).await, (imported.to_vec(), vec![zip]));

    kept[0]["label"] = json!("My port");
    edit(&ada, "updateProfile", json!({ "links": kept })).await;
    assert_eq!(sources(&ada).await.1, [MINE, MINE]);
}

#[tokio::test]
async fn the_last_import_that_wrote_a_value_is_named() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    let document = json!({ "basics": { "label": "Planner of tides", "summary": "I plan tides.",
        "profiles": [{ "network": "Forge", "url": "https://forge.example/oduya" }] } });
    let plan = upload(&ada, "resume.json", document.to_string().as_bytes()).await;
    let choice = json!({ "sections": [{ "section": "PROFILE", "choice": "USE_IMPORT" }] });
    super::apply_with(&ada, &plan, choice).await;
    let (values, links) = sources(&ada).await;
    let [headline, summary, location, ..] = values.as_slice() else {
        panic!("{values:?}");
    };
    let json_resume = json!("JSON_RESUME");
    assert_eq!(
        [headline, summary, location],
        [&json_resume, &json_resume, &json!(ZIP)]
    );
    assert_eq!(links, [json!(ZIP), json_resume]);
}

#[tokio::test]
async fn an_application_names_the_import_that_added_it() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let query = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { application { importSource }
        userErrors { message } } }";
    let input = json!({ "input": { "company": "Alder", "role": "Baker", "stage": "PREPARING" } });
    let created = ada.client.gql(query, input).await;
    let created = created.data("createApplication.application.importSource");
    assert_eq!(created, &MINE);
    let plan = lists::plan_of(&ada, lists::TRACKER).await;
    let all = json!({ "sections": [{ "section": "APPLICATIONS", "choice": "USE_IMPORT" }] });
    super::apply_with(&ada, &plan, all).await;
    assert_eq!(import_source(&ada, "Alder").await, MINE, "it was there");
    assert_eq!(import_source(&ada, "Birch").await, "FILE");
    let birch = lists::of_company(&ada, "Birch").await;
    lists::by_hand(
        &ada,
        "updateApplication",
        &birch,
        json!({ "note": "Mine." }),
    )
    .await;
    assert_eq!(import_source(&ada, "Birch").await, "FILE");

    let archive = Archive::new().with(
        "Jobs/Job Applications.csv",
        "Application Date,Company Name,Job Title,Job Url\n\"3/5/26, 9:05 AM\",Saltmarsh,Tide Reader,https://jobs.example/tide\n",
    );
    let plan = super::plan_of(&ada, &archive).await;
    apply(&ada, &plan).await;
    assert_eq!(import_source(&ada, "Saltmarsh").await, ZIP);

    let conn = app.below("_value_sources").await;
    Migrator::up(&conn, None).await.unwrap();
    for (company, source) in [
        ("Alder", MINE),
        ("Birch", json!("FILE")),
        ("Saltmarsh", json!(ZIP)),
    ] {
        assert_eq!(import_source(&ada, company).await, source, "{company}");
    }
    let (values, _) = sources(&ada).await;
    assert_eq!(values, vec![MINE; NAMES.len()], "those are not known");
}
