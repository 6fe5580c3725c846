//! Places of people and jobs.

use reading::place::{Kind, find};

use super::title;
use crate::resume::{
    dated::is_place_line,
    entries::Entry,
    length,
    line::{self, Line},
    site::{is_place, is_plain_place, is_remote},
    study,
    words::{is_form, title_score},
};

/// The most words of a place that stands alone.
const WORDS_MAX: usize = 6;

/// True for a few words with capitals, as places have them: `Ghent, Belgium`.
pub(super) fn is_like_place(text: &str) -> bool {
    text.split(", ").count() <= 4
        && !text.chars().any(|c| c.is_ascii_digit())
        && text.split(", ").all(|part| {
            part.split_whitespace().count() <= 3 && part.starts_with(char::is_uppercase)
        })
}

/// The place of a line about contact: `Ghent, Belgium`, or one that is named, as `Location: Ghent`.
pub(super) fn place_of(text: &str) -> Option<&str> {
    const LABELS: [&str; 16] = [
        "location",
        "city",
        "based in",
        "place",
        "residence",
        "wohnort",
        "ort",
        "standort",
        "lieu",
        "ville",
        "ubicación",
        "ciudad",
        "localidade",
        "cidade",
        "woonplaats",
        "miejscowość",
    ];
    match text.split_once(':') {
        Some((label, place)) => {
            let label = label.trim().to_lowercase();
            let place = place.trim();
            (LABELS.contains(&label.as_str()) && is_like_place(place)).then_some(place)
        }
        None => (text.contains(", ") && is_like_place(text)).then_some(text),
    }
}

/// A name and the place behind it: `Beta LLC — Remote`, `Oak GmbH – Berlin, Germany`, `Oak (Remote)`, and of a company also `Oak, Ghent`.
pub(super) fn without_place(name: &str, is_company: bool) -> (&str, &str) {
    if let Some(found) = town_behind(name).filter(|_| is_company) {
        return found;
    }
    let bracketed = name
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once(" ("));
    let beside = |place: &str| is_remote(place) || is_company && is_plain_place(place);
    if let Some((name, place)) = bracketed.filter(|(_, place)| beside(place)) {
        return (name, place);
    }
    let is_behind = |text: &str| {
        let several = text.contains(", ") && is_like_place(text) && title_score(text) <= 0;
        is_remote(text) || is_company && (several || is_plain_place(text))
    };
    for separator in [" — ", " – ", " - ", " · ", " | ", " • "] {
        let parted = name.rsplit_once(separator);
        let is_barred = separator.contains(['|', '·', '•']) && is_company;
        let is_town = |place: &str| is_barred && is_place(place) && title_score(place) <= 0;
        // "Oak S.r.l. – Lecco": behind a legal form a small town needs no other word.
        let is_formed = |(name, place): (&str, &str)| {
            let is_firm = has_form(name) || title_score(name) < 0;
            is_company && is_firm && is_place(place)
        };
        let is_found =
            |found: (&str, &str)| is_behind(found.1) || is_town(found.1) || is_formed(found);
        if let Some(found) = parted.filter(|found| is_found(*found)) {
            return found;
        }
    }
    match name.split_once(", ") {
        Some(_) if is_company => behind_form(name),
        Some((name, place)) if is_remote(place) => (name, place),
        _ => (name, ""),
    }
}

/// The town behind a company in brackets, before the short name of its province, or behind a small word: `Oak (Libourne)`,
/// `Oak S.p.A. – Venaria Reale (TO)`, `Oak te Deventer`.
fn town_behind(name: &str) -> Option<(&str, &str)> {
    let bracketed = name
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once(" ("));
    if let Some((rest, inner)) = bracketed {
        // "Oak S.p.A., Bologna (Italia)"
        let signs = [" – ", " — ", " - ", ", "];
        let behind = signs.iter().find_map(|sign| rest.rsplit_once(sign));
        let is_in = |town: &str| is_place(town) && is_place(&format!("{town}, {inner}"));
        if let Some((company, town)) = behind.filter(|(_, town)| is_in(town)) {
            let at = name.len() - town.len() - inner.len() - 3;
            return Some((company, name.get(at..)?));
        }
        if is_province(inner) {
            let signs = [" – ", " — ", " - ", ", "];
            let (company, town) = signs.iter().find_map(|sign| rest.rsplit_once(sign))?;
            let at = name.len() - town.len() - inner.len() - 3;
            return is_like_place(town).then_some((company, name.get(at..)?));
        }
        return is_place(without_district(inner)).then_some((rest, inner));
    }
    let words = [" te ", " in ", " à ", " en ", " a "];
    let mut parted = words.iter().filter_map(|word| name.rsplit_once(word));
    parted.find(|(company, town)| {
        let found = find(town);
        let is_city = found.first().is_some_and(|it| it.kind == Kind::City);
        is_city && is_place(town) && !company.is_empty()
    })
}

