//! Parses the terms of work: remote mode and kind of contract.

use reading::words::words;

use super::title;
use crate::types::work::{EmploymentType, RemoteMode, Seniority};

/// The remote mode that the texts name. Hybrid outranks remote: "hybrid remote" is not remote.
#[must_use]
pub fn remote_mode(texts: &[&str]) -> RemoteMode {
    let words: Vec<String> = texts.iter().flat_map(|text| words(text)).collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let pair = |first: &str, second: &str| {
        words
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a == first && b == second))
    };
    if has(&["hybrid", "hybride"]) {
        RemoteMode::Hybrid
    } else if has(&["remote", "telecommute", "homeoffice", "wfh", "distributed"])
        || pair("home", "office")
        || pair("home", "based")
    {
        RemoteMode::Remote
    } else if has(&["onsite"]) || pair("on", "site") || pair("in", "office") || pair("in", "person")
    {
        RemoteMode::Onsite
    } else {
        RemoteMode::Unknown
    }
}

/// The remote mode in the additions of a title: "Engineer (Remote)", but not "Remote Sensing Engineer".
#[must_use]
pub fn remote_in_title(title: &str) -> RemoteMode {
    let asides = title
        .split(['(', '[', '|', ',', '–', '—'])
        .flat_map(|part| part.split(" - "))
        .skip(1);
    remote_mode(&asides.collect::<Vec<_>>())
}

/// The first known mode.
pub(super) fn first_known<const N: usize>(modes: [RemoteMode; N]) -> RemoteMode {
    modes
        .into_iter()
        .find(|mode| *mode != RemoteMode::Unknown)
        .unwrap_or_default()
}

/// The kind of contract of a text: "Full-time", `FullTime`, "Permanent, part time".
#[must_use]
pub fn employment_type(text: &str) -> EmploymentType {
    let words = words(&spaced(text));
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let joined = words.join(" ");
    // The more specific word wins: "full-time contract" is a contract, "permanent part-time" is part-time.
    if is_internship(&words) {
        EmploymentType::Intern
    } else if has(&[
        "temporary",
        "temp",
        "seasonal",
        "befristet",
        "interim",
        "casual",
    ]) || joined.contains("fixed term")
    {
        EmploymentType::Temporary
    } else if has(&[
        "contract",
        "contractor",
        "freelance",
        "freelancer",
        "consultant",
        "b2b",
    ]) {
        EmploymentType::Contract
    } else if has(&["parttime", "teilzeit"])
        || joined.contains("part time")
        || joined.contains("temps partiel")
    {
        EmploymentType::PartTime
    } else if has(&["fulltime", "permanent", "regular", "vollzeit", "cdi"])
        || joined.contains("full time")
        || joined.contains("temps plein")
    {
        EmploymentType::FullTime
    } else if words.is_empty() {
        EmploymentType::Unknown
    } else {
        EmploymentType::Other
    }
}

/// The kind of contract that a title names; most titles name none.
#[must_use]
pub fn employment_in_title(title: &str) -> EmploymentType {
    let words = words(title);
    let joined = words.join(" ");
    if is_internship(&words) && title::seniority(title) == Seniority::Intern {
        EmploymentType::Intern
    } else if joined.contains("part time") || joined.contains("teilzeit") {
        EmploymentType::PartTime
    } else if joined.contains("freelance") || joined.contains("fixed term contract") {
        EmploymentType::Contract
    } else {
        EmploymentType::Unknown
    }
}

fn is_internship(words: &[String]) -> bool {
    let one = |word: &String| title::INTERN.contains(&word.as_str());
    words.iter().any(one) || words.join(" ").contains("working student")
}

/// `FullTime` as two words.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 4);
    let mut after_lower = false;
    for c in text.chars() {
        if after_lower && c.is_uppercase() {
            spaced.push(' ');
        }
        after_lower = c.is_lowercase();
        spaced.push(c);
    }
    spaced
}
