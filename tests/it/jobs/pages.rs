//! Pages with `JobPosting` of schema.org: reading, closing, one posting with a board, and the limits of addresses.

use careergraph::config::Config;
use serde_json::{Value, json};

use super::{
    Bench,
    identity::{HOME, listed},
};
use crate::kit::board::{Reply, greenhouse_job};

/// A bench whose pages are on this machine.
pub(super) async fn bench() -> Bench {
    Bench::start_with(|config: &mut Config| {
        let url = url::Url::parse(&config.sources.greenhouse_url).unwrap();
        config.outbound.named_plain_http = true;
        config.outbound.named_ports = vec![url.port().unwrap()];
        config.outbound.named_networks = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await
}

fn page(script: &str) -> Reply {
    Reply::bytes(format!(
        "<!doctype html><html><head><title>Jobs</title><script>var a = '<b>';</script>\
         <script type=\"application/ld+json\">{script}</script></head><body>A job.</body></html>"
    ))
    .header("content-type", "text/html; charset=utf-8")
}

fn posting() -> Value {
    json!({
        "@context": "https://schema.org", "@type": "JobPosting", "title": "Gardener", "datePosted": "2026-11-02",
        "description": "<p>Roses.</p>", "hiringOrganization": { "@type": "Organization", "name": "Fernhill" },
        "jobLocation": { "@type": "Place", "address": { "addressLocality": "Lisbon", "addressCountry": "PT" } },
        "employmentType": ["FULL_TIME"], "identifier": { "@type": "PropertyValue", "value": "17" },
        "baseSalary": { "currency": "EUR", "value": { "minValue": 30_000, "maxValue": 40_000, "unitText": "YEAR" } },
        "url": "/page/gardener"
    })
}

#[tokio::test]
async fn a_page_with_a_posting_is_read() {
    let bench = bench().await;
    let board = "page/gardener";
    let address = format!("{}/page/gardener", bench.boards.base_url);
    bench.boards.set(board, page(&posting().to_string()));
    let source = bench.add(&address).await;
    let run = bench.read(source).await;
    assert!(run.complete && run.added == 1, "{run:?}");
    let fields = "nodes { title url postedAt employmentType company { name } locations { city country } pay { min max currency period } }";
    let found = bench.jobs("first: 5", fields).await;
    assert_eq!(
        found["nodes"],
        json!([{
            "title": "Gardener", "url": address, "postedAt": "2026-11-02T00:00:00Z", "employmentType": "FULL_TIME",
            "company": { "name": "Fernhill" }, "locations": [{ "city": "Lisbon", "country": "PT" }],
            "pay": { "min": 30_000, "max": 40_000, "currency": "EUR", "period": "YEAR" }
        }])
    );
    // The employer removes the markup and keeps the page: closed after two readings.
    let plain = Reply::bytes("<p>This job is filled.</p>").header("content-type", "text/html");
    bench.boards.set(board, plain);
    assert_eq!(bench.read_after(12, source).await.closed, 0);
    assert_eq!(bench.read_after(12, source).await.closed, 1);
}

#[tokio::test]
async fn a_page_and_a_board_with_one_address_are_one_posting() {
    let bench = bench().await;
    let board = greenhouse_job(1, "Gardener", "Roses, as the board describes them.");
    let first = listed(&bench, HOME, std::slice::from_ref(&board)).await;
    let mut same = posting();
    same["url"] = json!(format!(
        "{}?utm_source=page",
        board["absolute_url"].as_str().unwrap()
    ));
    bench.boards.set("page/one", page(&same.to_string()));
    let source = bench
        .add(&format!("{}/page/one", bench.boards.base_url))
        .await;
    bench.read(source).await;
    assert_eq!(bench.id_of("Gardener").await, first[0]["id"]);
}

#[tokio::test]
async fn an_address_that_is_not_public_is_not_read() {
    let bench = Bench::start().await;
    for address in [
        "http://127.0.0.1/jobs/1",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/jobs/1",
    ] {
        let source = bench.add(address).await;
        let run = bench.read(source).await;
        let error = run.error.as_deref().unwrap_or_default();
        assert!(
            !run.complete && error.contains("not allowed"),
            "{address}: {run:?}"
        );
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_read_closes_nothing() {
    let bench = bench().await;
    let board = "page/gardener";
    bench.boards.set(board, page(&posting().to_string()));
    let address = format!("{}/page/gardener", bench.boards.base_url);
    let source = bench.add(&address).await;
    bench.read(source).await;
    let broken = posting().to_string();
    bench.boards.set(board, page(broken.trim_end_matches('}')));
    for _ in 0..3 {
        let run = bench.read_after(12, source).await;
        assert!(
            !run.complete && run.closed == 0 && run.error.is_some(),
            "{run:?}"
        );
    }
    assert_eq!(bench.open().await, ["Gardener"]);
}

#[tokio::test]
async fn other_forms_of_json_dates_and_pay_are_read() {
    let bench = bench().await;
    let script = r##"{"@graph": [
        // who hires
        {"@type": "Organization", "@id": "#org", "name": "Fernhill"},
        {"@type": "JobPosting", "title": {"@value": "Gardener\'s Aide"}, "description": "Roses.", "datePosted": "13.11.2026",
         "hiringOrganization": {"@id": "#org"},
         "baseSalary": {"currency": "EUR", "value": {"minValue": "60,000.00", "maxValue": "80,000", "unitText": "YEAR"}}}
    ]}"##;
    bench.boards.set("page/aide", page(script));
    let address = format!("{}/page/aide", bench.boards.base_url);
    let source = bench.add(&address).await;
    bench.read(source).await;
    let fields = "nodes { title postedAt company { name } pay { min max } }";
    let found = bench.jobs("first: 5", fields).await;
    let expected = json!([{
        "title": "Gardener's Aide", "postedAt": "2026-11-13T00:00:00Z", "company": { "name": "Fernhill" },
        "pay": { "min": 60_000, "max": 80_000 }
    }]);
    assert_eq!(found["nodes"], expected);
}
