//! Words for work without an employer, which people write where the company would stand.

/// The words, as they are written alone: `Self-employed`.
const WORDS: [&str; 16] = [
    "self-employed",
    "self employed",
    "freelance",
    "free-lance",
    "freiberuflich",
    "selbstständig",
    "selbständig",
    "indépendant",
    "indépendante",
    "autónomo",
    "autónoma",
    "autônomo",
    "autônoma",
    "libero professionista",
    "фриланс",
    "самозанятый",
];

/// The word in a title that says so, as it is written there: `Freelance` in `Freelance Web Developer`. A title that is nothing else is none.
pub(super) fn word_in(title: &str) -> Option<&str> {
    let lower = title.to_lowercase();
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    WORDS.iter().find_map(|word| {
        let at = lower.find(word)?;
        let before = lower.get(..at)?;
        let behind = lower.get(at + word.len()..)?;
        let is_whole = !is_letter(before.chars().next_back()) && !is_letter(behind.chars().next());
        let is_beside = before
            .chars()
            .chain(behind.chars())
            .any(char::is_alphabetic);
        let found = title.get(at..at + word.len())?;
        (is_whole && is_beside && found.to_lowercase() == *word).then_some(found)
    })
}

#[cfg(test)]
mod tests {
    use super::word_in;

    #[test]
    fn words_for_work_without_an_employer_are_found() {
        for (title, word) in [
            ("Freelance Web Developer", Some("Freelance")),
            ("Plumber (self-employed)", Some("self-employed")),
            ("Freelance", None),
            ("Freelancer for maps", None),
            ("Web Developer", None),
        ] {
            assert_eq!(word_in(title), word, "{title}");
        }
    }
}
