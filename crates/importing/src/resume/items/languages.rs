//! Languages, and how well they are spoken, in the forms that people write: `English (C1)`, `Anglais : courant (TOEIC 950)`, `Fluent in Dutch`.

use super::{
    Builder,
    personal::is_licence,
    spoken::{
        LABELS, is_kind, is_level, is_stated, of_line, read_level, unlabelled, without_brackets,
    },
};
use crate::{
    lists, proficiency,
    record::Language,
    report::FindingKind,
    resume::{
        line::{Line, join},
        ratings,
        sections::is_language,
        words::title_score,
    },
    text::{NAME_CHARS_MAX, is_listed, quote},
};

/// Words that names of languages have.
const TONGUES: &str = "language sign gebärdensprache sprache langue lengua lingua língua taal språk język dialekt dialect low high old ancient tiếng";
/// The most languages.
const LANGUAGES_MAX: usize = 100;

/// The lines with those joined that are one language: a narrow column breaks `Dutch (Native or Bilingual)`.
fn whole_levels(lines: &[Line]) -> Vec<Line> {
    let mut whole: Vec<Line> = Vec::new();
    for line in lines {
        let parted = |text: &str| {
            [" - ", " – ", ": ", "("]
                .iter()
                .any(|mark| text.contains(mark))
        };
        let goes_on = whole.last().is_some_and(|last| {
            let open = last.text.matches('(').count() > last.text.matches(')').count();
            let lower = line.text.starts_with(char::is_lowercase);
            open || lower && parted(&last.text) && !parted(&line.text)
        });
        match whole.last_mut() {
            Some(last) if goes_on && line.cells.is_empty() => join(&mut last.text, &line.text),
            _ => whole.push(line.clone()),
        }
    }
    whole
}

/// A line without flags and `I speak`, and with commas for the slashes between languages that have a level each.
/// The languages of a line with a full stop behind each: `English: mother tongue. Dutch: C1.`
fn sentences(line: &Line) -> Vec<Line> {
    let text = line.text.trim_end();
    let text = text
        .strip_suffix('.')
        .filter(|text| {
            text.chars()
                .rev()
                .take_while(|c| c.is_alphanumeric())
                .count()
                != 1
        })
        .unwrap_or(text);
    let parts: Vec<&str> = text.split(". ").collect();
    let are_several = parts.len() > 1 && parts.iter().all(|part| names_language(part));
    let whole = |text: &str| Line {
        text: text.to_owned(),
        cells: if text == line.text {
            line.cells.clone()
        } else {
            Vec::new()
        },
        ..line.clone()
    };
    // "Anglais C1 (2021) – Italien B1 – Français langue maternelle"
    for sign in [" – ", " — ", " - ", " · ", " • ", " | "] {
        let parts: Vec<&str> = text.split(sign).collect();
        if parts.len() > 1 && parts.iter().all(|part| names_language(part)) {
            return parts.into_iter().map(whole).collect();
        }
    }
    if are_several && line.cells.len() < 2 {
        parts.into_iter().map(whole).collect()
    } else {
        vec![whole(text)]
    }
}

/// True for a text that begins with a language.
fn names_language(text: &str) -> bool {
    let mut words = text.split([' ', ':', '(', ',']);
    words.next().is_some_and(is_language)
}

fn plain(line: &Line) -> Line {
    let is_flag = |c: char| matches!(c, '\u{1F1E6}'..='\u{1F1FF}');
    let text: String = line.text.chars().filter(|c| !is_flag(*c)).collect();
    let text = text.trim();
    let text = text
        .strip_prefix("I speak ")
        .map_or(text, |it| it.trim_end_matches('.'));
    let is_named = |part: &str| {
        let first = part.split([' ', '(', ':']).next().unwrap_or_default();
        is_language(first)
    };
    let are_several = text.contains(" / ") && text.split(" / ").all(is_named);
    Line {
        text: if are_several {
            text.replace(" / ", ", ")
        } else {
            text.to_owned()
        },
        ..line.clone()
    }
}

impl Builder<'_> {
    pub(super) fn languages(&mut self, lines: &[Line]) {
        let lines = whole_levels(lines);
        for line in &lines.iter().flat_map(sentences).collect::<Vec<Line>>() {
            let line = &plain(line);
            if is_label(&line.text) {
                continue;
            }
            if is_head_of_table(&line.text) || is_of_others(&line.text) || is_ability(&line.text) {
                self.unassigned(std::slice::from_ref(line));
                continue;
            }
            let found = match line.cells.as_slice() {
                [name, level] if !is_level(name) => vec![(name.clone(), level.clone())],
                _ => of_line(&line.text),
            };
            for (name, level) in found {
                let name = self.journal.line("language", &name, NAME_CHARS_MAX);
                if is_skill(&name) {
                    self.skill_among_languages(&name, line);
                    continue;
                }
                // "Gruppenführer" below the languages is what somebody is.
                let is_role = || title_score(&name) > 0 && !is_language(&name) && level.is_empty();
                if !is_name(&name, &level) || is_role() {
                    self.unassigned(&[Line::text(format!("{name} {level}").trim())]);
                    continue;
                }
                self.language(name, &level, line);
            }
        }
    }
}

