//! `posting.match`: the sum of its parts, quotes that are there, and what would lift it.

use serde_json::{Value, json};

use super::{JAVA, MATCH, NURSE, RUST, catalogue, edit, engineer, list, matched, number};
use crate::kit::TestApp;

#[tokio::test]
async fn contributions_and_deltas_add_up_and_quotes_are_verbatim() {
    let app = TestApp::start().await;
    let ids = catalogue(&app, &[RUST, JAVA, NURSE]).await;
    let ada = engineer(&app, "ada").await;
    for id in &ids {
        let posting = matched(&ada, id).await;
        let (description, found) = (posting["description"].as_str().unwrap(), &posting["match"]);
        let contributions: f64 = list(&found["reasons"])
            .iter()
            .map(|reason| number(&reason["contribution"]))
            .sum();
        let deltas: f64 = list(&found["gates"])
            .iter()
            .map(|gate| number(&gate["delta"]))
            .sum();
        let score = number(&found["score"]);
        assert!((contributions + deltas - score).abs() < 0.5, "{found:#}");
        let skills = &found["skills"];
        for skill in list(&skills["matched"])
            .iter()
            .chain(list(&skills["missing"]))
        {
            let quote = skill["quote"].as_str().unwrap();
            assert!(
                description.contains(quote) || posting["title"].as_str().unwrap().contains(quote),
                "{quote:?} is not in {description:?}"
            );
        }
        for skill in list(&skills["matched"]) {
            let span = &skill["span"];
            let place = |name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
            let text = if span["part"] == "TITLE" {
                posting["title"].as_str().unwrap()
            } else {
                description
            };
            let words = text.get(place("start")..place("end"));
            assert_eq!(words, skill["quote"].as_str());
        }
    }
}

#[tokio::test]
async fn a_score_says_which_facts_it_rests_on_and_what_is_missing() {
    let app = TestApp::start().await;
    let ids = catalogue(&app, &[RUST, JAVA, NURSE]).await;
    let ada = engineer(&app, "ada").await;
    let rust = matched(&ada, &ids[0]).await["match"].clone();
    let slugs = |skills: &Value| -> Vec<String> {
        let slugs = list(skills).iter().map(|one| &one["skill"]["slug"]);
        slugs
            .map(|slug| slug.as_str().unwrap().to_owned())
            .collect()
    };
    let (has, lacks) = (
        slugs(&rust["skills"]["matched"]),
        slugs(&rust["skills"]["missing"]),
    );
    assert!(
        has.contains(&"rust".to_owned()) && has.contains(&"postgresql".to_owned()),
        "{has:?}"
    );
    assert!(lacks.contains(&"kubernetes".to_owned()), "{lacks:?}");
    // What stands under benefits is asked of nobody.
    assert!(
        [&has, &lacks]
            .iter()
            .all(|all| !all.contains(&"python".to_owned())),
        "{has:?} {lacks:?}"
    );
    let postgres = list(&rust["skills"]["matched"])
        .iter()
        .find(|one| one["skill"]["slug"] == "postgresql")
        .unwrap();
    assert_eq!(list(&postgres["factIds"]).len(), 1);
    assert_eq!(
        (&rust["target"], &rust["stale"]),
        (&json!("Backend Engineer"), &json!(false))
    );
    let levers: Vec<&Value> = list(&rust["levers"])
        .iter()
        .map(|one| &one["skill"]["slug"])
        .collect();
    assert!(levers.contains(&&json!("kubernetes")), "{levers:?}");
    // The same person with another trade.
    let nurse = matched(&ada, &ids[2]).await["match"].clone();
    assert!(number(&rust["score"]) > number(&nurse["score"]) + 30.0);
    assert_eq!(nurse["band"], "WEAK");
    // Another country than those that are wanted is a gate.
    let java = matched(&ada, &ids[1]).await["match"].clone();
    let gates: Vec<&Value> = list(&java["gates"])
        .iter()
        .map(|gate| &gate["code"])
        .collect();
    assert!(gates.contains(&&json!("REGION")), "{gates:?}");
}

#[tokio::test]
async fn two_postings_are_compared_by_parts_that_add_up() {
    let app = TestApp::start().await;
    let ids = catalogue(&app, &[RUST, JAVA]).await;
    let ada = engineer(&app, "ada").await;
    let query = "query($id: ID!, $other: ID!) { node(id: $id) { ... on Posting { match { score
        compare(with: $other) { difference parts { feature gate delta first second } } } } }
        other: node(id: $other) { ... on Posting { match { score } } } }";
    let variables = json!({ "id": ids[0], "other": ids[1] });
    let answer = ada.client.gql(query, variables).await;
    let comparison = answer.data("node.match.compare");
    let difference =
        number(answer.data("node.match.score")) - number(answer.data("other.match.score"));
    let sum: f64 = list(&comparison["parts"])
        .iter()
        .map(|part| number(&part["delta"]))
        .sum();
    assert!((number(&comparison["difference"]) - difference).abs() < 1e-9);
    assert!((sum - difference).abs() < 0.5, "{comparison:#}");
}

#[tokio::test]
async fn a_match_needs_somebody_to_match_with() {
    let app = TestApp::start().await;
    let ids = catalogue(&app, &[RUST]).await;
    let query = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on Posting {{ title match {{ {MATCH} }} }} }} }}"
    );
    let answer = app.anonymous().gql(&query, json!({ "id": ids[0] })).await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
    assert_eq!(answer.json["data"]["node"]["match"], Value::Null);
    assert_eq!(
        answer.json["data"]["node"]["title"],
        "Senior Backend Engineer"
    );
}

#[tokio::test]
async fn targets_are_scored_apart() {
    let app = TestApp::start().await;
    let ids = catalogue(&app, &[RUST, NURSE]).await;
    let ada = engineer(&app, "ada").await;
    let targets =
        json!({ "titles": ["Backend Engineer", "Registered Nurse"], "countries": ["DE"] });
    edit(&ada, "updateProfile", json!({ "targets": targets })).await;
    let nurse = matched(&ada, &ids[1]).await["match"].clone();
    assert_eq!(nurse["target"], "Registered Nurse");
    let of = |title: &str| {
        let targets = list(&nurse["targets"]);
        let found = targets.iter().find(|one| one["title"] == title).unwrap();
        number(&found["score"])
    };
    assert!(of("Registered Nurse") > of("Backend Engineer"));
}

#[tokio::test]
async fn a_certificate_shows_what_it_certifies_until_it_expires() {
    let app = TestApp::start().await;
    let posting = (
        "Registered Nurse",
        "Berlin, Germany",
        "<h3>Requirements</h3><ul><li>First aid certificate</li></ul>",
    );
    let ids = catalogue(&app, &[posting]).await;
    let ada = app.sign_up("ada").await;
    let skills = json!({ "skills": [{ "name": "Gardening" }] });
    edit(&ada, "setSkills", skills).await;
    let has = async |expires: &str| -> bool {
        let certificates = json!([{ "name": "First aid", "expiresOn": expires }]);
        edit(
            &ada,
            "setCertifications",
            json!({ "certifications": certificates }),
        )
        .await;
        let found = matched(&ada, &ids[0]).await;
        let skills = list(&found["match"]["skills"]["matched"]).clone();
        skills.iter().any(|one| one["skill"]["slug"] == "first-aid")
    };
    assert!(has("2099-12").await);
    assert!(!has("2001-12").await);
}
