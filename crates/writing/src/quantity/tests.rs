//! Tests of quantities.

use super::{Quantities, Unit, is_suffix, read, supports};
use crate::{language::Language, text::Text};

fn quantities(text: &str, language: &str) -> Quantities {
    let words = Language::of(language).unwrap().words();
    let text = Text::read(text, |suffix| is_suffix(suffix, words));
    read(&text, words, |_| false)
}

fn hard(text: &str, language: &str) -> Vec<(f64, Unit)> {
    let all = quantities(text, language).all.into_iter();
    all.filter(|quantity| !quantity.is_soft())
        .map(|quantity| (quantity.values[0], quantity.unit))
        .collect()
}

#[test]
fn numbers_are_read_in_words_and_digits() {
    for (language, text, value, unit) in [
        ("en", "forty-two servers", 42.0, Unit::Plain),
        ("en", "a hundred and five users", 105.0, Unit::Plain),
        ("en", "two thousand three hundred", 2300.0, Unit::Plain),
        ("en", "a dozen services", 12.0, Unit::Plain),
        ("en", "40k users", 40_000.0, Unit::Plain),
        ("en", "1.5 million users", 1_500_000.0, Unit::Plain),
        ("en", "$2m of sales", 2_000_000.0, Unit::Money("USD".into())),
        ("en", "80 percent", 80.0, Unit::Percent),
        ("en", "99.9%", 99.9, Unit::Percent),
        ("en", "five times faster", 5.0, Unit::Factor),
        ("en", "5x faster", 5.0, Unit::Factor),
        ("en", "fivefold", 5.0, Unit::Factor),
        ("en", "by a factor of five", 5.0, Unit::Factor),
        ("en", "doubled the speed", 2.0, Unit::Factor),
        ("en", "cut it by half", 50.0, Unit::Percent),
        ("en", "by two thirds", 66.666_666, Unit::Percent),
        ("en", "for four years", 48.0, Unit::Months),
        ("en", "three and a half years", 42.0, Unit::Months),
        ("en", "over a decade", 120.0, Unit::Months),
        ("en", "half a decade", 60.0, Unit::Months),
        ("en", "8 minutes", 480.0, Unit::Seconds),
        ("en", "a five-year project", 60.0, Unit::Months),
        ("en", "half a million users", 500_000.0, Unit::Plain),
        ("en", "٤٠ servers", 40.0, Unit::Plain),
        ("en", "①④ servers", 14.0, Unit::Plain),
        ("en", "two point five", 2.5, Unit::Plain),
        ("de", "zweiundvierzig Server", 42.0, Unit::Plain),
        ("de", "dreihundertfünf", 305.0, Unit::Plain),
        ("de", "zweitausenddreihundert", 2300.0, Unit::Plain),
        ("de", "1.500 Kunden", 1500.0, Unit::Plain),
        ("de", "2,5 Mio. Kunden", 2_500_000.0, Unit::Plain),
        ("de", "ein Dutzend Server", 12.0, Unit::Plain),
        ("de", "um das Fünffache", 5.0, Unit::Factor),
        ("de", "fünfmal so schnell", 5.0, Unit::Factor),
        ("de", "fünfjährige Erfahrung", 60.0, Unit::Months),
        ("de", "anderthalb Jahre", 18.0, Unit::Months),
        ("de", "achtzig Prozent", 80.0, Unit::Percent),
        ("de", "um die Hälfte", 50.0, Unit::Percent),
        ("de", "ein sechsköpfiges Team", 6.0, Unit::Plain),
        ("de", "über ein Jahrzehnt", 120.0, Unit::Months),
    ] {
        let found = hard(text, language);
        assert!(
            found
                .iter()
                .any(|(v, u)| (v - value).abs() < 0.001 && *u == unit),
            "{text}: {found:?}"
        );
        assert_eq!(found.len(), 1, "{text}: {found:?}");
    }
    for (language, text) in [
        ("de", "einfach einmal eine Frage"),
        ("en", "one of a kind, at once"),
    ] {
        assert_eq!(hard(text, language), [], "{text}");
    }
}

#[test]
fn what_follows_from_numbers_is_supported() {
    let fact = quantities("cut deploy time from 40 to 8 minutes on 14 clusters", "en");
    for (text, expected) in [
        ("by 80%", true),
        ("by 90%", false),
        ("five times faster", true),
        ("four times faster", false),
        ("saved 32 minutes", true),
        ("to 20%", true),
        ("to 80%", false),
        ("from forty to eight minutes", true),
        ("over 14 clusters", false),
        ("fourteen clusters", true),
        ("a dozen clusters", false),
        ("14 minutes", false),
        ("480 seconds", true),
        ("14%", false),
    ] {
        let found = quantities(text, "en");
        let ok = found
            .all
            .iter()
            .filter(|q| !q.is_soft())
            .all(|q| supports(q, &fact, false));
        assert_eq!(ok, expected, "{text}: {found:?}");
    }
}
