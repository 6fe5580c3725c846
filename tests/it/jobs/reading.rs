//! Reading boards: each posting is stored once, and changes only if the board changes it.

use serde_json::{Value, json};

use super::{Bench, CARGOLANE, FERNHILL, assert_whole, counts};
use crate::kit::board::{Reply, greenhouse, greenhouse_job, lever_posting};

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/fixtures/boards/",
            $name
        ))
        .as_slice()
    };
}

const EVERYTHING: &str = "nodes { id title company { name slug } description location locations { raw city country } remoteMode \
     employmentType seniority pay { min max currency period origin } skills { skill { slug } importance quote } url applyUrl \
     requisitionId department team language postedAt postedAtInferred deadline isOpen }";

#[tokio::test]
async fn postings_of_every_kind_of_board_can_be_found() {
    let bench = Bench::start().await;
    for (board, careers_url, payload, expected) in [
        (
            "greenhouse/fernhill",
            FERNHILL,
            fixture!("greenhouse_jobs.json"),
            ("Platform Engineer", "Fernhill", "PT", "HYBRID"),
        ),
        (
            "lever/cargolane",
            CARGOLANE,
            fixture!("lever_postings.json"),
            ("Data Engineer", "Cargolane", "ES", "HYBRID"),
        ),
        (
            "ashby/tintype",
            "https://jobs.ashbyhq.com/tintype",
            fixture!("ashby_board.json"),
            ("Product Designer", "Tintype", "DE", "REMOTE"),
        ),
    ] {
        bench.boards.set(board, Reply::bytes(payload));
        let source = bench.add(careers_url).await;
        let run = bench.read(source).await;
        assert_whole(&run);
        assert_eq!(counts(&run), (1, 1, 0, 0));
        let (title, company, country, mode) = expected;
        let arguments = format!(
            "query: \"{title}\", filter: {{ countries: [\"{country}\"], remoteModes: [{mode}] }}"
        );
        let found = bench.jobs(&arguments, EVERYTHING).await;
        assert_eq!(
            (
                &found["nodes"][0]["title"],
                &found["nodes"][0]["company"]["name"]
            ),
            (&json!(title), &json!(company))
        );
        let [request] = bench.boards.seen(board).try_into().unwrap();
        assert_eq!(request.accept, "application/json");
        assert!(
            request.user_agent.starts_with("careergraph/"),
            "{}",
            request.user_agent
        );
    }
}

#[tokio::test]
async fn a_board_full_of_traps_gives_what_is_good_and_says_what_is_not() {
    let bench = Bench::start().await;
    for (board, careers_url, payload, found, skipped, complete) in [
        (
            "greenhouse/marrowbrook",
            "https://job-boards.greenhouse.io/marrowbrook",
            fixture!("greenhouse_traps.json"),
            3,
            4,
            false,
        ),
        (
            "lever_eu/quillfoss",
            "https://jobs.eu.lever.co/quillfoss",
            fixture!("lever_traps.json"),
            3,
            3,
            false,
        ),
        (
            "ashby/Osprey%20&%20Pine",
            "https://jobs.ashbyhq.com/Osprey%20%26%20Pine",
            fixture!("ashby_traps.json"),
            4,
            2,
            true,
        ),
    ] {
        bench.boards.set(board, Reply::bytes(payload));
        let source = bench.add(careers_url).await;
        let run = bench.read(source).await;
        assert_eq!(
            (run.found, run.added, run.skipped, run.complete),
            (found, found, skipped, complete),
            "{board}: {run:?}"
        );
        assert_eq!(run.error.is_none(), complete, "{run:?}");
    }
    let all = bench.jobs("first: 100", EVERYTHING).await;
    // One of ten was over before it was read.
    assert_eq!(all["nodes"].as_array().unwrap().len(), 9);
    // Only the text of a hostile link is left: its brackets are escaped.
    let text = all.to_string().replace("\\\\]", "");
    assert!(
        !text.contains("<script") && !text.contains("](javascript"),
        "{text}"
    );
}

