//! The profile over HTTP: written and read back, in order.

mod evidence;
mod items;
mod places;
mod refused;

use serde_json::{Value, json};

use crate::kit::{Answer, REFUSAL, TestApp, TestUser, capital};

const PROFILE: &str = "id version headline summary location updatedAt links { label url }
    targets { titles seniority countries remoteModes employmentTypes excludedCompanies payFloor { amount currency period }
        workAuthorizations { country needsSponsorship } noticePeriod { count unit } availableFrom }
    employments { id company title location description startedOn endedOn } educations { id school degree field description startedOn endedOn }
    skills { id name level years source } languages { id name proficiency stated }
    projects { id name url description startedOn endedOn } certifications { id name authority licenseNumber url issuedOn expiresOn }
    volunteerings { id organization role cause description startedOn endedOn } publications { id title publisher url publishedOn }
    awards { id title issuer description awardedOn }";

/// Runs one of the mutations of profiles.
async fn change(user: &TestUser, mutation: &str, input: Value) -> Answer {
    let capital = capital(mutation);
    let query = format!(
        "mutation($input: {capital}Input!) {{ done: {mutation}(input: $input) {{ profile {{ {PROFILE} }} {REFUSAL} }} }}"
    );
    user.client.gql(&query, json!({ "input": input })).await
}

/// The same; it must succeed.
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
        "payFloor": { "amount": 60_000, "currency": "EUR", "period": "YEAR" },
        "workAuthorizations": [{ "country": "PT", "needsSponsorship": false }], "noticePeriod": { "count": 6, "unit": "WEEK" },
        "availableFrom": "2027-03-01" });
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
async fn a_minimum_pay_may_be_large_or_have_cents() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (version, (given, currency, shown)) in (0..).zip([
        (json!(2_400_000_000_i64), "VND", json!(2_400_000_000_i64)),
        (json!("600000000"), "IDR", json!(600_000_000)),
        (json!(19.19), "EUR", json!(19.19)),
        (json!("25.50"), "EUR", json!(25.5)),
        (
            json!(1_000_000_000_000_i64),
            "VND",
            json!(1_000_000_000_000_i64),
        ),
    ]) {
        let floor = json!({ "amount": given, "currency": currency, "period": "YEAR" });
        let input = json!({ "expectedVersion": version, "targets": { "payFloor": floor } });
        done(&ada, "updateProfile", input).await;
        let stored = profile(&ada).await;
        assert_eq!(stored["targets"]["payFloor"]["amount"], shown, "{given}");
    }
}

#[tokio::test]
async fn names_of_targets_are_there_once_whatever_their_case() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let targets = json!({ "titles": ["Dock Lead", "dock lead", "Planner", "PLANNER "], "excludedCompanies": ["Ümlaut", "ümlaut"] });
    let input = json!({ "expectedVersion": 0, "targets": targets });
    let after = done(&ada, "updateProfile", input).await;
    assert_eq!(
        (
            &after["targets"]["titles"],
            &after["targets"]["excludedCompanies"]
        ),
        (&json!(["Dock Lead", "Planner"]), &json!(["Ümlaut"]))
    );
}

#[tokio::test]
async fn target_countries_are_codes_whatever_their_names() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let names = json!(["UK", "portugal", "de", "GB", "Deutschland"]);
    let input = json!({ "expectedVersion": 0, "targets": { "countries": names } });
    let after = done(&ada, "updateProfile", input).await;
    assert_eq!(after["targets"]["countries"], json!(["GB", "PT", "DE"]));
    let input = json!({ "expectedVersion": 1, "targets": { "countries": ["PT", "Ruritania"] } });
    let refused = change(&ada, "updateProfile", input).await;
    let error = &refused.data("done.userErrors")[0];
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("\"Ruritania\""), "{message}");
}

#[tokio::test]
async fn where_a_user_may_work_and_when_is_kept_until_it_is_removed() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let fresh = profile(&ada).await["targets"].clone();
    let empty = (json!([]), Value::Null, Value::Null);
    let said = |targets: &Value| {
        let field = |name: &str| targets[name].clone();
        (
            field("workAuthorizations"),
            field("noticePeriod"),
            field("availableFrom"),
        )
    };
    assert_eq!(said(&fresh), empty);
    let given = json!({
        "workAuthorizations": [
            { "country": "Portugal", "needsSponsorship": false },
            { "country": "US", "needsSponsorship": true },
        ],
        "noticePeriod": { "count": 3, "unit": "MONTH" },
        "availableFrom": "2027-03",
    });
    let set = json!({ "expectedVersion": 0, "targets": given });
    let after = done(&ada, "updateProfile", set).await;
    let expected = (
        json!([
            { "country": "PT", "needsSponsorship": false },
            { "country": "US", "needsSponsorship": true },
        ]),
        json!({ "count": 3, "unit": "MONTH" }),
        json!("2027-03"),
    );
    assert_eq!(said(&after["targets"]), expected);
    let other = json!({ "expectedVersion": 1, "targets": { "titles": ["Planner"] } });
    let after = done(&ada, "updateProfile", other).await;
    assert_eq!(said(&after["targets"]), expected);
    let removed = json!({ "workAuthorizations": [], "noticePeriod": null, "availableFrom": null });
    let input = json!({ "expectedVersion": 2, "targets": removed });
    let after = done(&ada, "updateProfile", input).await;
    assert_eq!(said(&after["targets"]), empty);
}
