//! Corrections of companies.

use careergraph::types::actor::Role;
use serde_json::{Value, json};

use super::{found, moderator, node, run};
use crate::{
    jobs::{record, store},
    kit::{Setup, TestApp, TestUser, eventually},
};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn the_facts_of_a_company_are_mended_and_boards_do_not_undo_it() {
    let app = TestApp::start().await;
    store(&app, "Fernhil", &[record("Engineer", "You write Rust.")]).await;
    let (ada, moderator) = (app.sign_up("ada").await, moderator(&app).await);
    let first = app
        .anonymous()
        .gql("{ jobs { nodes { id company { id name } } } }", json!({}))
        .await;
    let (posting, company) = (
        first.text_at("jobs.nodes.0.id"),
        first.text_at("jobs.nodes.0.company.id"),
    );
    node(&app, &company).await;
    let card = ada
        .client
        .gql("mutation($id: ID!) { createApplication(input: { postingId: $id }) { application { id } } }", json!({ "id": posting }))
        .await;
    let change = json!({ "id": company, "expectedVersion": 1, "name": "Fernhill", "domain": "fernhill.example", "industry": "Ferns", "sizeBand": "51-200" });
    let done = run(
        &moderator,
        "updateCompany",
        "company { name domain }",
        change,
    )
    .await;
    assert_eq!(
        done.data("updateCompany.company"),
        &json!({ "name": "Fernhill", "domain": "fernhill.example" })
    );
    assert_eq!(
        node(&app, &company).await,
        json!({ "name": "Fernhill", "domain": "fernhill.example", "industry": "Ferns", "sizeBand": "51-200" })
    );
    assert_eq!(
        found(&app, "(query: \"fernhill\")").await,
        [posting.as_str()],
        "its name is found in its postings"
    );
    for name in ["Fernhil", "Fernhill"] {
        store(
            &app,
            name,
            &[
                record("Engineer", "You write Rust, and SQL."),
                record(&format!("Painter of {name}"), "You paint."),
            ],
        )
        .await;
        let companies = app
            .anonymous()
            .gql("{ jobs { nodes { company { id name } } } }", json!({}))
            .await;
        let all = companies.data("jobs.nodes").as_array().unwrap().clone();
        assert!(
            all.iter()
                .all(|node| node["company"] == json!({ "id": company, "name": "Fernhill" })),
            "{}",
            companies.text
        );
    }
    let kept = ada
        .client
        .gql(
            "query($id: ID!) { viewer { application(id: $id) { companyName } } }",
            json!({ "id": card.data("createApplication.application.id") }),
        )
        .await;
    assert_eq!(
        kept.data("viewer.application.companyName"),
        "Fernhil",
        "an application keeps what its owner saw"
    );
    run(
        &moderator,
        "updateCompany",
        "company { id }",
        json!({ "id": company, "expectedVersion": 2, "industry": null }),
    )
    .await
    .text_at("updateCompany.company.id");
    assert_eq!(node(&app, &company).await["industry"], Value::Null);
    for (field, value) in [
        ("domain", "https://fernhill.example/jobs"),
        ("domain", "fernhill"),
        ("name", " "),
        ("industry", "a\u{202e}b"),
    ] {
        let refused = run(
            &moderator,
            "updateCompany",
            "company { id }",
            json!({ "id": company, "expectedVersion": 3, field: value }),
        )
        .await;
        assert_eq!(
            refused.refusal("updateCompany"),
            format!("InvalidInputError input.{field}")
        );
    }
    let missing = run(
        &moderator,
        "updateCompany",
        "company { id }",
        json!({ "id": "comp_00000000000000000000000000000000", "expectedVersion": 1, "name": "X" }),
    )
    .await;
    assert_eq!(missing.code(), "NOT_FOUND");
}

#[tokio::test]
async fn of_two_moderators_who_saw_the_same_company_one_changes_it() {
    let app = TestApp::with(|config| config.database.max_connections = 12).await;
    store(&app, "Fernhill", &[record("Engineer", "You write Rust.")]).await;
    let (one, two) = (
        moderator(&app).await,
        app.promote(&app.sign_up("mod2").await, Role::Moderator)
            .await,
    );
    let seen = async || {
        app.anonymous()
            .gql(
                "{ jobs { nodes { company { id version industry } } } }",
                json!({}),
            )
            .await
    };
    let company = seen().await.text_at("jobs.nodes.0.company.id");
    assert_eq!(seen().await.data("jobs.nodes.0.company.version"), 1);
    let change = |by: &TestUser, version: i64, industry: &str| {
        let (by, input) = (
            by.clone(),
            json!({ "id": company, "expectedVersion": version, "industry": industry }),
        );
        async move { run(&by, "updateCompany", "company { version }", input).await }
    };
    let many = (0..10).map(|number| {
        change(
            if number % 2 == 0 { &one } else { &two },
            1,
            &format!("Ferns {number}"),
        )
    });
    let answers = futures_util::future::join_all(many).await;
    let (done, refused): (Vec<_>, Vec<_>) = answers
        .iter()
        .partition(|answer| answer.data("updateCompany.company").is_object());
    assert_eq!(
        (done.len(), done[0].data("updateCompany.company.version")),
        (1, &json!(2))
    );
    for answer in refused {
        assert_eq!(
            answer.refusal("updateCompany"),
            "VersionConflictError input.expectedVersion"
        );
    }
    for version in [0, -1, 3, i64::from(i32::MAX), i64::from(i32::MIN)] {
        assert_eq!(
            change(&one, version, "Moss").await.refusal("updateCompany"),
            "VersionConflictError input.expectedVersion"
        );
    }
    assert_eq!(
        change(&two, 2, "Moss")
            .await
            .data("updateCompany.company.version"),
        3
    );
    assert_eq!(node(&app, &company).await["industry"], "Moss");
    // Reading boards again does not change it.
    store(&app, "Fernhill", &[record("Painter", "You paint ferns.")]).await;
    assert_eq!(seen().await.data("jobs.nodes.0.company.version"), 3);
}

#[tokio::test]
async fn postings_of_a_renamed_company_are_found_by_its_new_name_at_once() {
    // Without workers and schedule: nothing else indexes them.
    let app = Setup::new().workers(0).start().await;
    store(&app, "Quillfoss", &[record("Engineer", "You write Rust.")]).await;
    let moderator = moderator(&app).await;
    let company = app
        .anonymous()
        .gql("{ jobs { nodes { company { id } } } }", json!({}))
        .await
        .text_at("jobs.nodes.0.company.id");
    assert_eq!(found(&app, "(query: \"quillfoss\")").await.len(), 1);
    let change = json!({ "id": company, "expectedVersion": 1, "name": "Marrowbrook" });
    run(&moderator, "updateCompany", "company { name }", change).await;
    eventually("the new name is found", || async {
        let new = found(&app, "(query: \"marrowbrook\")").await;
        let old = found(&app, "(query: \"quillfoss\")").await;
        (new.len() == 1 && old.is_empty()).then_some(())
    })
    .await;
}
