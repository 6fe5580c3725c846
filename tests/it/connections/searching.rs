//! Searches for postings of companies at which the viewer knows people.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{import_people, row};
use crate::{
    jobs::{record, store},
    kit::{Setup, TestApp, TestUser},
};

/// An app with these many companies, each with a posting in the order of the companies; the user knows somebody at every third.
async fn start(companies: usize) -> (TestApp, TestUser) {
    let app = Setup::new().workers(0).start().await;
    for number in 0..companies {
        let text = format!("You write Rust for number {number}.");
        store(
            &app,
            &format!("Company {number}"),
            &[record(&format!("Engineer {number}"), &text)],
        )
        .await;
    }
    let ada = app.sign_up("ada").await;
    let rows: Vec<_> = (0..companies)
        .step_by(3)
        .map(|number| {
            row([
                "Bo Lind",
                &format!("bo-{number}"),
                &format!("company {number}"),
                "",
                "",
            ])
        })
        .collect();
    import_people(&app, &ada, &rows).await;
    (app, ada)
}

/// The numbers of the companies of all pages of a search.
async fn found(user: &TestUser, arguments: &str) -> BTreeSet<usize> {
    let (mut numbers, mut after) = (BTreeSet::new(), Value::Null);
    loop {
        let query = format!(
            "query($after: String) {{ jobs({arguments}, first: 40, after: $after) {{ totalCount nodes {{ company {{ name }} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let answer = user.client.gql(&query, json!({ "after": after })).await;
        let page = answer.data("jobs");
        for node in page["nodes"].as_array().unwrap() {
            let name = node["company"]["name"].as_str().unwrap();
            numbers.insert(name.trim_start_matches("Company ").parse().unwrap());
        }
        if page["pageInfo"]["hasNextPage"] != true {
            assert_eq!(page["totalCount"], numbers.len(), "{arguments}");
            return numbers;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

#[tokio::test]
async fn postings_are_filtered_by_few_and_by_many_companies() {
    for companies in [12, 180] {
        let (app, ada) = start(companies).await;
        let known: BTreeSet<usize> = (0..companies).step_by(3).collect();
        let others: BTreeSet<usize> = (0..companies).filter(|n| n % 3 > 0).collect();
        for text in ["", "query: \"rust engineer\", ", "order: PAY, "] {
            let with = found(&ada, &format!("{text}filter: {{ hasConnection: true }}")).await;
            let without = found(&ada, &format!("{text}filter: {{ hasConnection: false }}")).await;
            assert_eq!((&with, &without), (&known, &others), "{companies} {text}");
        }
        let both = found(
            &ada,
            "query: \"rust\", filter: { hasConnection: true, hasPay: false }",
        )
        .await;
        assert_eq!(both, known);
        let nobody = app.sign_up("bob").await;
        assert_eq!(
            found(&nobody, "filter: { hasConnection: true }")
                .await
                .len(),
            0
        );
        assert_eq!(
            found(&nobody, "filter: { hasConnection: false }")
                .await
                .len(),
            companies
        );
        let facets = "{ jobs(filter: { hasConnection: true }) { totalCount facets { seniorities { count } } } }";
        let answer = ada.client.gql(facets, json!({})).await;
        let counted: u64 = answer
            .data("jobs.facets.seniorities")
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["count"].as_u64().unwrap())
            .sum();
        assert_eq!(counted, known.len() as u64, "{}", answer.text);
    }
}

#[tokio::test]
async fn a_cursor_stays_valid_when_the_viewer_gets_to_know_more_people() {
    let (app, ada) = start(12).await;
    let page = async |after: Value| {
        let query = "query($after: String) { jobs(filter: { hasConnection: true }, first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }";
        ada.client
            .gql(query, json!({ "after": after }))
            .await
            .data("jobs")
            .clone()
    };
    let first = page(Value::Null).await;
    import_people(&app, &ada, &[row(["Cy New", "cy", "Company 1", "", ""])]).await;
    let second = page(first["pageInfo"]["endCursor"].clone()).await;
    assert_eq!(second["nodes"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn the_filter_needs_a_viewer_and_its_answer_is_private() {
    let (app, ada) = start(3).await;
    let query = "{ jobs(filter: { hasConnection: true }) { nodes { title } } }";
    assert_eq!(
        app.anonymous().gql(query, json!({})).await.code(),
        "UNAUTHENTICATED"
    );
    let answer = ada.client.get(&[("query", query)]).await;
    assert_eq!(answer.data("jobs.nodes").as_array().unwrap().len(), 1);
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let bob = app.sign_up("bob").await;
    let answer = bob.client.get(&[("query", query)]).await;
    assert_eq!(answer.data("jobs.nodes"), &json!([]));
}
