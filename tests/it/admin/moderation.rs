//! Reports, hidden postings and the facts of companies.

use careergraph::{platform::clock::Clock, types::actor::Role};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    jobs::{record, store},
    kit::{Answer, Setup, TestApp, TestUser, eventually},
};

async fn moderator(app: &TestApp) -> TestUser {
    app.promote(&app.sign_up("mod").await, Role::Moderator)
        .await
}

async fn run(by: &TestUser, mutation: &str, payload: &str, input: Value) -> Answer {
    let capital = crate::kit::capital(mutation);
    let query = format!(
        "mutation($input: {capital}Input!) {{ {mutation}(input: $input) {{ {payload} userErrors {{ __typename path message }} }} }}"
    );
    by.client.gql(&query, json!({ "input": input })).await
}

async fn report(by: &TestUser, posting: &str) -> Answer {
    run(
        by,
        "reportPosting",
        "reported",
        json!({ "postingId": posting, "reason": "FRAUD", "text": "They want money." }),
    )
    .await
}

async fn hide(by: &TestUser, posting: &str) -> Answer {
    run(
        by,
        "hidePosting",
        "posting { id hiddenAt hiddenReason }",
        json!({ "id": posting, "reason": "Fraud" }),
    )
    .await
}

/// The ids of the postings that match, newest first.
async fn found(app: &TestApp, arguments: &str) -> Vec<String> {
    let answer = app
        .anonymous()
        .gql(
            &format!("{{ jobs{arguments} {{ totalCount nodes {{ id }} }} }}"),
            json!({}),
        )
        .await;
    let nodes: Vec<String> = answer
        .data("jobs.nodes")
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(answer.data("jobs.totalCount"), nodes.len());
    nodes
}

async fn node(app: &TestApp, id: &str) -> Value {
    let query = "query($id: ID!) { node(id: $id) { ... on Posting { title company { name } } ... on Company { name domain industry sizeBand } } }";
    app.anonymous()
        .gql(query, json!({ "id": id }))
        .await
        .data("node")
        .clone()
}

#[tokio::test]
async fn reports_reach_the_moderators_and_are_decided_once() {
    let app = TestApp::start().await;
    store(
        &app,
        "Fernhill",
        &[
            record("Engineer", "You write Rust."),
            record("Painter", "You paint ferns."),
        ],
    )
    .await;
    let postings = found(&app, "").await;
    let (ada, bob, moderator) = (
        app.sign_up("ada").await,
        app.sign_up("bob").await,
        moderator(&app).await,
    );
    for who in [&ada, &bob] {
        assert_eq!(
            report(who, &postings[0]).await.data("reportPosting"),
            &json!({ "reported": true, "userErrors": [] })
        );
    }
    assert_eq!(
        report(&ada, &postings[0]).await.refusal("reportPosting"),
        "DuplicateError input.postingId"
    );
    assert_eq!(
        report(&ada, "post_00000000000000000000000000000000")
            .await
            .code(),
        "NOT_FOUND"
    );
    report(&ada, &postings[1])
        .await
        .data("reportPosting.reported");
    let query = "query($state: ReportState, $after: String) { moderation { reports(state: $state, first: 2, after: $after) { totalCount \
                 nodes { id reason text verdict resolvedAt resolvedById posting { id title companyName hiddenAt } } pageInfo { endCursor hasNextPage } } } }";
    let list = async |state: &str, after: Value| {
        moderator
            .client
            .gql(query, json!({ "state": state, "after": after }))
            .await
            .data("moderation.reports")
            .clone()
    };
    let open = list("OPEN", Value::Null).await;
    assert_eq!(
        (&open["totalCount"], &open["nodes"][0]["posting"]["id"]),
        (&json!(3), &json!(postings[1])),
        "the newest first"
    );
    assert_eq!(
        (&open["nodes"][0]["text"], &open["nodes"][0]["reason"]),
        (&json!("They want money."), &json!("FRAUD"))
    );
    let rest = list("OPEN", open["pageInfo"]["endCursor"].clone()).await;
    assert_eq!(
        (
            rest["nodes"].as_array().unwrap().len(),
            &rest["pageInfo"]["hasNextPage"]
        ),
        (1, &json!(false))
    );

    let resolve = json!({ "id": open["nodes"][0]["id"], "verdict": "DISMISSED" });
    let done = run(
        &moderator,
        "resolveReport",
        "report { verdict resolvedById }",
        resolve.clone(),
    )
    .await;
    assert_eq!(
        done.data("resolveReport.report"),
        &json!({ "verdict": "DISMISSED", "resolvedById": moderator.user_id.to_string() })
    );
    assert_eq!(
        run(&moderator, "resolveReport", "report { id }", resolve)
            .await
            .refusal("resolveReport"),
        "InvalidInputError input.id"
    );
    assert_eq!(
        (
            list("OPEN", Value::Null).await["totalCount"].clone(),
            list("RESOLVED", Value::Null).await["totalCount"].clone()
        ),
        (json!(2), json!(1))
    );
    assert_eq!(
        report(&ada, &postings[1])
            .await
            .data("reportPosting.reported"),
        true,
        "it is decided, so it may be reported again"
    );
    let fields = app
        .anonymous()
        .gql(
            "{ __type(name: \"Report\") { fields { name } } }",
            json!({}),
        )
        .await;
    assert!(
        !fields.text.contains("reporter"),
        "who said so is told to nobody"
    );
}

