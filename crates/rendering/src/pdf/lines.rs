//! Lines: where a paragraph is broken, by the rules of Unicode (UAX #14).

use crate::pdf::shape::{Glyph, Shaped};
use std::ops::Range;
use unicode_linebreak::linebreaks;
use unicode_normalization::char::is_combining_mark;

/// What stays on the line of the word before it, although a space is between them.
const KEPT_BEFORE: [char; 6] = ['%', '‰', '–', '—', '·', '»'];
/// How much a line may be over its width, for what rounding adds.
const TOLERANCE: f32 = 0.01;

/// The least part of the measure that the last of several lines has, if words can be moved to it.
const LAST_LINE_MIN: f32 = 0.14;

/// Breaks a paragraph into lines, each a range of glyphs. Lines after the first are narrower by `hang`.
pub fn lines(shaped: &Shaped, width: f32, hang: f32, label: usize) -> Vec<Range<usize>> {
    let breaks = opportunities(shaped, label);
    let mut lines = Vec::new();
    let mut start = 0;
    while start < shaped.glyphs.len() {
        let room = if lines.is_empty() {
            width
        } else {
            width - hang
        };
        let end = line_end(shaped, start, room, &breaks);
        lines.push(start..end);
        start = end;
    }
    fill_last(shaped, &mut lines, width, &breaks);
    lines
}

/// Moves words to a last line that is very short.
fn fill_last(shaped: &Shaped, lines: &mut [Range<usize>], width: f32, breaks: &[usize]) {
    let [.., before, last] = lines else { return };
    let length = |range: Range<usize>| -> f32 {
        let glyphs = shaped.glyphs.get(range).unwrap_or_default();
        glyphs.iter().map(|glyph| advance(shaped, glyph)).sum()
    };
    // Only where words end: an address that is broken stays as long as it can be.
    let is_word = |at: &&usize| at.checked_sub(1).is_some_and(|at| is_space(shaped, at));
    if !is_word(&&last.start) {
        return;
    }
    let moved = breaks
        .iter()
        .rev()
        .skip_while(|at| **at >= last.start)
        .take_while(|at| length(**at..last.end) < width / 3.0)
        .filter(is_word)
        .find(|at| **at > before.start && length(**at..last.end) >= width * LAST_LINE_MIN);
    if let Some(at) = moved
        && length(last.clone()) < width * LAST_LINE_MIN
    {
        before.end = *at;
        last.start = *at;
    }
}

fn is_space(shaped: &Shaped, at: usize) -> bool {
    let glyph = shaped.glyphs.get(at);
    glyph.and_then(|glyph| shaped.text.get(glyph.own.clone())) == Some(" ")
}

/// The width of a glyph in points.
pub fn advance(shaped: &Shaped, glyph: &Glyph) -> f32 {
    let size = shaped
        .segments
        .get(glyph.segment)
        .map_or(0.0, |segment| segment.ink.size);
    glyph.advance * size
}

/// The last glyph, exclusive, of a line that begins at a glyph: the last opportunity that fits, or else as many characters as fit.
fn line_end(shaped: &Shaped, start: usize, room: f32, breaks: &[usize]) -> usize {
    let mut used = 0.0;
    // Better ends of a line are in later of these.
    let mut torn = start + 1;
    let mut fitting = None;
    let mut best = None;
    for (at, glyph) in shaped.glyphs.iter().enumerate().skip(start) {
        if at > start && breaks.binary_search(&at).is_ok() {
            best = Some(at);
        }
        used += advance(shaped, glyph);
        if !is_space(shaped, at) && used > room + TOLERANCE {
            return best.or(fitting).unwrap_or(torn);
        }
        if is_apart(shaped, at + 1) {
            torn = at + 1;
        }
        if may_begin(shaped, at + 1) {
            fitting = Some(at + 1);
        }
    }
    shaped.glyphs.len()
}

/// True if a line that is full may end before a glyph: not before a mark of the letter before it, and not after a hyphen, which
/// readers would take for one that the break added.
fn may_begin(shaped: &Shaped, at: usize) -> bool {
    is_apart(shaped, at) && {
        let start = shaped
            .glyphs
            .get(at)
            .map_or(shaped.text.len(), |glyph| glyph.own.start);
        let before = shaped.text.get(..start).unwrap_or_default();
        !before.trim_end().ends_with('-')
    }
}

/// True if a glyph is no mark of the letter before it, and no space.
fn is_apart(shaped: &Shaped, at: usize) -> bool {
    let glyph = shaped.glyphs.get(at);
    let first = glyph.and_then(|glyph| shaped.text.get(glyph.own.clone())?.chars().next());
    !first.is_some_and(|c| is_combining_mark(c) || c == ' ')
}

/// True if what is after a space stays on the line before it: a sign, or the next three digits of a number.
fn is_kept(before: &str, after: &str) -> bool {
    let Some(word) = before.strip_suffix(' ') else {
        return false;
    };
    let digits = after.chars().take_while(char::is_ascii_digit).count();
    after.starts_with(KEPT_BEFORE) || (digits == 3 && word.ends_with(|c: char| c.is_ascii_digit()))
}

/// The glyphs before which a line may end.
fn opportunities(shaped: &Shaped, label: usize) -> Vec<usize> {
    let mut offsets = linebreaks(&shaped.text)
        .map(|(offset, _)| offset)
        .filter(|offset| {
            let (before, after) = shaped.text.split_at_checked(*offset).unwrap_or_default();
            let is_whole = shaped
                .whole
                .iter()
                .any(|range| (range.start + 1..range.end).contains(offset));
            !is_whole && !is_kept(before, after) && !before.trim_end().ends_with('-')
        })
        .peekable();
    let mut breaks = Vec::new();
    for (at, glyph) in shaped.glyphs.iter().enumerate() {
        while offsets
            .next_if(|offset| *offset < glyph.own.start)
            .is_some()
        {}
        if offsets.peek() == Some(&glyph.own.start) && at > label {
            breaks.push(at);
        }
    }
    breaks
}
