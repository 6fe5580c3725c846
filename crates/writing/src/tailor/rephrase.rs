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
/// The beginnings of sentences in the first person whose rest is a statement.
const FIRST_PERSON: &[&str] = &[
    "I have successfully ",
    "I have ",
    "I've ",
    "I ",
    "Ich habe erfolgreich ",
    "Ich habe ",
    "Habe ",
];
/// What the rest must not begin with.
const NOT_FIRST: &[&str] = &[
    "am", "was", "have", "had", "can", "could", "will", "do", "did", "been", "a", "the", "an",
    "also", "no", "never", "not", "nie", "nicht", "keine",
];

/// Words of the first person.
const OF_PERSON: &[&str] = &[
    "i", "me", "my", "mine", "myself", "ich", "mich", "mir", "mein", "meine", "meinen", "meinem",
    "meiner", "meines",
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
    // "my team" would be left in the first person, and so would a second sentence.
    let is_statement = !rest.contains(". ") && !is_of_person(rest);
    (is_statement && rest.split(' ').count() >= 2 && !NOT_FIRST.contains(&first.as_str()))
        .then_some(rest)
}

/// True if a text has a word of the first person.
pub(super) fn is_of_person(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .map(str::to_lowercase)
        .any(|word| OF_PERSON.contains(&word.as_str()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tailor::is_in_usual_form;

    #[test]
    fn person_is_left_out_where_a_statement_remains() {
        let taxonomy = Taxonomy::curated();
        for (text, said) in [
            ("I ran 14 clusters", Some("Ran 14 clusters")),
            ("I've built APIs", Some("Built APIs")),
            ("Ich habe Kunden beraten", Some("Kunden beraten")),
            ("I led my team of five", None),
            ("Ich habe meine Kollegen geschult", None),
            ("I was responsible for backups", None),
            ("I ran clusters, and I wrote services", None),
        ] {
            assert_eq!(rephrased(text, taxonomy).as_deref(), said);
            assert!(!is_in_usual_form(text, taxonomy), "{text}");
            assert!(said.is_none_or(|said| is_in_usual_form(said, taxonomy)));
        }
        assert!(is_in_usual_form("Ran 14 clusters in Mainz", taxonomy));
    }
}
