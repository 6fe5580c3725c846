//! The profile through the GraphQL schema: field names, user errors, codes, and the number of statements of a query.

use async_graphql::{Request, Response, Value, value};

use crate::{
    features::profiles::{
        NewEmployment,
        tests::{Fixture, job, skill},
    },
    graphql::{error::add_error_codes, loader::Batcher, schema::schema},
    types::{
        actor::{Actor, Viewer},
        origin::Origin,
    },
};

const WHOLE: &str = "{ viewer { profile {
    id headline summary location version updatedAt links { label url }
    targets { titles seniority countries remoteModes employmentTypes excludedCompanies payFloor { amount currency period } }
    employments { id company title location description startedOn endedOn }
    educations { id school degree field description startedOn endedOn }
    skills { id name level years } languages { id name proficiency } } } }";

async fn run(house: &Fixture, viewer: Viewer, text: &str) -> Response {
    let request = Request::new(text)
        .data(Batcher::for_request(house.app.clone(), viewer))
        .data(Origin::inside("test"));
    let mut response = schema(&house.app.platform.config.limits)
        .execute(request)
        .await;
    add_error_codes(&mut response.errors);
    response
}

async fn data(house: &Fixture, actor: &Actor, text: &str) -> Value {
    let response = run(house, Viewer::User(actor.clone()), text).await;
    assert!(response.errors.is_empty(), "{:?}", response.errors);
    response.data
}

async fn code(house: &Fixture, viewer: Viewer, text: &str) -> Option<Value> {
    let response = run(house, viewer, text).await;
    response
        .errors
        .first()?
        .extensions
        .as_ref()?
        .get("code")
        .cloned()
}

#[tokio::test]
async fn whole_profile_takes_one_statement_for_itself_and_one_for_each_section() {
    let house = Fixture::build().await;
    let ada = house.user("ada").await;
    let skills: Vec<_> = (0..50).map(|i| skill(&format!("skill {i}"))).collect();
    house
        .profiles()
        .set(&ada, 0, skills)
        .await
        .expect("written");
    let tap = house.app.platform.db.statement_counter();
    for (text, statements) in [
        (WHOLE.to_owned(), 5),
        ("{ viewer { profile { headline } } }".to_owned(), 1),
        ("{ viewer { profile { skills { name } } } }".to_owned(), 2),
        ("{ a: viewer { profile { skills { id } } } b: viewer { profile { x: skills { name } y: skills { id } } } }".to_owned(), 2),
    ] {
        let before = tap.count();
        data(&house, &ada, &text).await;
        assert_eq!(tap.count() - before, statements, "{text}");
    }
}

#[tokio::test]
async fn profile_is_filled_and_read_through_the_schema() {
    let house = Fixture::build().await;
    let ada = house.user("ada").await;
    let empty = data(
        &house,
        &ada,
        "{ viewer { profile { id version headline updatedAt links { url } skills { id } } } }",
    )
    .await;
    assert_eq!(
        empty,
        value!({"viewer": {"profile": {"id": null, "version": 0, "headline": "", "updatedAt": null, "links": [], "skills": []}}})
    );
    let text = r#"mutation {
        a: updateProfile(input: {expectedVersion: 0, clientMutationId: "m1", headline: "Engineer",
            links: [{label: "Blog", url: "https://example.org/"}],
            targets: {titles: ["Lead"], remoteModes: [REMOTE], payFloor: {amount: 60000, currency: "EUR", period: YEAR}}}) {
            clientMutationId userErrors { code } profile { version headline links { label url } } }
        b: setEmployments(input: {expectedVersion: 1, employments: [
            {company: "Acme", title: "Engineer", startedOn: "2020-02"}, {company: "Init", title: "Junior", location: null}]}) {
            profile { version employments { title startedOn location } } userErrors { code } }
        c: updateProfile(input: {expectedVersion: 2, targets: {payFloor: null}}) {
            profile { version targets { titles payFloor { amount } } employments { title } } userErrors { code } }
        d: setLanguages(input: {expectedVersion: 2, languages: [{name: "Deutsch", proficiency: NATIVE}]}) {
            profile { version } userErrors { code path ... on VersionConflictError { current } } }
        e: setSkills(input: {expectedVersion: 3, skills: [{name: "Rust", level: EXPERT}, {name: "rust", level: BEGINNER}]}) {
            profile { version } userErrors { code path } }
    }"#;
    assert_eq!(
        data(&house, &ada, text).await,
        value!({
            "a": {"clientMutationId": "m1", "userErrors": [], "profile": {
                "version": 1, "headline": "Engineer", "links": [{"label": "Blog", "url": "https://example.org/"}]}},
            "b": {"profile": {"version": 2, "employments": [
                {"title": "Engineer", "startedOn": "2020-02", "location": ""}, {"title": "Junior", "startedOn": null, "location": ""}]},
                "userErrors": []},
            "c": {"profile": {"version": 3, "targets": {"titles": ["Lead"], "payFloor": null},
                "employments": [{"title": "Engineer"}, {"title": "Junior"}]}, "userErrors": []},
            "d": {"profile": null, "userErrors": [
                {"code": "VERSION_CONFLICT", "path": ["input", "expectedVersion"], "current": 3}]},
            "e": {"profile": null, "userErrors": [{"code": "DUPLICATE", "path": ["input", "skills", "1", "name"]}]},
        })
    );
}

#[tokio::test]
async fn errors_carry_their_codes() {
    let house = Fixture::build().await;
    let (ada, bob) = (house.user("ada").await, house.user("bob").await);
    house
        .profiles()
        .set(&ada, 0, vec![job("hers")])
        .await
        .expect("written");
    let foreign = house
        .profiles()
        .items::<NewEmployment>(&ada)
        .await
        .expect("read")[0]
        .id;
    let set = |id: &str| {
        format!(
            "mutation {{ setEmployments(input: {{expectedVersion: 0, employments: [{{id: \"{id}\", company: \"a\", title: \"b\"}}]}}) \
             {{ profile {{ version }} }} }}"
        )
    };
    let bob = Viewer::User(bob);
    assert_eq!(
        code(&house, bob.clone(), &set(&foreign.to_string())).await,
        Some(value!("NOT_FOUND"))
    );
    assert_eq!(
        code(&house, Viewer::Anonymous, &set(&foreign.to_string())).await,
        Some(value!("UNAUTHENTICATED"))
    );
    assert_eq!(
        code(&house, Viewer::Anonymous, WHOLE).await,
        Some(value!("UNAUTHENTICATED"))
    );
    let wrong_kind = code(&house, bob, &set("educ_0192b3f1c0de7000800000000000abcd")).await;
    assert!(wrong_kind.is_some(), "an id of another type is refused");
}
