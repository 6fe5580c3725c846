//! Table tests of the parsers of pay and links.

use serde_json::json;

use super::{Place, normalized_url, pay};
use crate::types::work::{PayOrigin, PayPeriod};

#[test]
fn numbers_of_fields_keep_their_cents() {
    for (number, expected) in [
        (json!(60_000), Some(6_000_000)),
        (json!(2_400_000_000_i64), Some(240_000_000_000)),
        (json!(19.19), Some(1_919)),
        (json!(28.846_153), Some(2_885)),
        (json!(-1.5), None),
        (json!(1e30), None),
        (json!("19.19"), None),
    ] {
        assert_eq!(pay::hundredths(Some(&number)), expected, "{number}");
    }
}

#[test]
fn a_dollar_is_that_of_the_place() {
    let found = |text: &str, country: Option<&str>| {
        let place = Place {
            raw: "x".to_owned(),
            country: country.map(str::to_owned),
            ..Place::default()
        };
        let pay = pay::read(text, &[Place::default(), place])?;
        assert_eq!(pay.origin, PayOrigin::Parsed);
        Some((pay.min, pay.max, pay.currency, pay.period))
    };
    let year = |currency: &str| {
        Some((
            Some(10_000_000),
            Some(12_000_000),
            currency.to_owned(),
            PayPeriod::Year,
        ))
    };
    assert_eq!(found("$100K – $120K", Some("CA")), year("CAD"));
    assert_eq!(found("$100K – $120K", Some("DE")), year("USD"));
    assert_eq!(found("$100K – $120K", None), year("USD"));
    assert_eq!(found("US$100K – US$120K", Some("CA")), year("USD"));
    assert_eq!(found("Competitive", Some("CA")), None);
}

#[test]
fn links_to_one_posting_have_one_key() {
    let check = |address: &str, expected: Option<&str>| {
        assert_eq!(
            normalized_url::key(address).as_deref(),
            expected,
            "{address}"
        );
    };
    check(
        "HTTP://Jobs.Lever.co/cargolane/1/?lever-source=x&utm_source=y#apply",
        Some("https://jobs.lever.co/cargolane/1"),
    );
    check(
        "https://fernhill.example/jobs?gh_src=a&gh_jid=7&ref=b&trk=c&trackingId=d&source=e",
        Some("https://fernhill.example/jobs?gh_jid=7"),
    );
    check(
        "https://a.example/?b=2&a=1",
        Some("https://a.example/?a=1&b=2"),
    );
    check("https://a.example/", Some("https://a.example"));
    check(
        "https://a.example:8443/x//",
        Some("https://a.example:8443/x"),
    );
    check("http://a.example:80/x", Some("https://a.example/x"));
    check(
        "https://user:secret@a.example/x",
        Some("https://a.example/x"),
    );
    check("javascript:alert(1)", None);
    check("mailto:a@b.example", None);
    check("/relative", None);
    check("", None);
    check(&format!("https://a.example/{}", "x".repeat(2_000)), None);
}

#[test]
fn the_size_of_an_amount_decides_before_a_word_in_the_prose() {
    let period = |title: &str, blurb: &str, cents: i64| {
        let job = serde_json::json!({ "jobs": [{ "id": 1, "title": "Clerk", "absolute_url": "https://boards.greenhouse.io/halden/jobs/1",
            "pay_input_ranges": [{ "min_cents": cents, "max_cents": cents, "currency_type": "USD", "title": title, "blurb": blurb }] }] });
        let listing = super::parse("greenhouse", job.to_string().as_bytes());
        let pay = listing
            .postings
            .into_iter()
            .next()
            .and_then(|posting| posting.pay);
        pay.map(|pay| pay.period)
    };
    let wellness = "The team also gets one paid wellness day.";
    assert_eq!(period("", wellness, 12_000_000), Some(PayPeriod::Year));
    assert_eq!(period("", wellness, 2_500), Some(PayPeriod::Hour));
    assert_eq!(
        period("Monthly pay", wellness, 500_000),
        Some(PayPeriod::Month)
    );
    assert_eq!(
        period("", "Paid per month.", 500_000),
        Some(PayPeriod::Month)
    );
}
