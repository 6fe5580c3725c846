//! Statements of a list whose bullets are lost: their lines are indented below the names of an entry. A line that ends before the next word would
//! not fit ends its statement; what may go on is joined.

use super::layout::Segment;
use crate::{
    date::SlashOrder,
    resume::{
        plain, span,
        topics::{Topic, topic},
        words::is_sentence,
    },
};

/// The least and the greatest indentation, in points.
const INDENT_MIN: f64 = 4.0;
const INDENT_MAX: f64 = 60.0;
/// How far the first line of a list is from the line above, in usual distances of lines.
const ABOVE_MAX: f64 = 3.2;
/// How much further than others lines are apart that begin statements.
const APART: f64 = 1.12;
/// The most lines of a page that are looked at; one with more is no text.
const LINES_MAX: usize = 2_000;
/// The deepest list.
const LEVELS_MAX: usize = 4;
/// The most words of a name.
const NAME_WORDS_MAX: usize = 7;

/// What a line is to its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It begins a statement, at this depth.
    First(u8),
    /// It goes on with the statement above.
    More,
}

/// A line of a page: alone, or with others beside it.
struct Row<'a> {
    first: &'a Segment,
    all: &'a [Segment],
    is_alone: bool,
    /// The distance from the line above.
    above: f64,
}

/// A list that is open.
struct Level {
    x: f64,
    /// Where its statements begin, if that is further left.
    first_x: Option<f64>,
    /// True if its statements are further apart than their lines.
    spacing: Option<f64>,
}

/// What the lines of a column are to lists without bullets. `within` is the section that is open, and is changed.
pub fn parts(rows: &[Vec<Segment>], leading: f64, within: &mut Option<Topic>) -> Vec<Option<Part>> {
    let mut last: Option<f64> = None;
    let read = rows.iter().filter_map(|row| {
        let first = row.first()?;
        let above = last.map_or(f64::MAX, |last| last - first.y);
        last = Some(first.y);
        Some(Row {
            first,
            all: row,
            is_alone: row.len() == 1,
            above,
        })
    });
    let lines: Vec<Row> = read.collect();
    if lines.len() > LINES_MAX {
        return vec![None; rows.len()];
    }
    let others = rows.iter().flat_map(|row| row.iter().skip(1));
    let walk = Walk {
        lines: &lines,
        columns: others.map(|segment| segment.x).collect(),
        edge: rows.iter().flatten().fold(0.0, |edge, it| it.end.max(edge)),
        leading,
    };
    walk.run(within)
}

struct Walk<'a> {
    lines: &'a [Row<'a>],
    /// Where the further cells of lines begin.
    columns: Vec<f64>,
    /// Where the widest line ends.
    edge: f64,
    leading: f64,
}

