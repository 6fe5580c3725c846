//! Documents that are made to exhaust a server are refused with a code, quickly, and the server continues.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{assert_carries_ids, assert_refused, post};
use crate::kit::{TestApp, series};

/// Far more than a refusal takes, even on a busy machine; far less than executing such a document would.
const QUICK: Duration = Duration::from_secs(10);

fn fan(name: &str, of: &str, leaf: &str) -> String {
    let fragments = series(30, |i| {
        format!(
            "fragment {name}{i} on {of} {{ ...{name}{0} ...{name}{0} }} ",
            i + 1
        )
    });
    format!("{fragments} fragment {name}30 on {of} {{ {leaf} }}")
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn bombs_are_refused_and_the_server_lives_on() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let brackets = |n: usize| {
        format!(
            "{{ node(id: {}{}) {{ id }} }}",
            "[".repeat(n),
            "]".repeat(n)
        )
    };
    let objects = |n: usize| {
        format!(
            "{{ node(id: {}1{}) {{ id }} }}",
            "{a:".repeat(n),
            "}".repeat(n)
        )
    };
    let selections = |n: usize| format!("{}{}", "{ node ".repeat(n), "}".repeat(n));
    let pages = "{ viewer { board(first: 100) { applications { events { id } posting { skills { skill { label } } } } } } }".to_owned();
    let chain = series(150, |i| {
        format!("fragment c{i} on Query {{ ...c{} }} ", i + 1)
    });
    let aliases = |n: usize| format!("{{ {} }}", series(n, |i| format!("a{i}: __typename ")));
    for (what, document, code) in [
        ("nested lists", brackets(1_500), "MAX_DEPTH_EXCEEDED"),
        (
            "nested lists, open",
            format!("{{ a(x: {}", "[".repeat(3_000)),
            "MAX_DEPTH_EXCEEDED",
        ),
        ("nested objects", objects(500), "MAX_DEPTH_EXCEEDED"),
        ("nested selections", selections(1_200), "MAX_DEPTH_EXCEEDED"),
        ("many brackets", brackets(30_000), "TOKEN_LIMIT_EXCEEDED"),
        (
            "a fan of fragments",
            format!("{{ ...f0 }} {}", fan("f", "Query", "__typename")),
            "MAX_RECURSIVE_SELECTIONS_EXCEEDED",
        ),
        (
            "a fan of fragments in a mutation",
            format!(
                "mutation {{ ...f0 }} {}",
                fan("f", "Mutation", "__typename")
            ),
            "MAX_RECURSIVE_SELECTIONS_EXCEEDED",
        ),
        (
            "an unused fan of fragments",
            format!("{{ __typename }} {}", fan("f", "Query", "__typename")),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "a circle",
            "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }".into(),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "an unused cycle of fragments",
            "{ __typename } fragment a on Query { ...b } fragment b on Query { ...a }".into(),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "a fan in another operation",
            format!(
                "query A {{ __typename }} query B {{ ...f0 }} {}",
                fan("f", "Query", "__typename")
            ),
            "MAX_RECURSIVE_SELECTIONS_EXCEEDED",
        ),
        ("aliases", aliases(31), "MAX_ALIASES_EXCEEDED"),
        (
            "tokens",
            format!("{{ {} }}", "a ".repeat(4_000)),
            "TOKEN_LIMIT_EXCEEDED",
        ),
        (
            "a long alias",
            format!("{{ {}: __typename }}", "a".repeat(201)),
            "TOKEN_LIMIT_EXCEEDED",
        ),
        (
            "bytes",
            format!("{{ __typename }} #{}", "x".repeat(65_536)),
            "QUERY_TOO_LONG",
        ),
        (
            "the same unknown field",
            format!("{{ viewer {{ {} }} }}", "nothing ".repeat(3_900)),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "unknown fields",
            format!("{{ viewer {{ {} }} }}", series(3_900, |i| format!("n{i} "))),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "variables",
            format!(
                "query({}) {{ __typename }}",
                series(900, |i| format!("$v{i}: Int "))
            ),
            "TOO_MANY_DEFINITIONS",
        ),
        (
            "an unclosed string",
            format!("{{ a(x: \"{}", "x".repeat(60_000)),
            "GRAPHQL_PARSE_FAILED",
        ),
        (
            "an unclosed block string",
            format!("{{ a(x: \"\"\"{}", "\\\"\"\"".repeat(15_000)),
            "GRAPHQL_PARSE_FAILED",
        ),
        (
            "a long chain of fragments",
            format!("{{ ...c0 }} {chain} fragment c150 on Query {{ __typename }}"),
            "MAX_DEPTH_EXCEEDED",
        ),
        (
            "aliases by the thousand",
            aliases(2_500),
            "TOKEN_LIMIT_EXCEEDED",
        ),
        (
            "directives",
            format!("{{ __typename {} }}", "@include(if: true) ".repeat(500)),
            "MAX_DIRECTIVES_EXCEEDED",
        ),
        (
            "directives by the thousand",
            format!("{{ __typename {} }}", "@d ".repeat(5_000)),
            "TOKEN_LIMIT_EXCEEDED",
        ),
        (
            "fields at the root",
            format!("{{ {} }}", "__typename ".repeat(31)),
            "MAX_ROOT_FIELDS_EXCEEDED",
        ),
        (
            "operations",
            series(201, |i| format!("query Q{i} {{ __typename }} ")),
            "TOO_MANY_DEFINITIONS",
        ),
        ("pages of pages", pages, "COST_ESTIMATED_TOO_EXPENSIVE"),
    ] {
        let (answer, took) = on_cpu(client.gql(&document, json!({}))).await;
        println!("{took:>10.1?} of CPU: {what}, {} bytes", document.len());
        assert!(took < QUICK, "{what} took {took:?}");
        assert_eq!(
            (answer.status, answer.code()),
            (400, code),
            "{what}: {}",
            answer.text.chars().take(500).collect::<String>()
        );
        assert!(
            answer.errors().len() <= 100 && answer.text.len() < 100_000,
            "{what}: {} bytes",
            answer.text.len()
        );
        assert_carries_ids(&answer);
        assert_eq!(
            client
                .gql("{ __typename }", json!({}))
                .await
                .text_at("__typename"),
            "Query",
            "the server is alive after {what}"
        );
    }
}

