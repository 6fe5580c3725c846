//! `viewer.matches`: ranked, paged, and ranked again when the profile or the catalogue changes.

use serde_json::{Value, json};

use super::{
    COOK, JAVA, NURSE, RUST, catalogue, edit, engineer, list, matched, matches, number, titles,
};
use crate::kit::TestApp;

#[tokio::test]
async fn the_best_postings_come_first_and_each_once_over_all_pages() {
    let app = TestApp::start().await;
    catalogue(&app, &[COOK, JAVA, NURSE, RUST]).await;
    let ada = engineer(&app, "ada").await;
    let all = matches(&ada, "").await;
    let ranked = titles(&all);
    assert_eq!(ranked[0], "Senior Backend Engineer");
    let scores: Vec<f64> = list(all.data("viewer.matches.nodes"))
        .iter()
        .map(|node| number(&node["match"]["score"]))
        .collect();
    assert!(scores.is_sorted_by(|one, other| one >= other), "{scores:?}");
    let mut paged = Vec::new();
    let mut after = String::new();
    loop {
        let page = matches(&ada, &format!("(first: 1{after})")).await;
        paged.extend(titles(&page).into_iter().map(str::to_owned));
        if page.data("viewer.matches.pageInfo.hasNextPage") == false {
            break;
        }
        let cursor = page.text_at("viewer.matches.pageInfo.endCursor");
        after = format!(", after: \"{cursor}\"");
    }
    assert_eq!(paged, ranked);
    assert_eq!(all.data("viewer.matches.totalCount"), &json!(ranked.len()));
}

#[tokio::test]
async fn a_changed_profile_is_ranked_again_in_the_background() {
    let app = TestApp::start().await;
    catalogue(&app, &[JAVA, NURSE, RUST]).await;
    let ada = engineer(&app, "ada").await;
    assert_eq!(
        titles(&matches(&ada, "").await)[0],
        "Senior Backend Engineer"
    );
    let jobs = json!([{ "company": "St. Anna", "title": "Registered Nurse", "startedOn": "2015-01",
        "description": "- Wound care on a ward with 30 beds.\n- First aid instructor." }]);
    edit(&ada, "setEmployments", json!({ "employments": jobs })).await;
    edit(
        &ada,
        "setSkills",
        json!({ "skills": [{ "name": "Nursing care" }] }),
    )
    .await;
    edit(
        &ada,
        "updateProfile",
        json!({ "headline": "Nurse", "targets": { "titles": ["Registered Nurse"] } }),
    )
    .await;
    let before = matches(&ada, "").await;
    assert_eq!(before.data("viewer.matches.stale"), &json!(true));
    app.run_tasks().await;
    let after = matches(&ada, "").await;
    assert_eq!(after.data("viewer.matches.stale"), &json!(false));
    assert_eq!(titles(&after)[0], "Registered Nurse");
}

#[tokio::test]
async fn hidden_postings_leave_the_ranking() {
    let app = TestApp::start().await;
    let ids = catalogue(&app, &[JAVA, RUST]).await;
    let ada = engineer(&app, "ada").await;
    assert_eq!(
        titles(&matches(&ada, "").await)[0],
        "Senior Backend Engineer"
    );
    let root = app.admin("root").await;
    let hide = "mutation($id: ID!) { hidePosting(input: { id: $id, reason: \"Spam\" }) { posting { id } } }";
    let hidden = root.client.gql(hide, json!({ "id": ids[1] })).await;
    assert_eq!(hidden.data("hidePosting.posting.id"), &json!(ids[1]));
    let left = matches(&ada, "").await;
    assert!(!titles(&left).contains(&"Senior Backend Engineer"));
}

