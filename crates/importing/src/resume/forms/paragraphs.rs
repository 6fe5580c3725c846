//! Jobs within a paragraph, where dates in brackets tell where each begins: `Clerk, Oak Ltd (2015 – 2018). Kept the log. Cook, Elm Inn (2012 – 2015).`

use super::Line;
use crate::resume::{line::Kind, span};

/// The most words of the names of a job.
const NAMES_MAX: usize = 14;
/// The fewest words of its text.
const TEXT_WORDS_MIN: usize = 3;

/// The lines, with a line for the names and dates of each job of a paragraph, and its text below it.
pub(super) fn jobs(lines: &[Line]) -> Vec<Line> {
    let parted = |line: &Line| {
        let free = line.kind == Kind::Text && line.cells.len() < 2;
        let found = free.then(|| apart(line)).flatten();
        let found = found.or_else(|| free.then(|| listed(line)).flatten());
        found.unwrap_or_else(|| vec![line.clone()])
    };
    lines.iter().flat_map(parted).collect()
}

/// Where the bracket with a whole span opens and closes.
fn brackets(line: &Line) -> Vec<(usize, usize)> {
    let opens = line.text.match_indices(" (").map(|(at, _)| at);
    let whole = opens.filter_map(|at| {
        let inner = line.text.get(at + 2..)?;
        let end = inner.find(')')?;
        let found = span::find(inner.get(..end)?, line.order)?;
        let is_whole = found.start.is_some() && (found.end.is_some() || found.current);
        (is_whole && found.rest.is_empty()).then_some((at, at + 2 + end + 1))
    });
    whole.collect()
}

fn apart(line: &Line) -> Option<Vec<Line>> {
    let text = line.text.as_str();
    let mut read = Vec::new();
    let mut from = 0;
    for (open, close) in brackets(line) {
        let before = text.get(from..open)?;
        let at = before.rfind(". ").map_or(0, |at| at + 2);
        let (body, names) = before.split_at_checked(at)?;
        let is_first = from == 0 && at > 0;
        if is_first || !is_names(names) {
            return None;
        }
        read.extend(below(body, line));
        read.push(Line {
            text: format!("{}{}", names.trim_start(), text.get(open..close)?),
            gap: true,
            cells: Vec::new(),
            ..line.clone()
        });
        from = close;
        let sign = text.get(close..)?;
        if !sign.is_empty() && !sign.starts_with(['.', ':', ';']) {
            return None;
        }
        from += usize::from(!sign.is_empty());
    }
    let body = text.get(from..)?;
    let has_text = body.split_whitespace().count() >= TEXT_WORDS_MIN;
    if read.is_empty() || read.len() == 1 && !has_text {
        return None;
    }
    read.extend(below(body, line));
    Some(read)
}

fn below(text: &str, like: &Line) -> Option<Line> {
    let text = text.trim();
    (!text.is_empty()).then(|| Line {
        text: text.to_owned(),
        gap: false,
        cells: Vec::new(),
        ..like.clone()
    })
}

fn is_names(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(char::is_uppercase) && text.split_whitespace().count() <= NAMES_MAX
}

/// `2015 – 2018 Clerk, Oak Ltd; 2012 – 2015 Cook, Elm Inn`: each part has its own dates at an end.
fn listed(line: &Line) -> Option<Vec<Line>> {
    let parts: Vec<&str> = line.text.trim_end_matches('.').split("; ").collect();
    let is_job = |part: &&str| {
        let found = span::find(part, line.order);
        found.is_some_and(|it| {
            let is_whole = it.start.is_some() && (it.end.is_some() || it.current);
            is_whole && !it.inside && it.rest.contains(", ")
        })
    };
    let job = |text: &&str| Line {
        text: text.trim().to_owned(),
        gap: true,
        cells: Vec::new(),
        ..line.clone()
    };
    (parts.len() > 1 && parts.iter().all(is_job)).then(|| parts.iter().map(job).collect())
}

#[cfg(test)]
mod tests {
    use super::{Line, jobs};

    #[test]
    fn jobs_of_a_paragraph_are_set_apart() {
        let shown = |text: &str| {
            let read = jobs(&[Line::text(text)]).into_iter();
            read.map(|line| line.text).collect::<Vec<_>>().join("|")
        };
        for (text, expected) in [
            (
                "Clerk, Oak Ltd (2015 – 2018). Kept the log. Cook, Elm Inn (2012 – 2015). Cooked for forty.",
                "Clerk, Oak Ltd (2015 – 2018)|Kept the log.|Cook, Elm Inn (2012 – 2015)|Cooked for forty.",
            ),
            (
                "Clerk, Oak Ltd, Hull (2015 – present). Kept the log.",
                "Clerk, Oak Ltd, Hull (2015 – present)|Kept the log.",
            ),
            (
                "2015 – 2018 Clerk, Oak Ltd; 2012 – 2015 Cook, Elm Inn",
                "2015 – 2018 Clerk, Oak Ltd|2012 – 2015 Cook, Elm Inn",
            ),
            (
                "Clerk, Oak Ltd (2015 – 2018)",
                "Clerk, Oak Ltd (2015 – 2018)",
            ),
            (
                "I led the mill. Then it grew (2015 – 2018) by half.",
                "I led the mill. Then it grew (2015 – 2018) by half.",
            ),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
