//! The table of archives.

use super::{archive, read};
use crate::cases::{self, Case};

fn imported(case: &Case) -> Vec<Result<crate::Imported, crate::Refused>> {
    vec![read(&archive(&case.bytes()))]
}

#[test]
fn archives_are_read_as_the_table_says() {
    cases::check(include_str!("archives.txt"), imported);
}

#[test]
fn archives_of_a_second_table_are_read() {
    cases::check(include_str!("more_archives.txt"), imported);
}

#[test]
fn archives_of_a_third_table_are_read() {
    cases::check(include_str!("third_archives.txt"), imported);
}
