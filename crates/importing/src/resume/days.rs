//! The order of day and month in the dates of a document, and a month that is two in neighbouring languages.

use super::line::Line;
use crate::{
    date::{
        Proof, SlashOrder, has_month_of_two, is_about, is_doubtful, month_of_two, twin_message,
    },
    text::quote,
};

/// The most bytes of a line with a season that belongs to a date.
const LINE_BYTES_MAX: usize = 160;

/// The order that the dates of a document prove, or the day first; and a date that can be another one, if none proves it.
pub fn order(lines: &[Line]) -> (SlashOrder, Option<String>) {
    let mut proof = Proof::default();
    let mut doubtful = None;
    for word in lines.iter().flat_map(|line| words(&line.text)) {
        proof.add(word);
        if doubtful.is_none() && is_doubtful(word) {
            doubtful = Some(quote(word));
        }
    }
    let order = proof.order();
    let doubtful = doubtful.filter(|_| order.is_none());
    (order.unwrap_or(SlashOrder::DayFirst), doubtful)
}

/// What a finding says of a month that is another one in a neighbouring language, unless the other lines of the document say which.
pub fn month_in_doubt(lines: &[Line]) -> Option<String> {
    let is_dated =
        |line: &&Line| line.text.contains(char::is_numeric) && has_month_of_two(&line.text);
    let found = lines.iter().find(is_dated)?;
    let month = month_of_two(lines.iter().map(|line| line.text.as_str()));
    (month != Some(11)).then(|| twin_message(&found.text))
}

/// What a finding says of a season or a part of a year before it, of which only the year is read: `Summer 2018`.
pub fn season(lines: &[Line]) -> Option<String> {
    let is_short = |line: &&Line| !line.is_bullet() && line.text.len() <= LINE_BYTES_MAX;
    let found = lines.iter().filter(is_short).find_map(|line| {
        let words: Vec<&str> = line.text.split_whitespace().collect();
        let pair = words.windows(2).find(|pair| match pair {
            [word, year] => is_about(word) && begins_with_year(year),
            _ => false,
        });
        pair.map(|pair| pair.join(" "))
    });
    let found = found?;
    let date = found.trim_matches(|c: char| !c.is_alphanumeric());
    Some(format!(
        "Of dates such as \"{}\" only the year was read. Correct them, if the month is known.",
        quote(date)
    ))
}

fn begins_with_year(word: &str) -> bool {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let year: Option<u32> = digits.parse().ok();
    year.is_some_and(|year| (1900..2100).contains(&year))
}

/// Words with a digit at both ends, such as dates.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split([' ', '–', '—', '(', ')', ',', ';']);
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| word.len() >= 6 && word.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn a_month_of_two_languages_is_named_unless_other_lines_say_which() {
        for (text, is_named) in [
            (
                "Iskustvo\n\nKuhar, Oak, listopad 2019 – ožujak 2021\n- Kuhao",
                true,
            ),
            (
                "Experience\n\nCook, Oak, listopad 2019 – 2021\n- Cooked",
                true,
            ),
            (
                "Doświadczenie\n\nKucharz, Oak, listopad 2019 – marzec 2021\n- Gotowanie",
                false,
            ),
            (
                "Experience\n\nCook, Oak, November 2019 – 2021\n- Cooked",
                false,
            ),
        ] {
            let findings = read(text.as_bytes()).unwrap().report.findings;
            let mut findings = findings.iter();
            let has = findings.any(|it| it.message.contains("October in Croatian"));
            assert_eq!(has, is_named, "{text}");
        }
    }
}
