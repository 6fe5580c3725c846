//! Months with years of two digits, as they stand in spans: `3/19 – 12/19`, `06/16-present`.

use crate::date::{PartialDate, century};

/// The month of `3/19` or `03/19`: alone it may as well be a day and a month.
pub(super) fn month(text: &str) -> Option<PartialDate> {
    let (month, year) = text.trim().split_once('/')?;
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_form = (1..=2).contains(&month.len()) && year.len() == 2;
    if !is_form || !is_number(month) || !is_number(year) {
        return None;
    }
    PartialDate::new(century(year.parse().ok()?), Some(month.parse().ok()?), None)
}

/// The years of `2015/16` and `2015/2016`. Up to 12 the second may be a month.
pub(super) fn years(text: &str) -> Option<(PartialDate, PartialDate)> {
    let (first, second) = text.trim().split_once('/')?;
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if first.len() != 4 || !is_number(first) || !is_number(second) {
        return None;
    }
    let start: i32 = first.parse().ok()?;
    let end: i32 = match second.len() {
        2 => start / 100 * 100 + second.parse::<i32>().ok().filter(|year| *year > 12)?,
        4 => second.parse().ok()?,
        _ => return None,
    };
    let year = |year| PartialDate::new(year, None, None);
    (end >= start).then(|| Some((year(start)?, year(end)?)))?
}

#[cfg(test)]
mod tests {
    use super::{super::span::find_day_first, month};

    #[test]
    fn months_with_short_years_are_read_within_spans() {
        for (line, dates) in [
            ("Clerk, Oak, 3/19-12/19", "2019-03/2019-12"),
            ("Clerk, Oak, 03/19 – 12/19", "2019-03/2019-12"),
            ("11/98 to 4/03: Clerk", "1998-11/2003-04"),
            ("06/16-present", "2016-06/"),
            ("seit 03/19", "2019-03/"),
            ("03/2018 – 5/19", "2018-03/2019-05"),
            ("Clerk, Oak, 2015/16", "2015/2016"),
            ("Clerk, Oak, 2015/2017", "2015/2017"),
        ] {
            let span = find_day_first(line).unwrap_or_else(|| panic!("{line}"));
            let shown = |date: Option<crate::date::PartialDate>| {
                date.map(|date| date.to_string()).unwrap_or_default()
            };
            assert_eq!(
                format!("{}/{}", shown(span.start), shown(span.end)),
                dates,
                "{line}"
            );
        }
        for text in ["13/19", "3/2019", "24/7", "3/9", "a/19"] {
            assert_eq!(month(text), None, "{text}");
        }
        for line in ["open 24/7 - 9/5", "3/19", "1/2 – 3/4"] {
            assert_eq!(find_day_first(line), None, "{line}");
        }
    }
}