#[tokio::test]
async fn a_target_has_a_ranking_of_its_own() {
    let app = TestApp::start().await;
    catalogue(&app, &[JAVA, NURSE, RUST]).await;
    let ada = engineer(&app, "ada").await;
    let targets =
        json!({ "titles": ["Backend Engineer", "Registered Nurse"], "countries": ["DE"] });
    edit(&ada, "updateProfile", json!({ "targets": targets })).await;
    for target in ["Registered Nurse", "Backend Engineer"] {
        let query = format!(
            "{{ viewer {{ matches(target: \"{}\") {{ nodes {{ match {{ targets {{ title score }} }} }} }} }} }}",
            target.to_lowercase()
        );
        let answer = ada.client.gql(&query, json!({})).await;
        let of_target = |node: &Value| {
            let targets = list(&node["match"]["targets"]).iter();
            let mut of = targets.filter(|one| one["title"] == target);
            number(&of.next().unwrap()["score"])
        };
        let scores: Vec<f64> = list(answer.data("viewer.matches.nodes"))
            .iter()
            .map(of_target)
            .collect();
        assert!(
            scores.len() == 3 && scores.is_sorted_by(|one, other| one >= other),
            "{target}: {scores:?}"
        );
    }
    let page = matches(&ada, "(target: \"Registered Nurse\", first: 1)").await;
    let cursor = page.text_at("viewer.matches.pageInfo.endCursor").clone();
    let next = format!("(target: \"Registered Nurse\", first: 1, after: \"{cursor}\")");
    assert_eq!(titles(&matches(&ada, &next).await).len(), 1);
    for other in ["", "target: \"Backend Engineer\", "] {
        let refused = matches(&ada, &format!("({other}after: \"{cursor}\")")).await;
        assert_eq!(refused.code(), "BAD_USER_INPUT", "{other}");
    }
    let unknown = matches(&ada, "(target: \"Pilot\")").await;
    assert_eq!(unknown.code(), "BAD_USER_INPUT");
    assert!(
        unknown
            .json
            .to_string()
            .contains("Backend Engineer, Registered Nurse")
    );
}

#[tokio::test]
async fn a_search_in_the_order_of_matches_finds_what_it_asks_for() {
    let app = TestApp::start().await;
    catalogue(&app, &[COOK, JAVA, NURSE, RUST]).await;
    let ada = engineer(&app, "ada").await;
    let search = async |arguments: &str| -> Vec<String> {
        let query =
            format!("{{ jobs(order: MATCH{arguments}) {{ totalCount nodes {{ title }} }} }}");
        let answer = ada.client.gql(&query, json!({})).await;
        let nodes = list(answer.data("jobs.nodes")).iter();
        let titles: Vec<String> = nodes
            .map(|node| node["title"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(
            answer.data("jobs.totalCount"),
            &json!(titles.len()),
            "{arguments}"
        );
        titles
    };
    let all = search("").await;
    assert_eq!(all[0], "Senior Backend Engineer");
    assert_eq!(titles(&matches(&ada, "").await), all);
    for arguments in [
        ", query: \"backend\"",
        ", filter: { countries: [\"PT\"] }",
        ", filter: { skills: [\"java\"] }",
        ", query: \"backend\", filter: { countries: [\"PT\"] }",
    ] {
        let found = search(arguments).await;
        assert!(
            found.contains(&"Backend Developer".to_owned()),
            "{arguments}: {found:?}"
        );
        assert!(
            !found.contains(&"Registered Nurse".to_owned()),
            "{arguments}: {found:?}"
        );
    }
    let anonymous = app
        .anonymous()
        .gql("{ jobs(order: MATCH) { nodes { id } } }", json!({}))
        .await;
    assert_eq!(anonymous.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn pages_in_the_order_of_matches_have_each_posting_once() {
    let app = TestApp::start().await;
    catalogue(&app, &[COOK, JAVA, NURSE, RUST]).await;
    let ada = engineer(&app, "ada").await;
    let (mut paged, mut after) = (Vec::new(), String::new());
    loop {
        let query = format!(
            "{{ jobs(order: MATCH, first: 1{after}) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ title }} }} }}"
        );
        let answer = ada.client.gql(&query, json!({})).await;
        for node in list(answer.data("jobs.nodes")) {
            paged.push(node["title"].as_str().unwrap().to_owned());
        }
        if answer.data("jobs.pageInfo.hasNextPage") == false {
            break;
        }
        after = format!(", after: \"{}\"", answer.text_at("jobs.pageInfo.endCursor"));
    }
    assert_eq!(titles(&matches(&ada, "").await), paged);
}

#[tokio::test]
async fn an_empty_profile_matches_nothing() {
    let app = TestApp::start().await;
    let ids = catalogue(&app, &[JAVA, RUST]).await;
    let eve = app.sign_up("eve").await;
    let answer = matches(&eve, "").await;
    assert_eq!(answer.data("viewer.matches.totalCount"), &json!(0));
    assert_eq!(matched(&eve, &ids[0]).await["match"], Value::Null);
}
