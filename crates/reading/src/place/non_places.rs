//! Words of a place of work that name no place: the mode of work, time zones, parts of an address.

use super::names::key;
use crate::words::Set;

/// Words for a mode of work or without a certain place; a name of only these is not a place.
const VAGUE: Set = Set(
    "remote remotely hybrid onsite on site in office offices person flexible anywhere various multiple several \
     locations location worldwide global globally distributed home homeoffice homebased based wfh work working from \
     within the or and any only fully first friendly option optional possible tbd tba other virtual n a 100 full \
     partially partly semi preferred ideally eligible must be located reside residents candidates applicants \
     available nationwide national countrywide statewide all across near around to for with at of also plus our \
     open you can everywhere wherever telecommute telework teleworking mobiles mobil arbeiten ortsunabhangig \
     bundesweit teilweise vor ort im bei und oder nur moglich raum standort standorte hybride sur en teletravail \
     distance presentiel dans toute la remoto remota hibrido hibrida presencial teletrabajo teletrabalho desde em \
     da smart sede ibrido distancia op kantoor thuiswerken zdalnie zdalna praca etranger not specified unspecified \
     unknown null entiere tutta toda todo heel hela hele cala wide gesamt gesamte ganz preferably",
);
/// Time zones by abbreviation.
const ZONES: Set = Set(
    "cet cest eet eest wet west gmt utc bst est edt cst cdt mst mdt pst pdt akst hst ist jst kst sgt hkt aest aedt \
     awst acst nzst nzdt msk brt sast eat wat",
);
/// A part with one of these words is about hours of work.
const HOURS: Set =
    Set("time timezone timezones zone zones hours hour tz overlap zeitzone fuseau horaire horario");
/// Words around the name of a city that are no part of it.
const AROUND: Set = Set(
    "coast midwest northeast northwest southeast southwest greater area region metro metropolitan office offices hq headquarters headquarter campus downtown central city \
     county district airport hub grossraum umgebung metropole metropolregion studio site plant zentrale hauptsitz \
     innenstadt east west north south eastern western northern southern mainland state province canton kanton \
     republic d cedex siege bureau oficina escritorio ufficio ville cbd metroplex vicinity surroundings centre \
     centrum centro zona conurbation",
);
/// Words that are not part of a city's name.
const NO_CITY: Set = Set(
    "region area campus headquarters hq metro county district state states countries country european union pacific \
     eastern western northern southern central middle latin international building floor street road avenue suite \
     engineering sales marketing finance operations support team department store warehouse field travel required \
     per day days week type time part contract permanent strasse gmbh inc ltd customer client europe asia africa \
     america americas world coast midwest northeast northwest southeast southwest southern nordeste",
);

/// True if the name is empty or says only a mode of work: "Hybrid", "Remote", "Multiple locations".
#[must_use]
pub fn is_vague(name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| is_vague_word(word) || word.chars().all(|c| c.is_ascii_digit()))
}

fn is_vague_word(word: &str) -> bool {
    // "OR", "IN" and "ON" are states.
    !is_code(word) && VAGUE.has(&key(word))
}

pub(super) fn is_code(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// True for a part about hours of work: "Eastern Time", "CET ± 2 hours".
pub(super) fn is_about_hours(part: &str) -> bool {
    key(part).split(' ').any(|word| HOURS.has(word))
}

/// The part without words at its ends that name no place, and true if digits were among them.
pub(super) fn core(part: &str) -> (&str, bool) {
    trim_words(part, |word| {
        let zone = word.len() >= 3 && ZONES.has(&word.to_lowercase()) && word != "West";
        zone || word.chars().any(|c| c.is_ascii_digit())
            || word.chars().all(|c| !c.is_alphabetic())
            || is_vague_word(word.trim_matches(|c: char| !c.is_alphanumeric()))
    })
}

/// The part without words around a city's name: "Greater Munich Area" → "Munich".
pub(super) fn bare(part: &str) -> &str {
    trim_words(part, |word| {
        AROUND.has(&key(word)) && (!is_code(word) || word == "HQ")
    })
    .0
}

/// The part without the letter of a district behind it: "København K", "Aarhus C".
pub(super) fn without_quarter(part: &str) -> &str {
    match part.rsplit_once(' ') {
        Some((city, "K" | "V" | "N" | "Ø" | "S" | "C" | "M")) => city,
        _ => part,
    }
}

fn trim_words(part: &str, drop: impl Fn(&str) -> bool) -> (&str, bool) {
    let mut rest = part.trim();
    let mut digits = false;
    loop {
        let first = rest.split_whitespace().next().unwrap_or_default();
        let last = rest.split_whitespace().next_back().unwrap_or_default();
        let has_digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).count() == 5;
        if !first.is_empty() && drop(first) {
            digits |= has_digits(first);
            rest = rest.strip_prefix(first).unwrap_or_default().trim_start();
        } else if !last.is_empty() && drop(last) {
            digits |= has_digits(last);
            rest = rest.strip_suffix(last).unwrap_or_default().trim_end();
        } else {
            return (
                rest.trim_matches(|c: char| matches!(c, '-' | '"' | '*' | '#'))
                    .trim(),
                digits,
            );
        }
    }
}

/// True for a text that has the form of a city's name.
pub(super) fn is_city_name(name: &str) -> bool {
    let key = key(name);
    let strange = |word: &str| {
        NO_CITY.has(word)
            || (VAGUE.has(word)
                && !matches!(
                    word,
                    "of" | "the"
                        | "la"
                        | "en"
                        | "sur"
                        | "on"
                        | "da"
                        | "im"
                        | "bei"
                        | "in"
                        | "a"
                        | "near"
                ))
    };
    let letters = name
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'));
    letters
        && (1..=4).contains(&key.split(' ').count())
        && (2..=60).contains(&name.chars().count())
        && name.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase())
        && !key.split(' ').any(strange)
        && !(name.len() <= 3 && name.chars().all(char::is_uppercase))
}

/// Words that begin what is excluded: "US (except California)", "no remote".
const NEGATIONS: Set = Set(
    "no not non except excluding exclude excludes excl without outside besides nicht kein keine ohne ausser außer \
     ausgenommen sauf hors pas excepto salvo exceto tranne escluso behalve geen cannot",
);

/// The text with all that is negated replaced by spaces of the same length: up to a bracket or a hard separator, or to the comma behind a
/// mode of work ("no remote, Berlin").
pub(super) fn without_negated(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut word = String::new();
    let mut negated: Option<bool> = None;
    for c in text.chars().chain(['\n']) {
        if c.is_alphanumeric() {
            word.push(c);
            continue;
        }
        let begins = !is_code(&word) && NEGATIONS.has(&word.to_lowercase());
        if begins && negated.is_none() {
            negated = Some(true);
        } else if let Some(only_modes) = &mut negated {
            *only_modes &= word.is_empty() || begins || is_vague_word(&word);
        }
        if negated.is_some() {
            kept.extend(std::iter::repeat_n(' ', word.len()));
        } else {
            kept.push_str(&word);
        }
        word.clear();
        let ends = matches!(c, ')' | ']' | ';' | '|' | '\n') || (c == ',' && negated == Some(true));
        if ends {
            negated = None;
        }
        if negated.is_some() {
            kept.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            kept.push(c);
        }
    }
    // The line break that ended the last word.
    kept.pop();
    kept
}