#[tokio::test]
async fn reading_twice_changes_nothing() {
    let bench = Bench::start().await;
    bench.boards.set(
        "greenhouse/marrowbrook",
        Reply::bytes(fixture!("greenhouse_traps.json")),
    );
    bench.boards.set(
        "lever/cargolane",
        Reply::bytes(fixture!("lever_postings.json")),
    );
    let sources = [
        bench.add("https://boards.greenhouse.io/marrowbrook").await,
        bench.add(CARGOLANE).await,
    ];
    for source in sources {
        bench.read(source).await;
    }
    let before = bench.jobs("first: 100", EVERYTHING).await;
    for source in sources {
        let run = bench.read_after(6, source).await;
        assert_eq!((run.added, run.changed, run.closed), (0, 0, 0), "{run:?}");
    }
    assert_eq!(bench.jobs("first: 100", EVERYTHING).await, before);
}

#[tokio::test]
async fn a_changed_posting_is_changed_and_keeps_its_id() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    let mut job = greenhouse_job(1, "Gardener", "Roses and <b>Kubernetes</b>.");
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&[job.clone()]));
    bench.read(source).await;
    let before = bench.jobs("first: 1", EVERYTHING).await["nodes"][0].clone();
    job["title"] = json!("Head Gardener");
    job["content"] = json!("Tulips and PostgreSQL.");
    job["location"]["name"] = json!("Berlin, Germany");
    job["first_published"] = Value::Null;
    bench.boards.set("greenhouse/fernhill", greenhouse(&[job]));
    assert_eq!(counts(&bench.read_after(6, source).await), (1, 0, 1, 0));
    let after = bench.jobs("first: 1", EVERYTHING).await["nodes"][0].clone();
    assert_eq!(
        (&after["id"], &after["postedAt"], &after["url"]),
        (&before["id"], &before["postedAt"], &before["url"])
    );
    assert_eq!(
        (&after["title"], &after["description"]),
        (&json!("Head Gardener"), &json!("Tulips and PostgreSQL."))
    );
    assert_eq!(
        after["locations"],
        json!([{ "raw": "Berlin, Germany", "city": "Berlin", "country": "DE" }])
    );
    assert_eq!(
        after["skills"]
            .as_array()
            .unwrap()
            .iter()
            .map(|named| &named["skill"]["slug"])
            .collect::<Vec<_>>(),
        ["postgresql"]
    );
    for (arguments, count) in [
        ("query: \"roses\"", 0),
        ("query: \"tulips head\"", 1),
        ("filter: { countries: [\"PT\"] }", 0),
        ("filter: { countries: [\"DE\"] }", 1),
    ] {
        assert_eq!(
            bench.jobs(arguments, "totalCount").await["totalCount"],
            count,
            "{arguments}"
        );
    }
}

#[tokio::test]
async fn a_posting_without_a_date_has_the_day_we_first_saw_it() {
    let bench = Bench::start().await;
    let source = bench.add(CARGOLANE).await;
    bench.boards.set(
        "lever/cargolane",
        Reply::json(&json!([lever_posting(1, "Driver", "You drive.")])),
    );
    bench.read(source).await;
    bench.boards.set(
        "lever/cargolane",
        Reply::json(&json!([lever_posting(1, "Driver", "You drive trucks.")])),
    );
    bench.read_after(48, source).await;
    let posting = bench
        .jobs(
            "first: 1",
            "nodes { postedAt postedAtInferred description }",
        )
        .await["nodes"][0]
        .clone();
    let expected = json!({ "postedAt": "2026-11-23T09:00:00Z", "postedAtInferred": true, "description": "You drive trucks." });
    assert_eq!(posting, expected);
}

#[tokio::test]
async fn a_date_in_the_future_does_not_stay_on_top() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    let mut job = greenhouse_job(1, "Gardener", "Roses.");
    job["first_published"] = json!("2099-01-01T00:00:00Z");
    bench.boards.set("greenhouse/fernhill", greenhouse(&[job]));
    bench.read(source).await;
    assert_eq!(
        bench.jobs("first: 1", "nodes { postedAt }").await["nodes"][0]["postedAt"],
        "2026-11-23T09:00:00Z"
    );
}

