//! What a finding says of a value that should be a date and is none, or states less than it seems to, and what to do.

use serde_json::{Map, Value};

use crate::{
    date::{self, Fault, SlashOrder, Stated, fault, has_month_of_two, is_about, month_of_two},
    journal::Journal,
    report::FindingKind,
    text::quote,
};

/// The most characters of a text that can be dates.
const CHARS_MAX: usize = 60;

/// Names a date of which only the year or the month was read: `Spring 2019`.
pub fn name_about(value: &Value, stated: Stated, notes: &mut Journal) {
    if let (Value::String(text), Stated::Date(date)) = (value, stated)
        && is_about(text)
    {
        let message = format!(
            "The date \"{}\" was read as {date}: what else it says is not kept.",
            quote(text)
        );
        notes.add(FindingKind::Guess, message);
    }
}

/// The same for a start and an end in one text.
pub fn name_span(text: &str, notes: &mut Journal) {
    if is_about(text) {
        let message = format!(
            "The dates \"{}\" were read without what they say beside years and months.",
            quote(text)
        );
        notes.add(FindingKind::Guess, message);
    }
}

/// Names a month that is another one in a neighbouring language, unless the other texts of the document say which.
pub fn name_month_of_two(document: &Map<String, Value>, notes: &mut Journal) {
    let mut texts = Vec::new();
    document
        .values()
        .for_each(|value| strings(value, &mut texts));
    let is_date = |text: &&&str| {
        let is_short = text.chars().nth(CHARS_MAX).is_none();
        is_short && text.contains(char::is_numeric) && has_month_of_two(text)
    };
    if let Some(found) = texts.iter().find(is_date)
        && month_of_two(texts.iter().copied()) != Some(11)
    {
        notes.add(FindingKind::Guess, date::twin_message(found));
    }
}

fn strings<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(map) => map.values().for_each(|item| strings(item, found)),
        _ => {}
    }
}

/// The sentences.
pub fn message(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    format!("The date \"{}\" {}", quote(&text), advice(&text))
}

fn advice(text: &str) -> String {
    let of = |order| date::read(text, order).date();
    if let (Some(first), Some(second)) = (of(SlashOrder::DayFirst), of(SlashOrder::MonthFirst))
        && first != second
    {
        return format!(
            "can be {first} or {second}. Write the right one in the file, or enter it by hand."
        );
    }
    if let Some(year) = far_year(text) {
        return format!(
            "has the year {year}; a profile takes those from 1900 to 2100. Correct the year, or leave the date out."
        );
    }
    match fault(text) {
        Fault::Doubt => "is in doubt. Enter the date by hand, or write it without the sign of doubt.".to_owned(),
        Fault::NoYear => "has no year. Add the year in the file, or enter the date by hand.".to_owned(),
        Fault::OtherCalendar(name) => format!(
            "is one of another calendar ({name}). Write it in the Gregorian one, such as 2026-03-05."
        ),
        Fault::Relative => "counts from a day that the file does not say. Write the date itself, such as 2026-03.".to_owned(),
        Fault::Several => "has several dates, of which one can be read. Leave one of them in the file, or enter it by hand.".to_owned(),
        Fault::NoDate => "cannot be read. Enter the date by hand, or write it in the file as 2026, 2026-03 or 2026-03-05.".to_owned(),
    }
}

/// The year that a text begins with, if a profile takes none such.
fn far_year(text: &str) -> Option<u32> {
    let text = text.trim();
    let digits = text.split(|c: char| !c.is_ascii_digit()).next()?;
    let alone = text.len() == 4 || text.get(4..).is_some_and(|rest| rest.starts_with('-'));
    let year: u32 = digits.parse().ok().filter(|_| digits.len() == 4 && alone)?;
    let other = matches!(fault(text), Fault::OtherCalendar(_));
    (!other && !(1900..=2100).contains(&year)).then_some(year)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::message;

    #[test]
    fn each_message_says_what_to_do() {
        let table = [
            (
                json!("05/06/2020"),
                "can be 2020-06-05 or 2020-05-06. Write",
            ),
            (json!("2150-01"), "has the year 2150"),
            (json!(2199), "has the year 2199"),
            (json!("0000"), "has the year 0;"),
            (json!("2563-05-06"), "another calendar (Buddhist)"),
            (json!("5 Mar"), "has no year. Add"),
            (json!("2020?"), "is in doubt. Enter"),
            (json!("soon"), "cannot be read. Enter"),
            (json!("2021-02-30"), "cannot be read. Enter"),
            (json!(true), "The date \"true\" cannot be read. Enter"),
        ];
        for (value, part) in table {
            let message = message(&value);
            assert!(message.contains(part), "{value}: {message}");
        }
    }
}
