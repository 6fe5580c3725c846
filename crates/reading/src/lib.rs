//! Extracts values from the text of postings. Pure functions without I/O, one module for each kind of value. An uncertain value is left out:
//! no value is better than a wrong one.

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
pub mod tracking;
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

/// Compares readings with the last column of a table; lines with `#` are left out.
#[cfg(test)]
fn assert_table(table: &str, read: impl Fn(&[&str]) -> String) {
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let (expected, cells) = row.split_last()?;
            let found = read(cells);
            (found != *expected).then(|| format!("{cells:?}: {found}, not {expected}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}

/// The name of what was read in capital letters, a dash for nothing.
#[cfg(test)]
fn name_of<T: std::fmt::Debug>(read: Option<T>) -> String {
    read.map_or("-".to_owned(), |read| format!("{read:?}").to_uppercase())
}
