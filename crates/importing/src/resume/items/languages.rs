//! Languages, and how well they are spoken, in the forms that people write: `English (C1)`, `Anglais : courant (TOEIC 950)`, `Fluent in Dutch`.

use super::{Builder, streets::is_licence};
use crate::{
    lists, proficiency,
    record::{Language, Proficiency},
    report::FindingKind,
    resume::{
        line::{Line, join},
        ratings,
        sections::is_language,
    },
    text::{self, NAME_CHARS_MAX, is_listed, quote},
};

/// Words of levels, also those that stand for no step of ours.
const LEVELS: &str = "a1 a2 b1 b2 c1 c2 native bilingual fluent fluently proficient professional advanced upper intermediate conversational working basic \
 basics elementary beginner limited full good excellent muttersprache muttersprachlich fließend fliessend verhandlungssicher grundkenntnisse \
 fortgeschritten gut sehr konversationssicher kommunikativ maternelle courant courante couramment bilingue intermédiaire débutant notions scolaire lu \
 parlé écrit technique nativo nativa materna bilingüe fluido fluida avanzado avanzada intermedio intermedia alto medio bajo básico básica madrelingua \
 fluente ottimo buono buona scolastico avanzato base intermediário avançado moedertaal vloeiend gevorderd goed basiskennis modersmål flytande flydende \
 flytende ojczysty biegły biegle biegła podstawowy średniozaawansowany zaawansowany komunikatywny rodný plynně sujuva äidinkieli родной свободно \
 базовый средний n1 n2 n3 n4 n5";
/// Words beside them.
const BESIDE: &str = "level proficiency speaker language tongue mother first niveau nivel livello nível nivå poziom úroveň уровень in wort und schrift and \
 to very langue lengua lingua língua język kenntnisse knowledge skills as a second";
/// Kinds of a language, which belong to its name.
const KINDS: &str = "mandarin cantonese simplified traditional brazil brazilian brasil british american uk us swiss canadian castilian latin european \
 bokmål nynorsk flemish egyptian levantine standard modern sorani kurmanji brésil schweizerdeutsch";
/// Words that names of languages have.
const TONGUES: &str = "language sign gebärdensprache sprache langue lengua lingua língua taal språk język dialekt dialect low high old ancient";
/// The most languages.
const LANGUAGES_MAX: usize = 100;
/// What parts a language and its level.
const MARKS: [&str; 6] = ["(", ":", "–", "—", " - ", "|"];

/// True for words that say how well a language is spoken, and nothing else.
pub(super) fn is_level(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = text::words(&lower).collect();
    let is_stated = |word: &&str| is_listed(LEVELS, word);
    let stated = words.iter().any(is_stated) || words.contains(&"mother");
    let all = words
        .iter()
        .all(|word| is_stated(word) || is_listed(BESIDE, word));
    stated && all || proficiency::is_known(text)
}

/// True for a word that stands beside a level: `level`, `knowledge`.
pub(super) fn is_beside(word: &str) -> bool {
    is_listed(BESIDE, word)
}

/// The step that words mean: as a whole, or else that of the one part that means one.
fn read_level(words: &str) -> (Option<Proficiency>, String) {
    let (step, stated) = proficiency::read(words);
    if step.is_some() {
        return (step, stated);
    }
    let parts = words.split(['(', ')', ',', '/', ';']);
    let mut steps = parts.filter_map(|part| proficiency::read(part.trim()).0);
    let first = steps.next();
    (
        first.filter(|first| steps.all(|step| step == *first)),
        stated,
    )
}

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

