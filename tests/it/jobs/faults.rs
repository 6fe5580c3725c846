//! Boards that misbehave: the run records the error; nothing is stored or closed.

use serde_json::{Value, json};

use super::{Bench, CARGOLANE, FERNHILL, assert_whole, counts};
use crate::kit::board::{Reply, greenhouse, greenhouse_job, lever_posting};

const ASHBY: &str = "https://jobs.ashbyhq.com/tintype";

/// One successful reading, then this one much later; the posting is unchanged.
async fn assert_harmless(careers_url: &str, board: &str, good: &Reply, bad: Reply, said: &str) {
    let bench = Bench::start().await;
    let source = bench.add(careers_url).await;
    bench.boards.set(board, good.clone());
    assert_whole(&bench.read(source).await);
    let before = bench
        .jobs(
            "first: 100",
            "totalCount nodes { id title description isOpen }",
        )
        .await;
    bench.boards.set(board, bad);
    for _ in 0..2 {
        let run = bench.read_after(24, source).await;
        let error = run.error.clone().unwrap_or_default();
        assert!(
            !run.complete && counts(&run) == (0, 0, 0, 0) && error.contains(said),
            "{board}: expected {said:?}: {run:?}"
        );
        assert!(error.len() < 300 && !error.contains("secret"), "{error}");
    }
    assert_eq!(
        bench
            .jobs(
                "first: 100",
                "totalCount nodes { id title description isOpen }"
            )
            .await,
        before
    );
    bench.boards.set(board, good.clone());
    assert_whole(&bench.read_after(24, source).await);
}

#[tokio::test]
async fn what_is_no_payload_is_told_and_harmless() {
    let good = greenhouse(&[greenhouse_job(1, "Gardener", "Roses.")]);
    let many: Vec<Value> = (0..10_001).map(Value::from).collect();
    for (bad, said) in [
        (
            Reply::bytes("<!doctype html><title>secret</title>")
                .header("content-type", "text/html"),
            "expected JSON, found HTML",
        ),
        (Reply::bytes(""), "not JSON"),
        (Reply::bytes("{\"jobs\": ["), "not JSON"),
        (Reply::bytes(b"\xFF\xFEsecret".as_slice()), "not JSON"),
        (Reply::bytes("[".repeat(100_000)), "not JSON"),
        (Reply::json(&json!(null)), "found null"),
        (Reply::json(&json!("secret")), "found a string"),
        (Reply::json(&json!([])), "found a list of 0"),
        (Reply::json(&json!({})), "found an object"),
        (Reply::json(&json!({ "jobs": {} })), "found an object"),
        (Reply::json(&json!({ "jobs": null })), "found an object"),
        (
            Reply::json(&json!({ "status": 404, "error": "secret" })),
            "found an error message",
        ),
        (Reply::json(&json!({ "jobs": many })), "at most 10000"),
    ] {
        assert_harmless(FERNHILL, "greenhouse/fernhill", &good, bad, said).await;
    }
}

#[tokio::test]
async fn each_kind_of_board_knows_its_own_shape() {
    let lever = Reply::json(&json!([lever_posting(1, "Driver", "You drive.")]));
    let ashby = Reply::bytes(include_str!("../../fixtures/boards/ashby_board.json"));
    for (careers_url, board, good, bad, said) in [
        (
            CARGOLANE,
            "lever/cargolane",
            &lever,
            Reply::json(&json!({ "ok": false, "error": "secret" })),
            "a refusal",
        ),
        (
            CARGOLANE,
            "lever/cargolane",
            &lever,
            Reply::json(&json!({ "jobs": [] })),
            "expected a list of postings",
        ),
        (
            CARGOLANE,
            "lever/cargolane",
            &lever,
            Reply::bytes("<html>"),
            "HTML",
        ),
        (
            ASHBY,
            "ashby/tintype",
            &ashby,
            Reply::json(&json!([])),
            "expected an object",
        ),
        (
            ASHBY,
            "ashby/tintype",
            &ashby,
            Reply::json(&json!({ "errors": [{ "message": "secret" }], "data": null })),
            "an error message",
        ),
    ] {
        assert_harmless(careers_url, board, good, bad, said).await;
    }
}

