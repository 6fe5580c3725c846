//! Safe changes of the words of a statement: nothing is added, no number and no name is changed.

use taxonomy::Taxonomy;

use crate::compose::{is_in_capitals, upper_first, without_capitals};

/// Words that say nothing where they stand before a verb.
const FILLERS: &[&str] = &[
    "successfully",
    "effectively",
    "efficiently",
    "proudly",
    "erfolgreich",
];
/// The beginnings of sentences in the first person whose rest is a statement. The second is what the rest must not begin with.
const FIRST_PERSON: &[&str] = &[
    "I have successfully ",
    "I have ",
    "I've ",
    "I ",
    "Ich habe erfolgreich ",
    "Ich habe ",
    "Habe ",
];
const AUXILIARIES: &[&str] = &[
    "am", "was", "have", "had", "can", "could", "will", "do", "did", "been", "a", "the", "an",
    "also", "no", "never", "not", "nie", "nicht", "keine", "mich", "mir",
];

/// The statement in the usual form of a résumé; none if it has it, or if that is not certain.
pub(super) fn rephrased(text: &str, taxonomy: &Taxonomy) -> Option<String> {
    let mut said = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_in_capitals(&said) {
        said = without_capitals(&said, taxonomy);
    }
    if let Some(rest) = without_person(&said) {
        said = upper_first(rest);
    }
    said = without_fillers(&said);
    (said != text && !said.is_empty()).then_some(said)
}

fn without_person(text: &str) -> Option<&str> {
    let rest = FIRST_PERSON
        .iter()
        .find_map(|start| text.strip_prefix(start))?;
    let first = rest.split(' ').next()?.to_lowercase();
    // A second sentence would be left in the first person.
    let one = !rest.contains(" I ") && !rest.contains(" ich ") && !rest.contains(". ");
    (one && rest.split(' ').count() >= 2 && !AUXILIARIES.contains(&first.as_str())).then_some(rest)
}

fn without_fillers(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let is_filler = |word: &str| FILLERS.contains(&word.to_lowercase().as_str());
    let kept: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !is_filler(word))
        .collect();
    if kept.len() == words.len() || kept.len() < 2 {
        return text.to_owned();
    }
    let joined = kept.join(" ");
    if words.first().is_some_and(|word| is_filler(word)) {
        upper_first(&joined)
    } else {
        joined
    }
}