impl Builder<'_> {
    pub(super) fn languages(&mut self, lines: &[Line]) {
        for line in &whole_levels(lines) {
            if is_label(&line.text) {
                continue;
            }
            if is_head_of_table(&line.text) || is_of_others(&line.text) {
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
                if !is_name(&name, &level) {
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
        let differs = (known.proficiency, &known.stated) != (item.proficiency, &item.stated);
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

fn without_brackets(level: &str) -> &str {
    let inner = level.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    inner.filter(|it| !it.contains(['(', ')'])).unwrap_or(level)
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
fn is_label(text: &str) -> bool {
    let text = text.replace("(s)", "");
    LABELS.contains(&text.trim_end_matches(':').trim().to_lowercase().as_str())
}

/// True for words that say how well a language is spoken, or which test shows it.
fn is_stated(text: &str) -> bool {
    let text = without_brackets(text.trim());
    is_level(text) || proficiency::is_test(text) || ratings::is_rating(text)
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

fn is_in(list: &str, word: &str) -> bool {
    is_listed(list, &word.to_lowercase())
}

/// The languages of a line, each with its level.
fn of_line(text: &str) -> Vec<(String, String)> {
    let text = text.replace("(s)", "").replace('：', ": ");
    let text = text.replace('（', " (").replace('）', ")");
    let text = &parted(unlabelled(&ratings::bracketed(&text)));
    // "English and German: fluent": the level of all before it.
    let all = text.split_once(':').filter(|(names, _)| {
        let names = lists::split(names);
        names.len() > 1 && names.iter().all(|name| is_language(name))
    });
    if let Some((names, level)) = all.filter(|(_, level)| is_stated(level)) {
        let names = lists::split(names).into_iter();
        return names.map(|name| (name, level.trim().to_owned())).collect();
    }
    // "Mother tongue: Italian", "Fluent in English and German": one level of all that follow and have none.
    if let Some((level, names)) = before(text) {
        let names = lists::split(names).into_iter();
        return names
            .map(|name| with_own_level(&name, level.trim()))
            .collect();
    }
    let mut found: Vec<(String, String)> = Vec::new();
    for part in lists::split(text) {
        match found.last_mut() {
            // "Spanisch, Grundkenntnisse": the level behind a comma.
            Some((_, level)) if is_stated(&part) => {
                if !level.is_empty() {
                    level.push_str(", ");
                }
                level.push_str(&part);
            }
            _ => found.push(name_and_level(&part)),
        }
    }
    found
}

/// A level before the names of languages, and these.
fn before(text: &str) -> Option<(&str, &str)> {
    const SIGNS: [&str; 4] = [":", " in ", " of ", " en "];
    let mut pairs = SIGNS.iter().filter_map(|sign| text.split_once(sign));
    pairs.find(|(level, names)| {
        is_stated(level) && !is_stated(names) && names.contains(char::is_alphabetic)
    })
}

/// A language with the level that is written with it, or else the one of the line.
fn with_own_level(name: &str, of_line: &str) -> (String, String) {
    if let Some((level, name)) = before(name) {
        return (name.trim().to_owned(), level.trim().to_owned());
    }
    let (name, level) = name_and_level(name);
    let level = if level.is_empty() {
        of_line.to_owned()
    } else {
        level
    };
    (name, level)
}

/// The text with a comma for each word that joins two languages: `fluent English and basic German`.
fn parted(text: &str) -> String {
    const JOINERS: [&str; 7] = [" and ", " und ", " et ", " y ", " e ", " en ", " & "];
    let mut whole = text.to_owned();
    for joiner in JOINERS {
        let mut runs = whole.split(joiner);
        let mut joined = runs.next().unwrap_or_default().to_owned();
        for run in runs {
            let mut words = run.split(|c: char| !c.is_alphanumeric());
            let first = words.next().unwrap_or_default();
            let names = is_language(first) || words.any(is_language) && is_level(first);
            let behind = joined.rsplit([' ', ',']).next().is_some_and(is_language);
            joined.push_str(if names && (behind || joiner != " en ") {
                ", "
            } else {
                joiner
            });
            joined.push_str(run);
        }
        whole = joined;
    }
    whole
}

/// Labels of languages.
const LABELS: [&str; 12] = [
    "other language",
    "other languages",
    "foreign languages",
    "languages",
    "weitere sprachen",
    "fremdsprachen",
    "autres langues",
    "autre langue",
    "otros idiomas",
    "altre lingue",
    "outras línguas",
    "overige talen",
];

/// `Other languages: Dutch` without its label.
fn unlabelled(text: &str) -> &str {
    let labelled = text.split_once(':');
    let found =
        labelled.filter(|(label, _)| LABELS.contains(&label.trim().to_lowercase().as_str()));
    found.map_or(text, |(_, names)| names.trim())
}

fn name_and_level(text: &str) -> (String, String) {
    let owned = |name: &str, level: &str| (name.trim().to_owned(), level.trim().to_owned());
    let words: Vec<&str> = text.split_whitespace().collect();
    // "Native Spanish speaker", "Mother tongue Italian".
    let level_first = (1..words.len().min(4)).find_map(|at| {
        let (level, rest) = words.split_at_checked(at)?;
        let (name, rest) = rest.split_first()?;
        let is_level_first = is_level(&level.join(" ")) && is_language(name);
        is_level_first.then(|| ((*name).to_owned(), [level, rest].concat().join(" ")))
    });
    if let Some(found) = level_first {
        return found;
    }
    if let Some((name, test)) = proficiency::split_test(text) {
        let (name, level) = name_and_level(name);
        let level = format!("{level} {test}");
        return owned(&name, &level);
    }
    let mut places = MARKS.iter().filter_map(|mark| {
        let at = text.find(mark)?;
        (at > 0).then_some((at, *mark))
    });
    let first = places.by_ref().min();
    if let Some((at, mark)) = first {
        let (name, rest) = text.split_at_checked(at).unwrap_or((text, ""));
        let level = rest.get(mark.len()..).unwrap_or_default();
        // "JLPT N2 – Japanese".
        let bare = level.trim_end_matches(')').trim();
        if proficiency::is_test(name) && is_language(bare) {
            return owned(bare, name);
        }
        if mark != "(" {
            return owned(name, level);
        }
        let (inner, after) = level.split_once(')').unwrap_or((level, ""));
        if is_kind(inner) {
            let after = after.trim_start_matches([' ', ':', '-', '–', '—', '(']);
            let level = after.strip_suffix(')').filter(|level| !level.contains('('));
            return owned(&format!("{name}({inner})"), level.unwrap_or(after));
        }
        // "B2 (since 2010), DELE" keeps its brackets, and "(C1)" has none.
        let level = if after.trim().is_empty() {
            inner.to_owned()
        } else {
            format!("{inner} {}", after.trim())
        };
        return owned(name, &level);
    }
    // "Englisch C1", "Español nativo".
    let level =
        (1..words.len()).find(|at| words.get(*at..).is_some_and(|end| is_level(&end.join(" "))));
    match level.and_then(|at| words.split_at_checked(at)) {
        Some((name, level)) => (name.join(" "), level.join(" ")),
        None => owned(text, ""),
    }
}

/// True for a kind of a language, such as `Mandarin`.
fn is_kind(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower
        .split_whitespace()
        .any(|word| KINDS.split_whitespace().any(|kind| kind == word))
}
