//! What stands behind the name of a certificate or an award and is nobody's name: classes, marks, numbers, lengths, sums.

use crate::{
    date::SlashOrder,
    resume::{grades, span},
    text::is_listed,
};

/// Units of the length of a course.
const HOURS: &str = "h hr hrs hour hours std stunden ue heures heure horas hora ore ora uur uren min timmar tim godz godzin godziny ects cp days tage jours días giorni dagen dni semester semesters terms times mal fois veces volte keer";
/// True for a sum of money: `£8`.
pub(super) fn is_money(text: &str) -> bool {
    text.starts_with(['£', '€', '$']) || text.ends_with(['€', '£', '$'])
}

/// True for short names of classes, between commas: `B, C1`.
pub(super) fn are_letters(text: &str) -> bool {
    text.split(", ").all(|part| part.chars().count() < 3)
}

/// True for a class, a number or a letter, which is nobody's name.
pub(super) fn is_detail(text: &str) -> bool {
    let lower = text.to_lowercase();
    let starts = [
        "class ",
        "pin ",
        "category ",
        "categorie ",
        "klasse ",
        "with ",
    ];
    // "(30 h)", "shortlisted", "£8,400"
    let (number, unit) = lower.split_once(' ').unwrap_or_default();
    let is_unit = |unit: &str| is_listed(HOURS, unit.trim_end_matches('.'));
    let attached = lower.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_length = number.parse::<u16>().is_ok() && is_unit(unit)
        || attached.len() < lower.len() && is_unit(attached);
    let is_low = text.starts_with(char::is_lowercase) && !text.contains('.');
    text.chars().count() == 1
        || is_mark(text)
        || is_number(text)
        || is_length
        || is_low
        || is_money(text)
        || starts.iter().any(|start| lower.starts_with(start))
}

/// True for a mark or honours: `Note 1,9`. `Magna` alone is a company.
pub(super) fn is_mark(text: &str) -> bool {
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    grades::is_minor(text) && (has_digit || grades::is_honour(text) && text.contains(' '))
}

/// True for a word and the number of a document or a part: `Dokument 017`, `Modul 3`, `Nr. GR123`.
pub(super) fn is_number(text: &str) -> bool {
    const WORDS: &str = "dokument document modul module módulo modulo nr no n° num número numero numéro nummer number teil part parte partie deel block bloc paragraph group gruppe ausgabe edition";
    let (word, number) = text.split_once(' ').unwrap_or_default();
    let word = word.to_lowercase();
    is_listed(WORDS, word.trim_end_matches('.'))
        && !number.contains(' ')
        && number.contains(|c: char| c.is_ascii_digit())
}

/// True for a word that says what a date is, and the date: `renewed 03/2023`.
pub(super) fn is_of_date(text: &str) -> bool {
    let parted = text.split_once(' ');
    parted.is_some_and(|(word, date)| {
        let found = span::read(date, SlashOrder::DayFirst).date();
        word.starts_with(char::is_lowercase) && found.is_some()
    })
}

/// The degree behind a label, with which a line goes on from that of its course: `Abschluss: Elektrotechnikermeister`.
pub(super) fn degree_of(text: &str) -> &str {
    const LABELS: &str = "abschluss|degree|qualification|diplôme|diplome|diplôme obtenu|titre|título|titulación|titolo|diploma|grado|titel|tytuł";
    let parted = text.split_once(": ").filter(|(label, _)| {
        let label = label.trim().to_lowercase();
        LABELS.split('|').any(|it| it == label)
    });
    parted.map_or(text, |(_, degree)| degree)
}
