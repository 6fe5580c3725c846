//! German verbs at the end and at the beginning of statements.

use std::{collections::HashSet, sync::LazyLock};

use super::{LISTS, bare};

static PRETERITES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let table = include_str!("../../../data/compose/de_verbs.txt");
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect()
});

/// True for "leitete".
pub(super) fn is_preterite(word: &str) -> bool {
    PRETERITES.contains(word)
}

/// True for "gesenkt", "eingeführt", "betreut", "automatisiert", "geschrieben".
pub(super) fn is_participle(word: &str) -> bool {
    if !word.starts_with(char::is_lowercase)
        || word.chars().any(|c| !c.is_alphabetic())
        || word.len() < 5
    {
        return false;
    }
    if LISTS.has("strong_participles", word) {
        return true;
    }
    if LISTS.has("not_participle", word) {
        return false;
    }
    let (regular, strong) = (word.ends_with('t'), word.ends_with("en"));
    if word.ends_with("iert") && word.len() > 6 {
        return true;
    }
    if word.starts_with("ge") && word.len() > 5 && (regular || strong) {
        return true;
    }
    let separable = LISTS.of("separable").iter().any(|(prefix, _)| {
        word.strip_prefix(prefix).is_some_and(|rest| {
            rest.starts_with("ge") && rest.len() > 4 && !LISTS.has("not_participle", rest)
        })
    });
    if separable && (regular || strong) {
        return true;
    }
    let inseparable = LISTS
        .of("inseparable")
        .iter()
        .any(|(prefix, _)| word.starts_with(prefix) && word.len() > prefix.len() + 3);
    inseparable && regular && !word.ends_with("haft")
}

/// True for "beraten", "aufnehmen", "erstellen", "sichern".
pub(super) fn is_infinitive(word: &str) -> bool {
    let plain = word.starts_with(char::is_lowercase)
        && word.len() > 4
        && word.chars().all(char::is_alphabetic);
    let ends = ["en", "ern", "eln"].iter().any(|end| word.ends_with(end));
    let other = [
        "einen",
        "meinen",
        "ihren",
        "seinen",
        "allen",
        "neuen",
        "zwischen",
        "neben",
        "sieben",
        "ihnen",
        "unseren",
        "verschiedenen",
        "wochen",
    ];
    plain
        && ends
        && !is_participle(word)
        && !other.contains(&word)
        && !super::nouns::is_inflected_adjective(word)
}

/// The auxiliary of a participle: "habe", "bin" or "wurde".
pub(super) fn auxiliary(participle: &str) -> &'static str {
    let word = bare(participle);
    if LISTS.has("by_werden", &word) {
        "wurde"
    } else if LISTS.has("by_sein", &word) {
        "bin"
    } else {
        "habe"
    }
}

/// "Kunden zu bedienen und Kasse abzurechnen" of "Kunden bedienen und Kasse abrechnen"; none if a part does not end with an infinitive.
pub(super) fn with_zu(text: &str) -> Option<String> {
    let mut said = Vec::new();
    for part in text.split(" und ") {
        let mut pieces = Vec::new();
        for piece in part.split(", ") {
            let (before, verb) = piece.rsplit_once(' ').unwrap_or(("", piece));
            if !is_infinitive(verb) {
                return None;
            }
            let verb = zu(verb);
            pieces.push(if before.is_empty() {
                verb
            } else {
                format!("{before} {verb}")
            });
        }
        said.push(pieces.join(", "));
    }
    Some(said.join(" und "))
}

/// "zu bedienen", "abzurechnen".
fn zu(verb: &str) -> String {
    let own = verb.ends_with("ieren") || LISTS.has("no_zu_prefix", verb);
    let prefixes = LISTS.of("zu_prefixes").iter().map(|(prefix, _)| *prefix);
    let parted = prefixes
        .filter(|_| !own)
        .filter_map(|prefix| Some((prefix, verb.strip_prefix(prefix)?)));
    let longest = parted
        .filter(|(_, rest)| rest.len() >= 5)
        .max_by_key(|(prefix, _)| prefix.len());
    longest.map_or_else(
        || format!("zu {verb}"),
        |(prefix, rest)| format!("{prefix}zu{rest}"),
    )
}