/// True for the short name of a province or the number of a department: `TO`, `63`.
fn is_province(text: &str) -> bool {
    let is_short = matches!(text.len(), 2 | 3);
    let is_name = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    is_short && (is_name || text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `Lyon 2e` without the number of its district.
fn without_district(town: &str) -> &str {
    let parted = town.rsplit_once(' ');
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.len() < 6;
    parted
        .filter(|(_, number)| is_number(number))
        .map_or(town, |(town, _)| town)
}

/// The fewest inhabitants of a town that stands behind a title and a comma without where it lies.
const TOWN_MIN: u32 = 15_000;

/// A title and the town behind it: `Dock Planner | Ghent`, `Software Engineer, Berlin`. A country behind a comma or a dash may be what
/// the title is about.
pub(super) fn behind_title(title: &str, is_titled: bool) -> (&str, &str) {
    let is_free = |rest: &str, place: &str| {
        (is_titled || title_score(rest) > 0) && title_score(place) <= 0 && !rest.is_empty()
    };
    // A large town behind a bar needs no word of a title.
    let is_barred = |rest: &str, place: &str| {
        is_place(place) && is_free(rest, place) || is_plain_place(place) && title_score(rest) >= 0
    };
    for sign in [" | ", " · ", " • "] {
        let parted = title.rsplit_once(sign);
        if let Some(found) = parted.filter(|(rest, place)| is_barred(rest, place)) {
            return found;
        }
    }
    for sign in [" — ", " – ", " - "] {
        let parted = title.rsplit_once(sign);
        if let Some(found) = parted.filter(|(rest, place)| is_town(place) && is_free(rest, place)) {
            return found;
        }
    }
    let mut commas = title.match_indices(", ");
    let found = commas.find_map(|(at, _)| {
        let (rest, place) = (title.get(..at)?, title.get(at + 2..)?);
        (is_town(place) && is_free(rest, place)).then_some((rest, place))
    });
    found.unwrap_or((title, ""))
}

/// True for a town that is known, and not for a word that a title is likelier to have.
pub(super) fn is_town(text: &str) -> bool {
    let is_known = || {
        let found = find(text);
        let first = found.first();
        first.is_some_and(|it| it.kind == Kind::City && it.population >= TOWN_MIN)
    };
    let is_word =
        || reading::skill::find(text).is_some() || study::is_field(text) || title::is_no_city(text);
    title::is_city(text) || is_place(text) && is_known() && !is_word()
}

/// The name of a company, which may have a legal form behind a comma, and what is behind it: `Fabrikam, Inc., Seattle`.
fn behind_form(name: &str) -> (&str, &str) {
    let is_open = |at: usize| {
        let before = name.get(..at).unwrap_or_default();
        before.matches('(').count() > before.matches(')').count()
    };
    let commas = name.match_indices(", ").map(|(at, _)| at);
    let mut commas = commas.filter(|at| !is_open(*at));
    let found = commas.find_map(|at| {
        let (company, place) = (name.get(..at)?, name.get(at + 2..)?);
        let next = place.split(", ").next()?;
        // "Smith, Jones & Co."
        let is_name = is_form(next) || next.contains('&') && has_form(next);
        // "AP-HM, Hôpital de la Timone, Marseille"
        let is_part = title_score(next) < 0 && !is_place(place) || is_department(next);
        (!is_name && !is_part).then_some((company, place))
    });
    found.unwrap_or((name, ""))
}

/// True for a part of a company: `Ufficio Anagrafe`, `Cardiology Department`.
pub(super) fn is_department(text: &str) -> bool {
    const WORDS: &str = "department dept ward unit division office ufficio reparto abteilung service servizio departamento afdeling station team section sección \
 dipartimento département unidad unità fakultät facoltà lehrstuhl avdelning oddział katedra";
    let lower = text.to_lowercase();
    let ends = |word: &str| word.ends_with("station") || word.ends_with("abteilung");
    lower
        .split(' ')
        .any(|word| crate::text::is_listed(WORDS, word) || ends(word))
}

/// True for the name of a company that says its legal form.
pub(super) fn has_form(name: &str) -> bool {
    reading::company::Name::read(name).form.is_some()
}

/// The lines with what is below a place set off from it: a place below dates with their length belongs to these, and not to the next job.
pub(super) fn with_places(lines: &[Line], home: &str) -> Vec<Line> {
    let mut lines = lines.to_vec();
    let mut at = 1;
    while let (Some(dates), Some(line)) = (lines.get(at - 1), lines.get(at)) {
        let length = dates
            .text
            .rsplit_once('(')
            .is_some_and(|(_, length)| length::is_length(length.trim_end_matches(')')));
        let is_home = !home.is_empty() && home.split(", ").any(|part| part == line.text);
        let parts: Vec<&str> = line.text.split(", ").collect();
        let named = |part: &&str| {
            part.split_whitespace().count() <= 3 && part.starts_with(char::is_uppercase)
        };
        let several = (2..=4).contains(&parts.len()) && parts.iter().all(named);
        let is_place =
            is_home || is_place_line(&line.text) || several && title_score(&line.text) <= 0;
        if length
            && is_place
            && line.kind == line::Kind::Text
            && let Some(next) = lines.get_mut(at + 1)
        {
            next.gap = true;
        }
        at += 1;
    }
    lines
}

/// The place that stands alone below the dates of an entry.
pub(super) fn place(entry: &mut Entry) -> String {
    let Some(first) = entry.body.first() else {
        return String::new();
    };
    let text = first.text.trim();
    let words = text.split_whitespace().count();
    let alone = first.kind == line::Kind::Text && !first.gap && words <= WORDS_MAX;
    let named = text
        .split([',', ' '])
        .filter(|word| !word.is_empty())
        .all(|word| word.starts_with(|c: char| c.is_uppercase()) || word.len() <= 3);
    // LinkedIn writes how long a job lasted, and the place below it.
    let mut behind = entry.quote.split(['(', '·']).skip(1);
    let has_length = behind.any(|rest| {
        let end = rest.split([')', '\n']).next().unwrap_or_default();
        length::is_length(end)
    });
    let is_place = || has_length || text.contains(", ") || is_remote(text) || is_place_line(text);
    let is_text = text.ends_with('.') || text.contains(':');
    if alone && named && !is_text && is_place() {
        let place = text.to_owned();
        entry.body.remove(0);
        return place;
    }
    String::new()
}
