//! Pages: which lines are on which. A heading keeps what follows it, and no paragraph leaves one line alone.

use crate::{
    flat::Kind,
    pdf::{blocks::Laid, style::Sheet},
};

/// The least lines of a paragraph at the foot and at the head of a page.
const TOGETHER: usize = 2;

/// The lines of a page.
pub type Page = Vec<Placed>;

/// A line at its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The paragraph.
    pub block: usize,
    /// The line of it.
    pub line: usize,
    /// Its upper edge.
    pub top: f32,
}

/// A line with its height, and whether a page may end before it.
struct Row {
    block: usize,
    line: usize,
    above: f32,
    height: f32,
    below: f32,
    may_begin: bool,
}

/// Puts the lines of paragraphs on pages. There is at least one page.
pub fn paginate(laid: &[Laid], sheet: &Sheet) -> Vec<Page> {
    let rows = rows(laid);
    let mut pages = Vec::new();
    let mut start = 0;
    while start < rows.len() {
        let (page, end) = fill(&rows, start, sheet);
        pages.push(page);
        start = end;
    }
    if pages.is_empty() {
        pages.push(Page::new());
    }
    pages
}

fn rows(laid: &[Laid]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut is_kept = true;
    for (block, paragraph) in laid.iter().enumerate() {
        let count = paragraph.lines.len();
        let before = block.checked_sub(1).and_then(|at| laid.get(at));
        let next = laid.get(block + 1).map(|next| next.kind);
        is_kept |= ends_list(paragraph, next, before);
        for line in 0..count {
            let may_begin = if line == 0 {
                !is_kept
            } else {
                line >= TOGETHER && count - line >= TOGETHER
            };
            rows.push(Row {
                block,
                line,
                above: if line == 0 {
                    paragraph.setting.above
                } else {
                    0.0
                },
                height: paragraph.setting.leading,
                below: if line + 1 == count {
                    paragraph.setting.below
                } else {
                    0.0
                },
                may_begin,
            });
        }
        is_kept = paragraph.keeps_next(next) || begins_list(paragraph, next, before);
    }
    rows
}

/// True for the first of several items or groups under a heading that has one line.
fn begins_list(paragraph: &Laid, next: Option<Kind>, before: Option<&Laid>) -> bool {
    matches!(paragraph.kind, Kind::Bullet | Kind::Group)
        && paragraph.lines.len() == 1
        && next == Some(paragraph.kind)
        && before.is_some_and(|before| before.kind == Kind::Heading)
}

/// True for the last of several items or groups that has one line: alone at the head of a page it would look lost.
fn ends_list(paragraph: &Laid, next: Option<Kind>, before: Option<&Laid>) -> bool {
    let kind = paragraph.kind;
    matches!(kind, Kind::Bullet | Kind::Group)
        && paragraph.lines.len() == 1
        && next != Some(kind)
        && before.is_some_and(|before| before.kind == kind)
}

/// The lines of the page that begins at a line, and the line after them. Where too much must stay together, the page ends where it is full.
fn fill(rows: &[Row], start: usize, sheet: &Sheet) -> (Page, usize) {
    let mut page = Page::new();
    let mut top = sheet.top;
    let mut best = None;
    for (at, row) in rows.iter().enumerate().skip(start) {
        if at > start {
            top += row.above;
            if row.may_begin {
                best = Some(at);
            }
            if top + row.height > sheet.end() {
                let end = best.unwrap_or(at);
                page.truncate(end - start);
                return (page, end);
            }
        }
        page.push(Placed {
            block: row.block,
            line: row.line,
            top,
        });
        top += row.height + row.below;
    }
    (page, rows.len())
}
