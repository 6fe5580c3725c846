//! Lines and columns of pages, from pieces of text and their places.

use std::collections::HashMap;

use super::{
    Page, Piece,
    dates::{goes_on, is_dates, level_dates},
    gaps,
    indents::{self, Part},
    marks,
    open::{Open, is_profile},
};
use crate::date::SlashOrder;
use crate::resume::{
    line::{Kind, Line, join},
    plain, single, span, topics,
};

/// The part of a page, above and below, where running heads and feet are.
const MARGIN: f64 = 0.09;
/// How many segments may be beside one.
const NEAR_MAX: usize = 6;
/// The fewest lines of a column.
const COLUMN_LINES_MIN: usize = 4;
/// The fewest lines of a column that begins with the heading of a section.
const HEADED_LINES_MIN: usize = 2;

/// Pieces that belong together on a line.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub x: f64,
    pub end: f64,
    pub y: f64,
    pub size: f64,
    pub text: String,
    /// True in the margin above or below.
    margin: bool,
}

/// The lines of all pages: the wider column of all pages first, then the other.
pub fn lines(pages: Vec<Page>) -> Vec<Line> {
    let mut pages: Vec<Vec<Segment>> = pages.into_iter().map(segments).collect();
    drop_running(&mut pages);
    let mut main: Vec<Line> = Vec::new();
    let mut side: Vec<Line> = Vec::new();
    let has_sizes = is_profile(&pages);
    let (mut of_main, mut of_side) = (Open::new(has_sizes), Open::new(has_sizes));
    for page in pages {
        let (own, other) = columns(page);
        push(&mut main, own, &mut of_main);
        push(&mut side, other, &mut of_side);
    }
    if let Some(first) = side.first_mut() {
        first.fresh = true;
    }
    main.append(&mut side);
    main
}

/// The segments of a page from above to below, each line from left to right.
fn segments(page: Page) -> Vec<Segment> {
    let (bottom, top) = page.height;
    let margin = (top - bottom).abs() * MARGIN;
    let mut pieces: Vec<Piece> = marks::settled(page.pieces)
        .into_iter()
        .filter(|piece| !piece.text.trim().is_empty() || piece.text == " ")
        .collect();
    pieces.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row)
                if row.first().is_some_and(|first| {
                    (first.y - piece.y).abs() < 0.4 * first.size.min(piece.size)
                }) =>
            {
                row.push(piece);
            }
            _ => rows.push(vec![piece]),
        }
    }
    let mut segments = Vec::new();
    for mut row in rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut open: Option<Segment> = None;
        for piece in row {
            let is_bullet = open.as_ref().is_some_and(|open| {
                open.text.chars().count() == 1
                    && plain::bullet(&format!("{} x", open.text)).is_some()
            });
            match &mut open {
                // The same text at the same place is a shadow.
                Some(last)
                    if last.text.ends_with(&piece.text)
                        && (last.end - piece.end).abs() < 0.1 * piece.size
                        && piece.x < last.end - 0.5 * piece.size => {}
                Some(last) if goes_on(last, piece.x, piece.size) || is_bullet => {
                    let gap = piece.x - last.end > 0.18 * piece.size;
                    if gap && !last.text.ends_with(' ') && !piece.text.starts_with(' ') {
                        last.text.push(' ');
                    }
                    last.text.push_str(&piece.text);
                    last.end = last.end.max(piece.end);
                }
                _ => {
                    segments.extend(open.take());
                    open = Some(Segment {
                        margin: piece.y < bottom + margin || piece.y > top - margin,
                        x: piece.x,
                        end: piece.end,
                        y: piece.y,
                        size: piece.size,
                        text: piece.text,
                    });
                }
            }
        }
        segments.extend(open);
    }
    segments.retain(|segment| !segment.text.trim().is_empty());
    segments
}

