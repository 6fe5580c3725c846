//! Dates with the precision that a file states. A day or month that is not written is never added, and text that is no date is none.

mod fault;
mod order;
mod parts;
mod relative;
mod twins;
mod weekdays;
mod words;

use std::{borrow::Cow, fmt};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use fault::{Fault, fault};
pub(crate) use order::both;
pub use order::{Proof, SlashOrder, is_doubtful};
pub(crate) use parts::century;
pub(crate) use twins::{has_month_of_two, message as twin_message, month_of_two};

/// A year, a month or a day between 1900 and 2100. Written as in JSON Resume: `2024`, `2024-05` or `2024-05-17`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// The year, 1900 to 2100.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: Option<u32>,
    /// The day of the month; only with a month.
    pub day: Option<u32>,
}

impl PartialDate {
    /// A date of which each part exists: no month 13, no February 30, no day without a month.
    #[must_use]
    pub fn new(year: i32, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        let years = 1900..=2100;
        let exists = match (month, day) {
            (None, None) => true,
            (None, Some(_)) => false,
            (Some(month), day) => NaiveDate::from_ymd_opt(year, month, day.unwrap_or(1)).is_some(),
        };
        (years.contains(&year) && exists).then_some(Self { year, month, day })
    }

    /// The date that is written as a date shows itself; none for any other form, and for days that do not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month, day) = match text.len() {
            4 => (text, None, None),
            7 => (text.get(..4)?, Some(text.get(4..)?), None),
            10 => (text.get(..4)?, Some(text.get(4..7)?), Some(text.get(7..)?)),
            _ => return None,
        };
        let part = |part: &str| part.strip_prefix('-').and_then(digits);
        let year = i32::try_from(digits(year)?).ok()?;
        let month = month
            .map(part)
            .map_or(Some(None), |month| month.map(Some))?;
        let day = day.map(part).map_or(Some(None), |day| day.map(Some))?;
        Self::new(year, month, day)
    }

    /// True if the date is later than another in the parts that both state.
    #[must_use]
    pub fn is_after(&self, other: &Self) -> bool {
        if self.year != other.year {
            return self.year > other.year;
        }
        match (self.month, other.month) {
            (Some(month), Some(others)) if month != others => month > others,
            (Some(_), Some(_)) => {
                matches!((self.day, other.day), (Some(day), Some(others)) if day > others)
            }
            _ => false,
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month
            .map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

fn digits(text: &str) -> Option<u32> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// What a cell says about a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    /// The cell is empty.
    Nothing,
    /// A date.
    Date(PartialDate),
    /// It lasts: `Present`, `heute`.
    Present,
    /// It says something that is no date of the calendar.
    Unreadable,
}

impl Stated {
    /// The date, if it is one.
    #[must_use]
    pub fn date(self) -> Option<PartialDate> {
        match self {
            Self::Date(date) => Some(date),
            _ => None,
        }
    }
}

/// Maximum length of a cell that can be a date.
const CHARS_MAX: usize = 60;

/// Reads a date in any of the usual forms, with names of months in English and the larger languages of Europe. A time of day is left out: the
/// day is the one that is written, in no time zone. A season or quarter gives its year only, day 00 and `mid March` their month.
#[must_use]
pub fn read(text: &str, order: SlashOrder) -> Stated {
    stated(text, |date| parts::date(date, order))
}

/// The same for text that has no days, such as the period of a job: `Jan 20` is a month of 2020.
#[must_use]
pub fn read_month(text: &str, order: SlashOrder) -> Stated {
    stated(text, |date| {
        parts::date(date, order).or_else(|| parts::month_of_year(date))
    })
}

/// The same, in the other order if only that gives a date.
#[must_use]
pub fn read_month_in_any(text: &str, order: SlashOrder) -> Stated {
    let other = match order {
        SlashOrder::DayFirst => SlashOrder::MonthFirst,
        SlashOrder::MonthFirst => SlashOrder::DayFirst,
    };
    match read_month(text, order) {
        Stated::Unreadable => read_month(text, other),
        stated => stated,
    }
}

/// Reads a date where nothing says whether the day or the month comes first. `03/04/2020` is then [`Stated::Unreadable`].
#[must_use]
pub fn read_undecided(text: &str) -> Stated {
    match (
        read(text, SlashOrder::DayFirst),
        read(text, SlashOrder::MonthFirst),
    ) {
        (Stated::Date(day_first), Stated::Date(month_first)) if day_first != month_first => {
            Stated::Unreadable
        }
        (Stated::Unreadable, month_first) => month_first,
        (day_first, _) => day_first,
    }
}

fn stated(raw: &str, date: impl Fn(&str) -> Option<PartialDate>) -> Stated {
    let text = folded(raw);
    let text = text.as_str();
    if text.chars().all(|c| matches!(c, '-' | '–' | '—')) {
        return Stated::Nothing;
    }
    // A date that is in doubt is none.
    if text.chars().count() > CHARS_MAX || text.contains(['?', '~', '≈']) {
        return Stated::Unreadable;
    }
    if words::is_present(text) {
        return Stated::Present;
    }
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Stated::Unreadable;
    }
    let read = |text: &str| parts::without_time(text).and_then(&date);
    // A short name of a day may be another word: it is one only beside a whole date.
    let beside = || {
        let rest = weekdays::without(raw)?;
        read(&folded(&rest)).filter(|date| date.day.is_some())
    };
    let found = read(text).or_else(beside);
    found.map_or(Stated::Unreadable, Stated::Date)
}

