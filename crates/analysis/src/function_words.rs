//! Function words of the large European languages: articles, prepositions, conjunctions and pronouns. They are indexed like any other word,
//! but a query that has other words does not demand them.

/// Sorted. Words that name something in another of these languages are left out: `die`, `man`, `art`, `sin`, `era`, `under`, `data`.
const WORDS: &[&str] = &[
    "a", "aan", "ab", "af", "al", "alla", "als", "am", "an", "and", "are", "as", "at", "att", "au",
    "auf", "aus", "aux", "av", "avec", "be", "bei", "beim", "by", "chez", "com", "con", "da",
    "dal", "dans", "das", "de", "degli", "dei", "del", "della", "delle", "dem", "den", "der",
    "des", "det", "di", "do", "dos", "du", "e", "ed", "een", "ein", "eine", "einem", "einen",
    "einer", "el", "em", "en", "et", "ett", "fra", "fur", "for", "from", "fran", "gli", "het", "i",
    "ihr", "il", "im", "in", "into", "is", "it", "its", "la", "las", "le", "les", "lo", "los",
    "med", "met", "mit", "na", "nach", "nel", "nella", "no", "nos", "o", "och", "of", "og", "oder",
    "om", "on", "op", "or", "os", "ou", "our", "pa", "para", "per", "por", "pour", "que", "sur",
    "te", "than", "that", "the", "their", "this", "til", "till", "to", "tot", "u", "um", "un",
    "una", "und", "une", "uno", "van", "ve", "vom", "von", "voor", "vor", "was", "we", "wir",
    "with", "y", "you", "your", "zu", "zum", "zur",
];

/// True for a folded function word of one of these languages, and for the same in Cyrillic and Greek.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    WORDS.contains(&word)
        || matches!(
            word,
            "и" | "в" | "на" | "с" | "для" | "по" | "και" | "του" | "στο"
        )
}

#[cfg(test)]
mod tests {
    use super::is_function_word;

    #[test]
    fn function_words_are_known_and_names_are_not() {
        assert!(
            ["in", "the", "und", "de", "it"]
                .iter()
                .all(|word| is_function_word(word))
        );
        assert!(
            ["die", "man", "c", "r", "go", "lead", "data"]
                .iter()
                .all(|word| !is_function_word(word))
        );
    }
}
