//! What stands behind the name of a certificate or an award and is nobody's name: classes, marks, numbers, lengths, sums.

use crate::{
    date::SlashOrder,
    resume::{grades, span},
    text::is_listed,
};

/// The most letters of a small word in a name.
const CONNECTOR_MAX: usize = 3;
/// Units of the length of a course.
const HOURS: &str = "day tag jour día giorno dia dzień dag h hr hrs hour hours std stunden ue heures heure horas hora ore ora uur uren min timmar tim godz godzin godziny ects cp days tage jours días giorni dagen dni semester semesters terms evenings evening weeks week modules sessions abende abend wochen woche module lektionen soirées séances semaines tardes semanas módulos sesiones serate settimane lezioni incontri noites semanas avonden avond weken week lessen kvällar veckor dagar dag kvelder uker dager aftener uger wieczory tygodni tygodnie zajęć times mal fois veces volte keer";
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
    let is_short =
        |unit: &str| (2..=4).contains(&unit.len()) && unit.bytes().all(|b| b.is_ascii_uppercase());
    // "60 AE"
    let own = text.split_once(' ').map(|(_, unit)| unit);
    let is_length = is_length || number.parse::<u16>().is_ok() && own.is_some_and(is_short);
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

/// True for what is in brackets behind a name and goes on with it: `SST (Sauveteur secouriste du travail)`, `Welding (TIG 141)`.
pub(super) fn is_more_of_name(text: &str) -> bool {
    let mut words = text.split(' ').skip(1);
    let is_phrase = words.any(|word| {
        let is_low = word.starts_with(char::is_lowercase) && word.chars().count() > CONNECTOR_MAX;
        is_low && word.chars().all(char::is_alphabetic)
    });
    !is_detail(text) && (is_phrase || text.contains(|c: char| c.is_ascii_digit()))
}

/// More of a name, a length and who gave it: `Fitter, 50 hours, Oak Centre`.
pub(super) fn behind_length(text: &str) -> Option<(String, String, String)> {
    let parts: Vec<&str> = text.split(", ").collect();
    let [name, length, by] = parts.as_slice() else {
        return None;
    };
    let is_found = is_detail(length) && !is_detail(name) && !is_detail(by);
    is_found.then(|| ((*name).to_owned(), (*length).to_owned(), (*by).to_owned()))
}

/// True for what a licence on another line holds for: `Endorsements: Hazmat, Tanker`.
pub(super) fn is_endorsements(text: &str) -> bool {
    let lower = text.to_lowercase();
    let label = text.split_once(':').map(|(label, _)| label.to_lowercase());
    let is_whole = !text.contains(':')
        && (lower.ends_with(" endorsement") || lower.ends_with(" endorsements"));
    is_whole && !lower.starts_with("cdl") && !lower.starts_with("class")
        || label.is_some_and(|label| matches!(label.trim(), "endorsements" | "endorsement"))
}

/// True for an internship, which is no award: `Stage at Restaurant Oak`.
pub(super) fn is_internship(text: &str) -> bool {
    const WORDS: &str = "stage|stagiaire|internship|intern|trainee|praktikum|hospitation|prácticas|tirocinio|estágio|praktik|staż|work placement|placement";
    const BEHIND: [&str; 16] = [
        "at", "with", "in", "bei", "im", "chez", "à", "au", "en", "presso", "na", "no", "bij",
        "hos", "på", "w",
    ];
    let lower = text.to_lowercase();
    WORDS.split('|').any(|word| {
        let rest = lower.strip_prefix(word).and_then(|it| it.strip_prefix(' '));
        let next = rest.and_then(|rest| rest.split(' ').next());
        next.is_some_and(|next| BEHIND.contains(&next))
    })
}
