//! Cases of pay: `cases.tsv`, and single rules.

mod properties;

use super::{
    AMOUNT_MAX, Pay, Period, in_prose, period_by_size, period_in, period_of, read, stated,
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
