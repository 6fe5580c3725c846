//! What stands below a job and is another one that could not be read: it is named, and no fact of the job.

use super::{
    entries::Entry,
    line::{Kind, Line},
    single,
    site::is_place,
    span,
    words::is_sentence,
};

/// The most bytes of a line of names.
const BYTES_MAX: usize = 160;
/// The most words of such a line.
const WORDS_MAX: usize = 10;

/// Takes the lines that white space sets off from the text of a job and that have a year, and of a list of jobs those with a year.
pub(super) fn take(entry: &mut Entry) -> Vec<Line> {
    let depth = entry.head.first().map(|line| line.kind);
    let listed = depth.filter(|kind| matches!(kind, Kind::Bullet(_)));
    let mut taken = Vec::new();
    let mut kept = Vec::new();
    let mut rest = entry.body.as_slice();
    while let Some((first, more)) = rest.split_first() {
        let is_text = |line: &Line| line.kind == Kind::Text && !is_sentence(&line.text);
        let block = 1 + more.iter().take_while(|it| !it.gap && is_text(it)).count();
        let (block, below) = rest.split_at_checked(block).unwrap_or((rest, &[]));
        let is_other = first.gap && block.iter().all(is_name) && block.iter().any(has_year);
        if is_other {
            taken.extend_from_slice(block);
            rest = below;
        } else {
            let is_listed = has_year(first)
                && (Some(first.kind) == listed && are_names(&first.text)
                    || first.cells.len() > 1
                    || begins_with_days(first));
            if is_listed || is_placed_row(first) {
                taken.push(first.clone());
            } else {
                kept.push(first.clone());
            }
            rest = more;
        }
    }
    entry.body = kept;
    taken
}

/// True for a name and its place in columns, which are the head of another job: `Camp Oak`, `Eagle River, WI`.
fn is_placed_row(line: &Line) -> bool {
    match line.cells.as_slice() {
        [name, place] => {
            let is_named = name.starts_with(char::is_uppercase) && !is_sentence(name);
            line.kind == Kind::Text && is_named && is_place(place)
        }
        _ => false,
    }
}

/// True for a short line that begins as names and dates do.
fn is_name(line: &Line) -> bool {
    let begins = |c: char| c.is_uppercase() || c.is_ascii_digit() || c == '(';
    let is_short = line.text.split_whitespace().count() <= WORDS_MAX;
    line.kind == Kind::Text && line.text.starts_with(begins) && is_short && !is_sentence(&line.text)
}

/// True for a line of text that begins with whole dates and has names behind them.
fn begins_with_days(line: &Line) -> bool {
    let found = span::find(&line.text, line.order);
    let is_text = line.kind == Kind::Text;
    // "July 2024: Grape picker, Elm Orchards"
    let day = single::at_start(&line.text, line.order).filter(|_| is_text);
    let is_parted = line.text.contains(": ") && line.text.len() < BYTES_MAX;
    if is_parted && day.is_some_and(|(_, rest)| are_names(&rest)) {
        return true;
    }
    found.filter(|_| is_text).is_some_and(|it| {
        let is_whole = it.start.is_some() && (it.end.is_some() || it.current);
        let is_first = line.text.ends_with(&it.rest);
        is_whole && !it.inside && is_first && it.rest.starts_with(char::is_uppercase)
    })
}

/// True for several names between commas.
fn are_names(text: &str) -> bool {
    let parts: Vec<&str> = text.split(", ").collect();
    parts.len() > 1
        && parts
            .iter()
            .all(|part| part.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
        && !is_sentence(text)
}

fn has_year(line: &Line) -> bool {
    let mut words = line.text.split(|c: char| !c.is_ascii_digit());
    line.text.len() < BYTES_MAX && words.any(|word| word.len() == 4 && single::is_years(word))
}