#[tokio::test]
async fn bodies_made_to_stop_a_server_are_refused() {
    let app = TestApp::start().await;
    let request =
        |variables: &str| format!(r#"{{"query":"{{ __typename }}","variables":{variables}}}"#);
    for (what, body, status, code) in [
        (
            "20 000 variables",
            request(&format!(
                "{{{}\"v\":0}}",
                series(20_000, |i| format!("\"v{i}\":{i},"))
            )),
            400,
            "TOO_MANY_DEFINITIONS",
        ),
        (
            "a value that nests",
            request(&format!("{{\"v\":{}{}}}", "[".repeat(500), "]".repeat(500))),
            400,
            "BAD_REQUEST",
        ),
        (
            "1 000 operations at once",
            format!("[{}{{}}]", r#"{"query":"{ __typename }"},"#.repeat(1_000)),
            400,
            "BATCHING_NOT_SUPPORTED",
        ),
        (
            "a literal of 10 MB",
            request(&format!("\"{}\"", "x".repeat(10_000_000))),
            413,
            "PAYLOAD_TOO_LARGE",
        ),
    ] {
        let size = body.len();
        let (answer, took) = on_cpu(post(&app.anonymous(), body)).await;
        println!("{took:>10.1?} of CPU: {what}, {size} bytes");
        assert_refused(&answer, status, code);
        assert!(took < QUICK, "{what} took {took:?}");
    }
}

/// The CPU time of some work, client and server together: they share the thread of a test. If the kernel does not provide it, the
/// elapsed time.
async fn on_cpu<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let (began, before) = (Instant::now(), thread_time());
    let done = work.await;
    let took = before.zip(thread_time()).map_or_else(
        || began.elapsed(),
        |(before, after)| after.saturating_sub(before),
    );
    (done, took)
}

/// The first figure of /proc/thread-self/schedstat: nanoseconds of CPU time.
fn thread_time() -> Option<Duration> {
    let figures = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    figures
        .split(' ')
        .next()?
        .parse()
        .ok()
        .map(Duration::from_nanos)
}

#[tokio::test]
async fn honest_documents_pass() {
    let app = TestApp::start().await;
    let chain = series(30, |i| {
        format!("fragment c{i} on Query {{ ...c{} }} ", i + 1)
    });
    for (what, document) in [
        (
            "30 aliases",
            format!("{{ {} }}", series(30, |i| format!("a{i}: __typename "))),
        ),
        (
            "a chain of fragments",
            format!("{{ ...c0 }} {chain} fragment c30 on Query {{ __typename }}"),
        ),
        (
            "the same field 3 900 times",
            format!(
                "{{ __type(name: \"Query\") {{ {} }} }}",
                "name ".repeat(3_900)
            ),
        ),
        (
            "an alias of 200 bytes",
            format!("{{ {}: __typename }}", "a".repeat(200)),
        ),
        (
            "64 KiB",
            format!("{{ __typename }} #{}", "x".repeat(65_519)),
        ),
    ] {
        let begin = Instant::now();
        let answer = app.anonymous().gql(&document, json!({})).await;
        assert!(
            answer.json.get("errors").is_none(),
            "{what}: {}",
            answer.text
        );
        assert!(begin.elapsed() < QUICK, "{what} took {:?}", begin.elapsed());
    }
}

#[tokio::test]
async fn introspection_works_under_the_limits() {
    let app = TestApp::start().await;
    // What GraphiQL and code generators send (graphql-js, getIntrospectionQuery).
    let query = include_str!("introspection.graphql");
    let answer = app.anonymous().gql(query, json!({})).await;
    assert!(answer.data("__schema.types").as_array().unwrap().len() > 20);
}

#[tokio::test]
async fn pages_cost_what_is_under_them() {
    let app = TestApp::start().await;
    let query = "query($first: Int) { jobs(first: $first) { nodes { company { id name } skills { id } sources { url } } } }";
    let _small = app.anonymous().gql(query, json!({ "first": 1 })).await;
    for (first, code) in [
        (0, "BAD_USER_INPUT"),
        (-1, "BAD_USER_INPUT"),
        (101, "BAD_USER_INPUT"),
        (i32::MAX, "BAD_USER_INPUT"),
    ] {
        let answer = app
            .anonymous()
            .gql(
                "query($first: Int) { jobs(first: $first) { nodes { id } } }",
                json!({ "first": first }),
            )
            .await;
        assert_eq!(answer.code(), code, "{first}: {}", answer.text);
    }
    let many = series(29, |i| {
        format!(
            "a{i}: jobs(first: 100) {{ nodes {{ id title url location description company {{ id name }} }} }} "
        )
    });
    let answer = app
        .anonymous()
        .gql(&format!("{{ {many} }}"), json!({}))
        .await;
    assert_eq!(
        (answer.status, answer.code()),
        (400, "COST_ESTIMATED_TOO_EXPENSIVE"),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn names_are_suggested_where_somebody_reads_them() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let typo = client
        .gql(
            "{ viewer { aplications { nodes { id } } } jobs(firs: 1) { totalCount } }",
            json!({}),
        )
        .await;
    assert_refused(&typo, 400, "GRAPHQL_VALIDATION_FAILED");
    for suggestion in ["Did you mean \"applications\"", "Did you mean \"first\""] {
        assert!(
            typo.text.replace('\\', "").contains(suggestion),
            "{suggestion}: {}",
            typo.text
        );
    }
    let many = |n: usize| format!("{{ viewer {{ {} }} }}", "aplications ".repeat(n));
    for (n, told, suggested) in [(100, 100, true), (101, 100, false)] {
        let answer = client.gql(&many(n), json!({})).await;
        assert_eq!(
            (answer.errors().len(), answer.text.contains("Did you mean")),
            (told, suggested),
            "{n} unknown fields"
        );
    }
}
