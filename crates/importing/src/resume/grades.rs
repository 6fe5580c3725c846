//! Grades, honours and minors beside a degree, which are none of its fields: `GPA 3.8`, `cum laude`, `Minor in Music`.

use super::{single, study::is_progress};
use crate::text::is_listed;

/// What grades begin with.
const GRADES: [&str; 78] = [
    "gpa",
    "cgpa",
    "grade",
    "diploma behaald",
    "diploma obtained",
    "diploma gehaald",
    "geslaagd",
    "upper second",
    "note ",
    "note:",
    "noten",
    "durchschnitt",
    "ø",
    "moyenne",
    "nota",
    "voto",
    "cijfer",
    "abschlussnote",
    "gesamtnote",
    "mention",
    "cum laude",
    "magna",
    "summa",
    "first class",
    "first-class",
    "second class",
    "upper second",
    "distinction",
    "with ",
    "honours",
    "honors",
    "graduated",
    "passed",
    "mit auszeichnung",
    "con lode",
    "con honores",
    "avec mention",
    "minor in ",
    "minor: ",
    "minors in ",
    "nebenfach",
    "concentration in ",
    "emphasis in ",
    "specialization in ",
    "specialisation in ",
    "minor",
    "major in ",
    "majors in ",
    "double major",
    "honors program",
    "honours programme",
    "honors college",
    "dean's list",
    "dean’s list",
    "merit",
    "laude",
    "premio ",
    "matrícula de honor",
    "mención",
    "lode",
    "110/110",
    "menção",
    "met onderscheiding",
    "z wyróżnieniem",
    "wyróżnienie",
    "nebenfächer",
    "schwerpunkt",
    "option ",
    "commendation",
    "votazione",
    "punteggio",
    "calificación",
    "resultado",
    "lehrabschlussprüfung",
    "gesellenprüfung",
    "abschlussprüfung",
    "niet afgerond",
    "afgerond",
];

/// True for a grade, honours or a minor.
pub(super) fn is_grade(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_letter = matches!(
        lower.as_bytes(),
        [b'a'..=b'f', b'+' | b'-' | b'*'] | [b'a'..=b'f']
    );
    let has_digit = || without_level(text).chars().any(|c| c.is_ascii_digit());
    is_letter || is_progress(text) || has_digit() || is_minor(text)
}

/// A name of several words without the level at its end, whose number is no grade: `English for Speakers of Other Languages Level 2`.
fn without_level(text: &str) -> &str {
    const LEVELS: [&str; 6] = ["level", "niveau", "nivel", "livello", "nível", "stufe"];
    let words: Vec<&str> = text.split(' ').collect();
    match words.as_slice() {
        [_, _, .., level, _] if LEVELS.contains(&level.to_lowercase().as_str()) => {
            let parted = text.rsplit_once(' ');
            parted.map_or(text, |(name, _)| name)
        }
        _ => text,
    }
}

/// True for words that a study was not ended: `no degree`, `not completed`, `coursework toward BA`.
pub(super) fn is_unfinished(text: &str) -> bool {
    const WORDS: &str = "no degree|no diploma|not completed|not finished|incomplete|unfinished|degree not completed|did not graduate|non graduate|withdrew|left early|dropped out|\
discontinued|ohne abschluss|kein abschluss|nicht abgeschlossen|abgebrochen|nicht beendet|sans diplôme|non terminé|non achevé|inachevé|non validé|interrompu|\
sin terminar|no terminado|sin título|sin titulación|inconcluso|incompleto|incompletos|no finalizado|non completato|non completata|interrotto|interrotta|\
senza diploma|sem diploma|não concluído|não concluída|trancado|trancada|incompleta|niet afgerond|niet voltooid|zonder diploma|afgebroken|nieukończone|przerwane|ej avslutad";
    const STARTS: [&str; 6] = [
        "coursework toward",
        "credits toward",
        "studies toward",
        "working toward",
        "courses toward",
        "coursework in ",
    ];
    let lower = text.to_lowercase();
    WORDS.split('|').any(|words| words == lower)
        || STARTS.iter().any(|start| lower.starts_with(start))
}

