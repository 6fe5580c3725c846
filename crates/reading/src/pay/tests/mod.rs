//! Cases of pay: `cases.tsv`, and single rules.

mod properties;

use super::{
    AMOUNT_MAX, Pay, Period, amount_in, currency_in, in_prose, period_by_size, period_in,
    period_of, read, stated,
};
use crate::assert_cases;

/// Each line: the text, the country of the posting or a dash, the pay. Ends in units; `+` behind is an open upper end, `<` before an open
/// lower one; a dash is none.
const CASES: &str = include_str!("cases.tsv");

/// A pay as the table writes it.
fn shown(pay: Option<Pay>) -> String {
    let Some(pay) = pay else {
        return "-".to_owned();
    };
    let units = |amount: i64| match amount % 100 {
        0 => format!("{}", amount / 100),
        cents => format!("{}.{cents:02}", amount / 100),
    };
    let ends = match (pay.min, pay.max) {
        (Some(min), Some(max)) if min == max => units(min),
        (Some(min), Some(max)) => format!("{}-{}", units(min), units(max)),
        (Some(min), None) => format!("{}+", units(min)),
        (None, Some(max)) => format!("<{}", units(max)),
        (None, None) => String::new(),
    };
    let period = match pay.period {
        Period::Hour => "HOUR",
        Period::Day => "DAY",
        Period::Week => "WEEK",
        Period::Month => "MONTH",
        Period::Year => "YEAR",
    };
    format!("{ends} {} {period}", pay.currency)
}

