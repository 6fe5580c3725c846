//! Reads what postings say in words. Pure functions without I/O, one module for each kind of statement. An uncertain reading is none: no
//! value is better than a wrong one.

pub mod company;
pub mod contract;
pub mod language;
pub mod markdown;
pub mod mode;
pub mod pay;
pub mod place;
pub mod skill;
pub mod text;
pub mod title;
pub mod words;

mod negation;
mod phrases;

/// Compares readings with a table of cases, and shows all that differ.
#[cfg(test)]
fn assert_cases<T: PartialEq + std::fmt::Debug>(cases: &[(&str, T)], read: impl Fn(&str) -> T) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = read(text);
            (found != *expected).then(|| format!("{text:?}: {found:?}, not {expected:?}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}
