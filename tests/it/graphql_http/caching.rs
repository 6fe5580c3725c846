//! Which responses may be cached: only those that are the same for every client.

use reqwest::Method;

use super::{ACCEPT_NEW, assert_carries_ids};
use crate::kit::{Answer, Client, TestApp};

const PRIVATE: &str = "private, no-store";
const JOBS: &str = "{ jobs(first: 2) { nodes { id title company { name } skills { skill { label } } } pageInfo { endCursor } totalCount } }";

async fn ask(client: &Client, query: &str, headers: &[(&str, &str)]) -> Answer {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("query", query)
        .finish();
    client
        .send(client.request(Method::GET, &format!("/graphql?{query}"), headers))
        .await
}

/// The answer may be kept for what remains of a minute.
fn assert_public(answer: &Answer) {
    let seconds = answer
        .header("cache-control")
        .strip_prefix("public, max-age=");
    let seconds: u64 = seconds.and_then(|text| text.parse().ok()).unwrap_or(0);
    assert!((1..=60).contains(&seconds), "{:?}", answer.headers);
}

/// True if the `Vary` of a response names this header.
fn varies_by(answer: &Answer, name: &str) -> bool {
    let mut named = answer
        .headers
        .get_all("vary")
        .iter()
        .flat_map(|value| value.to_str().unwrap().split(','));
    named.any(|named| named.trim().eq_ignore_ascii_case(name))
}

#[tokio::test]
async fn public_answers_by_get_may_be_kept_and_asked_for_again() {
    let app = TestApp::start().await;
    app.import_postings().await;
    let client = app.anonymous();
    let fresh = ask(&client, JOBS, &[]).await;
    assert!(
        fresh
            .data("jobs.totalCount")
            .as_u64()
            .is_some_and(|count| count > 0),
        "{}",
        fresh.text
    );
    assert_public(&fresh);
    assert!(
        varies_by(&fresh, "Accept") && !varies_by(&fresh, "Authorization"),
        "{:?}",
        fresh.headers
    );
    let tag = fresh.header("etag").to_owned();
    assert!(
        tag.starts_with("W/\"")
            && fresh
                .json
                .pointer("/extensions/cost/throttleStatus")
                .is_none(),
        "{tag} {}",
        fresh.text
    );

    for known in [
        tag.as_str(),
        tag.trim_start_matches("W/"),
        &format!("\"other\", {tag}"),
        "*",
    ] {
        let same = ask(&client, JOBS, &[("if-none-match", known)]).await;
        assert_eq!(
            (same.status, same.text.as_str(), same.header("etag")),
            (304, "", tag.as_str()),
            "{known}"
        );
        assert_public(&same);
        assert!(varies_by(&same, "Accept"), "{:?}", same.headers);
    }
    for known in ["\"other\"", "", "nonsense"] {
        assert_eq!(
            ask(&client, JOBS, &[("if-none-match", known)]).await.text,
            fresh.text,
            "{known}"
        );
    }
    let other = ask(
        &client,
        "{ jobs(first: 1) { nodes { id } } }",
        &[("if-none-match", &tag)],
    )
    .await;
    assert!(
        other.status == 200 && other.header("etag") != tag,
        "another response has another ETag"
    );
}

#[tokio::test]
async fn nothing_of_a_user_is_kept_for_another() {
    let app = TestApp::start().await;
    app.import_postings().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let card = ada.apply("Fernhill").await;
    let public = ask(&ada.client, JOBS, &[]).await;
    assert_public(&public);
    assert_eq!(
        (
            &ask(&bob.client, JOBS, &[]).await.text,
            &ask(&app.anonymous(), JOBS, &[]).await.text
        ),
        (&public.text, &public.text)
    );

    let node = format!("{{ node(id: \"{}\") {{ id }} }}", card.id);
    let nodes = format!("{{ nodes(ids: [\"{}\"]) {{ id }} }}", card.id);
    let providers = ask(&ada.client, "{ signInProviders { name } }", &[]).await;
    assert_eq!(
        providers.header("cache-control"),
        "public, max-age=60",
        "they are the same for all viewers"
    );
    for query in [
        "{ viewer { user { email } } }",
        "{ jobs(first: 1) { nodes { id } } viewer { user { email } } }",
        "{ jobs(first: 1) { nodes { id } } ...mine } fragment mine on Query { viewer { user { email } } }",
        "{ jobs(first: 1) { nodes { id } } ... on Query { viewer { applications { nodes { id } } } } }",
        &node,
        &nodes,
        "{ sources { id } }",
        "{ jobs(first: 1, filter: { hasConnection: true }) { nodes { id } } }",
        "{ jobs(first: 1) { nodes { connections { totalCount } } } }",
        "{ jobs(first: 1) { nodes { company { connections { totalCount } } } } }",
        "{ jobs(first: 1) { nodes { match { score } } } }",
        "{ jobs(first: 1) { nodes { id } } sources { id } }",
        // A field without a cache hint is not cacheable.
        "{ __typename }",
        "{ __schema { queryType { name } } }",
    ] {
        for client in [&ada.client, &bob.client, &app.anonymous()] {
            let answer = ask(client, query, &[("if-none-match", "*")]).await;
            assert_eq!(
                (
                    answer.status,
                    answer.header("cache-control"),
                    answer.header("etag")
                ),
                (200, PRIVATE, ""),
                "{query}: {}",
                answer.text
            );
            assert!(
                varies_by(&answer, "Accept") && varies_by(&answer, "Authorization"),
                "{query}: {:?}",
                answer.headers
            );
        }
    }
    assert_ne!(
        ask(&ada.client, &node, &[]).await.text,
        ask(&bob.client, &node, &[]).await.text
    );
}

