//! Where a job is done: words for a mode of work, and places that are known by name.

use reading::{
    mode,
    place::{self, FoundPlace, find},
};

use crate::text::is_listed;

use super::words::title_score;
use crate::address;

/// What may stand beside words for a mode of work.
const BESIDE: &str = "fully 100 100% % full first work working based on site home office in the us usa eu uk emea europe only partly partially from da à distance en a \
 od teilweise überwiegend vollständig möglich mobil ganz parcial partiel total totale totalmente parzialmente";
/// Words for a mode of work that only résumés have.
const MODES: &str = "distanciel thuiswerk";
/// The most characters of a place.
const CHARS_MAX: usize = 80;
/// The most bytes of a line that is a place and a page.
const LINE_BYTES_MAX: usize = 200;
/// The most words of a town.
const TOWN_WORDS_MAX: usize = 3;
/// The most parts of a line among which places are looked for.
const PARTS_MAX: usize = 8;
/// The fewest inhabitants of a city that its name alone tells from that of a company.
const LARGE: u32 = 100_000;

/// What parts a name and a place.
const SEPARATORS: [&str; 6] = [" | ", " · ", " • ", " — ", " – ", " - "];

/// True for words that say that somebody works from afar, also with a place: `Remote`, `Fully remote (EU)`, `Home office`, `Berlin (Hybrid)`.
pub(super) fn is_remote(text: &str) -> bool {
    if text.chars().count() > CHARS_MAX {
        return false;
    }
    let parts = text.split([',', '(', ')', '/', '|', '·', ';', '–', '—']);
    let parts = parts.flat_map(|part| part.split(" - ")).map(str::trim);
    let parts = parts.filter(|part| !part.is_empty());
    let (modes, others): (Vec<&str>, Vec<&str>) = parts.partition(|part| is_mode(part));
    !modes.is_empty()
        && others
            .iter()
            .all(|other| is_beside(other) || is_place(other))
}

