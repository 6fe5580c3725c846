//! Clearances, visas, and where a person must live or be allowed to work.

use std::{ops::Range, sync::LazyLock};

use reading::{place, skill::Need};
use serde::{Deserialize, Serialize};

use super::{
    Demanded, Found,
    cues::{self, NO},
    found,
    sections::SectionKind,
    words::{Phrases, Sentence, Set},
};

/// Whether an employer sponsors a visa.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Sponsorship {
    /// It does.
    Offered,
    /// It does not.
    Refused,
}

static CLEARANCES: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(&[(
        "security clearance|security cleared|sc clearance|sc cleared|dv clearance|dv cleared|ts sci|top secret clearance|top secret|secret clearance|public trust clearance|government clearance|nato secret|bpss|\
         sicherheitsuberprufung|sicherheitsfreigabe|u2|u3|habilitation secret defense|habilitation de securite|habilitation secret|habilitacion personal de seguridad|habilitacion de seguridad",
        (),
    )])
});

static PLACES: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(&[(
        "must reside|must live|must be located|must be based|must be resident|must currently reside|must be living|reside|resident|residents of|right to work|eligible to work|authorised to work|authorized to work|\
         authorization to work|authorisation to work|legally work|permission to work|permit to work|work permit for|work permit|work authorization|work authorisation|open to candidates|open to applicants|candidates based|applicants based|only hire|\
         wohnsitz|arbeitserlaubnis|aufenthaltserlaubnis|residir|residencia|residente|permiso de trabajo|autorizacion para trabajar|resider|residence|autorise a travailler|permis de travail|citizenship|citizens only|remote within|remote in",
        (),
    )])
});
const SPONSOR: Set = Set(
    "sponsor sponsors sponsored sponsoring sponsorship sponsorships patrocinio patrocinamos patrocinar parrainage visasponsoring visumsponsoring",
);
const VISA: Set = Set(
    "visa visas visum visado visados permit permits h1b h immigration authorization authorisation eligible authorized authorised employment sponsorship visasponsoring visumsponsoring sponsorships arbeitserlaubnis",
);
const EVENTS: Set = Set(
    "event events marketing sports partners brand executive project deals agreements clinical trial trials",
);

/// A clearance that is needed.
pub(super) fn clearance(kind: SectionKind, sentence: &Sentence) -> Option<Found<Demanded>> {
    let ((), at) = CLEARANCES.first(sentence)?;
    let denied = sentence.has_near(&NO, at.start.saturating_sub(3)..at.start)
        || sentence.has_near(&NO, at.end..at.end + 3);
    let need = match cues::need(kind, sentence) {
        Need::Required => Demanded::Required,
        Need::Preferred => Demanded::Preferred,
    };
    (!denied).then(|| found(need, sentence, at))
}

/// Keeps what a sentence says about sponsorship; a refusal outranks an offer.
pub(super) fn note_sponsorship(kept: &mut Option<Found<Sponsorship>>, sentence: &Sentence) {
    let Some(at) = (0..sentence.words.len()).find(|at| SPONSOR.has(sentence.word(*at))) else {
        return;
    };
    let is_visa = sentence.has(&VISA) || sentence.has(&NO);
    if !is_visa || sentence.has(&EVENTS) {
        return;
    }
    let from = at.saturating_sub(8);
    let refused = sentence.has_near(&NO, from..at + 6);
    let conditional = sentence.has_near(
        &Set("if whether falls require requires requiring need needs now"),
        from..at + 4,
    );
    let value = if refused {
        Sponsorship::Refused
    } else {
        Sponsorship::Offered
    };
    if conditional && !refused {
        return;
    }
    if kept.as_ref().is_none_or(|_| value == Sponsorship::Refused) {
        let all = 0..sentence.words.len();
        let words = if all.len() <= 24 {
            all
        } else {
            from..(at + 6).min(all.end)
        };
        *kept = Some(found(value, sentence, words));
    }
}

/// The countries in which a person must live or be allowed to work.
pub(super) fn residence(sentence: &Sentence, text: &str) -> Option<Found<Vec<String>>> {
    let ((), phrase) = PLACES.first(sentence)?;
    if sentence.has_near(&NO, phrase.start.saturating_sub(2)..phrase.start) {
        return None;
    }
    // "reside in the US", "right to work in Germany"; or before it: "US work authorisation required".
    let after = (phrase.end..(phrase.end + 8).min(sentence.words.len()))
        .find_map(|at| place_at(sentence, text, at));
    let before = || {
        let only = sentence.has(&Set(
            "authorisation authorization citizens citizenship permit residents",
        ));
        let from = phrase.start.saturating_sub(2);
        only.then(|| (from..phrase.start).find_map(|at| place_at(sentence, text, at)))
            .flatten()
    };
    let (countries, words) = after.or_else(before)?;
    let all = phrase.start.min(words.start)..phrase.end.max(words.end);
    Some(found(countries, sentence, all))
}

/// A country or a part of the world at a word: at most three words with a capital letter.
fn place_at(sentence: &Sentence, text: &str, at: usize) -> Option<(Vec<String>, Range<usize>)> {
    if !sentence.words.get(at)?.capital {
        return None;
    }
    (1..=3).rev().find_map(|length| {
        let words = at..at + length;
        if words.end > sentence.words.len() {
            return None;
        }
        let name = text.get(sentence.bytes(words.clone()))?;
        let countries = countries_named(name);
        (!countries.is_empty()).then_some((countries, words))
    })
}

fn countries_named(name: &str) -> Vec<String> {
    // "in" and "it" are codes of countries, too.
    let short = name.chars().filter(|c| c.is_alphabetic()).count() <= 3;
    if short
        && !name
            .chars()
            .filter(|c| c.is_alphabetic())
            .all(char::is_uppercase)
    {
        return Vec::new();
    }
    if let Some(code) = place::country(name) {
        return vec![code.to_owned()];
    }
    let code = name.to_uppercase();
    let code = if matches!(code.as_str(), "EUROPEAN UNION") {
        "EU"
    } else {
        &code
    };
    place::countries_of(code).map(str::to_owned).collect()
}
