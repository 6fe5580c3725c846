//! White space of pages that says nothing: browsers set paragraphs apart that belong to one head of an entry, such as a title and its dates.

use crate::{
    date::SlashOrder,
    resume::{
        dated::is_whole,
        line::{Kind, Line},
        span, topics,
        words::is_sentence,
    },
};

/// How much further apart the lines of a head may be than its first line is from what is above.
const SLACK: f64 = 1.15;
/// The greatest distance within a head, in usual distances of lines.
const WITHIN_MAX: f64 = 3.2;

/// Takes the gaps out of the heads of entries. Each line has its distance from the line above.
pub fn close(lines: &mut [Line], above: &[f64], leading: f64) {
    for at in 1..lines.len() {
        if lines.get(at).is_none_or(|line| !is_dates(line)) {
            continue;
        }
        // The dates and their names, then the two names.
        for below in [at, at - 1] {
            let Some(over) = below.checked_sub(1) else {
                break;
            };
            let is_last = below < at && lines.get(below).is_some_and(|line| is_whole(&line.text));
            if is_last || !lines.get(over).is_some_and(is_name) || !is_near(above, over, leading) {
                break;
            }
            if let Some(line) = lines.get_mut(below) {
                line.gap = false;
            }
        }
    }
}

/// True if the line below this one is no further from it than this one from what is above.
fn is_near(above: &[f64], at: usize, leading: f64) -> bool {
    let pair = above.get(at).zip(above.get(at + 1));
    pair.is_some_and(|(own, next)| *next <= own * SLACK && *next < WITHIN_MAX * leading)
}

/// True for dates alone.
fn is_dates(line: &Line) -> bool {
    let found = span::find(&line.text, SlashOrder::DayFirst);
    line.kind == Kind::Text && found.is_some_and(|it| it.start.is_some() && it.rest.is_empty())
}

/// True for a line that may be one of the names above dates.
fn is_name(line: &Line) -> bool {
    let text = line.text.as_str();
    line.kind == Kind::Text
        && !is_sentence(text)
        && topics::topic(text).is_none()
        && text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && span::find(text, SlashOrder::DayFirst).is_none()
}
