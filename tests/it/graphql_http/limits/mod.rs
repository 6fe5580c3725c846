//! The cost of an operation, and other limits on it.

mod budgets;

use serde_json::{Value, json};

use super::assert_refused;
use crate::kit::{Answer, Setup, TestApp, series};

const PAGE: &str =
    "query($first: Int) { jobs(first: $first) { nodes { id title company { name } } } }";

fn cost<'a>(answer: &'a Answer, field: &str) -> &'a Value {
    answer
        .json
        .pointer(&format!("/extensions/cost/{field}"))
        .unwrap_or_else(|| panic!("no {field}: {}", answer.text))
}

/// The number of a parameter in a header that is a list, as `r` in `"user";r=5;t=1`.
fn parameter(answer: &Answer, header: &str, policy: &str, name: &str) -> u64 {
    let items = answer
        .header(header)
        .split(", ")
        .map(|item| item.split(';').collect::<Vec<_>>())
        .collect::<Vec<_>>();
    let quoted = format!("\"{policy}\"");
    let item = items
        .iter()
        .find(|item| item[0] == quoted)
        .unwrap_or_else(|| panic!("no {policy} in {header}: {items:?}"));
    let found = item
        .iter()
        .find_map(|part| part.strip_prefix(&format!("{name}=")));
    found
        .unwrap_or_else(|| panic!("no {name} in {item:?}"))
        .parse()
        .expect("a number")
}

#[tokio::test]
async fn a_page_costs_its_size_times_what_is_under_it_and_the_caller_is_told() {
    let app = Setup::new()
        .config(|config| config.limits.address_cost_per_minute = 5_000)
        .start()
        .await;
    app.import_postings().await;
    let client = app.anonymous();
    let mut left = 5_000;
    for (first, rows) in [(1, 1), (10, 10), (100, 100)] {
        let answer = client.gql(PAGE, json!({ "first": first })).await;
        let requested = cost(&answer, "requestedQueryCost")
            .as_u64()
            .expect("a number");
        // `nodes`, and in each row `id`, `title`, `company` and `name`; and the page itself.
        assert_eq!(requested, rows * 5 + 1);
        let actual = cost(&answer, "actualQueryCost").as_u64().expect("a number");
        assert!(actual > 0 && actual <= requested, "{actual} of {requested}");
        assert_eq!(
            cost(&answer, "maximumAvailable"),
            app.platform.config.limits.cost
        );
        let status = cost(&answer, "throttleStatus");
        assert_eq!(
            (&status["maximumAvailable"], status["restoreRate"].as_f64()),
            (&json!(5_000), Some(5_000.0 / 60.0)),
            "{status}"
        );
        let available = status["currentlyAvailable"].as_u64().expect("a number");
        assert!(
            available >= left - requested && available <= 5_000,
            "{available} after {requested} of {left}"
        );
        assert_eq!(
            parameter(&answer, "ratelimit", "address-cost", "r"),
            available
        );
        left = left.saturating_sub(requested);
    }
}

#[tokio::test]
async fn each_value_of_a_filter_costs_one() {
    let app = Setup::new().start().await;
    let client = app.anonymous();
    let list = |number: usize| vec!["rust"; number];
    let query =
        "query($filter: PostingFilter) { jobs(first: 1, filter: $filter) { nodes { id } } }";
    for (filter, values) in [
        (json!(null), 0),
        (json!({ "hasPay": true }), 0),
        (json!({ "skills": list(1) }), 1),
        (json!({ "skills": list(50) }), 50),
        (
            json!({ "skills": list(20), "none": { "skills": list(5) } }),
            25,
        ),
        (json!({ "skills": list(3) }), 3),
    ] {
        let answer = client.gql(query, json!({ "filter": filter })).await;
        assert_eq!(cost(&answer, "requestedQueryCost"), 3 + values, "{filter}");
    }
    let written = "{ jobs(first: 1, filter: { countries: [\"PT\", \"ES\"] }) { nodes { id } } }";
    let answer = client.gql(written, json!({})).await;
    assert_eq!(cost(&answer, "requestedQueryCost"), 5);
    let small = Setup::new()
        .config(|config| config.limits.cost = 100)
        .start()
        .await;
    for (values, refused) in [(97, false), (98, true)] {
        let lists = json!({ "skills": list(48), "all": { "skills": list(values - 48) } });
        let answer = small
            .anonymous()
            .gql(query, json!({ "filter": lists }))
            .await;
        if refused {
            assert_refused(&answer, 400, "COST_ESTIMATED_TOO_EXPENSIVE");
        } else {
            assert_eq!(cost(&answer, "requestedQueryCost"), 100);
        }
    }
}

#[tokio::test]
async fn the_cost_limit_holds_exactly() {
    let app = Setup::new()
        .config(|config| config.limits.cost = 501)
        .start()
        .await;
    let at_limit = app.anonymous().gql(PAGE, json!({ "first": 100 })).await;
    assert_eq!(cost(&at_limit, "requestedQueryCost"), 501);
    let over = app
        .anonymous()
        .gql(
            &PAGE.replace("{ jobs", "{ viewer { __typename } jobs"),
            json!({ "first": 100 }),
        )
        .await;
    assert_refused(&over, 400, "COST_ESTIMATED_TOO_EXPENSIVE");
    let message = over.errors()[0]["message"].as_str().expect("a message");
    assert!(
        message.contains("501") && message.contains("smaller pages"),
        "{message}"
    );
}

