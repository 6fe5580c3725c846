//! The prompt for other words of a statement in a résumé.

use super::{
    Boundary, Fact, Posting, Prompt,
    fence::{Row, fenced},
    material::{self, start},
    rules::rules,
};

/// The version of the prompt.
pub const VERSION: u32 = 3;

/// The characters of a statement that are sent.
const STATEMENT_CHARS_MAX: usize = 1_000;

/// The prompt for other words of a statement that rests on these facts, for a posting if there is one.
#[must_use]
pub fn prompt(
    statement: &str,
    facts: &[Fact<'_>],
    posting: Option<&Posting<'_>>,
    language: &str,
    boundary: &Boundary,
) -> Prompt {
    let system = format!(
        "You improve one statement of a résumé. It begins with a verb, has no \"I\" and at most 30 words, and says the same as before: shorter and clearer. \
         You may leave out a part between two commas or conjunctions or the end of one, put another part first, change the form of a verb, and write another name of the same \
         skill or a verb that means exactly the same. Keep all other words of what you keep, with their prepositions and in their order, above all those that make it smaller: \
         \"helped\", \"up to\", \"one of\". Add no word. Answer with one object, of the paragraph evidence and the kind CLAIM. \
         The rule about the first person does not hold here.\n\n{}",
        rules(language)
    );
    let row = Row::new().text("text", start(statement, STATEMENT_CHARS_MAX));
    let statement = fenced("STATEMENT", boundary, [row]);
    let facts = fenced("FACTS", boundary, material::facts(facts));
    let posting = posting.map(|posting| fenced("POSTING", boundary, material::posting(posting)));
    let posting = posting.unwrap_or_default();
    Prompt {
        system,
        user: format!("{statement}{facts}{posting}\nWrite the statement as one object.\n"),
    }
}
