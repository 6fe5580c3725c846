//! Bullets that are no letters: drawn forms, signs of fonts without a table, and signs that stand higher or lower than their line.

use std::collections::HashMap;

use super::{FORMS_MAX, Piece};
use crate::{
    bullets,
    date::SlashOrder,
    resume::{site::is_plain_place, span, topics},
};

/// The most marks of a page; one with more is a drawing.
const MARKS_MAX: usize = 1_000;
/// The most pieces of a line that are looked at; some programs write each letter by itself.
const PIECES_MAX: usize = 400;
/// How far the text may be from its bullet, in sizes of its letters.
const DISTANCE_MAX: f64 = 4.0;
/// The highest bullet that is drawn, in sizes of the letters beside it.
const HEIGHT_MAX: f64 = 0.8;
/// How far below a mark the dates of a job may be, in sizes of the letters, and the most lines until there.
const LINES_BELOW: f64 = 5.5;
const LINES_MAX: usize = 4;
/// How far the middle of a bullet is above the line of its letters, in sizes.
const MIDDLE: f64 = 0.33;

/// A kind of marks, and where they stand.
type Key = (u32, String);

/// The pieces, with bullets for the marks that are some, on the lines of their texts.
pub fn settled(pieces: Vec<Piece>) -> Vec<Piece> {
    let (mut signs, mut texts): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(is_sign);
    if signs.len() > MARKS_MAX {
        signs.retain(|sign| sign.mark.is_none());
        texts.append(&mut signs);
        return texts;
    }
    texts.sort_by(|a, b| b.y.total_cmp(&a.y));
    let beside: Vec<Option<Beside>> = signs.iter().map(|sign| beside(sign, &texts)).collect();
    let kinds = kinds(&signs, &beside);
    let mut bullets = Vec::new();
    for (at, (sign, beside)) in signs.iter().zip(beside).enumerate() {
        let is_alone = sign.mark.is_none() || !has_neighbour(&signs, at);
        match beside.filter(|_| is_alone) {
            Some(beside)
                if sign
                    .mark
                    .is_none_or(|mark| kinds.get(&key(mark, sign)) == Some(&true)) =>
            {
                let is_heading = sign.mark.is_some() && topics::topic(&beside.line).is_some();
                if !is_heading {
                    bullets.push(Piece {
                        y: beside.y,
                        size: beside.size,
                        end: sign.end.min(beside.x),
                        mark: None,
                        text: if sign.mark.is_some() {
                            "•".to_owned()
                        } else {
                            sign.text.clone()
                        },
                        ..sign.clone()
                    });
                }
            }
            _ if sign.mark.is_none() => bullets.push(sign.clone()),
            _ => {}
        }
    }
    texts.append(&mut bullets);
    texts
}

/// True for a piece that is a mark, or a bullet alone. A dash or an `o` may be a letter of a line.
fn is_sign(piece: &Piece) -> bool {
    let mut letters = piece.text.trim().chars();
    let is_symbol = letters.next().is_some_and(bullets::is_symbol) && letters.next().is_none();
    piece.mark.is_some() || is_symbol
}

/// The text to the right of a mark.
struct Beside {
    x: f64,
    y: f64,
    size: f64,
    /// The text of its line from there.
    line: String,
    /// True if nothing but dates is on one of the lines below it.
    is_over_dates: bool,
}

/// The pieces on the lines between two heights; those are sorted from above to below.
fn between(texts: &[Piece], top: f64, bottom: f64) -> &[Piece] {
    let from = texts.partition_point(|piece| piece.y > top);
    let to = texts.partition_point(|piece| piece.y >= bottom);
    texts.get(from..to).unwrap_or_default()
}

