//! Files of rates that are read or refused, and conversions.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{BadRates, Rates};
use crate::types::amount::Amount;

const ONE_DAY: &str = "Date, USD, JPY, GBP, \n30 October 2026, 1.1172, 175.68, 0.83380, \n";
const MANY_DAYS: &str = "Date,USD,JPY,BGN,\n2026-10-29,1.113,175.92,N/A,\n2026-10-30,1.1172,175.68,N/A,\n1999-01-04,1.1789,133.73,N/A,\n";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

#[test]
fn both_files_of_the_bank_are_read_and_the_newest_day_counts() {
    for (text, currencies) in [(ONE_DAY, ["USD", "GBP"]), (MANY_DAYS, ["USD", "JPY"])] {
        let rates = Rates::read(text).expect("rates");
        assert_eq!(rates.date(), day("2026-10-30"));
        assert_eq!(rates.of("USD").as_deref(), Some("1.1172"));
        assert!(currencies.iter().all(|code| rates.of(code).is_some()));
        assert_eq!(rates.of("EUR").as_deref(), Some("1"));
    }
    let rates = Rates::read(ONE_DAY).expect("rates");
    assert_eq!(rates.of("GBP").as_deref(), Some("0.8338"));
    let many = Rates::read(MANY_DAYS).expect("rates");
    assert_eq!((many.of("BGN"), many.of("VND")), (None, None));
}

#[test]
fn the_rates_that_ship_are_read() {
    let rates = Rates::shipped().expect("rates");
    assert_eq!(rates.date(), day("2026-10-30"));
    assert_eq!(rates.of("INR").as_deref(), Some("106.084"));
    assert_eq!(rates.of("IDR").as_deref(), Some("20275.17"));
}

#[test]
fn a_bad_file_is_refused_with_the_reason() {
    for (text, reason) in [
        ("", "has no first line \"Date, USD, JPY, …\""),
        ("<html>", "has no first line \"Date, USD, JPY, …\""),
        ("Date,", "has no first line \"Date, USD, JPY, …\""),
        (
            "Date, Dollar\n2026-10-30, 1.1",
            "the first line has \"Dollar\", which is no code of a currency",
        ),
        ("Date, USD\n", "has no rates behind the first line"),
        (
            "Date, USD\n2026-10-30, N/A",
            "has no rates behind the first line",
        ),
        (
            "Date, USD\nyesterday, 1.1",
            "line 2: begins with no date such as 2026-10-30 or 30 October 2026",
        ),
        (
            "Date, USD\n2026-02-30, 1.1",
            "line 2: begins with no date such as 2026-10-30 or 30 October 2026",
        ),
        (
            "Date, USD, JPY\n2026-10-30, 1.1",
            "line 2: has 1 rates for 2 currencies",
        ),
        (
            "Date, USD\n\n2026-10-30, -1.1",
            "line 3: the rate of USD is no number",
        ),
        (
            "Date, USD\n2026-10-30, 0",
            "line 2: the rate of USD is no number",
        ),
        (
            "Date, USD\n2026-10-30, 1e3",
            "line 2: the rate of USD is no number",
        ),
    ] {
        let refused = Rates::read(text).map_err(|why: BadRates| why.to_string());
        assert_eq!(refused, Err(reason.to_owned()), "{text}");
    }
}

#[test]
fn amounts_are_converted_to_the_nearest_cent() {
    let rates = Rates::shipped().expect("rates");
    for (given, currency, euros) in [
        ("100000", "USD", Some("89509.49")),
        ("2500000", "INR", Some("23566.23")),
        ("2400000000", "IDR", Some("118371.39")),
        ("75000.55", "EUR", Some("75000.55")),
        ("0.01", "IDR", Some("0")),
        ("2400000000", "VND", None),
    ] {
        let converted = rates.to_euros(amount(given), currency);
        assert_eq!(converted, euros.map(amount), "{given} {currency}");
    }
    assert_eq!(
        rates.from_euros(amount("89509.49"), "USD"),
        Some(amount("100000"))
    );
}

proptest! {
    #[test]
    fn there_and_back_is_the_same_within_a_cent(
        hundredths in 0..=Amount::MAX.hundredths(),
        currency in prop::sample::select(vec!["EUR", "USD", "GBP", "CHF", "JPY", "INR", "IDR", "TRY"]),
    ) {
        let rates = Rates::shipped().expect("rates");
        let euros = Amount::from_hundredths(hundredths).expect("not negative");
        let there = rates.from_euros(euros, currency).expect("a rate");
        let back = rates.to_euros(there, currency).expect("a rate");
        prop_assert!((back.hundredths() - hundredths).abs() <= 1, "{euros} {there} {back}");
    }

    #[test]
    fn more_is_never_less_in_euros(a in 0..1_000_000_000_i64, b in 0..1_000_000_000_i64) {
        let rates = Rates::shipped().expect("rates");
        let euros = |hundredths| rates.to_euros(Amount::from_hundredths(hundredths)?, "SEK");
        prop_assert!(euros(a.min(b)) <= euros(a.max(b)));
    }

    #[test]
    fn any_text_is_survived(text in "(Date, )?\\PC{0,60}(\n\\PC{0,60})?") {
        let _ = Rates::read(&text);
    }
}
