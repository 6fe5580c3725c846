//! Words before a title that say what kind of job it was: `Sommarjobb: Kassör`, `Freelance: Illustrator`. They are no part of the title.

use super::{Line, Read, dated, titled};
use crate::{
    resume::{dated::title_parts, line::Kind, span},
    text::quote,
};

/// Such words.
const KINDS: &str = "summer job|summer jobs|student job|holiday job|vacation job|weekend job|saturday job|part time job|side job|seasonal job|seasonal work|temp job|temporary job|\
casual job|internship|summer internship|intern|work placement|placement|work experience|freelance|freelancing|self employed|contract|volunteer|apprenticeship|temporary|seasonal|\
nebenjob|ferienjob|sommerjob|minijob|studentenjob|schülerjob|aushilfsjob|aushilfe|praktikum|pflichtpraktikum|schülerpraktikum|schulpraktikum|betriebspraktikum|werkstudent|\
werkstudentin|nebentätigkeit|nebenberuflich|freiberuflich|saisonarbeit|zeitarbeit|selbstständig|selbständig|ausbildung|ferialjob|ferialpraktikum|\
job étudiant|job d été|jobs d été|emploi étudiant|emploi saisonnier|emploi d été|petit boulot|stage|stage de fin d études|stage ouvrier|alternance|apprentissage|intérim|mission d intérim|\
mission intérim|bénévolat|saison|saisonnier|saisonnière|remplacement|vacation|\
trabajo de verano|trabajo temporal|trabajo de temporada|empleo de verano|prácticas|prácticas de empresa|prácticas profesionales|beca|sustitución|suplencia|temporada|autónomo|autónoma|\
lavoro estivo|lavoro stagionale|stagionale|tirocinio|tirocinio curriculare|apprendistato|supplenza|libera professione|\
estágio|estágio curricular|estágio profissional|trabalho de verão|trabalho temporário|trabalho sazonal|emprego de verão|bico|freelancer|\
bijbaan|vakantiebaan|vakantiewerk|weekendbaan|studentenbaan|stageplaats|uitzendwerk|uitzendkracht|zaterdagbaan|afstudeerstage|\
sommarjobb|extrajobb|feriejobb|sommarvikariat|vikariat|praktik|lia praktik|timanställning|helgjobb|deltidsjobb|säsongsarbete|\
sommerjobb|ekstrajobb|deltidsjobb|helgejobb|sommerjob|fritidsjob|studiejob|studenterjob|ekstrajob|bijob|\
praca wakacyjna|praca dorywcza|praca sezonowa|praca dodatkowa|staż|staż zawodowy|praktyka|praktyki|praktyka zawodowa|praktyki studenckie|umowa zlecenie|zlecenie|wolontariat";
/// Those that a dash may part from a title: none of them is the title or the company of a job.
const DASHED: &str = "summer job|student job|holiday job|vacation job|weekend job|saturday job|nebenjob|ferienjob|sommerjob|studentenjob|schülerjob|\
job étudiant|job d été|trabajo de verano|lavoro estivo|trabalho de verão|bijbaan|vakantiebaan|vakantiewerk|sommarjobb|extrajobb|sommerjobb|ekstrajobb|praca wakacyjna|praca dorywcza";
/// Words for free work.
const FREE: &str = "freelance|freelancing|freelancer|self employed|freiberuflich|freiberufler|freiberuflerin|selbstständig|selbständig|\
autónomo|autónoma|libera professione|indépendant|indépendante|zzp|frilans|frilansare";
/// The most bytes of a line of names.
const BYTES_MAX: usize = 200;
/// The most words of such words.
const WORDS_MAX: usize = 4;

/// The lines without such words, and these.
pub(super) fn jobs(lines: &[Line]) -> Read {
    let mut read = Read::default();
    for line in lines {
        if let Some(job) = free(line) {
            read.lines.extend(job);
            continue;
        }
        match without(line) {
            Some((line, word, title)) => {
                let message = format!(
                    "\"{}\" before \"{}\" says what kind of job it was, and was not read.",
                    quote(&word),
                    quote(&title)
                );
                read.left.push(message);
                read.lines.push(line);
            }
            None => read.lines.push(line.clone()),
        }
    }
    read
}

