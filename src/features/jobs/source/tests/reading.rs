//! Table tests of the parsers of places, pay and links.

use super::{Pay, link, pay, place};
use crate::types::work::{PayOrigin, PayPeriod};

#[test]
fn places_are_read_only_where_certain() {
    let check = |raw: &str, city: Option<&str>, country: Option<&str>| {
        let read = place::read(raw);
        assert_eq!(
            (read.city.as_deref(), read.country.as_deref()),
            (city, country),
            "{raw}"
        );
        assert_eq!(read.raw, raw);
    };
    check("Lisbon, Portugal", Some("Lisbon"), Some("PT"));
    check("Setúbal, Portugal", Some("Setúbal"), Some("PT"));
    check("Setúbal, Setúbal, Portugal", Some("Setúbal"), Some("PT"));
    check("Germany - Berlin", Some("Berlin"), Some("DE"));
    check("Zürich", Some("Zürich"), Some("CH"));
    check("ZURICH", Some("ZURICH"), Some("CH"));
    check("Montevideo", Some("Montevideo"), Some("UY"));
    check("Berlin, DE", Some("Berlin"), Some("DE"));
    check("Remote - Europe", None, None);
    check("Remote, EMEA", None, None);
    check("Remote", None, None);
    check("Hybrid", None, None);
    check("", None, None);
    check("Remote - Germany", None, Some("DE"));
    check("Remote (US only)", None, Some("US"));
    check("US Remote", None, Some("US"));
    check("Remote-US", None, Some("US"));
    check("Remote in the UK", None, Some("GB"));
    check("Berlin, Germany (Hybrid)", Some("Berlin"), Some("DE"));
    check("Hybrid - London", Some("London"), Some("GB"));
    check(
        "London, England, United Kingdom",
        Some("London"),
        Some("GB"),
    );
    check("London, Ontario", Some("London"), Some("CA"));
    check("London, ON", Some("London"), Some("CA"));
    check("Toronto, ON, CA", Some("Toronto"), Some("CA"));
    check("Austin, TX", Some("Austin"), Some("US"));
    check("Bend, OR", Some("Bend"), Some("US"));
    check("Indianapolis, IN, USA", Some("Indianapolis"), Some("US"));
    check("Portland, ME", Some("Portland"), Some("US"));
    check("Fresno, CA", Some("Fresno"), Some("US"));
    check("US-CA-San Francisco", Some("San Francisco"), Some("US"));
    check(
        "New York, New York, United States",
        Some("New York"),
        Some("US"),
    );
    check("Washington, DC", Some("Washington"), Some("US"));
    check("California", None, Some("US"));
    check("Atlanta, Georgia", Some("Atlanta"), Some("US"));
    check("Tbilisi, Georgia", Some("Tbilisi"), Some("GE"));
    check("Georgia", None, None);
    check("Athens, GA", None, None);
    check("Berlin / Munich", None, Some("DE"));
    check("Berlin / Paris", None, None);
    check("Germany or France", None, None);
    check("Paris, Texas", Some("Paris"), Some("US"));
    check("Singapore", Some("Singapore"), Some("SG"));
    check("Luxembourg, Luxembourg", Some("Luxembourg"), Some("LU"));
    check("Cluj-Napoca, Romania", Some("Cluj-Napoca"), Some("RO"));
    check("Fooville", None, None);
    check("Headquarters", None, None);
    check("Building 7, Germany", None, Some("DE"));
    check("Cambridge", None, None);
    check("日本", None, None);
}

#[test]
fn one_name_may_hold_several_places() {
    let raws = |names: &[&str]| {
        place::read_all(names.iter().copied())
            .into_iter()
            .map(|place| place.raw)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        raws(&["London, UK; Berlin | Remote"]),
        ["London, UK", "Berlin", "Remote"]
    );
    assert_eq!(
        raws(&["Berlin or Hamburg", "Berlin"]),
        ["Berlin", "Hamburg"]
    );
    assert_eq!(raws(&[" ; | "]), Vec::<String>::new());
    let many = (0..200)
        .map(|index| format!("Place {index}"))
        .collect::<Vec<_>>()
        .join(";");
    assert_eq!(raws(&[&many]).len(), place::PLACES_MAX);
}

#[test]
fn other_fields_settle_a_place_only_where_its_name_allows() {
    let check = |raw: &str,
                 city: Option<&str>,
                 country: Option<&str>,
                 expected: (Option<&str>, Option<&str>)| {
        let mut settled = place::read(raw);
        place::settle(&mut settled, city, country);
        assert_eq!(
            (settled.city.as_deref(), settled.country.as_deref()),
            expected,
            "{raw}"
        );
    };
    check(
        "Setúbal HQ",
        Some("Setúbal"),
        Some("PT"),
        (Some("Setúbal"), Some("PT")),
    );
    check("Setúbal", None, Some("PT"), (Some("Setúbal"), Some("PT")));
    check("London", None, Some("CA"), (Some("London"), Some("CA")));
    check("Remote - Europe", Some("Berlin"), Some("DE"), (None, None));
    check("Remote", Some("Berlin"), Some("DE"), (None, None));
    check(
        "Berlin, Germany",
        Some("Paris"),
        Some("FR"),
        (Some("Berlin"), Some("DE")),
    );
    check("Setúbal", None, Some("ZZ"), (None, None));
}

#[test]
fn pay_is_read_or_left_out() {
    let check = |text: &str, expected: Option<(Option<i64>, Option<i64>, &str, PayPeriod)>| {
        let expected = expected.map(|(min, max, currency, period)| Pay {
            min,
            max,
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
    check("£45.50/hour", Some((Some(45), Some(45), "GBP", hour)));
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
        "€3,500.50 per month",
        Some((Some(3_500), Some(3_500), "EUR", month)),
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
