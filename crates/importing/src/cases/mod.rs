//! Tables of inputs with what they say, kept as text. A case is `== name`, options as `@cp1252`, files as `--- path` with their content, then
//! `=>` and one line for each item that is read. Only `!` lines are partial: each has to be a part of a finding. `*` is any text,
//! and alone any number of lines.

mod encode;
mod read;
mod show;
mod write;

pub use encode::encode;
pub use read::{Case, cases};
pub use show::{invariants, shown};
pub use write::{docx, pdf};

use crate::{Imported, Refused};

/// Runs a table; fails with each case that is not read as it says.
pub fn check(table: &str, reader: impl Fn(&Case) -> Vec<Result<Imported, Refused>>) {
    let only = std::env::var("CASE").ok();
    let mut missed = Vec::new();
    let mut number = 0;
    for case in cases(table) {
        if only.as_ref().is_some_and(|only| !case.name.contains(only)) {
            continue;
        }
        number += 1;
        let mut lines = Vec::new();
        for outcome in reader(&case) {
            match outcome {
                Ok(imported) => {
                    lines.extend(invariants(&imported));
                    lines.extend(shown(&imported));
                }
                Err(refused) => lines.push(format!("refused: {}", refused.message)),
            }
        }
        if let Some(difference) = difference(&case.expected, &lines) {
            missed.push(format!("== {}\n{difference}", case.name));
        }
    }
    assert!(
        missed.is_empty(),
        "{} of {number} cases are missed\n\n{}",
        missed.len(),
        missed.join("\n\n")
    );
}

/// What is missing and what is too much, or nothing.
pub fn difference(expected: &[String], lines: &[String]) -> Option<String> {
    let (notes, items): (Vec<&String>, Vec<&String>) =
        lines.iter().partition(|line| line.starts_with("! "));
    let (expected_notes, expected): (Vec<&String>, Vec<&String>) =
        expected.iter().partition(|line| line.starts_with('!'));
    let mut wrong = Vec::new();
    let same = all_match(&expected, &items);
    if !same {
        for line in &expected {
            if line.as_str() != "*" && !items.iter().any(|item| matches(line, item)) {
                wrong.push(format!("  missing  {line}"));
            }
        }
        for item in &items {
            if !expected
                .iter()
                .any(|line| line.as_str() != "*" && matches(line, item))
            {
                wrong.push(format!("  too much {item}"));
            }
        }
        if wrong.is_empty() {
            wrong.push(format!("  other order or number {items:?}"));
        }
    }
    for note in expected_notes {
        let part = note.trim_start_matches('!').trim();
        if part == "nothing" && notes.is_empty() {
            continue;
        }
        if !notes.iter().any(|found| found.contains(part)) {
            wrong.push(format!("  unnamed  {part}"));
        }
    }
    if wrong.is_empty() {
        return None;
    }
    wrong.extend(notes.iter().map(|note| format!("  (found)  {note}")));
    Some(wrong.join("\n"))
}

/// A line `*` is any number of lines.
fn all_match(expected: &[&String], items: &[&String]) -> bool {
    match (expected.split_first(), items.split_first()) {
        (None, None) => true,
        (Some((first, rest)), _) if first.as_str() == "*" => {
            all_match(rest, items) || (!items.is_empty() && all_match(expected, &items[1..]))
        }
        (Some((first, rest)), Some((item, items))) => {
            matches(first, item) && all_match(rest, items)
        }
        _ => false,
    }
}

fn matches(expected: &str, line: &str) -> bool {
    let mut parts = expected.split('*');
    let Some(mut rest) = line.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        let Some((_, after)) = rest.split_once(part) else {
            return false;
        };
        rest = after;
    }
    rest.ends_with(last)
}
