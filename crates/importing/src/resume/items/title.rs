//! What a person is, in the lines above the sections: behind the name, behind a label, before a place.

use reading::place::{self, Kind};

use super::places::is_town;

use crate::{
    resume::{site, study, words::title_score},
    text::{bare, is_listed},
};

/// Signs between a name, a headline and a place.
const SIGNS: [&str; 6] = [" — ", " – ", " - ", " | ", " · ", " • "];
/// What is before a headline, before a colon.
const LABELS: &str = "title|job title|headline|position|role|profession|occupation|current position|current role|desired position|target position|\
beruf|berufsbezeichnung|position aktuell|titre|poste|poste recherché|profession actuelle|métier|puesto|cargo|profesión|professione|posizione|profissão|\
functie|beroep|stanowisko|zawód|titel|yrke|stilling|должность|желаемая должность|профессия|职位|职业|希望職種|職種|직무";
/// Names of pages of a person.
const SITES: &str = "linkedin github gitlab portfolio website homepage blog twitter x medium behance dribbble xing stackoverflow stack overflow kaggle orcid google \
 scholar web site webseite page personal my profile profil online cv resume email mail e phone site internet sitio facebook instagram youtube";
/// The most words of a name of a person.
const NAME_WORDS_MAX: usize = 4;
/// The fewest inhabitants of a town behind a bar.
const BARRED_MIN: u32 = 50_000;
/// The most words of a town that stands alone.
const TOWN_WORDS_MAX: usize = 3;
/// Words that are also names of cities.
const NO_CITIES: &str = "mobile reading nice split orange essen bath cork phoenix salt angers tours lens street front support data quality nancy florence";

/// The name at the top, and the headline behind it: `Aisha Khan — Product Manager`.
pub(super) fn behind_name(text: &str) -> (&str, Option<&str>) {
    let mut signs = SIGNS.into_iter().chain([", "]);
    let parted = signs.find_map(|sign| text.split_once(sign));
    let is_capital = |word: &str| {
        let is_letters = word
            .chars()
            .all(|c| c.is_alphabetic() || "'’-.".contains(c));
        is_letters && word.starts_with(char::is_uppercase)
    };
    let is_name = |name: &str| {
        let words = name.split_whitespace().count();
        (2..=NAME_WORDS_MAX).contains(&words) && name.split_whitespace().all(is_capital)
    };
    // "Ann Vale · Studienrätin · Freiburg": between bars a title needs no word, where a town is behind it.
    let has_town = |title: &str| {
        let bars = [" · ", " | ", " • "];
        let parts = bars.iter().find_map(|bar| title.split_once(*bar));
        text.contains(['·', '|', '•']) && parts.is_some_and(|(_, town)| site::is_place(town))
    };
    match parted {
        Some((name, title)) if is_name(name) && (title_score(title) > 0 || has_town(title)) => {
            (name.trim(), Some(title.trim()))
        }
        _ => (text, None),
    }
}

/// A headline without its label: `Title: Data Scientist`.
pub(super) fn unlabelled(text: &str) -> &str {
    let labelled = text.split_once([':', '：']).filter(|(label, rest)| {
        let key = bare(&label.to_lowercase());
        !rest.trim().is_empty() && LABELS.split('|').any(|label| label == key)
    });
    labelled.map_or(text, |(_, rest)| rest.trim())
}

/// A headline and the place at its end: `Plumber, Cardiff`, `Électricien – Montréal (Québec)`.
pub(super) fn and_place(text: &str) -> Option<(&str, &str)> {
    let text = without_postcode(text);
    let parted = SIGNS.iter().find_map(|sign| text.rsplit_once(sign));
    // Behind a title and a dash also a small town is one.
    let is_barred = text.contains(['|', '·', '•']);
    let is_small = |title: &str, place: &str| {
        !is_barred && title_score(title) > 1 && title_score(place) == 0 && is_town(place)
    };
    // "Florist · Bath": behind a bar a town needs no size, and a word of a title none beside it.
    let is_town_behind = |title: &str, place: &str| {
        is_barred
            && title_score(title) > 0
            && title_score(place) <= 0
            && is_large(place)
            && !is_other(place)
    };
    let found = parted.filter(|(title, place)| {
        is_city(place) || is_small(title, place) || is_town_behind(title, place)
    });
    let commas = || {
        let mut commas = text.match_indices(", ");
        commas.find_map(|(at, _)| {
            let (title, place) = text.split_at_checked(at)?;
            let place = place.trim_start_matches([',', ' ']);
            // "Studentin der Informatik, Karlsruhe"
            let is_phrase = || {
                let mut words = title.split(' ').skip(1);
                words.any(|word| word.starts_with(char::is_lowercase)) && !site::is_place(text)
            };
            let is_title = title_score(title) > 0 || title_score(title) == 0 && is_phrase();
            (is_title && is_city(place)).then_some((title, place))
        })
    };
    found.or_else(commas)
}

