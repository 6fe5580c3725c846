//! Schools with one thing on each line: the school, its town and its dates, and below them the degree.

use super::{Line, is_name, only_dates};
use crate::resume::{
    line::Kind,
    site::is_place,
    study::{is_known_school, is_study},
    words::is_school,
};

/// The most letters of an abbreviation.
const ABBREVIATION_MAX: usize = 4;

/// The lines, with the degree of such a school above its dates.
pub(super) fn of(lines: &[Line]) -> Vec<Line> {
    let lines: Vec<Line> = lines.iter().map(stopped).collect();
    let lines = lines.as_slice();
    let mut read: Vec<Line> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if is_thesis(line) {
            read.push(Line {
                kind: Kind::Label,
                ..line.clone()
            });
            at += 1;
            continue;
        }
        let rest = lines.get(at..).unwrap_or_default();
        if let [school, town, dates, degree, ..] = rest
            && is_stack([school, town, dates, degree])
        {
            read.push(Line {
                gap: true,
                ..school.clone()
            });
            read.push(degree.clone());
            read.push(town.clone());
            read.push(dates.clone());
            at += 4;
            continue;
        }
        read.push(line.clone());
        at += 1;
    }
    read
}

/// The line with a comma for the full stop between a degree and its school: `Técnico en Soldadura. CIFP Olmo, Gijón`.
fn stopped(line: &Line) -> Line {
    let line = &whole_degree(line);
    let parted = line.text.split_once(". ").filter(|(degree, rest)| {
        let school = rest.split(", ").next().unwrap_or_default();
        let last = degree.rsplit([' ', ':']).next().unwrap_or_default();
        let is_word = last.chars().count() > ABBREVIATION_MAX;
        is_word && is_school(school) && !is_school(degree) && !rest.contains(". ")
    });
    match parted {
        Some((degree, rest)) if line.kind == Kind::Text => Line {
            text: format!("{degree}, {rest}"),
            cells: Vec::new(),
            ..line.clone()
        },
        _ => line.clone(),
    }
}

/// `M. Sc. Biologie` without the blank in the degree.
fn whole_degree(line: &Line) -> Line {
    const DEGREES: [&str; 14] = [
        "B. Sc.", "M. Sc.", "B. A.", "M. A.", "B. Eng.", "M. Eng.", "B. Ed.", "M. Ed.", "Ph. D.",
        "B. Tech.", "M. Tech.", "LL. M.", "LL. B.", "M. Phil.",
    ];
    let whole = |text: &str| {
        let mut text = text.to_owned();
        for degree in DEGREES {
            if text.contains(degree) {
                text = text.replace(degree, &degree.replace(' ', ""));
            }
        }
        text
    };
    Line {
        text: whole(&line.text),
        cells: line.cells.iter().map(|cell| whole(cell)).collect(),
        ..line.clone()
    }
}

/// True for the subject of a thesis below a degree, which is no school: `Masterarbeit: …`.
fn is_thesis(line: &Line) -> bool {
    const LABELS: &str = "thesis|master thesis|master's thesis|masters thesis|bachelor thesis|bachelor's thesis|doctoral thesis|phd thesis|dissertation|final project|\
masterarbeit|bachelorarbeit|diplomarbeit|abschlussarbeit|doktorarbeit|magisterarbeit|thema|schwerpunkt|schwerpunkte|vertiefung|mémoire|mémoire de fin d'études|thèse|sujet de thèse|\
tesis|tesis doctoral|trabajo de fin de grado|trabajo fin de grado|trabajo fin de máster|tfg|tfm|tesi|tesi di laurea|dissertação|tese|monografia|tcc|scriptie|afstudeerscriptie|\
examensarbete|uppsats|masteroppgave|bacheloroppgave|speciale|praca magisterska|praca dyplomowa|praca licencjacka";
    let label = line.text.split_once(':').map(|(label, _)| label);
    let label = label.map(|label| label.trim().to_lowercase().replace('’', "'"));
    line.kind == Kind::Text && label.is_some_and(|label| LABELS.split('|').any(|it| it == label))
}

fn is_stack([school, town, dates, degree]: [&Line; 4]) -> bool {
    let (name, study) = (school.text.as_str(), degree.text.as_str());
    let first = town.text.split(", ").next().unwrap_or_default();
    let is_town = is_name(town) && (is_place(&town.text) || is_place(first));
    let is_school = (is_known_school(name) || is_school(name)) && !is_study(name);
    is_name(school)
        && is_school
        && is_town
        && !town.gap
        && !dates.gap
        && !degree.gap
        && only_dates(dates).is_some()
        && is_name(degree)
        && is_study(study)
}
