//! What an operation costs, what a caller has left, and how both are told.

use std::time::Duration;

use serde_json::{Value, json};

use super::{assert_refused, post};
use crate::kit::{Answer, Client, Setup, Socket, TestApp, series};

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
async fn who_asks_for_too_much_is_refused_with_a_wait_on_every_transport() {
    let app = Setup::new()
        .config(|config| {
            config.limits.user_cost_per_minute = 600;
            config.limits.cost = 600;
        })
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let whole = ada.client.gql(PAGE, json!({ "first": 100 })).await;
    assert_eq!(cost(&whole, "requestedQueryCost"), 501);
    let over = ada.client.gql(PAGE, json!({ "first": 100 })).await;
    assert_refused(&over, 429, "RATE_LIMITED");
    let wait: u64 = over.header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(over.errors()[0]["extensions"]["retryAfter"], wait);
    assert!(
        parameter(&over, "ratelimit", "user-cost", "r") < 501,
        "{}",
        over.header("ratelimit")
    );
    let by_get = ada
        .client
        .get(&[("query", PAGE), ("variables", r#"{"first":100}"#)])
        .await;
    assert_refused(&by_get, 429, "RATE_LIMITED");
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    socket.subscribe("1", PAGE, json!({ "first": 100 })).await;
    let refused = socket.next().await;
    assert_eq!(
        (
            &refused["type"],
            &refused["payload"][0]["extensions"]["code"]
        ),
        (&json!("error"), &json!("RATE_LIMITED")),
        "{refused}"
    );
    assert_eq!(
        ada.client.gql("{ __typename }", json!({})).await.status,
        200,
        "what is left is still good for little things"
    );
}

#[tokio::test]
async fn an_operation_that_is_refused_costs_its_request_only() {
    let app = Setup::new()
        .config(|config| config.limits.address_cost_per_minute = 1_000)
        .start()
        .await;
    let client = app.anonymous();
    let wrong = client
        .gql("{ jobs(first: 100) { nodes { id nothing } } }", json!({}))
        .await;
    assert_eq!(wrong.code(), "GRAPHQL_VALIDATION_FAILED");
    assert!(
        !wrong.header("ratelimit").contains("cost"),
        "{}",
        wrong.header("ratelimit")
    );
    let fine = client.gql("{ __typename }", json!({})).await;
    assert_eq!(parameter(&fine, "ratelimit", "address-cost", "r"), 999);
}

#[tokio::test]
async fn every_answer_tells_the_budget_and_the_time() {
    let app = Setup::new()
        .config(|config| config.limits.address_per_minute = 1_000)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let anonymous = app.anonymous();
    let refused = |headers: &'static [(&'static str, &'static str)]| anonymous.post("{}", headers);
    for (what, answer, policy, phases) in [
        (
            "an answer",
            anonymous.gql("{ __typename }", json!({})).await,
            "address",
            "parse validate execute total",
        ),
        (
            "a user's answer",
            ada.client.gql("{ __typename }", json!({})).await,
            "user",
            "parse validate execute total",
        ),
        (
            "a text that is no document",
            anonymous.gql("{", json!({})).await,
            "address",
            "parse total",
        ),
        (
            "a document that does not fit",
            anonymous.gql("{ nothing }", json!({})).await,
            "address",
            "parse validate total",
        ),
        (
            "a mutation by GET",
            anonymous
                .get(&[("query", "mutation { signOut(input: {}) { signedOut } }")])
                .await,
            "address",
            "parse total",
        ),
        (
            "no JSON",
            post(&anonymous, "nonsense").await,
            "address",
            "total",
        ),
        (
            "a bad token",
            anonymous
                .with_token("nonsense")
                .gql("{ __typename }", json!({}))
                .await,
            "address",
            "total",
        ),
        (
            "another content type",
            refused(&[("content-type", "text/plain")]).await,
            "address",
            "total",
        ),
        (
            "another type wanted",
            refused(&[
                ("content-type", "application/json"),
                ("accept", "image/png"),
            ])
            .await,
            "address",
            "total",
        ),
    ] {
        let timing = answer.header("server-timing");
        let named: Vec<&str> = timing
            .split(", ")
            .filter_map(|phase| phase.split(";dur=").next())
            .collect();
        assert_eq!(named.join(" "), phases, "{what}: {timing}");
        let quota = if policy == "user" {
            app.platform.config.limits.user_per_minute
        } else {
            1_000
        };
        assert_eq!(
            parameter(&answer, "ratelimit-policy", policy, "q"),
            u64::from(quota),
            "{what}"
        );
        assert_eq!(
            parameter(&answer, "ratelimit-policy", policy, "w"),
            60,
            "{what}"
        );
        assert!(
            parameter(&answer, "ratelimit", policy, "r") < u64::from(quota),
            "{what}"
        );
        assert!(
            (1..=60).contains(&parameter(&answer, "ratelimit", policy, "t")),
            "{what}: {}",
            answer.header("ratelimit")
        );
    }
}

#[tokio::test]
async fn whoever_guesses_tokens_runs_out_of_budget() {
    let app = TestApp::with(|config| config.limits.address_per_minute = 3).await;
    let guess = app.anonymous().with_token("nonsense");
    for _ in 0..3 {
        assert_refused(
            &guess.gql("{ __typename }", json!({})).await,
            401,
            "UNAUTHENTICATED",
        );
    }
    assert_refused(
        &guess.gql("{ __typename }", json!({})).await,
        429,
        "RATE_LIMITED",
    );
}

/// Asks on as fast as the answers allow: where too little is left for one request more, it waits until there is enough.
async fn obey(client: &Client, query: &str, requests: usize) {
    for _ in 0..requests {
        let answer = client.gql(query, json!({})).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        for (policy, each) in [
            ("address", 1),
            (
                "address-cost",
                cost(&answer, "requestedQueryCost")
                    .as_u64()
                    .expect("a number"),
            ),
        ] {
            let [quota, window] =
                ["q", "w"].map(|name| parameter(&answer, "ratelimit-policy", policy, name));
            if parameter(&answer, "ratelimit", policy, "r") < each {
                tokio::time::sleep(Duration::from_millis(window * 1_000 * each / quota + 1)).await;
            }
        }
    }
}

#[tokio::test]
async fn a_client_that_obeys_is_never_refused() {
    let app = Setup::new()
        .config(|config| {
            config.limits.address_per_minute = 600;
            config.limits.address_cost_per_minute = 3_000;
        })
        .start()
        .await;
    obey(&app.anonymous(), "{ jobs(first: 19) { nodes { id } } }", 80).await;
}

#[tokio::test]
async fn ordinary_use_stays_within_the_default_budgets() {
    let limits = careergraph::config::Config::load(None)
        .expect("the defaults")
        .limits;
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let home = "{ viewer { user { name } applications(first: 20) { nodes { id stage version posting { title company { name } skills { skill { label } } } } } } }";
    let answer = ada.client.gql(home, json!({})).await;
    let requested = cost(&answer, "requestedQueryCost")
        .as_u64()
        .expect("a number");
    let affordable = u64::from(limits.user_cost_per_minute) / requested;
    assert!(
        affordable >= u64::from(limits.user_per_minute) / 2,
        "a page of everything costs {requested}: {affordable} a minute"
    );
    let small = ada.client.gql(PAGE, json!({ "first": 20 })).await;
    let requested = cost(&small, "requestedQueryCost")
        .as_u64()
        .expect("a number");
    assert!(
        u64::from(limits.user_cost_per_minute) / requested >= u64::from(limits.user_per_minute),
        "a page of postings costs {requested}"
    );
}

#[tokio::test]
async fn without_introspection_nothing_of_the_schema_is_told() {
    let app = TestApp::with(|config| config.limits.introspection = false).await;
    let client = app.anonymous();
    for query in [
        include_str!("introspection.graphql"),
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