/// Leaves out the lines in the margins that several pages have but for their numbers, and page numbers.
fn drop_running(pages: &mut [Vec<Segment>]) {
    let key = |text: &str| -> String {
        text.chars()
            .filter(|c| !c.is_ascii_digit())
            .collect::<String>()
            .trim()
            .to_lowercase()
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in pages.iter() {
        let mut own: Vec<String> = page
            .iter()
            .filter(|segment| segment.margin)
            .map(|segment| key(&segment.text))
            .collect();
        own.sort();
        own.dedup();
        for text in own {
            *seen.entry(text).or_default() += 1;
        }
    }
    // A head of further pages begins with what the first page begins with: the name of the person.
    let name = pages
        .first()
        .and_then(|page| page.first())
        .map(|segment| segment.text.trim().to_owned());
    for (index, page) in pages.iter_mut().enumerate() {
        page.retain(|segment| {
            let named = name.as_ref().is_some_and(|name| {
                index > 0 && name.contains(' ') && segment.text.trim().starts_with(name.as_str())
            });
            let repeated = seen
                .get(&key(&segment.text))
                .is_some_and(|count| *count > 1);
            let number = plain::is_page_number(segment.text.trim())
                || segment
                    .text
                    .trim()
                    .bytes()
                    .all(|byte| byte.is_ascii_digit());
            let counted = plain::is_page_number(segment.text.trim());
            !(counted || segment.margin && (repeated || number || named))
        });
    }
}

/// The wider column of a page and the other one, if it has two.
fn columns(page: Vec<Segment>) -> (Vec<Segment>, Vec<Segment>) {
    let Some(gutter) = gutter(&page) else {
        return (page, Vec::new());
    };
    let is_left = |segment: &Segment| segment.end <= gutter + 1.0 && segment.x < gutter - 1.0;
    let letters = |left: bool| -> usize {
        page.iter()
            .filter(|segment| is_left(segment) == left)
            .map(|segment| segment.text.chars().count())
            .sum()
    };
    let left_is_main = letters(true) > letters(false);
    page.into_iter().partition(|segment| {
        let crosses = segment.x < gutter - 1.0 && segment.end > gutter + 1.0;
        crosses || is_left(segment) == left_is_main
    })
}

/// Where the second column begins.
fn gutter(page: &[Segment]) -> Option<f64> {
    let leftmost = page
        .iter()
        .map(|segment| segment.x)
        .min_by(f64::total_cmp)?;
    let mut starts: Vec<(f64, usize)> = Vec::new();
    for segment in page {
        match starts
            .iter_mut()
            .find(|(x, _)| (*x - segment.x).abs() < 2.0)
        {
            Some((_, count)) => *count += 1,
            None => starts.push((segment.x, 1)),
        }
    }
    let headed = |x: f64| {
        let at = page.iter().find(|segment| (segment.x - x).abs() < 2.0);
        at.is_some_and(|segment| topics::topic(segment.text.trim()).is_some())
    };
    starts.retain(|(x, count)| {
        let enough = *count >= COLUMN_LINES_MIN || *count >= HEADED_LINES_MIN && headed(*x);
        enough && *x > leftmost + 60.0
    });
    starts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.total_cmp(&b.0)));
    starts
        .into_iter()
        .take(8)
        .map(|(x, _)| x)
        .find(|x| is_gutter(page, *x))
}

/// True for a date or dates, and nothing else.
fn is_date(segment: &Segment) -> bool {
    let text = segment.text.trim();
    span::find_day_first(text).is_some_and(|span| span.rest.is_empty())
        || single::at_end(text, SlashOrder::DayFirst).is_some_and(|(_, rest)| rest.is_empty())
}

fn is_gutter(page: &[Segment], x: f64) -> bool {
    let left: Vec<&Segment> = page
        .iter()
        .filter(|segment| segment.end <= x + 1.0 && segment.x < x - 1.0)
        .collect();
    let right: Vec<&Segment> = page.iter().filter(|segment| segment.x >= x - 1.0).collect();
    let crossing = page.len() - left.len() - right.len();
    let headed = right
        .first()
        .is_some_and(|first| topics::topic(first.text.trim()).is_some());
    let least = if headed {
        HEADED_LINES_MIN
    } else {
        COLUMN_LINES_MIN
    };
    if left.len() < COLUMN_LINES_MIN || right.len() < least || crossing * 6 > page.len() {
        return false;
    }
    // A column of dates or of labels beside their entries is a table, and no column of its own.
    let dates = |side: &[&Segment]| {
        let dated = side.iter().filter(|segment| is_date(segment));
        // Headings of sections and the name stand above both.
        let others = side
            .iter()
            .filter(|segment| topics::topic(segment.text.trim()).is_none());
        dated.count() * 2 >= others.count()
    };
    // So are dates in what stands beside something, below a name that is as far left.
    let beside = |side: &[&Segment], others: &[&Segment]| {
        let has_other = |segment: &&&Segment| {
            let near = |other: &&Segment| (other.y - segment.y).abs() < 0.4 * segment.size;
            // Both are sorted from above to below.
            let from = others.partition_point(|other| other.y > segment.y + segment.size);
            others.iter().skip(from).take(NEAR_MAX).any(near)
        };
        let rows: Vec<&Segment> = side.iter().filter(has_other).copied().collect();
        rows.iter().filter(|segment| is_date(segment)).count() > 1 && dates(&rows)
    };
    let is_table = |side: &[&Segment], others: &[&Segment]| dates(side) || beside(side, others);
    // A title beside dates may reach over where its text begins.
    let is_left = |segment: &&Segment| segment.end <= x + 1.0 && segment.x < x - 1.0;
    let behind: Vec<&Segment> = page.iter().filter(|it| !is_left(it)).collect();
    !is_table(&left, &behind) && !is_table(&right, &left)
}

