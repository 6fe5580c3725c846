//! Table tests of the parsers of pay and links.

use serde_json::json;

use super::{Pay, link, pay};
use crate::types::work::{PayOrigin, PayPeriod};

#[test]
fn pay_is_read_or_left_out() {
    let check = |text: &str, expected: Option<(Option<i64>, Option<i64>, &str, PayPeriod)>| {
        let expected = expected.map(|(min, max, currency, period)| Pay {
            min: min.map(|min| min * 100),
            max: max.map(|max| max * 100),
            currency: currency.to_owned(),
            period,
            origin: PayOrigin::Parsed,
        });
        assert_eq!(pay::read(text), expected, "{text}");
    };
    let (year, month, hour) = (PayPeriod::Year, PayPeriod::Month, PayPeriod::Hour);
    check(
        "€60K – €75K",
        Some((Some(60_000), Some(75_000), "EUR", year)),
    );
    check(
        "€60K - €75K • 0.05% – 0.1%",
        Some((Some(60_000), Some(75_000), "EUR", year)),
    );
    check(
        "$120,000 - $150,000 a year",
        Some((Some(120_000), Some(150_000), "USD", year)),
    );
    check("$45/hr - $60/hr", Some((Some(45), Some(60), "USD", hour)));
    check("€60–75K", Some((Some(60_000), Some(75_000), "EUR", year)));
    check("up to 70.000 EUR", Some((None, Some(70_000), "EUR", year)));
    check("from €50K", Some((Some(50_000), None, "EUR", year)));
    check("$90k+", Some((Some(90_000), None, "USD", year)));
    check(
        "75.000 € - 85.000 €",
        Some((Some(75_000), Some(85_000), "EUR", year)),
    );
    check(
        "EUR 70K - 90K",
        Some((Some(70_000), Some(90_000), "EUR", year)),
    );
    check(
        "CA$100K – CA$120K",
        Some((Some(100_000), Some(120_000), "CAD", year)),
    );
    check(
        "$100K – $120K CAD",
        Some((Some(100_000), Some(120_000), "CAD", year)),
    );
    check(
        "CHF 100'000 to 120'000 p.a.",
        Some((Some(100_000), Some(120_000), "CHF", year)),
    );
    check(
        "18.000 - 24.000 PLN per month",
        Some((Some(18_000), Some(24_000), "PLN", month)),
    );
    check(
        "€75K - €60K",
        Some((Some(60_000), Some(75_000), "EUR", year)),
    );
    check(
        "$120K, 401k",
        Some((Some(120_000), Some(120_000), "USD", year)),
    );
    check("₹2.5M – ₹3M", None);
    check("€4K - €5K", None);
    check("18.000 - 24.000 PLN", None);
    check("60K - 75K", None);
    check("$60K - €75K", None);
    check("€60 000 - €75 000", None);
    check("0.05% – 0.1%", None);
    check("Competitive", None);
    check("", None);
    check("€", None);
    check("€1.2.3.4", None);
    check("€99999999999999999999999999", None);
    check("€9999999999M per hour", None);
    check("$0", None);
    check("€40K a year or €4K a month", None);
}

#[test]
fn units_and_both_ends_are_read_or_the_figure_is_dropped() {
    let check = |text: &str, expected: Option<(Option<i64>, Option<i64>, &str, PayPeriod)>| {
        let read = pay::read(text);
        let read = read
            .as_ref()
            .map(|pay| (pay.min, pay.max, pay.currency.as_str(), pay.period));
        let hundredths = |units: Option<i64>| units.map(|units| units * 100);
        let expected = expected.map(|(min, max, currency, period)| {
            (hundredths(min), hundredths(max), currency, period)
        });
        assert_eq!(read, expected, "{text}");
    };
    let (year, hour) = (PayPeriod::Year, PayPeriod::Hour);
    check(
        "₹15L – ₹25L per year",
        Some((Some(1_500_000), Some(2_500_000), "INR", year)),
    );
    check(
        "₹12,34,567 a year",
        Some((Some(1_234_567), Some(1_234_567), "INR", year)),
    );
    check(
        "₹1.5 Cr per annum",
        Some((Some(15_000_000), Some(15_000_000), "INR", year)),
    );
    check(
        "60 Tsd. EUR pro Jahr",
        Some((Some(60_000), Some(60_000), "EUR", year)),
    );
    check("$21/hr to $25/hr", Some((Some(21), Some(25), "USD", hour)));
    check(
        "£21 per hour - £25 per hour",
        Some((Some(21), Some(25), "GBP", hour)),
    );
    check("15X EUR per year", None);
    check("60 Dtzd. EUR pro Jahr", None);
    check("60 EUR pro Jahr", None);
    check("up to 10 % bonus", None);
}

#[test]
fn cents_are_kept() {
    for (text, expected) in [
        ("£45.50/hour", (4_550, 4_550)),
        ("€3,500.50 per month", (350_050, 350_050)),
        ("19.19–25.50 EUR per hour", (1_919, 2_550)),
        ("19,19 bis 25,5 EUR pro Stunde", (1_919, 2_550)),
    ] {
        let read = pay::read(text).map(|pay| (pay.min, pay.max));
        let (min, max) = expected;
        assert_eq!(read, Some((Some(min), Some(max))), "{text}");
    }
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
fn stated_pay_is_ordered_and_bounded() {
    let ends = |min, max| {
        pay::stated(min, max, "eur", PayPeriod::Year).map(|pay| (pay.min, pay.max, pay.currency))
    };
    assert_eq!(
        ends(Some(2), Some(1)),
        Some((Some(1), Some(2), "EUR".to_owned()))
    );
    assert_eq!(
        ends(Some(0), Some(1)),
        Some((None, Some(1), "EUR".to_owned()))
    );
    assert_eq!(ends(Some(0), None), None);
    assert_eq!(ends(Some(-1), Some(1)), None);
    assert_eq!(
        ends(Some(1), Some(pay::AMOUNT_MAX)).map(|ends| ends.1),
        Some(Some(pay::AMOUNT_MAX))
    );
    assert_eq!(ends(Some(1), Some(pay::AMOUNT_MAX + 1)), None);
    assert_eq!(pay::stated(Some(1), None, "€", PayPeriod::Year), None);
    assert_eq!(pay::stated(Some(1), None, "EURO", PayPeriod::Year), None);
}

#[test]
fn links_to_one_posting_have_one_key() {
    let check = |address: &str, expected: Option<&str>| {
        assert_eq!(link::key(address).as_deref(), expected, "{address}");
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
