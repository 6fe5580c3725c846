//! What every format is turned into: lines of text with what the format says about them.

use crate::{
    date::{self, SlashOrder, Stated},
    record::Link,
};

/// What the format says that a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A heading, with its level; 1 is the highest.
    Heading(u8),
    /// A bullet, with its depth; 0 is the outermost.
    Bullet(u8),
    /// A label within a job, such as `Achievements`: it belongs to the text of the job.
    Label,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The text on one line, without a bullet.
    pub text: String,
    /// The cells of the line, if it is a row of several.
    pub cells: Vec<String>,
    /// What it is.
    pub kind: Kind,
    /// True if white space sets it off from what is above.
    pub gap: bool,
    /// True if a column or a box begins here, which continues no section.
    pub fresh: bool,
    /// The first address that its words link to.
    pub url: Option<String>,
    /// True if its cells are the title, the company and the place, as a header says; each may be empty.
    pub titled: bool,
    /// The order of day and month of its document.
    pub order: SlashOrder,
}

impl Line {
    /// A line of text.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            cells: Vec::new(),
            kind: Kind::Text,
            gap: false,
            fresh: false,
            url: None,
            titled: false,
            order: SlashOrder::DayFirst,
        }
    }

    /// A row of cells.
    pub fn row(cells: Vec<String>) -> Self {
        let cells: Vec<String> = cells
            .into_iter()
            .map(|cell| cell.trim().to_owned())
            .filter(|cell| !cell.is_empty())
            .collect();
        let cells = spans(cells);
        let mut line = Self::text(cells.join(", "));
        if cells.len() > 1 {
            line.cells = cells;
        }
        line
    }

    /// True for a bullet.
    pub fn is_bullet(&self) -> bool {
        matches!(self.kind, Kind::Bullet(_))
    }

    /// True for a line that is always the text of an entry, and never its head.
    pub fn is_body(&self) -> bool {
        self.is_bullet() || self.kind == Kind::Label
    }
}

/// The cells with those joined that are the two dates of a span: `03/2020`, `present`.
fn spans(cells: Vec<String>) -> Vec<String> {
    let stated = |cell: &str| date::read_month_in_any(cell, SlashOrder::DayFirst);
    let mut joined: Vec<String> = Vec::new();
    for cell in cells {
        let end = matches!(stated(&cell), Stated::Date(_) | Stated::Present);
        match joined.last_mut() {
            Some(last) if end && matches!(stated(last), Stated::Date(_)) => {
                last.push_str(" – ");
                last.push_str(&cell);
            }
            _ => joined.push(cell),
        }
    }
    joined
}

/// The lines of a document.
#[derive(Debug, Default)]
pub struct Document {
    /// The lines, in reading order.
    pub lines: Vec<Line>,
    /// Links that are not written out.
    pub links: Vec<Link>,
    /// Addresses that are texts of links to other pages.
    pub texts: Vec<String>,
    /// Sentences about what was left out on purpose.
    pub left_out: Vec<String>,
}

impl Document {
    /// Adds a line, unless it is empty; then the next one is set off.
    pub fn push(&mut self, line: Line, gap: &mut bool) {
        if line.text.trim().is_empty() {
            *gap = true;
            return;
        }
        self.lines.push(Line {
            gap: *gap || line.gap,
            ..line
        });
        *gap = false;
    }
}

/// A continued line: with a hyphen at the end of a line the word goes on, else a space comes between.
pub fn join(start: &mut String, next: &str) {
    let mut end = start.chars().rev();
    let hyphen = matches!(end.next(), Some('-' | '\u{AD}' | '‐'))
        && end.next().is_some_and(char::is_alphabetic);
    if hyphen && next.starts_with(char::is_lowercase) {
        start.pop();
    } else if !start.is_empty() {
        start.push(' ');
    }
    start.push_str(next);
}

/// Lines as a text with bullets.
pub fn text(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        if !text.is_empty() {
            text.push_str(if line.gap && !line.is_bullet() {
                "\n\n"
            } else {
                "\n"
            });
        }
        match line.kind {
            Kind::Bullet(depth) => {
                for _ in 0..depth {
                    text.push_str("  ");
                }
                text.push_str("• ");
                text.push_str(&line.text);
            }
            _ => text.push_str(&line.text),
        }
    }
    text
}