/// The text as it is compared, with digits of ASCII, and without what is around a date.
fn folded(text: &str) -> String {
    let digits: String = text.chars().map(ascii_digit).collect();
    let text = words::fold(&numbered(&digits));
    // `5:e oktober` is the fifth, and no time.
    let text = text.replace(":e ", " ").replace(":a ", " ");
    let is_around = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')');
    text.trim_matches(is_around).to_owned()
}

/// A digit of another script as the one of ASCII.
fn ascii_digit(c: char) -> char {
    const ZEROS: [char; 5] = ['\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{E50}'];
    let value = |zero: char| {
        u32::from(c)
            .checked_sub(u32::from(zero))
            .filter(|value| *value < 10)
    };
    let value = ZEROS.into_iter().find_map(value);
    value
        .and_then(|value| char::from_digit(value, 10))
        .unwrap_or(c)
}

/// True for a date that states less than it seems to: `mid March 2026`, `Summer 2018`.
#[must_use]
pub fn is_about(text: &str) -> bool {
    let folded = folded(text);
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    words.any(|word| words::is_part(word) || words::is_season(word))
}

/// `5 มี.ค. 2026` as `5 mar 2026`: the marks that tell the short names of months apart are left out of folded text.
fn thai(text: &str) -> Option<String> {
    const MONTHS: [(&str, &str); 12] = [
        ("มี.ค", "mar"),
        ("เม.ย", "apr"),
        ("มิ.ย", "jun"),
        ("ม.ค", "jan"),
        ("ก.พ", "feb"),
        ("พ.ค", "may"),
        ("ก.ค", "jul"),
        ("ส.ค", "aug"),
        ("ก.ย", "sep"),
        ("ต.ค", "oct"),
        ("พ.ย", "nov"),
        ("ธ.ค", "dec"),
    ];
    let (name, month) = MONTHS.iter().find(|(name, _)| text.contains(name))?;
    let (before, behind) = text.split_once(name)?;
    Some(format!(
        "{before} {month} {}",
        behind.trim_start_matches('.')
    ))
}

/// `2020年1月5日` as `2020-1-5`, and `ngày 5 tháng 1 năm 2020` as well.
fn numbered(text: &str) -> Cow<'_, str> {
    const MARKS: [char; 6] = ['年', '月', '日', '년', '월', '일'];
    if let Some(date) = thai(text) {
        return Cow::Owned(date);
    }
    if let Some(date) = vietnamese(text) {
        return Cow::Owned(date);
    }
    if !text.contains(MARKS) {
        return Cow::Borrowed(text);
    }
    let parts = text.split(MARKS).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    Cow::Owned(parts.join("-"))
}

/// `ngày 5 tháng 1 năm 2020`, `tháng 1, 2020`, `ngày 5 tháng 1`.
fn vietnamese(text: &str) -> Option<String> {
    if !text.to_lowercase().contains("th") {
        return None;
    }
    let text = words::fold(text);
    let (day, rest) = text.split_once("thang")?;
    let rest = rest.replace("nam", " ").replace([',', '/'], " ");
    let day = day.replace("ngay", " ");
    let (month, year) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
    if year.is_empty() && day.trim().is_empty() {
        return None;
    }
    let parts = [year.trim(), month.trim(), day.trim()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    parts.iter().all(is_number).then(|| parts.join("-"))
}

/// The month of a name such as `Sept`, `märz` or `févr.`, 1 to 12.
#[must_use]
pub fn month(name: &str) -> Option<u32> {
    words::month(words::fold(name).trim_end_matches('.'))
}

/// True for the name of a day of the week, such as `Tue` or `freitag`.
#[must_use]
pub fn is_weekday(name: &str) -> bool {
    words::is_weekday(&words::fold(name))
}

#[cfg(test)]
mod tests;