/// True for words for a minor, honours or a grade.
pub(super) fn is_minor(text: &str) -> bool {
    let lower = text.to_lowercase();
    GRADES.iter().any(|grade| lower.starts_with(grade))
}

/// A field without the honours that are written with it, and these: `Statistics (Distinction)`, `Biology with Honors`.
pub(super) fn apart(field: &str) -> (&str, &str) {
    const WORDS: [&str; 8] = [
        " magna ", " summa ", " with ", " mit ", " avec ", " con ", " cum ", " (",
    ];
    let of = |word: &str| {
        let at = field.rfind(word)?;
        let (name, honours) = field.split_at_checked(at)?;
        let honours = honours.trim();
        let inner = honours.strip_prefix('(').map(|it| it.trim_end_matches(')'));
        let is_bracket = inner.is_some() && honours.ends_with(')');
        let is_honour = match inner {
            Some(inner) => {
                is_bracket
                    && (is_honour(inner) || has_year(inner) || is_minor(inner) || is_mark(inner))
            }
            None => is_honour(honours),
        };
        (is_honour && !name.trim().is_empty())
            .then_some((name.trim_end(), inner.unwrap_or(honours)))
    };
    WORDS
        .iter()
        .find_map(|word| of(word))
        .unwrap_or((field, ""))
}

/// A text without the mark or the honours in brackets at its end, and these: `Utrecht (diploma behaald)`, `Abitur (1,3)`.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (name, inner) = text.strip_suffix(')')?.rsplit_once(" (")?;
    let is_degree = inner.to_lowercase().starts_with("hon");
    let is_points = || {
        let (number, word) = inner.split_once(' ').unwrap_or_default();
        number.parse::<u16>().is_ok() && word.starts_with('p')
    };
    let is_found = is_mark(inner) && !single::is_years(inner)
        || is_minor(inner)
        || is_honour(inner)
        || is_points();
    (is_found && !is_degree && !name.is_empty()).then_some((name, inner))
}

/// True for words that are honours, in whatever order.
pub(super) fn is_honour(text: &str) -> bool {
    const HONOURS: &str = "hons honours honors honor distinction distinctions merit auszeichnung laude lode mention honores honor matrícula onderscheiding wyróżnieniem \
 excellence first class major minor wyróżnienie commendation";
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.any(|word| is_listed(HONOURS, word))
}

/// True for school examinations, behind which subjects stand: `A-levels`.
pub(super) fn is_exam(degree: &str) -> bool {
    const EXAMS: [&str; 6] = [
        "a-level", "a level", "gcse", "o-level", "o level", "highers",
    ];
    let lower = degree.to_lowercase();
    EXAMS.iter().any(|exam| lower.contains(exam))
}

/// True for a mark: `2:1`, `1,4`, `9/10`.
fn is_mark(text: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_digit() || ":.,/ ".contains(c);
    text.chars().all(is_sign) && text.starts_with(|c: char| c.is_ascii_digit())
}

fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn honours_are_taken_from_fields() {
        for (text, field, honours) in [
            ("Statistics (Distinction)", "Statistics", "Distinction"),
            ("Physics (Hons)", "Physics", "Hons"),
            ("Biology with Honors", "Biology", "with Honors"),
            (
                "Informatik (mit Auszeichnung)",
                "Informatik",
                "mit Auszeichnung",
            ),
            ("History magna cum laude", "History", "magna cum laude"),
            ("Physics (graduated 2005)", "Physics", "graduated 2005"),
            ("Nursing (Adult)", "Nursing (Adult)", ""),
            ("Business with Spanish", "Business with Spanish", ""),
        ] {
            assert_eq!(apart(text), (field, honours), "{text}");
        }
    }
}
