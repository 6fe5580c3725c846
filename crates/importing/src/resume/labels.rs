//! Labels before a colon, which say what a line is.

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
