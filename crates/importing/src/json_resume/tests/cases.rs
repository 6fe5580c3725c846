//! The table of documents.

use crate::cases::{self, Case};

fn imported(case: &Case) -> Vec<Result<crate::Imported, crate::Refused>> {
    let files = case.bytes();
    files.iter().map(|(_, bytes)| super::read(bytes)).collect()
}

#[test]
fn documents_are_read_as_the_table_says() {
    cases::check(include_str!("documents.txt"), imported);
}

#[test]
fn documents_of_a_second_table_are_read() {
    cases::check(include_str!("more_documents.txt"), imported);
}

#[test]
fn documents_of_a_third_table_are_read() {
    cases::check(include_str!("third_documents.txt"), imported);
}

#[test]
fn documents_of_a_fourth_table_are_read() {
    cases::check(include_str!("fourth_documents.txt"), imported);
}

#[test]
fn documents_of_a_fifth_table_are_read() {
    cases::check(include_str!("fifth_documents.txt"), imported);
}

#[test]
fn documents_of_a_sixth_table_are_read() {
    cases::check(include_str!("sixth_documents.txt"), imported);
}

#[test]
fn documents_of_an_eighth_table_are_read() {
    cases::check(include_str!("eighth_documents.txt"), imported);
}

#[test]
fn documents_of_a_seventh_table_are_read() {
    cases::check(include_str!("seventh_documents.txt"), imported);
}

#[test]
fn documents_of_a_ninth_table_are_read() {
    cases::check(include_str!("ninth_documents.txt"), imported);
}
