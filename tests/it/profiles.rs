//! The profile over HTTP: filled and read back, in order; conflicts and bad input change nothing.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::kit::{Answer, REFUSAL, TestApp, TestUser, capital};

const PROFILE: &str = "id version headline summary location updatedAt links { label url }
    targets { titles seniority countries remoteModes employmentTypes excludedCompanies payFloor { amount currency period } }
    employments { id company title location description startedOn endedOn } educations { id school degree field description startedOn endedOn }
    skills { id name level years } languages { id name proficiency }";

/// Runs one of the mutations of profiles.
async fn change(user: &TestUser, mutation: &str, input: Value) -> Answer {
    let capital = capital(mutation);
    let query = format!(
        "mutation($input: {capital}Input!) {{ done: {mutation}(input: $input) {{ profile {{ {PROFILE} }} {REFUSAL} }} }}"
    );
    user.client.gql(&query, json!({ "input": input })).await
}

/// The same, which must be done.
async fn done(user: &TestUser, mutation: &str, input: Value) -> Value {
    let answer = change(user, mutation, input).await;
    assert_eq!(answer.data("done.userErrors"), &json!([]));
    answer.data("done.profile").clone()
}

async fn profile(user: &TestUser) -> Value {
    user.client
        .gql(
            &format!("{{ viewer {{ profile {{ {PROFILE} }} }} }}"),
            json!({}),
        )
        .await
        .data("viewer.profile")
        .clone()
}

/// These fields of the items of a section, in order.
fn each<'a>(profile: &'a Value, section: &str, field: &str) -> Vec<&'a Value> {
    profile[section]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item[field])
        .collect()
}

fn job(company: &str) -> Value {
    json!({ "company": company, "title": "Engineer" })
}

#[tokio::test]
async fn a_profile_is_filled_and_read_back() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let empty = profile(&ada).await;
    assert_eq!(
        (&empty["id"], &empty["version"], &empty["headline"]),
        (&Value::Null, &json!(0), &json!(""))
    );
    let targets = json!({ "titles": ["Data Engineer", "Analyst"], "seniority": ["SENIOR", "MID"], "countries": ["PT", "DE"],
        "remoteModes": ["REMOTE"], "employmentTypes": ["FULL_TIME"], "excludedCompanies": ["Acme"],
        "payFloor": { "amount": 60_000, "currency": "EUR", "period": "YEAR" } });
    let input = json!({ "expectedVersion": 0, "headline": "Engineer of analytical engines", "summary": "One.\nTwo.", "location": "London",
        "links": [{ "label": "Notes", "url": "https://example.org/g" }], "targets": targets });
    let written = done(&ada, "updateProfile", input).await;
    assert_eq!(
        (&written["version"], &written["targets"]),
        (&json!(1), &targets)
    );
    let jobs = json!([
        { "company": "Fernhill", "title": "Lead", "location": "Lisbon", "description": "Led.", "startedOn": "2020-05", "endedOn": null },
        { "company": "Cargolane", "title": "Engineer", "startedOn": "2016", "endedOn": "2020-05-31" },
    ]);
    done(
        &ada,
        "setEmployments",
        json!({ "expectedVersion": 1, "employments": jobs }),
    )
    .await;
    let schools = json!([{ "school": "Somerville", "degree": "BA", "field": "Mathematics", "startedOn": "2012", "endedOn": "2015" }]);
    done(
        &ada,
        "setEducations",
        json!({ "expectedVersion": 2, "educations": schools }),
    )
    .await;
    let skills = json!([{ "name": "Rust", "level": "ADVANCED", "years": 6 }, { "name": "SQL", "level": "EXPERT" }]);
    done(
        &ada,
        "setSkills",
        json!({ "expectedVersion": 3, "skills": skills }),
    )
    .await;
    let languages = json!([{ "name": "English", "proficiency": "NATIVE" }, { "name": "Portuguese", "proficiency": "ELEMENTARY" }]);
    let last = done(
        &ada,
        "setLanguages",
        json!({ "expectedVersion": 4, "languages": languages }),
    )
    .await;
    let read = profile(&ada).await;
    assert_eq!((&read, &read["version"]), (&last, &json!(5)));
    assert_eq!(
        (&read["summary"], &read["links"][0]["url"]),
        (&json!("One.\nTwo."), &json!("https://example.org/g"))
    );
    assert_eq!(
        each(&read, "employments", "company"),
        ["Fernhill", "Cargolane"]
    );
    assert_eq!(each(&read, "employments", "startedOn"), ["2020-05", "2016"]);
    assert_eq!(
        each(&read, "employments", "endedOn"),
        [&Value::Null, &json!("2020-05-31")]
    );
    assert_eq!(each(&read, "educations", "field"), ["Mathematics"]);
    assert_eq!(each(&read, "skills", "name"), ["Rust", "SQL"]);
    assert_eq!(each(&read, "skills", "years"), [&json!(6), &Value::Null]);
    assert_eq!(
        each(&read, "languages", "proficiency"),
        ["NATIVE", "ELEMENTARY"]
    );
}