impl Walk<'_> {
    fn run(&self, within: &mut Option<Topic>) -> Vec<Option<Part>> {
        let mut parts: Vec<Option<Part>> = Vec::new();
        let mut levels: Vec<Level> = Vec::new();
        for (at, row) in self.lines.iter().enumerate() {
            let text = row.first.text.trim();
            let heading = topic(text);
            if heading.is_some() {
                *within = heading;
            }
            let has_lists = matches!(
                within,
                Some(Topic::Employment | Topic::Volunteering | Topic::Projects)
            );
            let is_free = row.is_alone && heading.is_none() && plain::bullet(text).is_none();
            let part = if has_lists && is_free && row.above < ABOVE_MAX * self.leading {
                self.part(at, &mut levels, &mut parts)
            } else {
                None
            };
            if part.is_none() {
                levels.clear();
            }
            parts.push(part);
        }
        parts
    }

    fn part(&self, at: usize, levels: &mut Vec<Level>, parts: &mut [Option<Part>]) -> Option<Part> {
        let row = self.lines.get(at)?;
        let over = at.checked_sub(1).and_then(|over| self.lines.get(over))?;
        let x = row.first.x;
        let begins = |level: &Level| level.first_x.unwrap_or(level.x);
        while levels.last().is_some_and(|level| begins(level) > x + 2.0) {
            levels.pop();
        }
        if is_dated(&row.first.text) {
            return None;
        }
        let depth = u8::try_from(levels.len().saturating_sub(1)).unwrap_or_default();
        if let Some(level) = levels.last() {
            if (level.x - x).abs() < 2.0 {
                let is_more = if level.first_x.is_some() {
                    true
                } else {
                    (over.first.x - x).abs() < 2.0 && self.goes_on(at, level)
                };
                return Some(if is_more {
                    Part::More
                } else {
                    Part::First(depth)
                });
            }
            let is_first = level.first_x.is_some_and(|first| (first - x).abs() < 2.0);
            // The names of the next entry may be as far left.
            let next = self.lines.get(at + 1);
            let is_head =
                is_name(&row.first.text) || next.is_some_and(|it| is_dated(&it.first.text));
            if is_first && !is_head && row.above < 1.5 * self.leading {
                return Some(Part::First(depth));
            }
            if level.first_x.is_some() {
                return None;
            }
        }
        self.open(at, levels, parts)
    }

    /// Opens a list at an indented line.
    fn open(&self, at: usize, levels: &mut Vec<Level>, parts: &mut [Option<Part>]) -> Option<Part> {
        let row = self.lines.get(at)?;
        let before = at.checked_sub(1)?;
        let over = self.lines.get(before)?;
        // Dates may stand before the names.
        let starts = over.all.iter().map(|segment| segment.x);
        let start = starts.filter(|start| *start < row.first.x - 2.0);
        let indent = row.first.x - start.fold(over.first.x, f64::max);
        let is_cell = self.columns.iter().any(|x| (x - row.first.x).abs() < 2.0);
        let over_text = over.first.text.trim();
        if !(INDENT_MIN..INDENT_MAX).contains(&indent)
            || is_cell
            || levels.len() >= LEVELS_MAX
            || topic(over_text).is_some()
            || plain::bullet(over_text).is_some()
            || self.has_dates(at)
        {
            return None;
        }
        let is_low = row.first.text.trim().starts_with(char::is_lowercase);
        let is_text = over.is_alone && !is_dated(over_text) && row.above < 1.5 * self.leading;
        if is_low && is_text && !self.fits(at) && levels.is_empty() {
            // The lines of a statement hang below its first one.
            if let Some(part) = parts.get_mut(before) {
                *part = Some(Part::First(0));
            }
            levels.push(Level {
                x: row.first.x,
                first_x: Some(over.first.x),
                spacing: None,
            });
            return Some(Part::More);
        }
        // A name, such as the company below a title.
        if is_low || levels.is_empty() && is_name(&row.first.text) && !self.is_even(at) {
            return None;
        }
        levels.push(Level {
            x: row.first.x,
            first_x: None,
            spacing: self.spacing(row.first.x),
        });
        let depth = u8::try_from(levels.len().saturating_sub(1)).unwrap_or_default();
        Some(Part::First(depth))
    }

    /// True if another line of the list follows that is a name, too: a list of names, and no company.
    fn is_even(&self, at: usize) -> bool {
        let (row, next) = (self.lines.get(at), self.lines.get(at + 1));
        row.zip(next).is_some_and(|(row, next)| {
            (row.first.x - next.first.x).abs() < 2.0 && is_name(&next.first.text)
        })
    }

    /// True if a line of the list that begins here has the dates of an entry.
    fn has_dates(&self, at: usize) -> bool {
        let Some(x) = self.lines.get(at).map(|row| row.first.x) else {
            return false;
        };
        let below = self.lines.iter().skip(at).take(60);
        let mut list = below.take_while(|row| row.first.x > x - 2.0);
        let is_within = |row: &Row| row.first.x < x + INDENT_MAX;
        list.any(|row| {
            is_within(row) && (is_dated(&row.first.text) || topic(row.first.text.trim()).is_some())
        })
    }

    /// True if the line goes on with the statement of the line above it.
    fn goes_on(&self, at: usize, level: &Level) -> bool {
        let over = at.checked_sub(1).and_then(|over| self.lines.get(over));
        let Some((over, row)) = over.zip(self.lines.get(at)) else {
            return false;
        };
        let text = row.first.text.trim();
        let before = over.first.text.trim();
        if text.starts_with(char::is_lowercase) || before.ends_with([',', '-', '–', '&', '(']) {
            return true;
        }
        if let Some(spacing) = level.spacing {
            return row.above < spacing;
        }
        if before.ends_with(['.', '!', '?', ';']) {
            return false;
        }
        if self.fits(at) && !ends_open(before) {
            return !self.is_ragged(at);
        }
        true
    }

    /// True if the first word of a line would fit on the line above it.
    fn fits(&self, at: usize) -> bool {
        self.fits_before(at, self.edge)
    }

    fn fits_before(&self, at: usize, edge: f64) -> bool {
        let over = at.checked_sub(1).and_then(|over| self.lines.get(over));
        over.zip(self.lines.get(at)).is_some_and(|(over, row)| {
            let all = row.first.text.trim().chars().count().max(1);
            let word = row.first.text.split_whitespace().next().unwrap_or_default();
            let share = portion(word.chars().count() + 1, all);
            over.first.end + share * (row.first.end - row.first.x) <= edge
        })
    }

    /// True if the line above ends before the edge at which the lines of its list are wrapped.
    fn is_ragged(&self, at: usize) -> bool {
        let Some(x) = self.lines.get(at).map(|row| row.first.x) else {
            return false;
        };
        let own = || {
            let rows = self.lines.iter().enumerate();
            rows.filter(move |(_, row)| row.is_alone && (row.first.x - x).abs() < 2.0)
        };
        let edge = own().fold(0.0, |edge, (_, row)| row.first.end.max(edge));
        if self.fits_before(at, edge) {
            return true;
        }
        // The widest lines of the list end there by chance, unless one of them goes on.
        !own().any(|(index, row)| {
            let is_low = row.first.text.trim().starts_with(char::is_lowercase);
            is_low && !self.fits_before(index, edge)
        })
    }

    /// The distance from which on lines begin statements, if those of a list are apart in two ways.
    fn spacing(&self, x: f64) -> Option<f64> {
        let pairs = self.lines.windows(2).filter_map(|pair| match pair {
            [over, row] => {
                let is_list = [over, row].iter().all(|it| (it.first.x - x).abs() < 2.0);
                is_list.then(|| {
                    (
                        row.above,
                        row.first.text.trim().starts_with(char::is_lowercase),
                    )
                })
            }
            _ => None,
        });
        let pairs: Vec<(f64, bool)> = pairs.collect();
        let least = pairs
            .iter()
            .map(|(above, _)| *above)
            .min_by(f64::total_cmp)?;
        let limit = least * APART;
        let is_apart = |pair: &&(f64, bool)| pair.0 > limit;
        let apart = pairs.iter().filter(is_apart).count();
        // Lines that go on are never apart.
        let is_clear = !pairs
            .iter()
            .any(|(above, is_low)| *is_low && *above > limit);
        (apart > 0 && is_clear && pairs.iter().any(|(_, is_low)| *is_low)).then_some(limit)
    }
}

/// A part of a number, at most all.
fn portion(part: usize, all: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    (number(part) / number(all)).min(1.0)
}

/// True for a line with the dates of an entry.
fn is_dated(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() < 90
        && span::find(text, SlashOrder::DayFirst)
            .is_some_and(|it| it.start.is_some() && !is_sentence(text))
}

/// True for a short line whose words begin as those of names do.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    let is_upper = |word: &str| !word.starts_with(char::is_lowercase) || word.chars().count() < 4;
    text.split_whitespace().count() <= NAME_WORDS_MAX
        && !text.ends_with(['.', ';'])
        && text.split_whitespace().all(is_upper)
}

/// True for a text that ends within a sentence: `… of the`.
fn ends_open(text: &str) -> bool {
    const OPEN: [&str; 24] = [
        "and", "or", "of", "the", "a", "an", "to", "for", "with", "in", "on", "at", "by", "und",
        "der", "die", "das", "mit", "et", "de", "la", "y", "e", "van",
    ];
    let last = text.split_whitespace().next_back().unwrap_or_default();
    OPEN.contains(&last)
}
