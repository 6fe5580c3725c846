//! The table of lists.

use crate::cases::{self, Case};

fn imported(case: &Case) -> Vec<Result<crate::Imported, crate::Refused>> {
    let read = |bytes: &[u8]| {
        let preview = super::columns(bytes)?;
        super::read(bytes, &preview.mapping)
    };
    let files = case.bytes();
    files.iter().map(|(_, bytes)| read(bytes)).collect()
}

#[test]
fn lists_are_read_as_the_table_says() {
    cases::check(include_str!("lists.txt"), imported);
}

#[test]
fn lists_of_a_second_table_are_read() {
    cases::check(include_str!("more_lists.txt"), imported);
}

#[test]
fn lists_of_a_third_table_are_read() {
    cases::check(include_str!("third_lists.txt"), imported);
}
