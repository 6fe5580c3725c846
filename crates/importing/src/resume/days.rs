//! The order of day and month in the dates of a document.

use super::line::Line;
use crate::{
    date::{Proof, SlashOrder, is_doubtful},
    text::quote,
};

/// The order that the dates of a document prove, or the day first; and a date that can be another one, if none proves it.
pub fn order(lines: &[Line]) -> (SlashOrder, Option<String>) {
    let mut proof = Proof::default();
    let mut doubtful = None;
    for word in lines.iter().flat_map(|line| words(&line.text)) {
        proof.add(word);
        if doubtful.is_none() && is_doubtful(word) {
            doubtful = Some(quote(word));
        }
    }
    let order = proof.order();
    let doubtful = doubtful.filter(|_| order.is_none());
    (order.unwrap_or(SlashOrder::DayFirst), doubtful)
}

/// Words with a digit at both ends, such as dates.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split([' ', '–', '—', '(', ')', ',', ';']);
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| word.len() >= 6 && word.starts_with(|c: char| c.is_ascii_digit()))
}
