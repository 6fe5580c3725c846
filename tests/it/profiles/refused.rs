//! Refused mutations change nothing: conflicts, invalid input, items of other users.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{change, done, job, profile};
use crate::kit::TestApp;

#[tokio::test]
async fn another_version_is_a_conflict_and_changes_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for expected in [1, -1, i32::MAX] {
        let answer = change(
            &ada,
            "updateProfile",
            json!({ "expectedVersion": expected, "headline": "h" }),
        )
        .await;
        assert_eq!(
            (
                answer.refusal("done"),
                answer.data("done.userErrors.0.current")
            ),
            (
                "VersionConflictError input.expectedVersion".into(),
                &json!(0)
            )
        );
    }
    let written = done(
        &ada,
        "updateProfile",
        json!({ "expectedVersion": 0, "headline": "h" }),
    )
    .await;
    for (mutation, field, value) in [
        ("updateProfile", "headline", json!("other")),
        ("setEmployments", "employments", json!([job("a")])),
        ("setEducations", "educations", json!([{ "school": "a" }])),
        (
            "setSkills",
            "skills",
            json!([{ "name": "a", "level": "EXPERT" }]),
        ),
        (
            "setLanguages",
            "languages",
            json!([{ "name": "a", "proficiency": "NATIVE" }]),
        ),
    ] {
        let answer = change(
            &ada,
            mutation,
            json!({ "expectedVersion": 0, field: value }),
        )
        .await;
        assert_eq!(
            answer.data("done.userErrors.0.current"),
            &json!(1),
            "{mutation}"
        );
    }
    assert_eq!(profile(&ada).await, written);
}