/// A title that names no company behind a word for free work, which is its company then: `Freelance: Illustrator, 2017 – 2018`.
fn free(line: &Line) -> Option<[Line; 2]> {
    let is_free = line.kind == Kind::Text && line.cells.len() < 2 && !line.titled;
    let is_short = line.text.len() <= BYTES_MAX;
    let found = span::find(&line.text, line.order).filter(|_| is_free && is_short)?;
    let (word, title) = found.rest.split_once(": ")?;
    let key = crate::text::bare(&word.to_lowercase());
    let is_kind = FREE.split('|').any(|kind| kind == key);
    let is_alone = title_parts(title) == 1 && title.starts_with(char::is_alphabetic);
    found.start.filter(|_| is_kind && is_alone)?;
    let at = line.text.find(found.rest.as_str())?;
    let (before, behind) = line.text.split_at_checked(at)?;
    let behind = behind.strip_prefix(found.rest.as_str())?;
    let dates = if before.trim().is_empty() {
        behind
    } else {
        before
    };
    let signs = [' ', ',', '(', ')', '|', '·', ':'];
    let dates = dates.trim_start_matches(['–', '—', '-', ' ']);
    let dates = dates.trim_matches(signs);
    Some([titled([title, word, ""], line), dated(dates, line)])
}

/// The line without the word before its title, the word and what is behind it.
fn without(line: &Line) -> Option<(Line, String, String)> {
    let is_free = line.text.len() <= BYTES_MAX && line.kind != Kind::Label && !line.titled;
    let is_name = || !line.is_bullet() || span::find(&line.text, line.order).is_some();
    if !is_free || !is_name() {
        return None;
    }
    let (text, word, title) = parted(&line.text)?;
    let cell = |cell: &String| parted(cell).map_or_else(|| cell.clone(), |it| it.0);
    let cells = line.cells.iter().map(cell).collect();
    Some((
        Line {
            text,
            cells,
            ..line.clone()
        },
        word,
        title,
    ))
}

/// The text without such a word, the word and what is behind it.
fn parted(text: &str) -> Option<(String, String, String)> {
    let signs = [
        (": ", KINDS),
        (" – ", DASHED),
        (" - ", DASHED),
        (" als ", DASHED),
    ];
    signs.into_iter().find_map(|(sign, kinds)| {
        let mut found = text.match_indices(sign);
        found.find_map(|(at, _)| {
            let (before, behind) = (text.get(..at)?, text.get(at + sign.len()..)?);
            let (start, word) = word_at_end(before.trim_end(), kinds)?;
            let behind = behind.trim_start();
            let is_title = behind.starts_with(char::is_alphabetic);
            is_title.then(|| {
                let start = start.trim_end();
                let joint = if start.is_empty() { "" } else { " " };
                (
                    format!("{start}{joint}{behind}"),
                    word.to_owned(),
                    behind.to_owned(),
                )
            })
        })
    })
}

/// Such a word at the end of a text, and what is before it: nothing, dates or a sign.
fn word_at_end<'a>(text: &'a str, kinds: &str) -> Option<(&'a str, &'a str)> {
    let starts: Vec<usize> = text
        .char_indices()
        .filter(|(at, c)| *at == 0 || c.is_whitespace())
        .map(|(at, c)| {
            if c.is_whitespace() {
                at + c.len_utf8()
            } else {
                at
            }
        })
        .collect();
    let nearest = starts.iter().rev().take(WORDS_MAX).rev();
    let mut found = nearest.filter_map(|at| Some((text.get(..*at)?, text.get(*at..)?)));
    found.find(|(before, word)| {
        let key = crate::text::bare(&word.to_lowercase());
        let before = before.trim_end();
        // Behind dates, or a comma, and not behind other words: "Head of Internship: …".
        let is_start = before.is_empty()
            || before.ends_with([',', ':', '|', '·', '–', '—', '-', ')'])
            || before.ends_with(|c: char| c.is_ascii_digit())
            || !before.contains(' ') && before.ends_with('.')
            || crate::resume::span::find(before, crate::date::SlashOrder::DayFirst)
                .is_some_and(|it| it.rest.is_empty());
        is_start && kinds.split('|').any(|kind| kind == key)
    })
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn words_for_kinds_of_jobs_are_parted_from_titles() {
        for (text, rest, word) in [
            ("Sommarjobb: Kassör, Ica", "Kassör, Ica", "Sommarjobb"),
            (
                "2018 – 2019 Stage : Assistant, Orme SA",
                "2018 – 2019 Assistant, Orme SA",
                "Stage",
            ),
            (
                "Summer job – Cashier, Larch 2015",
                "Cashier, Larch 2015",
                "Summer job",
            ),
            (
                "Ferienjob als Lagerhelfer, Ahorn",
                "Lagerhelfer, Ahorn",
                "Ferienjob",
            ),
        ] {
            let found = parted(text);
            let found = found.as_ref().map(|it| (it.0.as_str(), it.1.as_str()));
            assert_eq!(found, Some((rest, word)), "{text}");
        }
        for text in [
            "Freelance – Illustrator",
            "Head of Internship: Clerk",
            "Achievements: Cut costs",
            "Internship",
        ] {
            assert_eq!(parted(text), None, "{text}");
        }
    }
}
