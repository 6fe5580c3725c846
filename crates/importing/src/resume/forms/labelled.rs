//! Jobs and schools of labelled lines: `Title: Baker`, `Company: Miller Bakery Ltd`, `Location: Leeds`, `Dates: 2018 – 2020`.

use super::{Line, Read, dated, europass, only_dates, titled};
use crate::{
    resume::{single, site::is_place, span, words::listed},
    text::quote,
};

const TITLES: &str = "title|job title|position|role|post|job|poste|poste occupé|intitulé du poste|puesto|cargo|ruolo|qualifica|mansione|função|functie|stanowisko|tittel";
const COMPANIES: &str = "company|employer|organisation|organization|company name|firma|unternehmen|arbeitgeber|entreprise|employeur|société|empresa|azienda|datore di lavoro|\
 bedrijf|werkgever|pracodawca|bedrift";
const PLACES: &str = "location|place|city|town|ort|standort|arbeitsort|lieu|ville|ubicación|lugar|ciudad|luogo|sede|città|plaats|local|miejsce|sted";
const DATES: &str = "dates|date|period|duration|from|employment dates|zeitraum|dauer|période|dates d'emploi|período|periodo|fechas|date di lavoro|periode|okres";

const SCHOOLS: &str = "school|university|college|institution|schule|hochschule|universität|école|établissement|université|centro|universidad|centro de estudios|istituto|università|\
scuola|ateneo|onderwijsinstelling|universiteit|instelling|uczelnia";
const DEGREES: &str = "degree|qualification|abschluss|studiengang|diplôme|título|titulación|titolo|titolo di studio|diploma|opleiding|course|kierunek";

const TASKS: &str = "responsibilities|duties|tasks|aufgaben|tätigkeiten|aufgaben und tätigkeiten|missions|tâches|tareas|funciones|mansioni|attività|atividades|\
funções|werkzaamheden|taken|obowiązki|zakres obowiązków|arbetsuppgifter";

/// What the line of a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    School,
    Degree,
    Title,
    Company,
    /// A company and its address.
    Employer,
    Place,
    Dates,
    /// What was done.
    Tasks,
    /// What no field has, such as the branch of a company.
    Other,
}

/// The lines, with the jobs of labelled lines in the form of a table's row.
pub(super) fn jobs(lines: &[Line]) -> Read {
    rewritten(lines, job)
}

/// The lines, with the schools of labelled lines as the school, the degree and the dates below each other.
pub(super) fn schools(lines: &[Line]) -> Read {
    rewritten(lines, school)
}

fn rewritten(lines: &[Line], of: fn(&[Line]) -> Option<Vec<Line>>) -> Read {
    let mut read = Read::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let taken = taken(lines.get(at..).unwrap_or_default());
        let found = lines.get(at..at + taken).and_then(of);
        if let Some(job) = found {
            let of_labels = lines.get(at..at + taken).unwrap_or_default();
            read.lines.extend(job);
            read.left.extend(of_labels.iter().filter_map(left));
            at += taken;
        } else {
            read.lines.push(line.clone());
            at += 1;
        }
    }
    read
}

/// Names what no field has.
fn left(line: &Line) -> Option<String> {
    let is_left = |what: What| what == What::Other;
    labelled(line).filter(|(what, _)| is_left(*what))?;
    Some(format!(
        "\"{}\" could not be assigned. Enter it by hand, if it belongs to the profile.",
        quote(&line.text)
    ))
}

/// How many lines have a label each, none of them twice.
fn taken(lines: &[Line]) -> usize {
    let mut known: Vec<What> = Vec::new();
    for line in lines {
        match labelled(line) {
            Some((what, _)) if !known.contains(&what) => known.push(what),
            _ => break,
        }
    }
    known.len()
}

fn labelled(line: &Line) -> Option<(What, &str)> {
    europass::labelled(line).or_else(|| with_colon(line))
}

fn with_colon(line: &Line) -> Option<(What, &str)> {
    let (label, text) = line.text.split_once(':').filter(|_| !line.is_bullet())?;
    let key = label.trim().to_lowercase();
    let is_in = |words: &str| words.split('|').any(|word| word.trim() == key);
    let text = text.trim();
    let what = if is_in(TITLES) {
        What::Title
    } else if is_in(COMPANIES) {
        What::Company
    } else if is_in(PLACES) {
        What::Place
    } else if is_in(DATES) {
        What::Dates
    } else if is_in(TASKS) {
        What::Tasks
    } else if is_in(SCHOOLS) {
        What::School
    } else if is_in(DEGREES) {
        What::Degree
    } else {
        return None;
    };
    (!text.is_empty()).then_some((what, text))
}

/// A job, if its title, its company and its dates are labelled.
fn job(lines: &[Line]) -> Option<Vec<Line>> {
    let all: Vec<(What, &str)> = lines.iter().filter_map(labelled).collect();
    let of = |what: What| {
        let found = all.iter().find(|(it, _)| *it == what);
        found.map(|(_, text)| *text)
    };
    let title = of(What::Title)?;
    let like = lines.first()?;
    let dates = dated(of(What::Dates)?, like);
    only_dates(&dates)?;
    let employer = of(What::Employer).map(with_town);
    let (company, town) =
        employer.or_else(|| Some((of(What::Company)?.to_owned(), String::new())))?;
    let place = of(What::Place).unwrap_or(&town);
    let head = [titled([title, &company, place], like), dates];
    let tasks = of(What::Tasks).map(|tasks| dated(tasks, like));
    Some(head.into_iter().chain(tasks).collect())
}

/// The name and the town of an employer with its address: `Oak Inn, Main Street 1, Hull`.
fn with_town(text: &str) -> (String, String) {
    let mut parts = listed(text);
    let town = parts.pop_if(|last| parts_are_several(text) && is_place(last));
    let name = parts.into_iter().next();
    (
        name.unwrap_or_else(|| text.to_owned()),
        town.unwrap_or_default(),
    )
}

fn parts_are_several(text: &str) -> bool {
    text.contains(", ")
}

/// A school, if its name, its degree and its dates are labelled.
fn school(lines: &[Line]) -> Option<Vec<Line>> {
    let all: Vec<(What, &str)> = lines.iter().filter_map(labelled).collect();
    let of = |what: What| {
        let found = all.iter().find(|(it, _)| *it == what);
        found.map(|(_, text)| *text)
    };
    let like = lines.first()?;
    let (name, degree) = (of(What::School)?, of(What::Degree)?);
    let dates = dated(of(What::Dates)?, like);
    let is_day = || span::read(&dates.text, dates.order).date().is_some();
    let is_dated = only_dates(&dates).is_some() || single::is_years(&dates.text) || is_day();
    let first = Line {
        gap: true,
        ..dated(name, like)
    };
    let place = of(What::Place).map(|place| dated(place, like));
    let read = [first, dated(degree, like)].into_iter().chain(place);
    is_dated.then(|| read.chain([dates]).collect())
}
