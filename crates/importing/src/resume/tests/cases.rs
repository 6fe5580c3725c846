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
