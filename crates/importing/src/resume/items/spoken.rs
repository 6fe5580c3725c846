//! The languages of a line, each with the words that say how well it is spoken.

use crate::{
    lists, proficiency,
    record::Proficiency,
    resume::{ratings, sections::is_language},
    text::{self, is_listed},
};

/// Words of levels, also those that stand for no step of ours.
const LEVELS: &str = "a1 a2 b1 b2 c1 c2 native bilingual fluent fluently proficient professional advanced upper intermediate conversational working basic \
 basics elementary beginner limited full good excellent muttersprache muttersprachlich fließend fliessend verhandlungssicher grundkenntnisse \
 fortgeschritten gut sehr konversationssicher kommunikativ maternelle courant courante couramment bilingue intermédiaire débutant notions scolaire lu \
 parlé écrit technique nativo nativa materna bilingüe fluido fluida avanzado avanzada intermedio intermedia alto medio bajo básico básica madrelingua \
 fluente ottimo ottima buono buona scolastico avanzato base intermediário avançado moedertaal vloeiend gevorderd goed basiskennis modersmål flytande flydende \
 flytende ojczysty biegły biegle biegła podstawowy średniozaawansowany zaawansowany komunikatywny rodný plynně sujuva äidinkieli родной свободно \
 базовый средний n1 n2 n3 n4 n5";
/// Words beside them.
const BESIDE: &str = "level proficiency speaker language tongue mother first niveau nivel livello nível nivå poziom úroveň уровень in wort und schrift and \
 to very langue lengua lingua língua język kenntnisse knowledge skills as a second";
/// Kinds of a language, which belong to its name.
const KINDS: &str = "mandarin cantonese simplified traditional brazil brazilian brasil british american uk us swiss canadian castilian latin european \
 bokmål nynorsk flemish egyptian levantine standard modern sorani kurmanji brésil schweizerdeutsch";
/// What parts a language and its level.
const MARKS: [&str; 6] = ["(", ":", "–", "—", " - ", "|"];

/// Labels of languages.
pub(super) const LABELS: [&str; 12] = [
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

/// The languages of a line, each with its level.
pub(super) fn of_line(text: &str) -> Vec<(String, String)> {
    let text = text.replace("(s)", "").replace('：', ": ");
    let text = text.replace('（', " (").replace('）', ")");
    let text = &apart(&parted(unlabelled(&ratings::bracketed(&text))));
    // "English, Swedish: native; Irish: good": each part has a level of its own.
    let runs: Vec<&str> = text.split("; ").collect();
    let is_closed = |run: &&str| run.matches('(').count() == run.matches(')').count();
    if runs.len() > 1 && text.contains(": ") && runs.iter().all(is_closed) {
        return runs.into_iter().flat_map(of_line).collect();
    }
    // "English and German: fluent": the level of all before it.
    let all = text.split_once(':').filter(|(names, _)| {
        let names = lists::split(names);
        names.len() > 1 && names.iter().all(|name| is_language(name))
    });
    if let Some((names, level)) = all.filter(|(_, level)| is_stated(level)) {
        let names = lists::split(names).into_iter();
        return names.map(|name| (name, level.trim().to_owned())).collect();
    }
    // "Deutsch, Plattdeutsch (Muttersprachen)": the word of several.
    if let Some((names, level)) = of_several(text) {
        return names
            .into_iter()
            .map(|name| (name, level.clone()))
            .collect();
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
            Some((_, level)) if is_stated(&part) && !begins_with_language(&part) => {
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

/// Languages, and a word in brackets behind them that says of several that they are native; what follows is none of these.
fn of_several(text: &str) -> Option<(Vec<String>, String)> {
    const WORDS: [(&str, &str); 9] = [
        ("muttersprachen", "Muttersprache"),
        ("nativos", "nativo"),
        ("nativas", "nativa"),
        ("langues maternelles", "langue maternelle"),
        ("lenguas maternas", "lengua materna"),
        ("línguas maternas", "língua materna"),
        ("madrelingue", "madrelingua"),
        ("mother tongues", "mother tongue"),
        ("both native", "native"),
    ];
    let (names, level) = text.strip_suffix(')')?.split_once(" (")?;
    let (_, one) = WORDS.iter().find(|(all, _)| *all == level.to_lowercase())?;
    let names = lists::split(names);
    let are_languages = names.len() > 1 && names.iter().all(|name| is_language(name));
    are_languages.then(|| (names, (*one).to_owned()))
}

/// The text with a comma before each language behind another one and its level: `Deutsch (C2) Englisch (B1)`, `Castellano: nativa Euskera: B2`.
fn apart(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut whole = String::new();
    // The words since the last comma.
    let mut run: Vec<&str> = Vec::new();
    for word in words {
        let is_named =
            word.starts_with(char::is_uppercase) && is_language(word.trim_end_matches(':'));
        let first = run.first().map(|first| first.trim_end_matches(':'));
        let is_behind = first.is_some_and(is_language) && run.len() > 1;
        let is_open = whole.matches('(').count() > whole.matches(')').count();
        if is_named && is_behind && !is_open && ends_with_level(&run) {
            whole.push(',');
            run.clear();
        }
        if !whole.is_empty() {
            whole.push(' ');
        }
        whole.push_str(word);
        run.push(word);
        if word.ends_with([',', ';', '|', '·', '•', '/']) {
            run.clear();
        }
    }
    whole
}

/// True for words that end with a level, or with a bracket.
fn ends_with_level(words: &[&str]) -> bool {
    let last = words.last().map_or("", |last| last.trim_end_matches('.'));
    last.ends_with(')') || is_level(last) || ratings::is_rating(last)
}

/// True for a language and more: `Español (nativo)`.
fn begins_with_language(part: &str) -> bool {
    let first = part.split_once(' ').map(|(first, _)| first);
    first.is_some_and(is_language)
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

/// `Other languages: Dutch` without its label.
pub(super) fn unlabelled(text: &str) -> &str {
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
        // "Inglés B2 (First Certificate, 2014)"
        let before = name.trim_end().rsplit_once(' ');
        if let Some((name, step)) =
            before.filter(|(name, step)| is_level(step) && is_language(name))
        {
            return owned(name, &format!("{step} ({level}"));
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
pub(super) fn read_level(words: &str) -> (Option<Proficiency>, String) {
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

pub(super) fn without_brackets(level: &str) -> &str {
    let inner = level.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    inner.filter(|it| !it.contains(['(', ')'])).unwrap_or(level)
}

/// True for words that say how well a language is spoken, or which test shows it.
pub(super) fn is_stated(text: &str) -> bool {
    let text = without_brackets(text.trim());
    is_level(text) || proficiency::is_test(text) || ratings::is_rating(text)
}

/// True for a kind of a language, such as `Mandarin`.
pub(super) fn is_kind(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.split_whitespace().any(|word| is_listed(KINDS, word))
}