impl Builder<'_> {
    /// Adds a language, once.
    fn language(&mut self, name: String, level: &str, line: &Line) {
        let level = self.line("proficiency", without_brackets(level.trim()));
        let (proficiency, stated) = if ratings::is_rating(&level) {
            (None, level)
        } else {
            read_level(&level)
        };
        let item = Language {
            name,
            proficiency,
            stated,
            source: self.source(&line.text),
            ..Language::default()
        };
        let lower = item.name.to_lowercase();
        let mut known = self.profile.languages.iter_mut();
        let Some(known) = known.find(|it| it.name.to_lowercase() == lower) else {
            if self.profile.languages.len() < LANGUAGES_MAX {
                self.profile.languages.push(item);
            }
            return;
        };
        let says = |it: &Language| it.proficiency.is_some() || !it.stated.is_empty();
        let is_within = |one: &str, other: &str| !one.is_empty() && other.contains(one);
        let same = known.stated == item.stated
            || is_within(&known.stated, &item.stated)
            || is_within(&item.stated, &known.stated);
        let differs = known.proficiency != item.proficiency || !same;
        let section = self.journal.source().file;
        if says(known) && says(&item) && differs {
            self.journal.alike(&section, None, &item.name);
            self.profile.languages.push(item);
            return;
        }
        if !says(known) {
            (known.proficiency, known.stated) = (item.proficiency, item.stated);
        }
        self.journal.repeated(&section, None, &item.name);
    }

    /// Adds a language that stands among the skills with a level.
    pub(super) fn language_among_skills(&mut self, name: &str, level: &str, line: &Line) {
        let message = format!(
            "\"{}\" stands among the skills with a level and was read as a language.",
            quote(name)
        );
        self.journal.add(FindingKind::Guess, message);
        let name = self.journal.line("language", name, NAME_CHARS_MAX);
        self.language(name, level, line);
    }

    fn skill_among_languages(&mut self, name: &str, line: &Line) {
        let message = format!(
            "\"{}\" stands among the languages and was read as a skill.",
            quote(name)
        );
        self.journal.add(FindingKind::Guess, message);
        self.skill(name, "", &line.text);
    }
}

/// True for a skill, and no language that people speak: `Python`.
fn is_skill(name: &str) -> bool {
    let bare = name.split_once(" (").map_or(name, |(name, _)| name);
    let names = |name: &str| is_language(name) || is_kind(name);
    let found = reading::skill::find(bare).filter(|_| !is_licence(name) && !names(bare));
    found.is_some_and(|skill| !skill.label.split(' ').any(names))
}

/// True for the head of a table of Europass: `Listening, Reading, Spoken production`.
fn is_head_of_table(text: &str) -> bool {
    const WORDS: &str = "understanding speaking writing listening reading spoken production interaction level levels self assessment european \
 comprensione parlato scritto ascolto lettura interazione produzione orale scritta comprensión comprension expresión hablado escrito lectura \
 interacción producción comprendre parler écrire écouter lire compréhension orale écrite verstehen sprechen schreiben hören lesen";
    let lower = text.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    !lower.is_empty() && words.all(|word| is_in(WORDS, word))
}

/// True for a label alone: `Other language(s)`.
/// True for one of the abilities by which a language is judged: `Capacità di lettura: buono`.
fn is_ability(text: &str) -> bool {
    const WORDS: &str = "capacità comprensione lettura scrittura interazione produzione espressione ascolto parlato scritto capacidad comprensión lectura escritura expresión \
 interacción reading writing listening speaking understanding hören lesen schreiben sprechen verstehen hörverstehen leseverstehen compréhension lecture écriture expression \
 compreensão leitura escrita conversação czytanie pisanie mówienie słuchanie rozumienie lezen schrijven luisteren spreken läsa skriva tala förstå";
    let first = text.split([' ', ':', ',']).next().unwrap_or_default();
    is_in(WORDS, &first.to_lowercase())
}

fn is_label(text: &str) -> bool {
    let text = text.replace("(s)", "");
    LABELS.contains(&text.trim_end_matches(':').trim().to_lowercase().as_str())
}

/// True for what can be the name of a language: one word, or some of which one is known, or with a level beside them.
fn is_name(name: &str, level: &str) -> bool {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let known = || {
        words
            .iter()
            .any(|word| is_language(word) || is_kind(word) || is_in(TONGUES, word))
    };
    let count = name.split_whitespace().count();
    let plain = !name.chars().any(|c| c.is_ascii_digit()) && !proficiency::is_test(name);
    let stated = || is_stated(level) || read_level(level).0.is_some();
    plain && (count == 1 || (2..=3).contains(&count) && (known() || stated()))
}

/// True for a line whose label is no language, and what follows it neither a level nor a language: `Software: SAP, Excel`.
fn is_of_others(text: &str) -> bool {
    let Some((label, rest)) = unlabelled(text).split_once(':') else {
        return false;
    };
    let names = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|word| is_language(word) || is_in(TONGUES, word))
    };
    let stated = |text: &str| is_stated(text) || read_level(text).0.is_some();
    let first = lists::split(rest).into_iter().next().unwrap_or_default();
    !names(label)
        && !stated(label)
        && !names(rest)
        && !stated(rest)
        && !stated(&first)
        && !names_a_test(rest)
}

fn names_a_test(text: &str) -> bool {
    text.split([',', '(', ')', ';'])
        .any(|part| proficiency::is_test(part.trim()))
}

fn is_in(list: &'static str, word: &str) -> bool {
    is_listed(list, &word.to_lowercase())
}