#[tokio::test]
async fn no_depth_of_pages_makes_the_cost_overflow() {
    let app = TestApp::start().await;
    let nested = "{ viewer { board(first: 100) { applications { events { id } posting { skills { skill { label } } locations { city } } } } } }";
    let ids = format!(
        "{{ nodes(ids: [{}]) {{ id ... on Application {{ events {{ id }} }} }} }}",
        "\"x\" ".repeat(1_000)
    );
    for query in [nested, &ids] {
        let answer = app.anonymous().gql(query, json!({})).await;
        assert!(
            [
                "COST_ESTIMATED_TOO_EXPENSIVE",
                "BAD_USER_INPUT",
                "UNAUTHENTICATED",
                "GRAPHQL_VALIDATION_FAILED"
            ]
            .contains(&answer.code())
        );
    }
}

#[tokio::test]
async fn without_introspection_nothing_of_the_schema_is_told() {
    let app = TestApp::with(|config| config.limits.introspection = false).await;
    let client = app.anonymous();
    for query in [
        include_str!("../introspection.graphql"),
        "{ __type(name: \"Query\") { name } }",
    ] {
        assert_refused(
            &client.gql(query, json!({})).await,
            400,
            "INTROSPECTION_DISABLED",
        );
    }
    assert_eq!(
        client
            .gql("{ __typename }", json!({}))
            .await
            .text_at("__typename"),
        "Query"
    );
    for query in [
        "{ job }",
        "{ jobs(frist: 1) { nodes { id } } }",
        "{ jobs }",
        "{ node { id } }",
        "mutation { signUp(input: {}) { session { accessToken } } }",
        "query($x: NoSuchType) { node(id: $x) { id } }",
    ] {
        let answer = client.gql(query, json!({})).await;
        assert_eq!(
            answer.code(),
            "GRAPHQL_VALIDATION_FAILED",
            "{query}: {}",
            answer.text
        );
        for hidden in [
            "Did you mean",
            "jobs",
            "first",
            "JobConnection",
            "PostingConnection",
            "email",
            "ID!",
            "Query",
        ] {
            assert!(
                !answer.text.contains(hidden),
                "{query} told {hidden}: {}",
                answer.text
            );
        }
    }
    let open = TestApp::start()
        .await
        .anonymous()
        .gql("{ job }", json!({}))
        .await;
    assert!(
        open.text.contains("jobs"),
        "with introspection, a hint helps: {}",
        open.text
    );
}

#[tokio::test]
async fn integers_out_of_range_are_refused_wherever_they_stand() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let change = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { userErrors { code } } }";
    let input = |version: &Value| json!({ "input": { "id": "appl_0", "expectedVersion": version, "to": "APPLIED" } });
    for number in [
        "2147483648",
        "-2147483649",
        "9223372036854775808",
        "1e3",
        "1e999",
        "99999999999999999999999999",
    ] {
        for query in [
            format!("{{ jobs(first: {number}) {{ totalCount }} }}"),
            format!("query($first: Int = {number}) {{ jobs(first: $first) {{ totalCount }} }}"),
            format!(
                "mutation {{ moveApplication(input: {{ id: \"appl_0\", expectedVersion: {number}, to: APPLIED }}) {{ userErrors {{ code }} }} }}"
            ),
        ] {
            let answer = ada.client.gql(&query, json!({})).await;
            let expected = [
                "GRAPHQL_PARSE_FAILED",
                "GRAPHQL_VALIDATION_FAILED",
                "BAD_USER_INPUT",
            ];
            assert!(
                expected.contains(&answer.code()),
                "{query}: {}",
                answer.text
            );
        }
        let Ok(number) = serde_json::from_str::<Value>(number) else {
            continue;
        };
        for (query, variables) in [(PAGE, json!({ "first": number })), (change, input(&number))] {
            let answer = ada.client.gql(query, variables).await;
            assert!(
                ["GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT"].contains(&answer.code()),
                "{number}: {}",
                answer.text
            );
        }
    }
}

#[tokio::test]
async fn variables_that_nobody_asked_for_are_bounded_too() {
    let app = TestApp::start().await;
    let given = |n: usize| Value::Object((0..n).map(|i| (format!("v{i}"), json!(i))).collect());
    assert_eq!(
        app.anonymous()
            .gql("{ __typename }", given(100))
            .await
            .status,
        200
    );
    assert_refused(
        &app.anonymous().gql("{ __typename }", given(101)).await,
        400,
        "TOO_MANY_DEFINITIONS",
    );
    let declared = |n: usize| {
        format!(
            "query({}) {{ __typename }}",
            series(n, |i| format!("$v{i}: Int "))
        )
    };
    assert_refused(
        &app.anonymous().gql(&declared(101), json!({})).await,
        400,
        "TOO_MANY_DEFINITIONS",
    );
}
