//! Title, company and place of a job, from the head of its entry.

use std::cmp::Ordering;

use super::{
    freelance,
    places::{behind_title, has_form, is_department, is_like_place, is_town, without_place},
};
use crate::resume::{
    dated::is_company_line,
    entries::Entry,
    forms::seasons,
    line::Line,
    site::{is_place, is_plain_place, is_remote, places_apart, with_place},
    words::{listed, names_company, parts, title_score},
};

/// Words with which the name of a part of a company begins, which is no title.
const UNITS: &str = "unidad servicio unité unità reparto ufficio abteilung station dipartimento département departamento afdeling avdelning oddział department";

/// What the head of an entry says.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    pub title: String,
    pub company: String,
    pub location: String,
    /// Names that are none of these.
    pub left: Vec<String>,
}

impl Names {
    fn new(title: &str, company: &str, location: &str) -> Self {
        Self {
            title: title.to_owned(),
            company: company.to_owned(),
            location: location.to_owned(),
            left: Vec::new(),
        }
    }
}

/// True if the jobs of a document have the company over the title, as far as their words tell the two apart.
pub(super) fn are_companies_first(entries: &[Entry]) -> bool {
    let pairs = entries
        .iter()
        .filter_map(|entry| match entry.head.as_slice() {
            [first, second, ..] => Some(score(second).cmp(&score(first))),
            _ => None,
        });
    let pairs: Vec<Ordering> = pairs.collect();
    let count = |wanted: Ordering| pairs.iter().filter(|found| **found == wanted).count();
    count(Ordering::Greater) > count(Ordering::Less)
}

/// A company over the title of a job, and its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Over {
    pub name: String,
    pub place: String,
}

/// Company, title and place of a job; `above` is a company over it that may hold. The order of the other jobs tells names apart whose words do not.
pub(super) fn of_job(entry: &Entry, above: Option<&Over>, is_company_first: bool) -> Names {
    let names = of_ordered(entry, is_company_first);
    let company = match (&entry.group, names.company.as_str()) {
        (Some(group), "") => {
            // "Operations Director, Leicester": a role has a place of its own.
            let (title, town) = behind_title(&names.title, true);
            let place = Some(town.to_owned()).filter(|town| !town.is_empty());
            let location = place.or_else(|| entry.group_place.clone());
            return with_town(Names {
                title: title.to_owned(),
                company: group.clone(),
                location: location.unwrap_or_default(),
                left: names.left,
            });
        }
        (Some(group), company) if !names.title.is_empty() && title_score(company) > 0 => {
            group.clone()
        }
        (None, "") if title_score(&names.title) > 0 => {
            let over = above.cloned().unwrap_or_default();
            let location = Some(names.location.clone()).filter(|own| !own.is_empty());
            return without_employer(Names {
                company: over.name,
                location: location.unwrap_or(over.place),
                ..names
            });
        }
        // "Bäcker, Landshut" below another role of a company: the second name is a town.
        (None, town) if is_role_in_town(&names) && above.is_some() => {
            return Names {
                company: above.cloned().unwrap_or_default().name,
                location: town.to_owned(),
                ..names
            };
        }
        (_, company) => company.to_owned(),
    };
    with_town(without_employer(Names { company, ..names }))
}

/// True for a town where the company should be, which a title over it does not have.
pub(super) fn has_only_town(names: &Names) -> bool {
    names.location.is_empty() && is_town(&names.company)
}

/// True for a title, and a town where the company should be.
fn is_role_in_town(names: &Names) -> bool {
    title_score(&names.title) > 1 && has_only_town(names)
}

/// The town behind the company of a job that has no place; a remark in brackets behind the town is none of it.
fn with_town(names: Names) -> Names {
    if !names.location.is_empty() {
        return names;
    }
    let company = names.company.as_str();
    let bracketed = company
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once(" ("));
    let found = |text| Some(without_place(text, true)).filter(|(_, place)| is_town_of(place));
    let bare = || bracketed.and_then(|(bare, remark)| Some((found(bare)?, Some(remark))));
    let whole = found(company).map(|found| (found, None));
    let Some(((name, town), remark)) = whole.or_else(bare) else {
        return names;
    };
    let remark = remark.map(str::to_owned);
    Names {
        company: name.to_owned(),
        location: town.to_owned(),
        left: names.left.iter().cloned().chain(remark).collect(),
        title: names.title,
    }
}

/// True for a place that is known, or words for remote work.
fn is_town_of(place: &str) -> bool {
    !place.is_empty() && (is_place(place) || is_remote(place) || is_like_place(place))
}