#[test]
fn pay_lines_are_read_as_the_table_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in CASES
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let mut fields = line.split('\t');
        let (Some(text), Some(country), Some(expected)) =
            (fields.next(), fields.next(), fields.next())
        else {
            wrong.push(format!("{line:?} is no case"));
            continue;
        };
        count += 1;
        let text = text
            .replace("\\n", "\n")
            .replace("\\s", "\u{A0}")
            .replace("\\t", "\u{202F}");
        let found = shown(read(&text, Some(country).filter(|country| *country != "-")));
        if found != expected {
            wrong.push(format!("{text:?} ({country}): {found}, not {expected}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn stated_pay_is_ordered_and_bounded() {
    let ends = |min, max| {
        stated(min, max, " eur", Period::Year).map(|pay| (pay.min, pay.max, pay.currency))
    };
    let eur = || "EUR".to_owned();
    assert_eq!(ends(Some(2), Some(1)), Some((Some(1), Some(2), eur())));
    assert_eq!(ends(Some(0), Some(1)), Some((None, Some(1), eur())));
    assert_eq!(ends(Some(1), None), Some((Some(1), None, eur())));
    assert_eq!(ends(Some(0), None), None);
    assert_eq!(ends(None, None), None);
    assert_eq!(ends(Some(-1), Some(1)), None);
    assert_eq!(
        ends(Some(1), Some(AMOUNT_MAX)).map(|ends| ends.1),
        Some(Some(AMOUNT_MAX))
    );
    assert_eq!(ends(Some(1), Some(AMOUNT_MAX + 1)), None);
    assert_eq!(stated(Some(1), None, "€", Period::Year), None);
    assert_eq!(stated(Some(1), None, "EURO", Period::Year), None);
}

#[test]
fn a_label_names_one_period() {
    assert_cases(
        &[
            ("per year", Some(Period::Year)),
            ("YEAR", Some(Period::Year)),
            ("Annual Salary", Some(Period::Year)),
            ("P.A.", Some(Period::Year)),
            ("Jahresgehalt", Some(Period::Year)),
            ("Monthly pay", Some(Period::Month)),
            ("par mois", Some(Period::Month)),
            ("miesięcznie", Some(Period::Month)),
            ("kr/mån", Some(Period::Month)),
            ("月給", Some(Period::Month)),
            ("Hourly", Some(Period::Hour)),
            ("USD/h", Some(Period::Hour)),
            ("Std.", Some(Period::Hour)),
            ("Tagessatz", Some(Period::Day)),
            ("weekly", Some(Period::Week)),
            ("Hourly pay, 40 hours per week", Some(Period::Hour)),
            ("Salary for 3 days a week", None),
            ("biweekly", None),
            ("Annual salary, paid monthly", None),
            ("Zone A", None),
            ("", None),
        ],
        period_in,
    );
}

#[test]
fn the_size_decides_before_a_word_in_the_prose() {
    let wellness = "The team also gets one paid wellness day.";
    let of = |min: i64, max: i64, label: &str, prose: &str| {
        period_of("usd", Some(min * 100), Some(max * 100), label, prose)
    };
    assert_eq!(of(120_000, 150_000, "", wellness), Some(Period::Year));
    assert_eq!(of(25, 30, "", wellness), Some(Period::Hour));
    assert_eq!(
        of(5_000, 6_000, "Monthly pay", wellness),
        Some(Period::Month)
    );
    assert_eq!(of(5_000, 6_000, "", "Paid per month."), Some(Period::Month));
    assert_eq!(of(5_000, 6_000, "", wellness), None);
    assert_eq!(of(5_000, 6_000, "", "The rate is per day."), None);
    assert_eq!(
        of(120_000, 150_000, "", "Paid per month."),
        Some(Period::Year)
    );
    assert_eq!(of(500, 600, "", "The rate is per day."), Some(Period::Day));
    assert_eq!(of(0, 60_000, "", ""), Some(Period::Year));
    assert_eq!(period_of("USD", None, None, "", ""), None);
}

#[test]
fn each_currency_has_its_own_sizes() {
    for (currency, units, expected) in [
        ("PLN", 15_000, Some(Period::Month)),
        ("PLN", 180_000, Some(Period::Year)),
        ("PLN", 120, Some(Period::Hour)),
        ("SEK", 45_000, Some(Period::Month)),
        ("JPY", 6_000_000, Some(Period::Year)),
        ("JPY", 250_000, Some(Period::Month)),
        ("JPY", 1_200, Some(Period::Hour)),
        ("IDR", 15_000_000, Some(Period::Month)),
        ("VND", 30_000_000, Some(Period::Month)),
        ("KRW", 40_000_000, Some(Period::Year)),
        ("INR", 1_500_000, Some(Period::Year)),
        ("USD", 120_000, Some(Period::Year)),
        ("USD", 25, Some(Period::Hour)),
        ("USD", 5_000, None),
        ("EUR", 500, None),
        ("AED", 20_000, Some(Period::Month)),
        ("XXX", 60_000, None),
    ] {
        assert_eq!(
            period_by_size(currency, units * 100),
            expected,
            "{units} {currency}"
        );
    }
}

#[test]
fn fields_that_are_texts() {
    assert_cases(
        &[
            ("45000", Some(4_500_000)),
            ("45,000.50", Some(4_500_050)),
            ("45.000,50", Some(4_500_050)),
            ("45 000", Some(4_500_000)),
            ("45.000", Some(4_500_000)),
            ("45k", Some(4_500_000)),
            ("€45,000", Some(4_500_000)),
            ("19.19", Some(1_919)),
            ("45000 - 50000", None),
            ("-45000", None),
            ("about 45000 or so", None),
            ("45000.000", None),
            ("", None),
        ],
        amount_in,
    );
    let currency = |text, country| currency_in(text, country);
    assert_eq!(currency("eur", None).as_deref(), Some("EUR"));
    assert_eq!(currency("€", None).as_deref(), Some("EUR"));
    assert_eq!(currency("$", Some("CA")).as_deref(), Some("CAD"));
    assert_eq!(currency("$", Some("DE")).as_deref(), Some("USD"));
    assert_eq!(currency("kr", Some("NO")).as_deref(), Some("NOK"));
    assert_eq!(currency("kr", None), None);
    assert_eq!(currency("coins", None), None);
}

#[test]
fn the_sentence_that_states_the_pay_is_found_in_prose() {
    let cases = [
        (
            "We ship boats. The salary for this role is $120,000 - $150,000 per year. You love the sea.",
            "120000-150000 USD YEAR",
        ),
        (
            "Compensation: €60k–€75k, depending on experience.",
            "60000-75000 EUR YEAR",
        ),
        (
            "We raised $20M last year. Our base salary range is $90,000 to $110,000.",
            "90000-110000 USD YEAR",
        ),
        (
            "Ihr Gehalt liegt zwischen 45.000 und 55.000 € brutto im Jahr.",
            "45000-55000 EUR YEAR",
        ),
        (
            "Rémunération : 35 à 40 k€ brut annuel",
            "35000-40000 EUR YEAR",
        ),
        (
            "Wynagrodzenie: 12 000 - 15 000 zł brutto miesięcznie",
            "12000-15000 PLN MONTH",
        ),
        ("Salary: £450 per day. Start: approx. 1 May.", "450 GBP DAY"),
        (
            "A $10,000 sign-on bonus is paid with your first salary.",
            "-",
        ),
        ("You manage a budget of $2M. Competitive salary.", "-"),
        ("We have revenue of $50M and 400 employees.", "-"),
        ("Annual learning stipend of $20,000.", "-"),
        ("The ticket costs $80,000.", "-"),
        (
            "401k match, salary reviews twice a year, 25 days of holiday.",
            "-",
        ),
        ("", "-"),
    ];
    assert_cases(&cases.map(|(text, pay)| (text, pay.to_owned())), |text| {
        shown(in_prose(text, None))
    });
}