/// The text beside a mark, if the mark is as high as a bullet of it and nothing is before it.
fn beside(sign: &Piece, texts: &[Piece]) -> Option<Beside> {
    let is_drawn = sign.mark.is_some_and(|mark| mark <= FORMS_MAX);
    let height = if is_drawn { 0.5 } else { MIDDLE };
    let middle = sign.y + height * sign.size;
    let near = between(texts, middle + 30.0, middle - 30.0);
    let is_beside = |piece: &&Piece| {
        let height = (middle - piece.y) / piece.size;
        (-0.15..0.85).contains(&height)
            && piece.x > sign.x
            && piece.x - sign.end < DISTANCE_MAX * piece.size
            && !piece.text.trim().is_empty()
    };
    let text = near
        .iter()
        .filter(is_beside)
        .min_by(|a, b| a.x.total_cmp(&b.x))?;
    let is_small = !is_drawn || sign.size <= HEIGHT_MAX * text.size;
    let row = between(texts, text.y + 0.3 * text.size, text.y - 0.3 * text.size);
    let is_first = row.iter().all(|piece| {
        piece.x >= text.x || sign.x - piece.end > 2.0 * text.size || piece.text.trim().is_empty()
    });
    if sign.mark.is_some() && !(is_small && is_first) {
        return None;
    }
    let line = line_of(row, text.x);
    Some(Beside {
        x: text.x,
        y: text.y,
        size: text.size,
        is_over_dates: sign.mark.is_some() && is_over_dates(text, texts),
        line,
    })
}

/// True if one of the lines below a text, as far left as that, has nothing but dates.
fn is_over_dates(text: &Piece, texts: &[Piece]) -> bool {
    let below = between(
        texts,
        text.y - 0.7 * text.size,
        text.y - LINES_BELOW * text.size,
    );
    let mut starts = below
        .iter()
        .filter(|piece| (piece.x - text.x).abs() < 2.0)
        .take(LINES_MAX);
    starts.any(|start| {
        let row = between(below, start.y + 0.5, start.y - 0.5);
        is_span(&line_of(row, start.x), true)
    })
}

/// The text of a line from a place on.
fn line_of(row: &[Piece], from: f64) -> String {
    let mut row: Vec<&Piece> = row
        .iter()
        .filter(|piece| piece.x >= from)
        .take(PIECES_MAX)
        .collect();
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut line = String::new();
    let mut end: Option<f64> = None;
    for piece in row {
        if end.is_some_and(|end| piece.x - end > 0.18 * piece.size) {
            line.push(' ');
        }
        end = Some(piece.end);
        line.push_str(&piece.text);
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True for a text with a whole span.
fn is_span(text: &str, alone: bool) -> bool {
    span::find(text, SlashOrder::DayFirst).is_some_and(|found| {
        let is_whole = found.start.is_some() && (found.end.is_some() || found.current);
        is_whole && (!alone || found.rest.is_empty())
    })
}

/// Marks of one kind at one distance from the edge.
fn key(mark: u32, sign: &Piece) -> Key {
    (mark, format!("{:.0}", sign.x / 3.0))
}

/// Which kinds of marks are bullets: their lines are texts, and no heads of jobs on a line of time, and no addresses.
fn kinds(signs: &[Piece], beside: &[Option<Beside>]) -> HashMap<Key, bool> {
    let mut lines: HashMap<Key, Vec<&Beside>> = HashMap::new();
    for (sign, beside) in signs.iter().zip(beside) {
        if let (Some(mark), Some(beside)) = (sign.mark, beside) {
            lines.entry(key(mark, sign)).or_default().push(beside);
        }
    }
    let is_bullet = |((mark, at), lines): (Key, Vec<&Beside>)| {
        let is_head = |it: &Beside| it.is_over_dates || is_span(&it.line, false);
        let is_other = |it: &&&Beside| is_contact(&it.line) || is_plain_place(&it.line);
        let others = lines.iter().filter(is_other).count();
        // A sign of a font may be a picture, unless it is there again.
        let is_again = mark <= FORMS_MAX || lines.len() > 1;
        let is_list = !lines.iter().copied().any(is_head) && others * 2 < lines.len();
        ((mark, at), is_again && is_list)
    };
    lines.into_iter().map(is_bullet).collect()
}

/// True for an address, a page or a telephone number.
fn is_contact(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let first = text.split(' ').next().unwrap_or_default();
    text.contains('@') && !text.contains(' ')
        || digits > 6 && letters < digits
        || !text.contains(' ') && crate::address::web(first).is_some()
}

/// True if another mark is beside this one, as in a row of dots that says a level.
fn has_neighbour(signs: &[Piece], at: usize) -> bool {
    let Some(sign) = signs.get(at) else {
        return false;
    };
    let mut others = signs.iter().enumerate().filter(|(index, _)| *index != at);
    others.any(|(_, other)| {
        let is_row = (other.y - sign.y).abs() < 3.0;
        let is_same_place = (other.x - sign.x).abs() < 0.5;
        other.mark.is_some() && is_row && !is_same_place && (other.x - sign.x).abs() < 24.0
    })
}
