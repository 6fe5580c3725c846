//! Dates beside the names of a page: in a narrow column, or a little higher or lower than their line.

use super::layout::Segment;
use crate::{
    date::{SlashOrder, Stated},
    resume::span,
};

/// The most bytes of dates in a narrow column.
const DATES_BYTES_MAX: usize = 30;
/// The most bytes of dates alone, with how long they last.
const ALONE_BYTES_MAX: usize = 80;
/// How many segments before and behind dates may be on their line.
const NEAR: usize = 3;

/// True for a text that is close enough to the one before it to be the same cell. Dates in a narrow column are close to the names beside them.
pub fn goes_on(before: &Segment, x: f64, size: f64) -> bool {
    let gap = x - before.end;
    gap < 0.8 * size || gap < 1.5 * size && !is_part_of_dates(before.text.trim())
}

/// True for a date, a word for now, or dates that go on below.
fn is_part_of_dates(text: &str) -> bool {
    let is_short = (3..=DATES_BYTES_MAX).contains(&text.len());
    let bare = text.trim_end_matches([' ', '–', '—', '-']);
    let read = |text: &str| span::read(text, SlashOrder::DayFirst);
    is_short
        && (matches!(read(bare), Stated::Date(_) | Stated::Present)
            || span::find(text, SlashOrder::DayFirst).is_some_and(|it| it.rest.is_empty()))
}

/// Sets dates that stand a little higher or lower than the line beside them on that line.
pub fn level_dates(segments: &mut [Segment]) {
    for at in 0..segments.len() {
        let Some(dates) = segments.get(at).filter(|it| is_dates(it)) else {
            continue;
        };
        let near = |index: &usize| {
            let other = segments.get(*index)?;
            let distance = (other.y - dates.y).abs();
            let is_near = distance < 0.9 * dates.size.max(other.size);
            let is_apart = other.end < dates.x || other.x > dates.end;
            (*index != at && is_near && is_apart).then_some((other.y, distance))
        };
        let around = (at.saturating_sub(NEAR)..=at + NEAR).filter_map(|index| near(&index));
        let found = around.min_by(|a, b| a.1.total_cmp(&b.1));
        if let (Some((y, distance)), Some(dates)) = (found, segments.get_mut(at))
            && distance > 0.0
        {
            dates.y = y;
        }
    }
    segments.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
}

/// True for dates alone.
pub fn is_dates(segment: &Segment) -> bool {
    let text = segment.text.trim();
    let is_short = text.len() <= ALONE_BYTES_MAX;
    let found = is_short.then(|| span::find(text, SlashOrder::DayFirst));
    found
        .flatten()
        .is_some_and(|it| it.start.is_some() && it.rest.is_empty())
}