#[tokio::test]
async fn reports_are_few_a_day_and_one_of_many_at_once() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new()
        .config(|config| config.moderation.reports_per_day = 2)
        .clock(clock.clone())
        .start()
        .await;
    let records: Vec<_> = (0..4)
        .map(|number| record(&format!("Job {number}"), &format!("Text {number}.")))
        .collect();
    store(&app, "Fernhill", &records).await;
    let (postings, ada) = (found(&app, "").await, app.sign_up("ada").await);
    let same = futures_util::future::join_all((0..6).map(|_| report(&ada, &postings[0]))).await;
    assert_eq!(
        same.iter()
            .filter(|answer| answer.data("reportPosting.reported") == true)
            .count(),
        1
    );
    let others =
        futures_util::future::join_all(postings[1..].iter().map(|posting| report(&ada, posting)))
            .await;
    assert_eq!(
        others
            .iter()
            .filter(|answer| answer.data("reportPosting.reported") == true)
            .count(),
        1
    );
    assert_eq!(app.count_rows("reports").await, 2);
    clock.advance(TimeDelta::hours(25));
    let ada = ada.sign_in_again(&app).await;
    let later =
        futures_util::future::join_all(postings[1..].iter().map(|posting| report(&ada, posting)))
            .await;
    assert_eq!(
        later
            .iter()
            .filter(|answer| answer.data("reportPosting.reported") == true)
            .count(),
        2
    );
}

#[tokio::test]
async fn a_hidden_posting_is_nowhere_and_applications_keep_their_copy() {
    let app = TestApp::start().await;
    let twin = app.twin().await;
    store(
        &app,
        "Fernhill",
        &[
            record("Engineer", "You write Rust."),
            record("Painter", "You paint ferns."),
        ],
    )
    .await;
    let (ada, moderator) = (app.sign_up("ada").await, moderator(&app).await);
    let engineer = found(&app, "(query: \"rust\")").await.remove(0);
    let create = "mutation($id: ID!) { createApplication(input: { postingId: $id }) { application { id } } }";
    let card = ada
        .client
        .gql(create, json!({ "id": engineer }))
        .await
        .text_at("createApplication.application.id");
    for instance in [&app, &twin] {
        assert_eq!(
            node(instance, &engineer).await["title"],
            "Engineer",
            "the caches are warm"
        );
    }
    let hidden = hide(&moderator, &engineer).await;
    assert_eq!(
        hidden.data("hidePosting.posting.hiddenReason"),
        "Fraud",
        "{}",
        hidden.text
    );
    let gone = async |instance: &TestApp| {
        assert_eq!(found(instance, "").await.len(), 1);
        assert_eq!(
            found(instance, "(query: \"rust\")").await,
            Vec::<String>::new()
        );
        assert_eq!(node(instance, &engineer).await, Value::Null);
        let nodes = instance
            .anonymous()
            .gql(
                "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
                json!({ "ids": [engineer] }),
            )
            .await;
        assert_eq!(nodes.data("nodes"), &json!([null]));
    };
    gone(&app).await;
    if app.with_redis() {
        gone(&twin).await;
    }
    let bob = app.sign_up("bob").await;
    assert_eq!(
        bob.client
            .gql(create, json!({ "id": engineer }))
            .await
            .code(),
        "NOT_FOUND"
    );
    assert_eq!(report(&bob, &engineer).await.code(), "NOT_FOUND");
    let query = "query($id: ID!) { viewer { application(id: $id) { role companyName posting { id } snapshot { title companyName description } } } }";
    let kept = ada.client.gql(query, json!({ "id": card })).await;
    let expected = json!({ "role": "Engineer", "companyName": "Fernhill", "posting": null,
        "snapshot": { "title": "Engineer", "companyName": "Fernhill", "description": "You write Rust." } });
    assert_eq!(kept.data("viewer.application"), &expected);
    let seen = "query($id: ID!) { moderation { posting(id: $id) { title hiddenReason } } }";
    let seen = moderator.client.gql(seen, json!({ "id": engineer })).await;
    assert_eq!(
        seen.data("moderation.posting"),
        &json!({ "title": "Engineer", "hiddenReason": "Fraud" })
    );

    // Its board is read again, and says the same; then something else.
    for text in ["You write Rust.", "You write Rust, and SQL."] {
        store(&app, "Fernhill", &[record("Engineer", text)]).await;
        assert_eq!(node(&app, &engineer).await, Value::Null, "{text}");
    }
    let shown = run(
        &moderator,
        "showPosting",
        "posting { hiddenAt }",
        json!({ "id": engineer }),
    )
    .await;
    assert_eq!(shown.data("showPosting.posting.hiddenAt"), &Value::Null);
    assert_eq!(
        (
            node(&app, &engineer).await["title"].clone(),
            found(&app, "(query: \"sql\")").await
        ),
        (json!("Engineer"), vec![engineer.clone()])
    );
    assert_eq!(
        hide(&moderator, "post_00000000000000000000000000000000")
            .await
            .code(),
        "NOT_FOUND"
    );
}