#[tokio::test]
async fn every_root_field_says_whether_its_answer_may_be_kept() {
    let app = TestApp::start().await;
    // An admin may read all of them: an error is never cacheable.
    let admin = app.admin("eve").await;
    let roots = [
        (
            "viewer",
            "{ jobs(first: 1) { totalCount } viewer { user { id } } }",
            PRIVATE,
        ),
        (
            "node",
            "{ jobs(first: 1) { totalCount } node(id: \"x\") { id } }",
            "public, max-age=60",
        ),
        (
            "nodes",
            "{ jobs(first: 1) { totalCount } nodes(ids: [\"x\"]) { id } }",
            "public, max-age=60",
        ),
        (
            "signInProviders",
            "{ signInProviders { name } }",
            "public, max-age=60",
        ),
        (
            "jobs",
            "{ jobs(first: 1) { totalCount } }",
            "public, max-age=60",
        ),
        (
            "sources",
            "{ jobs(first: 1) { totalCount } sources { id } }",
            PRIVATE,
        ),
        (
            "reprocessing",
            "{ jobs(first: 1) { totalCount } reprocessing { id } }",
            PRIVATE,
        ),
        (
            "matching",
            "{ jobs(first: 1) { totalCount } matching { version } }",
            PRIVATE,
        ),
        (
            "moderation",
            "{ jobs(first: 1) { totalCount } moderation { reports { totalCount } } }",
            PRIVATE,
        ),
        (
            "admin",
            "{ jobs(first: 1) { totalCount } admin { users { totalCount } } }",
            PRIVATE,
        ),
    ];
    let known = ask(
        &app.anonymous(),
        "{ __type(name: \"Query\") { fields { name } } }",
        &[],
    )
    .await;
    let known: Vec<&str> = known
        .data("__type.fields")
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        known,
        roots.map(|(name, ..)| name),
        "give a new field its cache_control, and a row here"
    );
    for (name, query, kept) in roots {
        let answer = ask(&admin.client, query, &[]).await;
        assert!(
            answer.json.get("errors").is_none(),
            "{name}: {}",
            answer.text
        );
        assert_eq!(answer.header("cache-control"), kept, "{name}");
    }
}

#[tokio::test]
async fn errors_and_answers_by_post_are_never_kept() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    assert_eq!(
        client
            .gql(JOBS, serde_json::json!({}))
            .await
            .header("cache-control"),
        PRIVATE
    );
    for (query, headers) in [
        ("{ jobs(first: 0) { nodes { id } } }", &[][..]),
        ("{ jobs(first: 1) { nodes { nothing } } }", &[]),
        ("{ jobs(first: 1) {", &[ACCEPT_NEW]),
        (JOBS, &[("accept", "text/plain")]),
        (JOBS, &[("authorization", "Bearer nonsense")]),
    ] {
        let answer = ask(&client, query, headers).await;
        assert_carries_ids(&answer);
        assert!(
            answer.header("etag").is_empty() && varies_by(&answer, "Accept"),
            "{query}: {:?}",
            answer.headers
        );
    }
}

#[tokio::test]
async fn answers_are_kept_no_longer_than_the_rows() {
    let app = TestApp::with(|config| config.cache.ttl_secs = 7).await;
    assert_eq!(
        ask(&app.anonymous(), JOBS, &[])
            .await
            .header("cache-control"),
        "public, max-age=7"
    );
}

#[tokio::test]
async fn pages_and_keys_can_be_asked_for_again() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    for (path, kept) in [
        ("/", "no-cache"),
        ("/start.css", "no-cache"),
        ("/schema.graphql", "no-cache"),
        ("/docs/API.md", "no-cache"),
        ("/graphiql", "no-cache"),
        ("/.well-known/jwks.json", "public, max-age=300"),
    ] {
        let fresh = client.send(client.request(Method::GET, path, &[])).await;
        assert_eq!(
            (fresh.status, fresh.header("cache-control")),
            (200, kept),
            "{path}"
        );
        let again = client
            .send(client.request(
                Method::GET,
                path,
                &[("if-none-match", fresh.header("etag"))],
            ))
            .await;
        assert_eq!(
            (again.status, again.text.as_str(), again.header("etag")),
            (304, "", fresh.header("etag")),
            "{path}"
        );
    }
    for path in ["/livez", "/readyz", "/nowhere", "/docs/nothing.md"] {
        let answer = client
            .send(client.request(Method::GET, path, &[("if-none-match", "*")]))
            .await;
        assert!(
            answer.status != 304 && answer.header("etag").is_empty(),
            "{path}"
        );
    }
}
