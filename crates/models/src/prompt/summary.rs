//! The prompt for the summary of a résumé.

use super::{Boundary, Fact, Posting, Prompt, fence::fenced, material, rules::rules};

/// The version of the prompt.
pub const VERSION: u32 = 2;

/// The prompt for a summary of these facts, for a posting if there is one.
#[must_use]
pub fn prompt(
    facts: &[Fact<'_>],
    posting: Option<&Posting<'_>>,
    language: &str,
    boundary: &Boundary,
) -> Prompt {
    let system = format!(
        "You write the summary at the head of a résumé: 2 to 4 sentences, together at most 70 words, plain and factual. They say what the person does, \
         what the person has reached, and what fits the posting, if there is one. All objects are of the paragraph evidence and the kind CLAIM.\n\n{}",
        rules(language)
    );
    let facts = fenced("FACTS", boundary, material::facts(facts));
    let posting = posting.map(|posting| fenced("POSTING", boundary, material::posting(posting)));
    let posting = posting.unwrap_or_default();
    Prompt {
        system,
        user: format!("{facts}{posting}\nWrite the summary as objects, one for each line.\n"),
    }
}