/// True for words for a mode of work, which may name a country: `Remote in Germany`.
fn is_mode(part: &str) -> bool {
    let lower = part.to_lowercase();
    let words = lower.split(|c: char| !(c.is_alphanumeric() || c == '%'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if mode::of_place(part).is_none() && !words.iter().any(|word| is_listed(MODES, word)) {
        return false;
    }
    let is_beside = |word: &str| is_listed(BESIDE, word) || is_listed(MODES, word);
    let others = words
        .into_iter()
        .filter(|word| !is_beside(word) && mode::of_place(word).is_none());
    let others = others.collect::<Vec<_>>().join(" ");
    others.is_empty() || others.len() > 2 && place::country(&others).is_some()
}

fn is_beside(part: &str) -> bool {
    let lower = part.to_lowercase();
    lower.split_whitespace().all(|word| is_listed(BESIDE, word))
}

/// True for the name of a place that is known: `Berlin, Germany`, `Austin, TX`, `Austin TX`.
pub(super) fn is_place(text: &str) -> bool {
    let is_short = text.chars().count() <= CHARS_MAX && text.starts_with(char::is_uppercase);
    is_short && (!find(text).is_empty() || with_state(text) || with_code(text))
}

/// `Joinville/SC`: a city and the short name of its state.
fn with_code(text: &str) -> bool {
    let parted = text.split_once('/');
    parted.is_some_and(|(city, code)| {
        let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        is_code && !find(city).is_empty()
    })
}

/// True for a small town before the short name of a state of North America: `Fort Vale, TX`.
pub(super) fn is_town_of_state(text: &str) -> bool {
    text.split_once(", ").is_some_and(|(town, code)| {
        let is_name = |word: &str| word.starts_with(char::is_uppercase);
        let is_short = (1..=TOWN_WORDS_MAX).contains(&town.split_whitespace().count());
        let is_region = code.len() == 2
            && code.bytes().all(|byte| byte.is_ascii_uppercase())
            && find(code).iter().any(|it| it.kind == place::Kind::Region);
        is_region && is_short && town.split_whitespace().all(is_name) && title_score(town) == 0
    })
}

/// `Austin TX`, `Berlin Germany`: a city and where it lies, without a comma.
fn with_state(text: &str) -> bool {
    let parted = text.rsplit_once(' ');
    parted.is_some_and(|(city, state)| !find(&format!("{city}, {state}")).is_empty())
}

/// True for a place whose name alone tells it from a company: a large city, a country, or a city and where it lies.
pub(super) fn is_plain_place(text: &str) -> bool {
    is_place(text) && (text.contains(", ") || find(text).first().is_none_or(is_large))
}

/// True for the name of a large city, and not of a country or a region.
pub(super) fn is_city(text: &str) -> bool {
    let is_city = |place: &FoundPlace| place.kind == place::Kind::City;
    is_plain_place(text) && find(text).first().is_some_and(is_city)
}

/// The parts of a line without those that are places, and these: `Seattle`, `WA`. Two names are left where there are two parts.
pub(super) fn places_apart(parts: &[String]) -> (Vec<String>, Vec<String>) {
    if parts.len() > PARTS_MAX {
        return (parts.to_vec(), Vec::new());
    }
    let (mut names, mut places): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        let pair = parts.get(at + 1).map(|next| format!("{part}, {next}"));
        let is_pair = pair.is_some_and(|pair| at > 0 && !is_remote(part) && is_place(&pair));
        if is_pair {
            places.extend(parts.iter().skip(at).take(2).cloned());
            at += 2;
            // "London, England, UK"
            let whole = |next: &String| is_place(&format!("{}, {next}", places.join(", ")));
            if let Some(next) = parts.get(at).filter(|next| whole(next)) {
                places.push(next.clone());
                at += 1;
            }
            continue;
        }
        // "Oak S.A. – Huesca": behind a legal form a small town needs no other word.
        let is_behind_form = || {
            let before = at.checked_sub(1).and_then(|at| parts.get(at));
            before.is_some_and(|before| has_form(before)) && is_place(part) && !has_form(part)
        };
        if at > 0 && (is_plain_place(part) || is_behind_form()) {
            places.push(part.clone());
        } else {
            names.push(part.clone());
        }
        at += 1;
    }
    if names.len() == 1 && places.len() > 1 && parts.len() > 2 && title_is_first(parts, &places) {
        names.push(places.remove(0));
    }
    (names, places)
}

fn has_form(name: &str) -> bool {
    reading::company::Name::read(name).form.is_some()
}

/// True if the first of the places stands directly behind the only name, so that it may be one itself: `Engineer, Nokia, Finland`.
fn title_is_first(parts: &[String], places: &[String]) -> bool {
    let place = places.first().map_or("", String::as_str);
    let is_second = parts.get(1).is_some_and(|second| second == place);
    is_second && !is_plain_place(place) && title_score(parts.first().map_or("", String::as_str)) > 0
}

/// The address of a page among the parts of a line, and the others: `Москва, www.ya.ru`.
pub(super) fn page_apart(text: &str) -> (Option<String>, String) {
    if text.len() > LINE_BYTES_MAX {
        return (None, text.to_owned());
    }
    let is_page = |part: &&str| address::web(part).is_some();
    let (pages, others): (Vec<&str>, Vec<&str>) = text.split(',').map(str::trim).partition(is_page);
    (
        pages.first().map(|page| (*page).to_owned()),
        others.join(", "),
    )
}

/// True for a place whose name alone tells it: a large city, a region or a country.
pub(super) fn is_large(place: &FoundPlace) -> bool {
    place.kind != place::Kind::City || place.population >= LARGE
}

/// A text and the place at its end: `Engineer at Oak – Berlin`.
pub(super) fn with_place(text: &str) -> Option<(&str, &str)> {
    let mut separators = SEPARATORS.iter();
    let parted = separators.find_map(|separator| text.rsplit_once(separator));
    parted.filter(|(_, place)| is_plain_place(place))
}

/// A text without the words for a mode of work at its end or start: `Oak Ltd | Remote`.
pub(super) fn without_mode(text: &str) -> &str {
    for separator in SEPARATORS.into_iter().chain([", "]) {
        if let Some((rest, mode)) = text.rsplit_once(separator)
            && is_remote(mode)
        {
            return rest;
        }
        if let Some((mode, rest)) = text.split_once(separator)
            && is_remote(mode)
        {
            return rest;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_a_mode_of_work_are_told_from_names() {
        for text in [
            "Remote",
            "remote",
            "REMOTE",
            "Fully remote (EU)",
            "Remote (EU)",
            "100% remote",
            "Home office",
            "Homeoffice",
            "On-site",
            "Hybrid",
            "Télétravail",
            "À distance",
            "Teletrabajo",
            "Da remoto",
            "Remoto",
            "thuiswerk",
            "zdalnie",
            "Distans",
            "リモート",
            "在宅勤務",
            "Remote, Germany",
            "Berlin (Hybrid)",
            "Remote - US",
            "Remote (Berlin)",
            "Hybrid / Paris",
            "Remote in Germany",
            "teilweise remote",
            "Remote, USA",
            "удаленно",
        ] {
            assert!(is_remote(text), "{text}");
        }
        for text in [
            "",
            "Berlin",
            "Oak Ltd",
            "Remote Sensing Ltd",
            "Hybrid Air Vehicles",
            "Remote Engineer",
            "Home Depot",
            "Office Manager",
            "Hybrid Cloud",
            "Distributed Systems",
            "no remote",
        ] {
            assert!(!is_remote(text), "{text}");
        }
    }

    #[test]
    fn places_are_told_from_names() {
        for text in [
            "Berlin",
            "Austin, TX",
            "Austin TX",
            "Paris, France",
            "Germany",
            "New York",
            "München",
            "São Paulo",
        ] {
            assert!(is_plain_place(text), "{text}");
        }
        for text in [
            "Oak",
            "Nokia",
            "Fern Ltd",
            "Quay & Sons",
            "Physics",
            "Research",
            "",
        ] {
            assert!(!is_plain_place(text), "{text}");
        }
        assert!(is_place("Fontainebleau"));
    }
}
