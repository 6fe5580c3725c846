//! The prompt that asks for other sentences in place of refused ones.

use std::collections::BTreeSet;

use super::{
    Boundary, Fact, Posting, Prompt,
    fence::{Row, encoded, fenced},
    letter::{self, Options},
    material::start,
    rules::meaning,
};
use crate::lines::Line;

/// The version of the prompt; that of the letter counts as well.
pub const VERSION: u32 = 2;

/// The characters of a sentence that are sent back.
const SENTENCE_CHARS_MAX: usize = 600;

/// A refused line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused<'a> {
    /// Its number, which the other line will have in [`Line::replaces`].
    pub number: u32,
    /// The line.
    pub line: &'a Line,
    /// The codes of the rules that it broke.
    pub codes: &'a [&'a str],
}

/// The prompt for other lines in place of these.
#[must_use]
pub fn prompt(
    facts: &[Fact<'_>],
    posting: &Posting<'_>,
    refused: &[Refused<'_>],
    options: &Options<'_>,
    boundary: &Boundary,
) -> Prompt {
    let data = letter::data(facts, posting, boundary);
    let user = format!("{data}{}", demand(" of the letter", refused, boundary));
    Prompt {
        system: letter::system(options),
        user,
    }
}

/// The same for another text than a letter: its prompt with the refused sentences behind.
#[must_use]
pub fn again(prompt: Prompt, refused: &[Refused<'_>], boundary: &Boundary) -> Prompt {
    Prompt {
        user: format!("{}{}", prompt.user, demand("", refused, boundary)),
        ..prompt
    }
}

/// What was refused, why, and what is asked for instead.
fn demand(of: &str, refused: &[Refused<'_>], boundary: &Boundary) -> String {
    let codes: BTreeSet<&str> = refused
        .iter()
        .flat_map(|line| line.codes)
        .copied()
        .collect();
    let meanings: Vec<String> = codes
        .iter()
        .map(|code| format!("{}: {}.\n", encoded(code), meaning(code)))
        .collect();
    let meanings = meanings.concat();
    format!(
        "\nThese sentences{of} were refused. \"broken\" are the rules that each of them broke:\n{}\nThe rules:\n{meanings}\n\
         Write one object for each of them, with its number as \"n\" and its paragraph, and with a sentence that breaks no rule. \
         If the facts allow none, leave the number out.\n",
        fenced("REFUSED", boundary, refused.iter().map(row)),
    )
}

fn row(refused: &Refused<'_>) -> Row {
    let line = refused.line;
    let json = |texts: &[&str]| {
        let texts: Vec<String> = texts.iter().map(|text| encoded(text)).collect();
        format!("[{}]", texts.join(","))
    };
    let facts: Vec<&str> = line.facts.iter().map(String::as_str).collect();
    let paragraph = serde_json::to_string(&line.paragraph).unwrap_or_default();
    let kind = serde_json::to_string(&line.kind).unwrap_or_default();
    Row::new()
        .value("n", &refused.number.to_string())
        .value("p", &paragraph)
        .value("kind", &kind)
        .text("text", start(&line.text, SENTENCE_CHARS_MAX))
        .value("facts", &json(&facts))
        .value("broken", &json(refused.codes))
}