/// True for names that cannot be those of a job: without a letter, with a year in what begins as a text does, or a town where a company should be.
pub(super) fn are_doubtful(names: &Names) -> bool {
    let has_letter = |text: &str| text.contains(char::is_alphabetic);
    let has_year = names
        .company
        .split(|c: char| !c.is_ascii_digit())
        .any(|word| word.len() == 4);
    let is_text = names.company.starts_with(char::is_lowercase) && has_year;
    let is_town = names.location.is_empty()
        && is_place(&names.company)
        && (has_form(&names.title) || title_score(&names.title) < 0);
    // "Yard clerk – driver of trucks", and the company where the place should be.
    let is_shifted = names.company.contains(": ")
        || seasons::is_season(&names.company)
        || has_form(&names.location) && !is_place(&names.location)
        || names.company.starts_with(char::is_lowercase) && title_score(&names.company) > 1;
    let first = names.title.split(' ').next().unwrap_or_default();
    let is_unit =
        crate::text::is_listed(UNITS, &first.to_lowercase()) && title_score(&names.title) <= 0;
    is_shifted
        || is_unit
        || !has_letter(&names.title)
        || !has_letter(&names.company)
        || is_text
        || is_town
}

/// `Freelance Web Developer`: the word stands for the company, if there is no other but a place.
fn without_employer(names: Names) -> Names {
    let word = freelance::word_in(&names.title).map(str::to_owned);
    // "Freelance designer for Oak Ltd" has one.
    let Some(word) = word.filter(|_| !has_form(&names.title)) else {
        return names;
    };
    let is_place = names.location.is_empty() && is_place(&names.company);
    match names.company.is_empty() {
        true => Names {
            company: word,
            ..names
        },
        false if is_place => Names {
            location: names.company,
            company: word,
            ..names
        },
        false => names,
    }
}

/// Title, company and place of an entry's head.
pub(super) fn of(entry: &Entry) -> Names {
    of_ordered(entry, false)
}

fn of_ordered(entry: &Entry, is_company_first: bool) -> Names {
    match entry.head.as_slice() {
        [] => Names::default(),
        [only] if only.titled => {
            let cell = |at: usize| only.cells.get(at).map(String::as_str).unwrap_or_default();
            // "Operations Director, Leicester": a role has a town of its own.
            let (title, town) = behind_title(cell(0), false);
            let is_own = !town.is_empty() && !cell(1).is_empty();
            let place = if is_own { town } else { cell(2) };
            Names::new(if is_own { title } else { cell(0) }, cell(1), place)
        }
        [only] => one_line(&only.text, &only.cells),
        [first, second, left @ ..] => Names {
            left: left.iter().map(|line| line.text.clone()).collect(),
            ..two_lines(first, second, is_company_first)
        },
    }
}

/// How much a line looks like a title, without the place behind it.
fn score(line: &Line) -> i32 {
    title_score(behind_title(&line.text, true).0)
}

/// Two lines: the title and the company, which may have its place in a column of its own.
fn two_lines(first: &Line, second: &Line, is_usual: bool) -> Names {
    let scores = (score(first), score(second));
    let is_company_first = is_company_line(first) && !is_company_line(second) || is_usual;
    let (title, company) = if scores.1 > scores.0 || scores.1 == scores.0 && is_company_first {
        (second, first)
    } else {
        (first, second)
    };
    match (title.cells.as_slice(), company.cells.as_slice()) {
        (_, [name, place]) if is_place(place) => Names {
            company: name.clone(),
            ..placed(Names::new(&title.text, "", place))
        },
        ([name, place], _) if is_place(place) => placed(Names::new(name, &company.text, place)),
        _ => placed(Names::new(&title.text, &company.text, "")),
    }
}

fn one_line(text: &str, cells: &[String]) -> Names {
    if cells.len() > 1 {
        let cell = |at: usize| cells.get(at).map(String::as_str).unwrap_or_default();
        let names = ordered(cell(0), cell(1), cell(2), false);
        return if cells.len() > 2 {
            names
        } else {
            placed(names)
        };
    }
    if let Some((rest, place)) = with_place(text)
        && parts(rest, cells).0.len() > 1
    {
        let names = one_line(rest, cells);
        let is_free = names.location.is_empty();
        let location = if is_free {
            place.to_owned()
        } else {
            names.location
        };
        return Names { location, ..names };
    }
    let (found, titled) = parts(text, cells);
    let is_plain = || found == listed(text) && !text.contains(['·', '|', '•']);
    let is_placed = || match found.as_slice() {
        [title, place] => title_score(title) > 1 && is_plain_place(place),
        names => names.len() > 2,
    };
    let is_list = !titled && found.len() > 1 && (is_placed() || is_plain());
    let (remote, others): (Vec<String>, Vec<String>) = found
        .into_iter()
        .partition(|part| !titled && is_remote(part));
    let (others, places) = if is_list {
        places_apart(&others)
    } else {
        (others, Vec::new())
    };
    let place = remote
        .into_iter()
        .next()
        .unwrap_or_else(|| places.join(", "));
    match others.as_slice() {
        [] => Names::new("", "", &place),
        // A company at which somebody works from afar is no title.
        [company] if !place.is_empty() && title_score(company) <= 0 => {
            Names::new("", company, &place)
        }
        [title] => match at_company(title) {
            Some((title, company)) => placed(Names::new(title, company, &place)),
            None => Names::new(title, "", &place),
        },
        [first, second] => two_names(text, first, second, (&place, titled)),
        [first, more @ ..] => several(first, more, &place, titled),
    }
}