#[tokio::test]
async fn one_of_many_parallel_writers_wins() {
    let app = TestApp::with(|config| config.database.acquire_timeout_ms = 30_000).await;
    let ada = app.sign_up("ada").await;
    for version in 0..3 {
        let writers =
            (0..10).map(|number| {
                let ada = &ada;
                async move {
                    match number % 2 {
                        0 => change(
                            ada,
                            "updateProfile",
                            json!({ "expectedVersion": version, "headline": format!("{number}") }),
                        )
                        .await,
                        _ => {
                            change(
                                ada,
                                "setEmployments",
                                json!({ "expectedVersion": version, "employments": [job("a")] }),
                            )
                            .await
                        }
                    }
                }
            });
        let answers = join_all(writers).await;
        let (won, lost): (Vec<_>, Vec<_>) = answers
            .iter()
            .partition(|answer| answer.data("done.profile").is_object());
        assert_eq!((won.len(), lost.len()), (1, 9), "at version {version}");
        assert!(
            lost.iter()
                .all(|answer| answer.data("done.userErrors.0.current") == &json!(version + 1))
        );
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn bad_input_is_refused_with_its_path_and_changes_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let before = app.row_counts().await;
    let with = |field: &str, value: Value| {
        let (first, mut job) = (job("first"), job("a"));
        job[field] = value;
        json!({ "expectedVersion": 0, "employments": [first, job] })
    };
    let update = |field: &str, value: Value| json!({ "expectedVersion": 0, field: value });
    let authorization = |country: &str| json!({ "country": country, "needsSponsorship": false });
    let long = "x".repeat(221);
    for (mutation, input, refusal) in [
        (
            "updateProfile",
            update("headline", json!(long)),
            "InvalidInputError input.headline",
        ),
        (
            "updateProfile",
            update("headline", json!("two\nlines")),
            "InvalidInputError input.headline",
        ),
        (
            "updateProfile",
            update("summary", json!("x".repeat(5_001))),
            "InvalidInputError input.summary",
        ),
        (
            "updateProfile",
            update("location", json!("a\u{202e}b")),
            "InvalidInputError input.location",
        ),
        (
            "updateProfile",
            update(
                "links",
                json!([{ "label": "x", "url": "javascript:alert(1)" }]),
            ),
            "InvalidInputError input.links.0.url",
        ),
        (
            "updateProfile",
            update(
                "links",
                json!([{ "label": "x", "url": "https://ada:secret@a.b" }]),
            ),
            "InvalidInputError input.links.0.url",
        ),
        (
            "updateProfile",
            update(
                "links",
                json!([{ "label": "\u{200b}\u{3164}", "url": "https://a.b" }]),
            ),
            "InvalidInputError input.links.0.label",
        ),
        (
            "updateProfile",
            update(
                "links",
                json!(vec![json!({ "label": "x", "url": "https://a.b" }); 21]),
            ),
            "InvalidInputError input.links",
        ),
        (
            "updateProfile",
            update("targets", json!({ "countries": ["PT", "XX"] })),
            "InvalidInputError input.targets.countries.1",
        ),
        (
            "updateProfile",
            update("targets", json!({ "titles": [""] })),
            "InvalidInputError input.targets.titles.0",
        ),
        (
            "updateProfile",
            update(
                "targets",
                json!({ "workAuthorizations": [authorization("PT"), authorization("Ruritania")] }),
            ),
            "InvalidInputError input.targets.workAuthorizations.1.country",
        ),
        (
            "updateProfile",
            update(
                "targets",
                json!({ "workAuthorizations": [authorization("PT"), authorization("Portugal")] }),
            ),
            "InvalidInputError input.targets.workAuthorizations.1.country",
        ),
        (
            "updateProfile",
            update(
                "targets",
                json!({ "noticePeriod": { "count": 25, "unit": "MONTH" } }),
            ),
            "InvalidInputError input.targets.noticePeriod.count",
        ),
        (
            "updateProfile",
            update(
                "targets",
                json!({ "payFloor": { "amount": -1, "currency": "EUR", "period": "YEAR" } }),
            ),
            "InvalidInputError input.targets.payFloor.amount",
        ),
        (
            "updateProfile",
            update(
                "targets",
                json!({ "payFloor": { "amount": 19.195, "currency": "EUR", "period": "HOUR" } }),
            ),
            "InvalidInputError input.targets.payFloor.amount",
        ),
        (
            "updateProfile",
            update(
                "targets",
                json!({ "payFloor": { "amount": 1_000_000_000_001_i64, "currency": "VND", "period": "YEAR" } }),
            ),
            "InvalidInputError input.targets.payFloor.amount",
        ),
        (
            "updateProfile",
            update(
                "targets",
                json!({ "payFloor": { "amount": "many", "currency": "EUR", "period": "YEAR" } }),
            ),
            "InvalidInputError input.targets.payFloor.amount",
        ),
        (
            "updateProfile",
            update(
                "targets",
                json!({ "payFloor": { "amount": 1, "currency": "eur", "period": "YEAR" } }),
            ),
            "InvalidInputError input.targets.payFloor.currency",
        ),
        (
            "updateProfile",
            update(
                "targets",
                json!({ "payFloor": { "amount": 1, "currency": "ZZZ", "period": "YEAR" } }),
            ),
            "InvalidInputError input.targets.payFloor.currency",
        ),
        (
            "setEmployments",
            with("company", json!(" ")),
            "InvalidInputError input.employments.1.company",
        ),
        (
            "setEmployments",
            with("company", json!("\u{200d} \u{2060}\u{feff}")),
            "InvalidInputError input.employments.1.company",
        ),
        (
            "setEmployments",
            with("title", json!(long)),
            "InvalidInputError input.employments.1.title",
        ),
        (
            "setEmployments",
            with("description", json!("a\0b")),
            "InvalidInputError input.employments.1.description",
        ),
        (
            "setEmployments",
            json!({ "expectedVersion": 0, "employments": [{ "company": "a", "title": "b", "startedOn": "2024-05", "endedOn": "2023" }] }),
            "InvalidInputError input.employments.0.endedOn",
        ),
        (
            "setEmployments",
            json!({ "expectedVersion": 0, "employments": vec![job("a"); 101] }),
            "InvalidInputError input.employments",
        ),
        (
            "setSkills",
            json!({ "expectedVersion": 0, "skills": [{ "name": "Rust", "level": "EXPERT", "years": 61 }] }),
            "InvalidInputError input.skills.0.years",
        ),
        (
            "setSkills",
            json!({ "expectedVersion": 0, "skills": [{ "name": "Rust", "level": "EXPERT" }, { "name": "rUST", "level": "EXPERT" }] }),
            "DuplicateError input.skills.1.name",
        ),
        (
            "setLanguages",
            json!({ "expectedVersion": 0, "languages": [{ "name": "", "proficiency": "NATIVE" }] }),
            "InvalidInputError input.languages.0.name",
        ),
    ] {
        let answer = change(&ada, mutation, input).await;
        assert_eq!(answer.refusal("done"), refusal);
    }
    assert_eq!(app.row_counts().await, before);
}

#[tokio::test]
async fn items_of_others_are_not_found_and_profiles_are_apart() {
    let app = TestApp::start().await;
    let (ada, eve) = (app.sign_up("ada").await, app.sign_up("eve").await);
    let hers = done(
        &ada,
        "setEmployments",
        json!({ "expectedVersion": 0, "employments": [job("a")] }),
    )
    .await;
    let mut stolen = job("mine");
    stolen["id"] = hers["employments"][0]["id"].clone();
    let before = app.row_counts().await;
    let answer = change(
        &eve,
        "setEmployments",
        json!({ "expectedVersion": 0, "employments": [stolen] }),
    )
    .await;
    assert_eq!(answer.code(), "NOT_FOUND");
    assert_eq!(
        (app.row_counts().await, profile(&ada).await),
        (before, hers)
    );
    assert_eq!(profile(&eve).await["version"], json!(0));
    done(
        &eve,
        "setEmployments",
        json!({ "expectedVersion": 0, "employments": [] }),
    )
    .await;
    assert_eq!(app.count_rows("employments").await, 1);
    assert_eq!(
        app.anonymous()
            .gql("{ viewer { profile { id } } }", json!({}))
            .await
            .code(),
        "UNAUTHENTICATED"
    );
}
