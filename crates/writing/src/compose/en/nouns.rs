//! English noun phrases: articles, capitals.

use taxonomy::Taxonomy;

use super::{
    super::text::{bare, list, lower_first, words},
    LISTS, keeps_case,
};

pub(super) fn is_adjective(word: &str) -> bool {
    LISTS.has("adjectives", word)
}

/// True for "Planned night shifts for 14 nurses", where "planned" is no adjective as it is in "Planned maintenance".
pub(super) fn has_plural_object(verb: &str, all: &[&str]) -> bool {
    let head = all.get(head(all)).map(|word| bare(word));
    LISTS.has("verbs_of_plurals", verb) && head.is_some_and(|head| is_plural(&head))
}

fn is_plural(word: &str) -> bool {
    word.ends_with('s')
        && !["ss", "is", "us", "ics"]
            .iter()
            .any(|end| word.ends_with(end))
}

pub(super) fn is_person(word: &str) -> bool {
    LISTS.has("people", word)
}

pub(super) fn is_proper(word: &str) -> bool {
    LISTS.has("proper", word)
}

/// True for "Team lead for 5 people": what someone was.
pub(super) fn is_position(all: &[&str]) -> bool {
    let head = head(all);
    let determined = all
        .first()
        .is_some_and(|word| LISTS.has("determiners", &bare(word)));
    let one = all.iter().take(head + 1).all(|word| !word.ends_with(','));
    let person = all.get(head).is_some_and(|word| is_person(&bare(word)));
    person && !determined && one && head <= 3
}

/// The index of the last word before the first preposition.
fn head(all: &[&str]) -> usize {
    let end = all
        .iter()
        .position(|word| LISTS.has("prepositions", &bare(word)) || word.starts_with('('));
    let comma = all.iter().position(|word| word.ends_with(','));
    let first = match (end, comma) {
        (Some(end), Some(comma)) => end.min(comma + 1),
        (end, comma) => end.or(comma.map(|at| at + 1)).unwrap_or(all.len()),
    };
    first.saturating_sub(1)
}

/// A phrase within a sentence: its first letter in lower case unless it is one of a name.
fn within(text: &str, taxonomy: &Taxonomy) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    if keeps_case(first, taxonomy) {
        text.to_owned()
    } else {
        lower_first(text)
    }
}

/// "the daily close of 300 accounts" of "Daily close of 300 accounts".
pub(super) fn noun_phrase(written: &str, taxonomy: &Taxonomy) -> String {
    let written = written.replace(" & ", " and ");
    let text = unlabelled(&written);
    let said = within(text, taxonomy);
    let all = words(&said);
    let at = head(&all);
    let (Some(first), Some(head)) = (all.first(), all.get(at)) else {
        return said;
    };
    let head = bare(head);
    let complement = all.get(at + 1).map(|word| bare(word)).unwrap_or_default();
    let number = first
        .chars()
        .next()
        .is_some_and(|c| c.is_numeric() || "$€£".contains(c));
    let plural = is_plural(&head);
    let listed = all.iter().take(at + 1).any(|word| word.ends_with(','))
        || all
            .get(..at)
            .is_some_and(|before| before.iter().any(|word| ["and", "or"].contains(word)));
    let bare_first = bare(first);
    let gerund = bare_first.ends_with("ing") && bare_first.len() > 5;
    let mass = LISTS.has("mass", &head) || head.ends_with("ing") || head.ends_with("ics");
    let article = !(number
        || plural
        || listed
        || gerund
        || LISTS.has("determiners", &bare_first)
        || keeps_case(first, taxonomy))
        && (!mass || complement == "of");
    let joined = last_joined(&said);
    if article {
        format!("the {joined}")
    } else {
        joined
    }
}

/// Without "Tools:" before a list.
fn unlabelled(text: &str) -> &str {
    match text.split_once(": ") {
        Some((label, rest)) if words(label).len() <= 3 && words(rest).len() >= 2 => rest.trim(),
        _ => text,
    }
}

/// "a, b, c" as "a, b and c".
fn last_joined(text: &str) -> String {
    let parts: Vec<String> = text.split(", ").map(str::to_owned).collect();
    let is_list = parts.len() >= 2
        && !text.contains(" and ")
        && !text.contains(" or ")
        && parts.iter().all(|part| {
            words(part).len() <= 3 && !part.contains(['(', ')']) && !part.starts_with("including")
        });
    if is_list {
        list(&parts, "and")
    } else {
        text.to_owned()
    }
}

/// "a nurse", "an SRE", "head of nursing".
pub(super) fn with_indefinite_article(text: &str) -> String {
    let lower = text.to_lowercase();
    let first = text.split([' ', '-']).next().unwrap_or_default();
    if LISTS
        .of("unique_titles")
        .iter()
        .any(|(start, _)| lower.starts_with(start))
    {
        return text.to_owned();
    }
    let article = if sounds_as_vowel(first) { "an" } else { "a" };
    format!("{article} {text}")
}

fn sounds_as_vowel(word: &str) -> bool {
    let lower = word.to_lowercase();
    let spelled =
        word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_numeric());
    let Some(first) = lower.chars().next() else {
        return false;
    };
    if spelled && !["SAP", "NASA", "LEAN", "CAD", "SOC", "REST", "SAS"].contains(&word) {
        return "aefhilmnorsx8".contains(first);
    }
    let consonant = [
        "uni", "eu", "use", "usa", "usu", "one", "once", "uk", "util",
    ];
    let silent = ["hour", "honest", "honour", "heir"];
    if silent.iter().any(|start| lower.starts_with(start)) {
        return true;
    }
    if lower.starts_with("unin") || lower.starts_with("unim") {
        return true;
    }
    "aeiou8".contains(first) && !consonant.iter().any(|start| lower.starts_with(start))
}

/// A certificate, a degree or an award: "a BSc in Nursing", "the CKA (May 2024)".
pub(super) fn document(written: &str, taxonomy: &Taxonomy) -> String {
    let parts: Vec<&str> = written.split(", ").collect();
    let (what, details) = parts.split_first().unwrap_or((&"", &[]));
    let first = what.split(' ').next().unwrap_or_default();
    let determined = LISTS.has("determiners", &bare(first));
    let head = bare(
        words(what)
            .get(head(&words(what)))
            .copied()
            .unwrap_or_default(),
    );
    let plural = is_plural(&head);
    let is_counted = LISTS.has("counted", &head) || LISTS.has("counted", &bare(first));
    let is_degree = LISTS.has("counted", &bare(first));
    let named = if determined || plural || !is_counted {
        (*what).to_owned()
    } else if is_degree {
        with_indefinite_article(what)
    } else {
        with_indefinite_article(&within(what, taxonomy))
    };
    if details.is_empty() {
        named
    } else {
        format!("{named} ({})", details.join(", "))
    }
}

/// True for names that take an article: "the University of Exampleton".
pub(super) fn organisation_needs_article(name: &str) -> bool {
    let first = bare(name.split(' ').next().unwrap_or_default());
    let of = name.split(' ').nth(1) == Some("of");
    (LISTS.has("organisations", &first) && of) || ["royal", "national"].contains(&first.as_str())
}
