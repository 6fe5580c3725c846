//! The codes of failed sign-ins are those of the table in docs/AUTH.md.

use std::collections::BTreeSet;

const DOCS: &str = include_str!("../../../docs/AUTH.md");
const FAULTS: &str = include_str!("../../../src/features/auth/identities/provider/fault.rs");

/// All texts between these delimiters.
fn between<'a>(text: &'a str, open: &str, close: char) -> BTreeSet<&'a str> {
    text.split(open)
        .skip(1)
        .filter_map(|rest| rest.split(close).next())
        .collect()
}

#[test]
fn each_code_of_a_failed_sign_in_stands_in_the_table_and_the_table_has_no_other() {
    let body = FAULTS
        .split("fn code(")
        .nth(1)
        .and_then(|rest| rest.split("\n    }\n").next())
        .expect("the function");
    let known = between(body, "=> \"", '"');
    let table = DOCS
        .split("| code | where | what happened |\n")
        .nth(1)
        .and_then(|rest| rest.split("\n\n").next())
        .expect("the table");
    let first_cells: String = table
        .lines()
        .skip(1)
        .filter_map(|line| line.split('|').nth(1))
        .collect::<Vec<_>>()
        .join(" ");
    let told: BTreeSet<&str> = first_cells.split('`').skip(1).step_by(2).collect();
    assert!(known.len() > 10, "{known:?}");
    assert_eq!(told, known);
}
