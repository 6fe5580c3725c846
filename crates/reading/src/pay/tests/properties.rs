//! Properties of pay.

use proptest::prelude::*;

use super::super::{AMOUNT_MAX, Pay, Period, amount_in, currency_in, in_prose, period_in, read};

/// Pieces of pay lines.
const PIECES: &[&str] = &[
    "$",
    "€",
    "US$",
    "kr",
    "¥",
    "円",
    "元",
    "원",
    "zł",
    "R$",
    "Rs.",
    "₹",
    "EUR",
    "USD",
    "kEUR",
    "-",
    " – ",
    "~",
    "〜",
    " to ",
    " bis ",
    " à ",
    " a ",
    "/",
    "+",
    ",-",
    ":-",
    "k",
    "K",
    "M",
    "L",
    "LPA",
    "万",
    "만",
    "억",
    "tys.",
    "Tsd.",
    "triệu",
    "%",
    "per hour",
    "/h",
    "/yr",
    "monthly",
    "月給",
    "年収",
    "p.a.",
    "biweekly",
    "up to ",
    "from ",
    "ab ",
    "min",
    "max",
    "plus",
    "bonus",
    "OTE",
    "base",
    "(",
    ")",
    ",",
    ".",
    ";",
    "•",
    "\n",
    " ",
    "\u{A0}",
    "\u{202F}",
    "0",
    "1",
    "5",
    "12",
    "45",
    "60",
    "000",
    "1,234.56",
    "1.234,56",
    "60.000",
    "1'000",
    "12,34,567",
    "401",
    "x",
    "５",
    "²",
    "½",
    "\u{301}",
    "٣",
    "per ",
    "a ",
    "im ",
    "Monat",
    "year",
    "week",
    "40",
    "hours",
    "-5",
    "−5",
];

fn assert_sound(text: &str, pay: &Pay) {
    let ends: Vec<i64> = pay.min.into_iter().chain(pay.max).collect();
    assert!(!ends.is_empty() && ends.is_sorted(), "{text:?}: {pay:?}");
    assert!(
        ends.iter().all(|end| (1..=AMOUNT_MAX).contains(end)),
        "{text:?}: {pay:?}"
    );
    assert!(
        ends.iter()
            .all(|end| end.checked_mul(pay.period.per_year()).is_some())
    );
    assert!(pay.currency.len() == 3 && pay.currency.bytes().all(|byte| byte.is_ascii_uppercase()));
}

/// The digits of a figure, without zeros at its end.
fn significant(amount: i64) -> String {
    amount.to_string().trim_end_matches('0').to_owned()
}

/// Writes units in groups of three, with cents if there are any.
fn written(hundredths: i64, group: &str, decimal: &str) -> String {
    let units = (hundredths / 100).to_string();
    let mut text = String::new();
    for (index, digit) in units.chars().enumerate() {
        if index > 0 && (units.len() - index).is_multiple_of(3) {
            text.push_str(group);
        }
        text.push(digit);
    }
    match hundredths % 100 {
        0 => text,
        cents => format!("{text}{decimal}{cents:02}"),
    }
}

proptest! {
    // No regression files: a failing case becomes a named test.
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived(text in "\\PC{0,120}", country in prop::option::of("[A-Z]{2}")) {
        if let Some(pay) = read(&text, country.as_deref()) {
            assert_sound(&text, &pay);
        }
        if let Some(pay) = in_prose(&text, country.as_deref()) {
            assert_sound(&text, &pay);
        }
        let _ = (period_in(&text), amount_in(&text), currency_in(&text, None));
    }

    #[test]
    fn any_pieces_are_survived(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..16), country in prop::option::of(prop::sample::select(&["SE", "JP", "CN", "IN", "CA", "US", "AR", "DE"][..]))) {
        let text = pieces.concat();
        if let Some(pay) = read(&text, country) {
            assert_sound(&text, &pay);
        }
        let _ = in_prose(&format!("The salary is {text}."), country);
    }

    #[test]
    fn digits_come_from_the_text(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12)) {
        let text = pieces.concat();
        if let Some(pay) = read(&text, None) {
            let digits: String = super::super::number::plain(&text).chars().filter(char::is_ascii_digit).collect();
            for end in pay.min.into_iter().chain(pay.max) {
                // "27万5千" is written with zeros between.
                let of_text = digits.contains(&significant(end)) || significant(end).split('0').all(|part| digits.contains(part));
                prop_assert!(of_text, "{text:?}: {pay:?}");
            }
        }
    }

    #[test]
    fn written_pay_is_read_back(
        (code, period, from, to, unit) in prop::sample::select(&[
            ("EUR", Period::Year, 1_800_000_i64, 30_000_000_i64, "per year"), ("EUR", Period::Month, 120_000, 2_000_000, "im Monat"), ("USD", Period::Hour, 1_000, 15_000, "/hr"),
            ("PLN", Period::Month, 350_000, 4_000_000, "miesięcznie"), ("SEK", Period::Month, 2_000_000, 9_000_000, "i månaden"), ("JPY", Period::Year, 300_000_000, 2_000_000_000, "a year"),
            ("INR", Period::Year, 50_000_000, 900_000_000, "per annum"), ("VND", Period::Month, 700_000_000, 9_000_000_000, "/ tháng"), ("IDR", Period::Month, 400_000_000, 6_000_000_000, "per bulan"),
            ("GBP", Period::Day, 15_000, 90_000, "per day"), ("CHF", Period::Year, 4_000_000, 30_000_000, "p.a."), ("BRL", Period::Month, 200_000, 3_000_000, "por mês"),
        ][..]),
        (low, high) in (0_i64..1_000_000, 0_i64..1_000_000),
        cents in any::<bool>(),
        (group, decimal) in prop::sample::select(&[(",", "."), (".", ","), (" ", ","), ("\u{A0}", ","), ("\u{202F}", ","), ("'", "."), ("’", "."), ("", "."), ("", ",")][..]),
        dash in prop::sample::select(&["-", " - ", " – ", "—", " to ", " bis ", "~", "〜", " à "][..]),
        front in any::<bool>(),
        (open, side) in prop::sample::select(&[("", 0), ("up to ", 1), ("ab ", 2)][..]),
    ) {
        let end = |share: i64| {
            let amount = from + (to - from) * share / 1_000_000;
            if cents { amount } else { amount / 100 * 100 }
        };
        let (min, max) = (end(low.min(high)), end(low.max(high)));
        let text = |amount: i64| written(amount, group, decimal);
        let range = if side > 0 { text(max) } else if min == max { text(min) } else { format!("{}{dash}{}", text(min), text(max)) };
        let line = if front { format!("{open}{code} {range} {unit}") } else { format!("{open}{range} {code} {unit}") };
        let expected = Pay {
            min: match side { 0 => Some(min), 1 => None, _ => Some(max) },
            max: if side == 2 { None } else { Some(max) },
            currency: code.to_owned(),
            period,
        };
        prop_assert_eq!(read(&line, None), Some(expected), "{}", line);
    }
}
