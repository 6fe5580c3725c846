//! Single dates in lines: `Crane Ticket, May 2024`, `BSc, 2010, Oak School`, `Class of 2015`.

use super::{
    length::is_length,
    span::{read, tidy, words},
};
use crate::{
    date::{PartialDate, SlashOrder, Stated},
    text::is_listed,
};

/// A single date that is a whole line, or its end behind a comma or in brackets: `Crane Ticket, May 2024`.
pub fn at_end(line: &str, order: SlashOrder) -> Option<(PartialDate, String)> {
    let line = without_length_at_end(line);
    let words = words(line);
    for (index, (start, _)) in words.iter().enumerate() {
        if words.len() - index > 4 {
            continue;
        }
        let tail = line.get(*start..)?;
        let inner = tail.trim_matches(['(', ')', ',', '.', '[', ']', ' ']);
        let all = line.get(..*start)?.trim_end();
        let before = without_lead(all);
        let parted = before.is_empty()
            || before.len() < all.len()
            || tail.starts_with(['(', '['])
            || before.ends_with([',', '-', '–', '—', '·', '|', ':']);
        // The short name of a state is no part of the date behind it: "Chicago, IL, 2018".
        let first = inner.split([' ', ',']).next().unwrap_or_default();
        let is_state = first.len() == 2 && first.bytes().all(|byte| byte.is_ascii_uppercase());
        if let (true, false, Stated::Date(date)) = (parted, is_state, read(inner, order)) {
            return Some((date, tidy(before, "")));
        }
    }
    None
}

/// `Tester, Oak, 2017 (6 months)` without the length of time.
fn without_length_at_end(line: &str) -> &str {
    let bracketed = line
        .strip_suffix(')')
        .and_then(|line| line.rsplit_once('('));
    let rest = bracketed.filter(|(_, inner)| is_length(inner));
    rest.map_or(line, |(rest, _)| rest.trim_end())
}

/// A single date at the start of a line: `2020 Staplerschein`, `Mai 2017 – Brandschutz`, `2017年6月 合格`.
pub fn at_start(line: &str, order: SlashOrder) -> Option<(PartialDate, String)> {
    let words = words(line);
    let last = words.len().saturating_sub(1).min(3);
    (0..last).rev().find_map(|at| {
        let (_, end) = words.get(at)?;
        let inner = line
            .get(..*end)?
            .trim_matches(['(', ')', ',', '.', '[', ']', ':', ' ']);
        let is_year = inner.len() >= 4;
        // "2022 Early Career Award": the word belongs to the name.
        let is_part = inner.ends_with("Early") || inner.ends_with("Mid") || inner.ends_with("Late");
        let is_year = is_year && !is_part;
        let date = read(inner, order).date().filter(|_| is_year)?;
        let rest = tidy("", line.get(*end..)?);
        rest.contains(char::is_alphabetic).then_some((date, rest))
    })
}

/// A single date that is one part of a line between commas and the like, or its start: `BSc, 2010, Oak School`, `2016 | Oak School`.
pub fn among(line: &str, order: SlashOrder) -> Option<(PartialDate, String)> {
    const BETWEEN: [&str; 10] = [
        ", ", " | ", " · ", " – ", " — ", " - ", ": ", " (", "、", "，",
    ];
    let mut starts = vec![0];
    for sign in BETWEEN {
        starts.extend(line.match_indices(sign).map(|(at, _)| at + sign.len()));
    }
    starts.sort_unstable();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(line.len());
        let part = line.get(*start..end)?;
        let inner =
            part.trim_matches([' ', ',', '|', '·', '–', '—', '-', ':', '(', ')', '、', '，']);
        let is_year = inner.len() >= 4;
        if let (true, Stated::Date(date)) = (is_year, read(inner, order)) {
            let before = without_lead(line.get(..*start)?.trim_end());
            return Some((date, tidy(before, line.get(end..)?)));
        }
    }
    // "2016 Diploma, Oak School".
    at_start(line, order)
}

