//! The table of résumés.

use crate::cases::{self, Case};

fn imported(case: &Case) -> Vec<Result<crate::Imported, crate::Refused>> {
    let read = |(name, text): &(String, String)| match name.rsplit('.').next() {
        Some("pdf") => super::read(&cases::pdf(text)),
        Some("docx") => super::read(&cases::docx(text.trim_end())),
        _ => super::read(&cases::encode(text, &case.options)),
    };
    case.files.iter().map(read).collect()
}

#[test]
fn resumes_are_read_as_the_table_says() {
    cases::check(include_str!("resumes.txt"), imported);
}

#[test]
fn resumes_of_a_second_table_are_read() {
    cases::check(include_str!("more_resumes.txt"), imported);
}

#[test]
fn resumes_of_a_third_table_are_read() {
    cases::check(include_str!("third_resumes.txt"), imported);
}

#[test]
fn resumes_of_a_fourth_table_are_read() {
    cases::check(include_str!("fourth_resumes.txt"), imported);
}

#[test]
fn resumes_of_a_fifth_table_are_read() {
    cases::check(include_str!("fifth_resumes.txt"), imported);
}

#[test]
fn resumes_of_a_sixth_table_are_read() {
    cases::check(include_str!("sixth_resumes.txt"), imported);
}

#[test]
fn resumes_of_a_seventh_table_are_read() {
    cases::check(include_str!("seventh_resumes.txt"), imported);
}

#[test]
fn resumes_of_an_eighth_table_are_read() {
    cases::check(include_str!("eighth_resumes.txt"), imported);
}

#[test]
fn jobs_schools_and_dates_of_a_ninth_table_are_read() {
    cases::check(include_str!("ninth_resumes.txt"), imported);
}

#[test]
fn half_dates_and_articles_of_a_tenth_table_are_read() {
    cases::check(include_str!("tenth_resumes.txt"), imported);
}

#[test]
fn jobs_and_schools_of_an_eleventh_table_are_read() {
    cases::check(include_str!("eleventh_resumes.txt"), imported);
}

#[test]
fn whole_resumes_of_many_trades_are_read() {
    cases::check(include_str!("twelfth_resumes.txt"), imported);
}

#[test]
fn forms_of_jobs_of_a_thirteenth_table_are_read() {
    cases::check(include_str!("thirteenth_resumes.txt"), imported);
}

#[test]
fn kinds_of_lines_of_a_fourteenth_table_are_read_or_named() {
    cases::check(include_str!("fourteenth_resumes.txt"), imported);
}

#[test]
fn kinds_of_lines_of_a_fifteenth_table_are_read_or_named() {
    cases::check(include_str!("fifteenth_resumes.txt"), imported);
}

#[test]
fn kinds_of_lines_of_a_sixteenth_table_are_read_or_named() {
    cases::check(include_str!("sixteenth_resumes.txt"), imported);
}

#[test]
fn kinds_of_lines_of_a_seventeenth_table_are_read_or_named() {
    cases::check(include_str!("seventeenth_resumes.txt"), imported);
}

#[test]
fn kinds_of_lines_of_an_eighteenth_table_are_read_or_named() {
    cases::check(include_str!("eighteenth_resumes.txt"), imported);
}

#[test]
fn kinds_of_lines_of_a_nineteenth_table_are_read_or_named() {
    cases::check(include_str!("nineteenth_resumes.txt"), imported);
}

/// The tables of text and Markdown.
const TABLES: [&str; 19] = [
    include_str!("resumes.txt"),
    include_str!("more_resumes.txt"),
    include_str!("third_resumes.txt"),
    include_str!("fourth_resumes.txt"),
    include_str!("fifth_resumes.txt"),
    include_str!("sixth_resumes.txt"),
    include_str!("seventh_resumes.txt"),
    include_str!("eighth_resumes.txt"),
    include_str!("ninth_resumes.txt"),
    include_str!("tenth_resumes.txt"),
    include_str!("eleventh_resumes.txt"),
    include_str!("twelfth_resumes.txt"),
    include_str!("thirteenth_resumes.txt"),
    include_str!("fourteenth_resumes.txt"),
    include_str!("fifteenth_resumes.txt"),
    include_str!("sixteenth_resumes.txt"),
    include_str!("seventeenth_resumes.txt"),
    include_str!("eighteenth_resumes.txt"),
    include_str!("nineteenth_resumes.txt"),
];

#[test]
fn each_year_of_a_resume_is_in_an_item_or_a_finding() {
    // Telephone numbers, comments and what was deleted are no dates, and running lines are left out.
    let is_other = |line: &str| {
        let signs = ["@", "<!--", "Spy", "[-", "CV, 2026"];
        signs.iter().any(|sign| line.contains(sign))
    };
    let mut lost = Vec::new();
    for case in TABLES.iter().flat_map(|table| cases::cases(table)) {
        for ((_, text), outcome) in case.files.iter().zip(imported(&case)) {
            let shown = outcome.map(|read| cases::shown(&read).join("\n"));
            let Ok(shown) = shown else { continue };
            for line in text.lines().filter(|line| !is_other(line)) {
                let words = line.split(|c: char| !c.is_ascii_digit());
                let is_year = |word: &&str| word.len() == 4 && word.starts_with(['1', '2']);
                let gone = words.filter(is_year).filter(|year| !shown.contains(*year));
                lost.extend(gone.map(|year| format!("{}: {year} of {line}", case.name)));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
