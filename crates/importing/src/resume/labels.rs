//! Names of what lines and cells say: labels before a colon, and the headers of tables.

use super::line::Line;

/// Names of what a line says, before a colon: `Company: Oak & Ash`.
const LABELS: [&str; 40] = [
    "position",
    "title",
    "job title",
    "role",
    "company",
    "employer",
    "organization",
    "organisation",
    "period",
    "dates",
    "date",
    "duration",
    "school",
    "university",
    "institution",
    "degree",
    "qualification",
    "stelle",
    "firma",
    "unternehmen",
    "arbeitgeber",
    "zeitraum",
    "schule",
    "abschluss",
    "poste",
    "entreprise",
    "employeur",
    "période",
    "école",
    "diplôme",
    "puesto",
    "empresa",
    "cargo",
    "período",
    "periodo",
    "azienda",
    "ruolo",
    "functie",
    "bedrijf",
    "periode",
];

/// A line without its label.
pub fn unlabelled(line: &Line) -> Line {
    let labelled = line
        .text
        .split_once(':')
        .filter(|(label, _)| LABELS.contains(&label.trim().to_lowercase().as_str()));
    match labelled {
        Some((_, text)) if !text.trim().is_empty() && !line.is_bullet() => Line {
            text: text.trim().to_owned(),
            ..line.clone()
        },
        _ => line.clone(),
    }
}

/// True if the cells of a row are names of columns.
pub fn is_header(cells: &[String]) -> bool {
    let names = [
        "school",
        "degree",
        "year",
        "years",
        "date",
        "dates",
        "company",
        "role",
        "title",
        "position",
        "employer",
        "from",
        "to",
        "level",
        "language",
        "skill",
        "skills",
        "place",
        "location",
        "period",
        "schule",
        "abschluss",
        "jahr",
        "zeitraum",
        "firma",
        "stelle",
        "école",
        "diplôme",
        "année",
        "entreprise",
        "poste",
        "período",
        "empresa",
        "puesto",
        "name",
        "institution",
        "field",
    ];
    !cells.is_empty()
        && cells.iter().all(|cell| {
            names.contains(&cell.trim().to_lowercase().as_str()) || cell.trim().is_empty()
        })
}