#[tokio::test]
async fn answers_that_are_no_success_are_told_and_harmless() {
    let good = greenhouse(&[greenhouse_job(1, "Gardener", "Roses.")]);
    for (bad, said) in [
        (Reply::status(400), "400"),
        (Reply::status(401), "401"),
        (Reply::status(403), "403"),
        (
            Reply::status(301).header("location", "http://127.0.0.1:1/secret"),
            "301",
        ),
        (
            Reply::status(302).header("location", "/v1/boards/secret/jobs"),
            "302",
        ),
        (Reply::status(204), "not JSON"),
        (Reply::status(429).header("retry-after", "61"), "429"),
        (Reply::status(503).header("retry-after", "3600"), "503"),
    ] {
        assert_harmless(FERNHILL, "greenhouse/fernhill", &good, bad, said).await;
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read_to_its_end() {
    let bench = Bench::start_with(|config| config.sources.max_bytes = 4_096).await;
    let source = bench.add(FERNHILL).await;
    bench.boards.set(
        "greenhouse/fernhill",
        greenhouse(&[greenhouse_job(1, "Gardener", &"Roses. ".repeat(10_000))]),
    );
    let run = bench.read(source).await;
    assert!(
        run.error
            .as_ref()
            .is_some_and(|error| error.contains("sources.max_bytes")),
        "{run:?}"
    );
    assert_eq!(counts(&run), (0, 0, 0, 0));
    assert_eq!(
        bench.boards.seen("greenhouse/fernhill").len(),
        1,
        "it would be as large the next time"
    );
    bench.boards.set(
        "greenhouse/fernhill",
        greenhouse(&[greenhouse_job(1, "Gardener", "Roses.")]),
    );
    assert_whole(&bench.read(source).await);
}

#[tokio::test]
async fn a_short_trouble_is_tried_again_and_nobody_notices() {
    let good = greenhouse(&[greenhouse_job(1, "Gardener", "Roses.")]);
    for trouble in [
        Reply::status(500),
        Reply::status(502),
        Reply::status(429).header("retry-after", "0"),
        Reply::status(429).header("retry-after", "Mon, 23 Nov 2026 09:00:00 GMT"),
        Reply::bytes("{\"jobs\": [{").breaking_off(),
    ] {
        let bench = Bench::start().await;
        let source = bench.add(FERNHILL).await;
        bench.boards.set("greenhouse/fernhill", good.clone());
        bench.boards.next("greenhouse/fernhill", trouble);
        let run = bench.read(source).await;
        assert_whole(&run);
        assert_eq!(
            (counts(&run), bench.boards.seen("greenhouse/fernhill").len()),
            ((1, 1, 0, 0), 2)
        );
    }
}

#[tokio::test]
async fn a_long_trouble_is_given_up_after_three_attempts() {
    for (trouble, said) in [
        (Reply::status(500), "500"),
        (Reply::status(429).header("retry-after", "0"), "429"),
        (
            Reply::bytes("{\"jobs\": [{").breaking_off(),
            "incomplete answer",
        ),
    ] {
        let bench = Bench::start().await;
        let source = bench.add(FERNHILL).await;
        bench.boards.set("greenhouse/fernhill", trouble);
        let run = bench.read(source).await;
        assert!(
            !run.complete && run.error.as_ref().is_some_and(|error| error.contains(said)),
            "{run:?}"
        );
        assert_eq!(bench.boards.seen("greenhouse/fernhill").len(), 3);
    }
}

#[tokio::test]
async fn a_server_that_asks_for_a_long_wait_is_left_alone() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    bench.boards.set(
        "greenhouse/fernhill",
        Reply::status(429).header("retry-after", "61"),
    );
    bench.read(source).await;
    assert_eq!(bench.boards.seen("greenhouse/fernhill").len(), 1);
}

#[tokio::test]
async fn a_board_that_nobody_serves_is_told() {
    let bench = Bench::start_with(|config| {
        "http://127.0.0.1:1".clone_into(&mut config.sources.greenhouse_url);
    })
    .await;
    let source = bench.add(FERNHILL).await;
    let run = bench.read(source).await;
    assert_eq!(run.error.as_deref(), Some("127.0.0.1 does not answer."));
}

#[tokio::test]
async fn entries_of_any_shape_never_hide_the_good_ones() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    let good = greenhouse_job(1, "Gardener", "Roses.");
    let strange = |change: Value| {
        let mut job = greenhouse_job(2, "Strange", "Odd.");
        job.as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        job
    };
    for bad in [
        json!(null),
        json!(7),
        json!("x"),
        json!([]),
        json!({}),
        strange(json!({ "id": {} })),
        strange(json!({ "id": 1.5 })),
        strange(json!({ "id": "x".repeat(201) })),
        strange(json!({ "id": "a\u{0}b" })),
        strange(json!({ "title": null })),
        strange(json!({ "title": "\u{202E}\u{0}" })),
        strange(json!({ "absolute_url": "javascript:alert(1)" })),
        strange(json!({ "absolute_url": "https://user:secret@example.org/" })),
        strange(json!({ "absolute_url": format!("https://example.org/{}", "x".repeat(2_000)) })),
    ] {
        bench.boards.set(
            "greenhouse/fernhill",
            greenhouse(&[bad.clone(), good.clone()]),
        );
        let run = bench.read(source).await;
        assert_eq!((run.found, run.skipped), (1, 1), "{bad}: {run:?}");
    }
    assert_eq!(bench.open().await, ["Gardener"]);
}

#[tokio::test]
async fn monstrous_values_are_stored_within_bounds() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    let mut job = greenhouse_job(
        1,
        &"Engineer ".repeat(1_000),
        &"word\u{0} \u{202E}deep ".repeat(50_000),
    );
    let long = "x".repeat(5_000);
    job["company_name"] = json!(long);
    job["location"]["name"] = json!(long);
    job["offices"] = json!(vec![json!({ "name": long, "location": long }); 500]);
    job["pay_input_ranges"] =
        json!([{ "min_cents": i64::MIN, "max_cents": i64::MAX, "currency_type": "EUR" }]);
    job["first_published"] = json!("9999-99-99");
    job["application_deadline"] = json!({});
    job["language"] = json!(long);
    bench.boards.set("greenhouse/fernhill", greenhouse(&[job]));
    assert_eq!(counts(&bench.read(source).await), (1, 1, 0, 0));
    let stored = bench
        .jobs(
            "query: \"deep engineer\"",
            "nodes { title description location language company { name slug } highlights { title { text } } }",
        )
        .await;
    let posting = &stored["nodes"][0];
    for (field, most) in [("title", 300), ("description", 200_000), ("location", 500)] {
        let length = posting[field].as_str().unwrap().chars().count();
        assert!(
            length > 0 && length <= most,
            "{field} has {length} characters"
        );
    }
    assert!(!stored.to_string().contains("\\u0000") && !stored.to_string().contains('\u{202E}'));
}