/// Adds the segments of a column as lines; those on one line are its cells.
fn push(lines: &mut Vec<Line>, segments: Vec<Segment>, open: &mut Open) {
    let mut segments = segments;
    level_dates(&mut segments);
    let leading = leading(&segments);
    let mut last_y: Option<f64> = None;
    // Where the open bullet begins.
    let mut bullet_x: Option<f64> = None;
    let mut rows: Vec<Vec<Segment>> = Vec::new();
    for segment in segments {
        match rows.last_mut() {
            Some(row)
                if row.first().is_some_and(|first| {
                    (first.y - segment.y).abs() < 0.4 * first.size.min(segment.size)
                }) =>
            {
                row.push(segment);
            }
            _ => rows.push(vec![segment]),
        }
    }
    let parts = indents::parts(&rows, leading, &mut open.within);
    let from = lines.len();
    let mut above: Vec<f64> = Vec::new();
    for (row, part) in rows.into_iter().zip(parts) {
        let Some(first) = row.first() else { continue };
        let gap = last_y.is_none_or(|last| last - first.y > 1.5 * leading);
        let is_larger = open.begins(first);
        let fresh_page = last_y.is_none();
        let distance = last_y.map_or(f64::MAX, |last| last - first.y);
        last_y = Some(first.y);
        let (x, text) = (first.x, first.text.trim().to_owned());
        let row_is_dates = row.len() == 1 && is_dates(first);
        let mut bullets = bullets(&row);
        let mut line = if row.len() > 1 {
            Line::row(row.into_iter().map(|segment| segment.text).collect())
        } else {
            Line::text(text.clone())
        };
        line.gap = gap && !fresh_page || is_larger;
        if let (Some(Part::More), Some(last)) = (part, lines.last_mut()) {
            join(&mut last.text, &text);
            continue;
        }
        if let Some(Part::First(depth)) = part {
            line.kind = Kind::Bullet(depth);
            bullet_x = None;
        } else if let Some(bullet) = bullets.pop() {
            line.cells = Vec::new();
            line.text = bullet;
            line.kind = Kind::Bullet(0);
            bullet_x = Some(x);
            // Those before it, of a list in several columns, are lines of their own.
            for text in bullets {
                let gap = std::mem::take(&mut line.gap);
                above.push(distance);
                lines.push(Line {
                    text,
                    gap,
                    ..line.clone()
                });
            }
        } else if let (Some(start), Some(last)) = (bullet_x, lines.last_mut())
            && !line.gap
            && x > start + 3.0
            && last.is_bullet()
            && !row_is_dates
        {
            join(&mut last.text, &line.text);
            continue;
        } else {
            bullet_x = None;
        }
        above.push(distance);
        lines.push(line);
    }
    gaps::close(lines.get_mut(from..).unwrap_or_default(), &above, leading);
}

/// The bullets of a line that begins with one; what is beside a bullet belongs to it, such as its dates.
fn bullets(row: &[Segment]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for segment in row {
        let text = segment.text.trim();
        match (plain::bullet(text), found.last_mut()) {
            (Some(bullet), _) => found.push(bullet),
            (None, Some(last)) => {
                last.push_str(", ");
                last.push_str(text);
            }
            (None, None) => return found,
        }
    }
    found
}

/// The usual distance between lines.
fn leading(segments: &[Segment]) -> f64 {
    let mut distances: Vec<f64> = segments
        .windows(2)
        .filter_map(|pair| match pair {
            [first, second] => Some(first.y - second.y),
            _ => None,
        })
        .filter(|distance| *distance > 1.0)
        .collect();
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 3).copied().unwrap_or(14.0)
}