/// True for years and nothing else: `2022`, `2019 and 2020`, `2011, 2013`.
pub fn is_years(text: &str) -> bool {
    let mut words = text
        .split([' ', ',', '/', '&', '–', '-'])
        .filter(|word| !word.is_empty());
    let is_year = |word: &str| {
        let year: Option<u32> = word.parse().ok().filter(|_| word.len() == 4);
        year.is_some_and(|year| (1900..2100).contains(&year))
    };
    let is_joiner = |word: &str| is_listed("and und et y e en i och og", word);
    text.contains(|c: char| c.is_ascii_digit())
        && words.all(|word| is_year(word) || is_joiner(word))
}

/// The text before a date without the word that says what the date is: `Graduated`, `Class of`.
fn without_lead(before: &str) -> &str {
    const LEADS: [&str; 42] = [
        "graduated",
        "graduation",
        "graduating",
        "expected graduation",
        "expected",
        "anticipated",
        "class of",
        "completed",
        "awarded",
        "obtained",
        "conferred",
        "abschluss",
        "voraussichtlich",
        "obtenu en",
        "obtenue en",
        "promotion",
        "graduación",
        "conseguita nel",
        "conclusão",
        "afgestudeerd",
        "issued on",
        "issued in",
        "issued",
        "granted",
        "passed",
        "ausgestellt am",
        "ausgestellt",
        "erworben",
        "erteilt",
        "bestanden",
        "délivrée en",
        "délivré en",
        "délivré le",
        "obtenu le",
        "obtenida en",
        "obtenido en",
        "expedido en",
        "conseguito nel",
        "rilasciato nel",
        "emitido em",
        "behaald in",
        "behaald",
    ];
    let trimmed = before.trim_end_matches([':', ' ']);
    let lead = LEADS.iter().find_map(|lead| {
        let at = trimmed.len().checked_sub(lead.len())?;
        let (rest, end) = trimmed.split_at_checked(at)?;
        let parted = rest.is_empty() || rest.ends_with([' ', '(']);
        (end.to_lowercase() == *lead && parted).then_some(rest)
    });
    lead.map_or(before, |rest| rest.trim_end_matches([' ', '(']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_dates_are_found() {
        let shown = |found: Option<(PartialDate, String)>| {
            found.map(|(date, rest)| format!("{date} {rest}"))
        };
        for (line, expected) in [
            ("Crane Ticket, May 2024", "2024-05 Crane Ticket"),
            ("Oak School, Graduated May 2016", "2016-05 Oak School"),
            ("Oak School, Class of 2015", "2015 Oak School"),
            ("Oak School (Abschluss: 2009)", "2009 Oak School"),
            (
                "Oak School, Chicago, IL, 2018",
                "2018 Oak School, Chicago, IL",
            ),
            ("Tester, Oak, 2017 (6 months)", "2017 Tester, Oak"),
        ] {
            let found = shown(at_end(line, SlashOrder::DayFirst));
            assert_eq!(found.as_deref(), Some(expected), "{line}");
        }
        for (line, expected) in [
            ("BSc, 2010, Oak School", "2010 BSc, Oak School"),
            ("BSc (2010), Oak School", "2010 BSc, Oak School"),
            ("2016 | Oak School | BSc", "2016 Oak School | BSc"),
            ("2016 BSc, Oak School", "2016 BSc, Oak School"),
            ("東京大学、学士、2015", "2015 東京大学、学士、"),
        ] {
            let found = shown(among(line, SlashOrder::DayFirst));
            assert_eq!(found.as_deref(), Some(expected), "{line}");
        }
        let none = "Sold 2024 units in 2023";
        assert_eq!(at_end(none, SlashOrder::DayFirst), None);
        assert_eq!(among("12 sold, of them 3", SlashOrder::DayFirst), None);
    }
}
