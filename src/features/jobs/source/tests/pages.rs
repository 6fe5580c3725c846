//! JSON-LD as pages really have it, and hostile pages.

use serde_json::{Value, json};

use super::{Listing, by_name};
use crate::types::work::{EmploymentType, RemoteMode};

const PAGE: &str = "https://fernhill.example/jobs/17";

/// The postings of a page with this script.
fn read(script: &str) -> Listing {
    read_html(&format!(
        "<html><script type='application/ld+json'>{script}</script></html>"
    ))
}

fn read_html(html: &str) -> Listing {
    let page = by_name("page").unwrap();
    let [request] = <[_; 1]>::try_from(page.start(&PAGE.parse().unwrap(), PAGE).unwrap()).unwrap();
    let response = http::Response::new(html.as_bytes().to_vec());
    page.read(&request, &response).unwrap().listing
}

fn with(fields: &Value) -> Value {
    let mut posting = json!({ "@type": "JobPosting", "title": "Gardener", "description": "Roses.", "hiringOrganization": "Fernhill" });
    for (name, value) in fields.as_object().unwrap() {
        posting[name] = value.clone();
    }
    posting
}

#[test]
fn every_wrapper_around_the_json_is_tolerated() {
    let plain = with(&json!({})).to_string();
    let entities = plain.replace('"', "&quot;");
    for script in [
        plain.clone(),
        format!("<![CDATA[{plain}]]>"),
        format!("//<![CDATA[\n{plain}\n//]]>"),
        format!("/*<![CDATA[*/ {plain} /*]]>*/"),
        format!("<!--\n{plain}\n-->"),
        format!("\n{plain};\n"),
        entities,
        format!("[{plain}]"),
        format!(
            "{{\"@context\": \"https://schema.org\", \"@graph\": [{{\"@type\": \"WebSite\"}}, {plain}]}}"
        ),
        format!("{{\"@type\": \"WebPage\", \"mainEntity\": {plain}}}"),
        format!("{{\"@type\": \"ItemList\", \"itemListElement\": [{{\"item\": {plain}}}]}}"),
        plain.replace(
            "\"JobPosting\"",
            "[\"Thing\", \"https://schema.org/JobPosting\"]",
        ),
        plain.replace("Roses.", "Roses.\n\tAnd\u{1} tulips."),
        plain.replace("\"Fernhill\"}", "\"Fernhill\",}"),
    ] {
        let listing = read(&script);
        assert_eq!(listing.postings.len(), 1, "{script}: {listing:?}");
        let posting = &listing.postings[0];
        assert_eq!(
            (posting.title.as_str(), posting.url.as_str()),
            ("Gardener", PAGE)
        );
        assert_eq!(posting.company.as_deref(), Some("Fernhill"));
        assert!(posting.description.starts_with("Roses."), "{script}");
    }
}

