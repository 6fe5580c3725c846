//! The form of an English statement by its first words, and how the first person says it.

use taxonomy::Taxonomy;

use super::{
    super::{
        text::{bare, lower_first, names_a_year, words},
        voice::Realised,
    },
    LISTS, VERBS,
    nouns::{self, noun_phrase},
    of, past, quoted,
};
use crate::fact::{Fact, FactKind};

/// The form of a statement by its first words.
pub(super) fn form(text: &str, fact: &Fact, taxonomy: &Taxonomy) -> Option<Realised> {
    let lower = text.to_lowercase();
    let now =
        (fact.current || (fact.organisation.is_none() && fact.to.is_none())) && !names_a_year(text);
    let be = if now { "am" } else { "was" };
    let cut = |start: &str| {
        text.get(start.len()..)
            .map(str::trim_start)
            .filter(|rest| !rest.is_empty())
    };
    if let Some((start, said)) = LISTS.start("states", &lower) {
        let event = ["promoted", "elected", "hired"]
            .iter()
            .any(|verb| said.starts_with(verb));
        let be = if event { "was" } else { be };
        return Some(past(format!("{be} {said} {}", cut(start)?)));
    }
    if let Some((start, verb)) = LISTS.start("general", &lower) {
        let mut general = past(format!("{verb} {start} {}", cut(start)?));
        general.general = true;
        return Some(general);
    }
    if let Some(own) = first_person(text) {
        return Some(own);
    }
    verb_form(text, now).or_else(|| {
        let (kind, all) = (fact.kind, words(text));
        let gerund = all
            .first()
            .is_some_and(|word| bare(word).ends_with("ing") && word.len() > 5);
        // The text of a role is its title, unless it says what was done.
        if kind == FactKind::Role && !gerund {
            return None;
        }
        if !gerund && is_clause(&all) {
            return Some(quoted(text));
        }
        // "Team lead for 5 people": a position is said as the person wrote it.
        if nouns::is_position(&all) {
            return Some(quoted(text));
        }
        let quality = if gerund { 8 } else { 6 };
        Some(of("noun", "np", noun_phrase(text, taxonomy), quality))
    })
}

/// "I run 14 clusters", "I've led a team".
fn first_person(text: &str) -> Option<Realised> {
    let starts = [
        ("I've ", "have "),
        ("I’ve ", "have "),
        ("I'm ", "am "),
        ("I’m ", "am "),
        ("I ", ""),
    ];
    let (rest, verb) = starts
        .iter()
        .find_map(|(start, verb)| Some((text.strip_prefix(start)?, verb)))?;
    let first = bare(rest.split(' ').next()?);
    let known = !verb.is_empty()
        || ["am", "was", "have", "had", "can", "did", "do"].contains(&first.as_str())
        || LISTS.has("adverbs", &first)
        || LISTS.has("fillers", &first)
        || VERBS.is_past(&first)
        || VERBS.is_verb(&first);
    Some(if known {
        past(format!("{verb}{rest}"))
    } else {
        quoted(text)
    })
}

/// A statement that begins with a verb.
fn verb_form(text: &str, now: bool) -> Option<Realised> {
    let mut all = words(text);
    let mut adverb = String::new();
    let first = bare(all.first()?);
    let second = all.get(1).map(|word| bare(word)).unwrap_or_default();
    let verb_follows = VERBS.is_past(&second) || VERBS.is_verb(&second);
    if verb_follows && LISTS.has("fillers", &first) {
        all.remove(0);
    } else if verb_follows && LISTS.has("adverbs", &first) {
        adverb = format!("{first} ");
        all.remove(0);
    }
    let verb = bare(all.first()?);
    let rest = all.get(1..)?.join(" ");
    let next = all.get(1).copied().unwrap_or_default();
    if verb == "awarded" || verb == "named" || verb == "certified" {
        let gave = rest.contains(" to ");
        return Some(past(if gave {
            format!("{verb} {rest}")
        } else {
            format!("was {verb} {rest}")
        }));
    }
    if VERBS.is_past(&verb)
        && (!nouns::is_adjective(&verb)
            || takes_object(next)
            || nouns::has_plural_object(&verb, &all))
        && bare(next) != "of"
    {
        return Some(past(format!(
            "{adverb}{} {rest}",
            lower_first(all.first()?)
        )));
    }
    if VERBS.is_base(&verb, takes_object(next)) && bare(next) != "of" {
        let verb_phrase = format!("{adverb}{} {rest}", lower_first(all.first()?));
        return Some(if now {
            past(verb_phrase)
        } else {
            of("task", "vp", verb_phrase, 7)
        });
    }
    let base = VERBS.base_of_third(&verb)?;
    if !takes_object(next) {
        return None;
    }
    if VERBS.has_third(all.get(1..)?) {
        return Some(quoted(text));
    }
    let verb_phrase = format!("{adverb}{base} {rest}");
    Some(if now {
        past(verb_phrase)
    } else {
        of("task", "vp", verb_phrase, 7)
    })
}

/// True if a word can begin an object: an article, a number, a plural.
pub(super) fn takes_object(word: &str) -> bool {
    let bare = bare(word);
    let plural = bare.ends_with('s') && !bare.ends_with("ss") && bare.len() > 3;
    LISTS.has("objects", &bare)
        || plural
        || word
            .chars()
            .next()
            .is_some_and(|c| c.is_numeric() || "$€£".contains(c))
}

/// True if the words have a subject and a verb of their own.
fn is_clause(all: &[&str]) -> bool {
    let lower: Vec<String> = all.iter().map(|word| bare(word)).collect();
    let relative = lower
        .iter()
        .position(|word| ["which", "that", "who", "where", "when"].contains(&word.as_str()));
    let finite = lower.iter().position(|word| LISTS.has("finite", word));
    if finite.is_some_and(|at| relative.is_none_or(|relative| at < relative)) {
        return true;
    }
    // "Customers rated my service"
    lower.get(1).is_some_and(|verb| VERBS.is_past(verb))
        && lower
            .get(2)
            .is_some_and(|word| ["my", "the", "our", "me", "us", "a"].contains(&word.as_str()))
}
