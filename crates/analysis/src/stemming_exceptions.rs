//! Forms of words where the stemmers of Snowball join too much or too little.

use std::{collections::HashMap, sync::LazyLock};

/// English words that Snowball joins with words of another meaning: each line has the forms of one word, of which the first is the stem.
const ENGLISH: &str = "
intern interns interning
internal internally
international internationally internationals
university universities
universal universally
universe universes
organ organs
organic organics organically
organization organizations organizational organize organizes organized organizing organizer organizers
animal animals
authority authorities
authorization authorizations authorize authorizes authorized authorizing
experiment experiments experimental experimentation experimenting
operator operators
operation operations operational operationally
customer customers
hospital hospitals
hospitality
civilization civilizations
executive executives
engine engines
business businesses
responsible responsibly
securities
paste pastes
objective objectives
relative relatives relatively
rational
physics
medication medications
accounting accountant accountants
accountable accountability
marketing marketer marketers
training trainings
programming programmer programmers
program programs programme programmes
correctional
important importance
produce produces
";

/// British spellings of endings.
pub(crate) const ENGLISH_SPELLINGS: &[(&str, &str)] =
    &[("isation", "ization"), ("isations", "izations")];

/// Feminine names of professions, and the masculine ones.
pub(crate) const GERMAN_FEMININE: &[(&str, &str)] = &[
    ("erinnen", "er"),
    ("entinnen", "ent"),
    ("antinnen", "ant"),
    ("istinnen", "ist"),
    ("orinnen", "or"),
    ("oginnen", "oge"),
    ("eurinnen", "eur"),
    ("arinnen", "ar"),
    ("erin", "er"),
    ("entin", "ent"),
    ("antin", "ant"),
    ("istin", "ist"),
    ("orin", "or"),
    ("ogin", "oge"),
    ("eurin", "eur"),
];

/// The same in French.
pub(crate) const FRENCH_FEMININE: &[(&str, &str)] = &[
    ("trices", "teur"),
    ("trice", "teur"),
    ("euses", "eur"),
    ("euse", "eur"),
    ("iennes", "ien"),
    ("ienne", "ien"),
];

static ENGLISH_STEMS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let mut stems = HashMap::new();
    for line in ENGLISH.lines().filter(|line| !line.is_empty()) {
        let stem = line.split(' ').next().unwrap_or_default();
        stems.extend(line.split(' ').map(|form| (form, stem)));
    }
    stems
});

/// The stem of an English word in the table; British spellings count.
pub(crate) fn english(word: &str) -> Option<&'static str> {
    if let Some(stem) = ENGLISH_STEMS.get(word) {
        return Some(stem);
    }
    // organise, authorising
    let (head, tail) = word.rsplit_once("is")?;
    ENGLISH_STEMS
        .get(format!("{head}iz{tail}").as_str())
        .copied()
}

/// The light stem of a folded Arabic word: without article, conjunction and the usual endings.
pub(crate) fn arabic(word: &str) -> String {
    let long = |rest: &str, least: usize| rest.chars().count() >= least;
    let mut stem = word;
    for prefix in ["وال", "بال", "كال", "فال", "ال", "لل", "و"] {
        let least = if prefix == "و" { 3 } else { 2 };
        if let Some(rest) = stem.strip_prefix(prefix).filter(|rest| long(rest, least)) {
            stem = rest;
            break;
        }
    }
    for suffix in ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"] {
        if let Some(rest) = stem.strip_suffix(suffix).filter(|rest| long(rest, 2)) {
            stem = rest;
        }
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{ENGLISH, english};

    #[test]
    fn each_form_has_one_stem() {
        let forms: Vec<&str> = ENGLISH.split_whitespace().collect();
        let set: HashSet<&str> = forms.iter().copied().collect();
        assert_eq!(set.len(), forms.len());
        assert_eq!(english("organising"), Some("organization"));
        assert_eq!(english("analysis"), None);
        assert_eq!(english(""), None);
    }
}