/// True for a town with enough inhabitants to stand behind a bar without where it lies.
fn is_large(town: &str) -> bool {
    let found = place::find(town);
    found
        .first()
        .is_some_and(|it| it.kind == Kind::City && it.population >= BARRED_MIN)
}

/// True for a word that is more than the name of a town: a skill or a field of study.
fn is_other(text: &str) -> bool {
    reading::skill::find(text).is_some() || study::is_field(text)
}

/// True for a town that stands alone below a name: `Galway`. It may be small, where nothing else is called like it.
pub(super) fn is_town_alone(text: &str) -> bool {
    let is_short = text.split_whitespace().count() <= TOWN_WORDS_MAX;
    let is_named = || {
        place::find(text)
            .first()
            .is_some_and(|it| it.kind == Kind::City)
    };
    is_short
        && site::is_place(text)
        && is_named()
        && title_score(text) == 0
        && !is_other(text)
        && !is_no_city(text)
}

/// A text without the postcode at its end: `Driver, Tulsa, OK 74103`.
fn without_postcode(text: &str) -> &str {
    let parted = text.rsplit_once(' ');
    let is_code = |code: &str| code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit());
    parted
        .filter(|(before, code)| is_code(code) && before.contains(", "))
        .map_or(text, |(before, _)| before)
}

/// True for the name of a large city, also with where it lies: `Nairobi, Kenya`, `Montréal (Québec)`.
pub(super) fn is_city(text: &str) -> bool {
    let name = text.strip_suffix(')').and_then(|it| it.split_once(" ("));
    let name = name.map_or(text, |(name, _)| name);
    let found = place::find(name);
    let is_named = found.first().is_some_and(|place| place.kind == Kind::City);
    is_named && site::is_plain_place(name) && !is_no_city(name)
}

/// True for a word that is also the name of a city: `Mobile`.
pub(super) fn is_no_city(text: &str) -> bool {
    is_listed(NO_CITIES, &text.to_lowercase())
}

/// True for names of pages and nothing else: `LinkedIn | GitHub`.
pub(super) fn is_sites(text: &str) -> bool {
    let lower = bare(&text.to_lowercase());
    !lower.is_empty() && lower.split(' ').all(|word| is_listed(SITES, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_told_from_names_and_places() {
        assert_eq!(
            behind_name("Aisha Khan — Product Manager"),
            ("Aisha Khan", Some("Product Manager"))
        );
        for text in [
            "Ann Vale, PhD",
            "Ann Vale",
            "Oak – Senior Planner",
            "Ann Vale, Hull",
        ] {
            assert_eq!(behind_name(text), (text, None));
        }
        for (text, title, place) in [
            (
                "Assistante de direction — Nantes",
                "Assistante de direction",
                "Nantes",
            ),
            ("Plumber, Cardiff", "Plumber", "Cardiff"),
            (
                "Électricien – Montréal (Québec)",
                "Électricien",
                "Montréal (Québec)",
            ),
            (
                "Truck Driver (CDL-A), Tulsa, OK 74103",
                "Truck Driver (CDL-A)",
                "Tulsa, OK",
            ),
            (
                "Ingegnere meccanico – Lecco",
                "Ingegnere meccanico",
                "Lecco",
            ),
            (
                "Accountant | Nairobi, Kenya",
                "Accountant",
                "Nairobi, Kenya",
            ),
        ] {
            assert_eq!(and_place(text), Some((title, place)), "{text}");
        }
        for text in [
            "Software Engineer, Mobile",
            "Country Manager, Germany",
            "Engineer – Tides",
            "Cardiff",
        ] {
            assert_eq!(and_place(text), None, "{text}");
        }
        assert_eq!(unlabelled("Title: Data Scientist"), "Data Scientist");
        assert_eq!(unlabelled("Tides: Data"), "Tides: Data");
    }
}