#[test]
fn the_fields_of_schema_org_are_read() {
    let one = |fields: Value| read(&with(&fields).to_string()).postings.remove(0);
    let remote = one(json!({
        "jobLocationType": "TELECOMMUTE",
        "applicantLocationRequirements": [{ "@type": "Country", "name": "Portugal" }, { "@type": "Country", "name": "Spain" }]
    }));
    assert_eq!(remote.remote_mode, RemoteMode::Remote);
    let countries: Vec<_> = remote
        .locations
        .iter()
        .map(|place| place.country.as_deref())
        .collect();
    assert_eq!(countries, [Some("PT"), Some("ES")]);
    for (stated, expected) in [
        (json!("FULL_TIME"), EmploymentType::FullTime),
        (json!(["PART_TIME", "INTERN"]), EmploymentType::Intern),
        (json!(["CONTRACTOR"]), EmploymentType::Contract),
        (json!("TEMPORARY"), EmploymentType::Temporary),
        (json!([]), EmploymentType::Unknown),
    ] {
        assert_eq!(
            one(json!({ "employmentType": stated })).employment_type,
            expected,
            "{stated}"
        );
    }
    let pay = |salary: Value| {
        one(json!({ "baseSalary": salary }))
            .pay
            .map(|pay| (pay.min.is_some(), pay.max.is_some(), pay.currency))
    };
    let found = Some((true, true, "EUR".to_owned()));
    for value in [
        json!({ "minValue": 40_000, "maxValue": 50_000, "unitText": "YEAR" }),
        json!({ "minValue": "40,000", "maxValue": "50,000", "unitText": "YEAR" }),
        json!({ "value": 45_000, "unitText": "YEAR" }),
    ] {
        assert_eq!(
            pay(json!({ "currency": "EUR", "value": value })),
            found,
            "{value}"
        );
    }
    assert_eq!(
        pay(json!({ "currency": "EUR", "value": { "value": 5, "unitText": "PIECE" } })),
        None
    );
    for salary in [
        json!({ "currency": "€", "value": { "minValue": "40.000,50", "maxValue": "50.000,50" } }),
        json!({ "currency": "EUR", "value": { "value": "40,000 - 50,000", "unitText": "YEAR" } }),
        json!({ "currency": "EUR", "value": "40.000 – 50.000 brutto" }),
        json!("€40,000 - €50,000 a year"),
    ] {
        assert_eq!(pay(salary.clone()), found, "{salary}");
    }
    assert_eq!(pay(json!("Competitive")), None);
    let last_day = one(json!({ "validThrough": "2026-12-24", "datePosted": "2026-11-02" }));
    assert_eq!(
        last_day.deadline.unwrap().to_rfc3339(),
        "2026-12-24T23:59:59+00:00"
    );
    assert_eq!(
        last_day.posted_at.unwrap().to_rfc3339(),
        "2026-11-02T00:00:00+00:00"
    );
    let relative = one(
        json!({ "url": "../apply/17?x=1", "identifier": { "@type": "PropertyValue", "value": 17 } }),
    );
    assert_eq!(relative.url, "https://fernhill.example/apply/17?x=1");
    assert_eq!(
        (
            relative.external_id.as_str(),
            relative.requisition_id.as_deref()
        ),
        ("17", Some("17"))
    );
}

#[test]
fn several_postings_of_a_page_have_ids_of_their_own_and_can_be_read_again() {
    let florist = with(&json!({ "title": "Florist" }));
    let listing =
        read(&json!([with(&json!({})), florist, with(&json!({ "title": " " }))]).to_string());
    assert_eq!((listing.postings.len(), listing.skipped.len()), (2, 1));
    assert_ne!(
        listing.postings[0].external_id,
        listing.postings[1].external_id
    );
    for ((id, payload), posting) in listing.payloads.iter().zip(&listing.postings) {
        let again = by_name("page")
            .unwrap()
            .parse(&payload.open().unwrap())
            .unwrap();
        assert_eq!((id, &again.postings[0]), (&posting.external_id, posting));
    }
}

#[test]
fn every_connector_reads_its_payloads_again() {
    for (connector, payload) in super::FIXTURES {
        let connector = by_name(connector).unwrap();
        let listing = connector.parse(payload).unwrap();
        assert_eq!(
            listing.payloads.len(),
            listing.postings.len(),
            "{}",
            connector.name()
        );
        for ((_, kept), posting) in listing.payloads.iter().zip(&listing.postings) {
            let again = connector.parse(&kept.open().unwrap()).unwrap();
            assert_eq!(again.postings, std::slice::from_ref(posting));
        }
    }
}

#[test]
fn hostile_pages_end_in_bearable_time() {
    let started = std::time::Instant::now();
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    for html in [
        "<script type='application/ld+json'>{".repeat(20_000),
        format!("<script type='application/ld+json'>{deep}</script>"),
        "<script>".repeat(200_000),
        "<!--".repeat(200_000),
        "<link rel=canonical href='javascript:x'>".repeat(20_000),
        "\u{0}".repeat(500_000),
        String::new(),
    ] {
        assert!(read_html(&html).postings.is_empty());
    }
    for url in [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a:b@evil.example/",
    ] {
        let listing = read(&with(&json!({ "url": url })).to_string());
        assert!(
            listing.postings.iter().all(|posting| posting.url == PAGE),
            "{url}"
        );
    }
    let script = with(&json!({ "description": "<script>alert(1)</script>Roses." })).to_string();
    let listing = read(&script.replace("</", "<\\/"));
    assert_eq!(listing.postings[0].description, "Roses.");
    assert!(started.elapsed().as_secs() < 60);
}