#[tokio::test]
async fn a_section_is_replaced_as_a_whole_in_the_given_order() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let first = done(
        &ada,
        "setEmployments",
        json!({ "expectedVersion": 0, "employments": [job("a"), job("b"), job("c")] }),
    )
    .await;
    let ids = each(&first, "employments", "id");
    let mut kept = job("c changed");
    kept["id"] = ids[2].clone();
    let mut moved = job("a");
    moved["id"] = ids[0].clone();
    let second = done(
        &ada,
        "setEmployments",
        json!({ "expectedVersion": 1, "employments": [kept, job("new"), moved] }),
    )
    .await;
    assert_eq!(
        each(&second, "employments", "company"),
        ["c changed", "new", "a"]
    );
    assert_eq!(
        (
            &second["employments"][0]["id"],
            &second["employments"][2]["id"]
        ),
        (ids[2], ids[0])
    );
    assert_eq!(app.count_rows("employments").await, 3);
    let emptied = done(
        &ada,
        "setEmployments",
        json!({ "expectedVersion": 2, "employments": [] }),
    )
    .await;
    assert_eq!(
        (&emptied["employments"], app.count_rows("employments").await),
        (&json!([]), 0)
    );
}

#[tokio::test]
async fn what_an_update_does_not_name_stays() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let floor = json!({ "amount": 1, "currency": "EUR", "period": "HOUR" });
    let input = json!({ "expectedVersion": 0, "headline": "h", "summary": "s", "targets": { "titles": ["t"], "payFloor": floor } });
    let before = done(&ada, "updateProfile", input).await;
    let after =
        done(&ada, "updateProfile", json!({ "expectedVersion": 1, "location": "l", "headline": null, "targets": { "countries": ["PT"] } }))
            .await;
    for field in ["headline", "summary"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    assert_eq!(
        (&after["targets"]["titles"], &after["targets"]["payFloor"]),
        (&json!(["t"]), &floor)
    );
    let cleared = done(
        &ada,
        "updateProfile",
        json!({ "expectedVersion": 2, "headline": "", "targets": { "payFloor": null } }),
    )
    .await;
    assert_eq!(
        (
            &cleared["headline"],
            &cleared["targets"]["payFloor"],
            &cleared["summary"]
        ),
        (&json!(""), &Value::Null, &json!("s"))
    );
}

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
    let long = "x".repeat(201);
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
                json!(vec![json!({ "label": "x", "url": "https://a.b" }); 21]),
            ),
            "InvalidInputError input.links",
        ),
        (
            "updateProfile",
            update("targets", json!({ "countries": ["PT", "pt"] })),
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
                json!({ "payFloor": { "amount": -1, "currency": "EUR", "period": "YEAR" } }),
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
            "setEmployments",
            with("company", json!(" ")),
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
