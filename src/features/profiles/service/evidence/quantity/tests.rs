//! Quantities of statements in several languages.

use proptest::prelude::*;

use super::quantities;

fn read(text: &str) -> Vec<(String, f64, String)> {
    quantities(text)
        .into_iter()
        .map(|found| (found.text, found.value, found.unit))
        .collect()
}

/// A text, and its quantities: the words, the number and the unit.
type Case<'a> = (&'a str, &'a [(&'a str, f64, &'a str)]);

#[test]
fn numbers_with_units_are_quantities() {
    let cases: &[Case<'_>] = &[
        ("Cut waiting by 30 %", &[("30 %", 30.0, "%")]),
        (
            "Trained 4 planners in 2 years",
            &[("4 planners", 4.0, "planners"), ("2 years", 2.0, "years")],
        ),
        ("Saved €1.2M a year", &[("€1.2M", 1_200_000.0, "€")]),
        ("Saved 45,000 $", &[("45,000 $", 45_000.0, "$")]),
        (
            "Served 1 200 customers",
            &[("1 200 customers", 1_200.0, "customers")],
        ),
        (
            "Served 1\u{202F}200 customers",
            &[("1\u{202F}200 customers", 1_200.0, "customers")],
        ),
        (
            "Hob 1 250,5 % und 12 000 000 t",
            &[("1 250,5 %", 1_250.5, "%"), ("12 000 000 t", 12e6, "t")],
        ),
        ("Led 3 100-person teams", &[("100-person", 100.0, "person")]),
        ("Ran 2 24/7 desks", &[]),
        ("Plans 40+ berths", &[("40+ berths", 40.0, "berths")]),
        ("Über 10k Nutzer", &[("10k Nutzer", 10_000.0, "Nutzer")]),
        ("Hob den Anteil um 2,5 %", &[("2,5 %", 2.5, "%")]),
        ("in 2016", &[]),
        ("Joined in 2016 as a hand", &[]),
        ("Moved to Java 21 and ISO 9001", &[]),
        ("on call 24/7", &[]),
        ("HTTP/2, C++17 and K8s, v2.3.1", &[]),
        (
            "Cut queue time from 40 to 12 minutes",
            &[
                ("40 to 12 minutes", 40.0, "minutes"),
                ("12 minutes", 12.0, "minutes"),
            ],
        ),
        (
            "grew 20–30 %",
            &[("20–30 %", 20.0, "%"), ("30 %", 30.0, "%")],
        ),
        (
            "a team of 3-4 people",
            &[("3-4 people", 3.0, "people"), ("4 people", 4.0, "people")],
        ),
        ("EUR 1.2 million", &[("EUR 1.2 million", 1.2e6, "EUR")]),
        ("saved EUR 500k", &[("EUR 500k", 500_000.0, "EUR")]),
        ("USD 3,000/month", &[("USD 3,000", 3_000.0, "USD")]),
        (
            "2 millones de euros",
            &[("2 millones de euros", 2e6, "euros")],
        ),
        ("an SLA of 99.99 %", &[("99.99 %", 99.99, "%")]),
        ("SLA 99.99 %", &[("99.99 %", 99.99, "%")]),
        ("3x faster", &[("3x", 3.0, "x")]),
        ("down to -5 °C", &[("-5 °C", -5.0, "°C")]),
        ("p99 of 20ms", &[("20ms", 20.0, "ms")]),
        (
            "a 12-person team for 3 new berths",
            &[
                ("12-person", 12.0, "person"),
                ("3 new berths", 3.0, "berths"),
            ],
        ),
        ("Top 3 in Europe, 5 March, 2 of them", &[]),
        ("602-555-0199 people, 2019-2021, 2019-present", &[]),
        ("COVID-19 and 5 or", &[]),
        ("2016 % of plan", &[("2016 %", 2016.0, "%")]),
        ("", &[]),
    ];
    for (text, expected) in cases {
        let expected: Vec<(String, f64, String)> = expected
            .iter()
            .map(|(text, value, unit)| ((*text).into(), *value, (*unit).into()))
            .collect();
        assert_eq!(read(text), expected, "{text}");
    }
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

proptest! {
    #[test]
    fn what_is_read_is_in_the_text(text in "[a-zA-Z0-9 .,%€$+\u{202F}'-]{0,60}") {
        for found in quantities(&text) {
            prop_assert!(found.value.is_finite());
            prop_assert!(without_spaces(&text).contains(&without_spaces(&found.text)), "{:?}", found);
            prop_assert!(!found.unit.is_empty());
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,80}") {
        let _ = quantities(&text);
    }
}