#[tokio::test]
async fn an_unchanged_board_is_not_sent_again() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    bench.boards.set(
        "greenhouse/fernhill",
        greenhouse(&[greenhouse_job(1, "Gardener", "Roses.")]).etag("\"one\""),
    );
    bench.read(source).await;
    let before = bench.jobs("first: 1", EVERYTHING).await;
    let run = bench.read_after(6, source).await;
    assert_whole(&run);
    assert_eq!(counts(&run), (0, 0, 0, 0));
    assert_eq!(bench.jobs("first: 1", EVERYTHING).await, before);
    assert_eq!(
        bench.jobs("first: 1", "nodes { lastSeenAt }").await["nodes"][0]["lastSeenAt"],
        "2026-11-23T15:00:00Z"
    );
    bench.boards.set(
        "greenhouse/fernhill",
        greenhouse(&[greenhouse_job(1, "Gardener", "Tulips.")]).etag("\"two\""),
    );
    assert_eq!(bench.read_after(6, source).await.changed, 1);
    let tags: Vec<_> = bench
        .boards
        .seen("greenhouse/fernhill")
        .into_iter()
        .map(|seen| seen.if_none_match)
        .collect();
    assert_eq!(
        tags,
        [None, Some("\"one\"".to_owned()), Some("\"one\"".to_owned())]
    );
}

#[tokio::test]
async fn an_unchanged_board_misses_what_it_missed_before() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    let job = |id| greenhouse_job(id, &format!("Job {id}"), &format!("Text {id}."));
    bench.boards.set(
        "greenhouse/fernhill",
        greenhouse(&[job(1), job(2)]).etag("\"one\""),
    );
    bench.read(source).await;
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&[job(1)]).etag("\"two\""));
    assert_eq!(bench.read_after(6, source).await.closed, 0);
    // The same listing again: not modified, by its ETag.
    assert_eq!(bench.read_after(6, source).await.closed, 1);
    assert_eq!(bench.open().await, ["Job 1"]);
}

#[tokio::test]
async fn the_tag_of_a_first_page_says_nothing_of_the_second() {
    let bench = Bench::start().await;
    let source = bench.add(CARGOLANE).await;
    let full: Vec<Value> = (0..100)
        .map(|id| lever_posting(id, &format!("Job {id}"), &format!("Text {id}.")))
        .collect();
    bench.boards.set(
        "lever/cargolane",
        Reply::json(&json!(full)).etag("\"first\""),
    );
    bench.boards.set_page(
        "lever/cargolane",
        1,
        Reply::json(&json!([])).etag("\"second\""),
    );
    bench.read(source).await;
    bench.boards.set_page(
        "lever/cargolane",
        1,
        Reply::json(&json!([lever_posting(100, "Late arrival", "Text.")])),
    );
    assert_eq!(bench.read_after(6, source).await.added, 1);
    assert_eq!(
        bench.jobs("query: \"late\"", "totalCount").await["totalCount"],
        1
    );
}

#[tokio::test]
async fn more_pages_than_allowed_are_not_read_and_close_nothing() {
    let bench = Bench::start().await;
    let source = bench.add(CARGOLANE).await;
    let full: Vec<Value> = (0..100)
        .map(|id| lever_posting(id, &format!("Job {id}"), &format!("Text {id}.")))
        .collect();
    // The same page repeatedly.
    for page in 0..60 {
        bench
            .boards
            .set_page("lever/cargolane", page, Reply::json(&json!(full)));
    }
    let run = bench.read(source).await;
    assert!(
        !run.complete
            && run
                .error
                .as_ref()
                .is_some_and(|error| error.contains("sources.max_pages")),
        "{run:?}"
    );
    assert_eq!(
        (run.found, bench.boards.seen("lever/cargolane").len()),
        (100, 50)
    );
}

#[tokio::test]
async fn an_old_file_that_is_imported_does_not_outlive_the_board() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    let job = |id| greenhouse_job(id, &format!("Job {id}"), &format!("Text {id}."));
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&[job(1)]).etag("\"one\""));
    bench.read(source).await;
    let old = json!({ "jobs": [job(1), job(2)] }).to_string();
    bench
        .app
        .jobs
        .import_file(old.as_bytes(), None, None, None)
        .await
        .unwrap();
    assert_eq!(bench.open().await, ["Job 1", "Job 2"]);
    // The board's ETag is unchanged, but the stored rows have changed.
    assert_eq!(bench.read_after(6, source).await.closed, 0);
    assert_eq!(bench.read_after(6, source).await.closed, 1);
    assert_eq!(bench.open().await, ["Job 1"]);
}