/// `Camarero en Bar Manolo`: a title, and the company behind a small word that also stands before fields of work.
fn at_company(text: &str) -> Option<(&str, &str)> {
    const WORDS: [&str; 11] = [
        " en ", " na ", " no ", " em ", " da ", " au ", " w ", " в ", " im ", " in der ", " am ",
    ];
    const SERVICES: &str = "fsj bfd föj zivildienst bundesfreiwilligendienst praktikum schülerpraktikum ferienjob ferienarbeit minijob nebenjob";
    const BEFORE_FIELDS: &str = "técnico técnica especialista experto experta ingeniero ingeniera licenciado licenciada consultor consultora asesor asesora \
 auxiliar graduado máster doctor técnico técnica perito responsable responsável engenheiro engenheira professor professora responsable";
    let mut pairs = WORDS.iter().filter_map(|word| text.split_once(word));
    pairs.find(|(title, company)| {
        let lower = title.to_lowercase();
        let takes_field = lower
            .split(' ')
            .any(|word| crate::text::is_listed(BEFORE_FIELDS, word));
        // "Leiter im Vertrieb" names no company, "FSJ im Seniorenheim" does.
        let is_german = |sign: &str| text.starts_with(&format!("{title}{sign}"));
        let is_german = [" im ", " in der ", " am "]
            .iter()
            .any(|sign| is_german(sign));
        let is_service = crate::text::is_listed(SERVICES, &lower);
        let is_known = !is_german || title_score(company) < 0 || is_service;
        (title_score(title) > 0 && !takes_field
            || has_form(company) && !has_form(title)
            || is_service)
            && is_known
            && company.starts_with(char::is_uppercase)
    })
}

fn two_names(text: &str, first: &str, second: &str, (place, titled): (&str, bool)) -> Names {
    // "Soldador en Astilleros Armón, Navia": the second is the place of the company in the first.
    let is_town = !titled && text.contains(", ") && title_score(second) <= 0;
    let joined = at_company(first).filter(|_| is_town && place.is_empty() && is_like_place(second));
    if let Some((title, company)) = joined {
        return Names::new(title, company, second);
    }
    // "Planner, Fern Ltd - Night Shift": the dash is a part of the company.
    let before = first.split_once(", ");
    if let Some((title, company)) = before.filter(|(_, company)| !titled && has_form(company)) {
        let whole = text.find(company).and_then(|at| text.get(at..));
        return placed(Names::new(title, whole.unwrap_or(company), place));
    }
    // "Planner · Kestrel & Loam, Ghent": the place is behind the company.
    placed(ordered(first, second, place, titled))
}

/// Several names: the company is one that says so or the second, and the third is the place if no other is.
fn several(first: &str, more: &[String], place: &str, titled: bool) -> Names {
    let is_title_first = title_score(first) > 0;
    let formed = more.iter().position(|name| has_form(name));
    let is_known = |name: &String| {
        (title_score(name) < 0 || title_score(name) == 0 && names_company(name))
            && !is_department(name)
    };
    let formed = formed.or_else(|| more.iter().position(is_known));
    let at = formed.filter(|_| is_title_first).unwrap_or_default();
    let company = more.get(at).map(String::as_str).unwrap_or_default();
    let others = more.iter().enumerate().filter(|(other, _)| *other != at);
    let mut others: Vec<String> = others.map(|(_, name)| name.clone()).collect();
    let is_place =
        place.is_empty() && at == 0 && others.first().is_some_and(|third| title_score(third) >= 0);
    let is_part = is_department(company) || others.first().is_some_and(|it| is_department(it));
    let is_place = is_place && !is_part;
    let third = if is_place {
        others.remove(0)
    } else {
        String::new()
    };
    let place = if is_place { third.as_str() } else { place };
    Names {
        left: others,
        ..ordered(first, company, place, titled)
    }
}

/// The place behind the company's name, or behind the title.
fn placed(names: Names) -> Names {
    let (title, of_title) = without_place(&names.title, false);
    let (company, of_company) = without_place(&names.company, true);
    let is_free = [names.location.as_str(), of_company, of_title]
        .iter()
        .all(|it| it.is_empty());
    let is_titled = is_free && (has_form(company) || title_score(company) < 0);
    let (title, of_title) = match behind_title(title, is_titled) {
        found if is_free && !company.is_empty() => found,
        _ => (title, of_title),
    };
    let places = [names.location.as_str(), of_company, of_title];
    let location = places.into_iter().find(|place| !place.is_empty());
    Names {
        title: title.to_owned(),
        company: company.to_owned(),
        location: location.unwrap_or_default().to_owned(),
        left: names.left,
    }
}

/// The title first, unless the second looks more like one.
fn ordered(first: &str, second: &str, location: &str, titled: bool) -> Names {
    if !titled && title_score(second) > title_score(first) {
        Names::new(second, first, location)
    } else {
        Names::new(first, second, location)
    }
}