/// Whoever reads a posting while it is hidden may put it into the cache after that: it does not stay there.
#[tokio::test]
async fn what_was_read_before_does_not_stay_in_the_cache() {
    let app = TestApp::start().await;
    store(&app, "Fernhill", &[record("Engineer", "You write Rust.")]).await;
    let (posting, moderator) = (found(&app, "").await.remove(0), moderator(&app).await);
    for round in 0..5 {
        let readers = futures_util::future::join_all((0..20).map(|_| node(&app, &posting)));
        let (hidden, _) = tokio::join!(hide(&moderator, &posting), readers);
        hidden.text_at("hidePosting.posting.id");
        eventually(&format!("round {round}: it is gone"), || async {
            node(&app, &posting).await.is_null().then_some(())
        })
        .await;
        run(
            &moderator,
            "showPosting",
            "posting { id }",
            json!({ "id": posting }),
        )
        .await
        .text_at("showPosting.posting.id");
        eventually(&format!("round {round}: it is back"), || async {
            node(&app, &posting).await.is_object().then_some(())
        })
        .await;
    }
}

#[tokio::test]
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
    // Boards that are read again change nothing about it.
    store(&app, "Fernhill", &[record("Painter", "You paint ferns.")]).await;
    assert_eq!(seen().await.data("jobs.nodes.0.company.version"), 3);
}

#[tokio::test]
async fn a_posting_that_another_moderator_changed_is_not_changed_unseen() {
    let app = TestApp::start().await;
    store(&app, "Fernhill", &[record("Engineer", "You write Rust.")]).await;
    let (posting, moderator) = (found(&app, "").await.remove(0), moderator(&app).await);
    let hide = async |version: Value, reason: &str| {
        let input = json!({ "id": posting, "expectedVersion": version, "reason": reason });
        run(
            &moderator,
            "hidePosting",
            "posting { version hiddenReason }",
            input,
        )
        .await
    };
    let show = async |version: Value| {
        run(
            &moderator,
            "showPosting",
            "posting { version hiddenAt }",
            json!({ "id": posting, "expectedVersion": version }),
        )
        .await
    };
    assert_eq!(
        hide(json!(0), "Fraud").await.data("hidePosting.posting"),
        &json!({ "version": 1, "hiddenReason": "Fraud" })
    );
    assert_eq!(
        hide(json!(0), "Spam").await.refusal("hidePosting"),
        "VersionConflictError input.expectedVersion"
    );
    assert_eq!(
        show(json!(0)).await.refusal("showPosting"),
        "VersionConflictError input.expectedVersion"
    );
    // Its boards are no moderators.
    store(
        &app,
        "Fernhill",
        &[record("Engineer", "You write Rust, and SQL.")],
    )
    .await;
    assert_eq!(
        show(json!(1)).await.data("showPosting.posting"),
        &json!({ "version": 2, "hiddenAt": null })
    );
    assert_eq!(
        hide(Value::Null, "Spam")
            .await
            .data("hidePosting.posting.version"),
        3,
        "without a version, whatever it is at"
    );
}
