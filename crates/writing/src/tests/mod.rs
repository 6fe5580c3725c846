//! Tests of the verifier.

mod drafted;
mod letters;
mod newcomer;
mod properties;
mod titles;
mod trades;
mod world;

use world::{sentence, verifier, verifier_of_trades};

use crate::verifier::Verifier;

fn assert_table(verifier: &Verifier<'_>, table: &str, pass_min: usize, refused_min: usize) {
    let (mut pass, mut refused, mut wrong) = (0, 0, Vec::new());
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [expected, kind, facts, posting, text] = cells.as_slice() else {
            panic!("five columns: {line}");
        };
        let found = verifier.verify(&sentence(text, kind, facts, posting));
        let first = found.iter().find(|one| !one.rule.is_warning());
        let code = first.map_or("PASS", |one| one.rule.code());
        if code != *expected {
            wrong.push(format!("{expected}: {text}\n    {found:?}"));
        }
        if *expected == "PASS" {
            pass += 1;
        } else {
            refused += 1;
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong of {}:\n{}",
        wrong.len(),
        pass + refused,
        wrong.join("\n")
    );
    assert!(
        pass >= pass_min && refused >= refused_min,
        "{pass} {refused}"
    );
}

#[test]
fn english_sentences_pass_or_are_refused_by_their_rule() {
    assert_table(verifier("en"), include_str!("cases/en.tsv"), 60, 150);
}

#[test]
fn german_sentences_pass_or_are_refused_by_their_rule() {
    assert_table(verifier("de"), include_str!("cases/de.tsv"), 60, 150);
}

#[test]
fn sentences_of_other_trades_pass_or_are_refused_by_their_rule() {
    let english = include_str!("cases/trades_en.tsv");
    assert_table(verifier_of_trades("en"), english, 40, 60);
    let german = include_str!("cases/trades_de.tsv");
    assert_table(verifier_of_trades("de"), german, 20, 30);
}
