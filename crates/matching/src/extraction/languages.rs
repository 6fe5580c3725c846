//! Spoken languages with their level: "fluent in English", "Deutsch (C1)", "verhandlungssicheres Englisch", "English is our company language".

use std::{ops::Range, sync::LazyLock};

use reading::skill::Need;
use serde::{Deserialize, Serialize};

use super::{
    cues::{self, NO},
    sections::SectionKind,
    words::{Phrases, Sentence, Set},
};
use crate::prepared::Span;

/// A level of the Common European Framework, and above it the first language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names of the levels")]
pub enum Cefr {
    A1,
    A2,
    B1,
    B2,
    C1,
    C2,
    /// First language.
    Native,
}

/// A language that a posting asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLanguage {
    /// ISO 639-1.
    pub code: String,
    /// The level, if the posting states one.
    pub level: Option<Cefr>,
    /// Required or preferred.
    pub need: Need,
    /// The words that say so.
    pub span: Span,
}

/// Code, English name, names in other languages: folded.
const LANGUAGES: &[(&str, &str, &str)] = &[
    ("en", "English", "english englisch ingles anglais"),
    ("de", "German", "german deutsch aleman allemand"),
    ("fr", "French", "french franzosisch frances francais"),
    (
        "es",
        "Spanish",
        "spanish spanisch espanol espagnol castellano castilian",
    ),
    ("it", "Italian", "italian italienisch italiano italien"),
    (
        "pt",
        "Portuguese",
        "portuguese portugiesisch portugues portugais",
    ),
    (
        "nl",
        "Dutch",
        "dutch niederlandisch hollandisch neerlandes neerlandais holandes",
    ),
    ("pl", "Polish", "polish polnisch polaco polonais"),
    ("cs", "Czech", "czech tschechisch checo tcheque"),
    ("da", "Danish", "danish danisch danes danois"),
    ("sv", "Swedish", "swedish schwedisch sueco suedois"),
    ("no", "Norwegian", "norwegian norwegisch noruego norvegien"),
    ("fi", "Finnish", "finnish finnisch finlandes finnois"),
    ("ru", "Russian", "russian russisch ruso russe"),
    (
        "uk",
        "Ukrainian",
        "ukrainian ukrainisch ucraniano ukrainien",
    ),
    ("tr", "Turkish", "turkish turkisch turco turc"),
    ("ar", "Arabic", "arabic arabisch arabe"),
    (
        "zh",
        "Chinese",
        "chinese mandarin chinesisch chino chinois cantonese",
    ),
    ("ja", "Japanese", "japanese japanisch japones japonais"),
    ("ko", "Korean", "korean koreanisch coreano coreen"),
    ("hi", "Hindi", "hindi"),
    ("el", "Greek", "greek griechisch griego grec"),
    ("hu", "Hungarian", "hungarian ungarisch hungaro hongrois"),
    ("ro", "Romanian", "romanian rumanisch rumano roumain"),
    ("bg", "Bulgarian", "bulgarian bulgarisch bulgaro bulgare"),
    ("hr", "Croatian", "croatian kroatisch croata croate"),
    ("he", "Hebrew", "hebrew hebraisch hebreo hebreu"),
    ("ca", "Catalan", "catalan katalanisch"),
    (
        "vi",
        "Vietnamese",
        "vietnamese vietnamesisch vietnamita vietnamien",
    ),
    ("th", "Thai", "thai thailandisch tailandes"),
];
/// Endings of German compounds: "Deutschkenntnisse".
const COMPOUNDS: &[&str] = &[
    "kenntnisse",
    "kenntnissen",
    "sprachkenntnisse",
    "sprachig",
    "sprachige",
    "sprachiger",
    "es",
    "e",
    "em",
    "en",
    "er",
];

static LEVELS: LazyLock<Phrases<Cefr>> = LazyLock::new(|| {
    Phrases::new(&[
        ("a1", Cefr::A1),
        (
            "a2|basic|grundkenntnisse|grundlegende|beginner|basico|basica|basicos|notions|notion|debutant|elementary",
            Cefr::A2,
        ),
        (
            "b1|conversational|conversationnel|conversacional|intermediate|intermedio|intermediaire",
            Cefr::B1,
        ),
        (
            "b2|good|solid|gute|gutes|guten|guter|gut|working|upper intermediate|buen|bueno|buena|bon|bonne|bonnes|professional working",
            Cefr::B2,
        ),
        (
            "c1|fluent|fluently|fluency|fliessend|fliessende|fliessendes|fliessenden|verhandlungssicher|verhandlungssichere|verhandlungssicheres|verhandlungssicheren|verhandlungssicherer|very good|strong|excellent|advanced|proficient|proficiency|\
             sehr gut|sehr gute|sehr gutes|sehr guten|sehr guter|business fluent|full professional|professional|fluido|fluida|avanzado|avanzada|excelente|alto|muy bueno|muy buen|courant|courante|couramment|excellente|excellents|maitrise|\
             tres bon|tres bonne|tres bonnes|hervorragende|ausgezeichnete|stilsicher|stilsicheres|stilsichere|stilsicheren|dominio",
            Cefr::C1,
        ),
        (
            "c2|near native|bilingual|bilingue|bilingue|perfect|perfekt|perfekte|perfekten|perfekter|perfectly|parfait|parfaite|parfaitement|perfecto",
            Cefr::C2,
        ),
        (
            "native|native level|mother tongue|muttersprache|muttersprachler|muttersprachlich|muttersprachliche|muttersprachliches|muttersprachniveau|nativo|nativa|lengua materna|langue maternelle|natif|native speaker",
            Cefr::Native,
        ),
    ])
});
/// Words that make the name of a language a language and no origin.
const EVIDENCE: Set = Set(
    "speak* spoken spricht sprichst sprechen language* sprach* fluen* verbal oral written wort schrift skills kenntnisse* proficien* command knowledge idioma* hablar hablado hablas conocimiento* nivel niveau langue* parle* parlez \
     lengua* bilingu* communicat* kommunikation* level mother native nativ* muttersprach* linguistic ecrit escrito cefr ger gemeinsam* conversation* toefl ielts delf dele goethe",
);
/// After these it is an origin: "German customers".
const ORIGIN: Set = Set(
    "customer* client* market* company companies engineer* office* law* tax* team* colleague* user* region* subsidiary government national* citizen* passport kunden markt unternehmen recht steuerrecht niederlassung mercado clientes empresa marche clients droit entreprise \
     literature history cuisine food press gaap hgb dokumentation* documentation* documentacion* fachliteratur",
);

/// In so short a sentence, a language that is required or a plus is no origin.
const SHORT_WORDS_MAX: usize = 6;

/// Words before a name that say how the language is spoken somewhere.
const VARIETIES: [&str; 12] = [
    "american",
    "austrian",
    "brazilian",
    "british",
    "canadian",
    "castilian",
    "european",
    "indian",
    "latin",
    "mexican",
    "native",
    "swiss",
];

/// The code of a language, by its code or its name in English, German, Spanish or French, also with what is said of a variety: `German
/// (Swiss)`, `English, US`, `Brazilian Portuguese`. `German Sign Language` is none of them.
#[must_use]
pub fn language_code(name: &str) -> Option<&'static str> {
    let folded = analysis::fold(name.trim());
    let head = folded.split(['(', ',']).next().unwrap_or_default();
    let mut words: Vec<&str> = head.split_whitespace().collect();
    while words.len() > 1 && words.first().is_some_and(|word| VARIETIES.contains(word)) {
        words.remove(0);
    }
    let plain = words.join(" ");
    let mut all = LANGUAGES.iter();
    all.find(|(code, _, names)| *code == plain || names.split(' ').any(|one| one == plain))
        .map(|(code, _, _)| *code)
}

/// The English name of a language.
#[must_use]
pub fn language_name(code: &str) -> Option<&'static str> {
    let mut all = LANGUAGES.iter();
    all.find(|(of, _, _)| *of == code).map(|(_, name, _)| *name)
}

/// Adds the languages of a sentence; required outranks preferred.
pub(super) fn note(kept: &mut Vec<FoundLanguage>, kind: SectionKind, sentence: &Sentence) {
    let named: Vec<(usize, &'static str)> = (0..sentence.words.len())
        .filter_map(|at| Some((at, named(sentence.word(at))?)))
        .collect();
    if named.is_empty() {
        return;
    }
    let levels = LEVELS.all(sentence);
    // "German is a plus".
    let is_short = sentence.words.len() <= SHORT_WORDS_MAX && cues::is_said(sentence);
    let is_language = is_short || sentence.has(&EVIDENCE);
    for (at, code) in &named {
        let level = level_of(*at, &named, &levels, sentence);
        let compound = sentence.word(*at).ends_with("kenntnisse")
            || sentence.word(*at).ends_with("kenntnissen");
        let origin = ORIGIN.has(sentence.word(at + 1));
        let denied = sentence.has_near(&NO, at.saturating_sub(3)..*at)
            || sentence.has_near(&NO, at + 1..at + 4)
                && !sentence.has_near(&Set("only solo solamente nur"), at + 1..at + 6);
        if origin || denied || !(compound || is_language || level.is_some()) {
            continue;
        }
        let mut words = *at..at + 1;
        if let Some((_, range)) = &level {
            words = words.start.min(range.start)..words.end.max(range.end);
        }
        let found = FoundLanguage {
            code: (*code).to_owned(),
            level: level.map(|(level, _)| level),
            need: need(kind, sentence, &words),
            span: Span::text(sentence.bytes(words)),
        };
        match kept.iter_mut().find(|known| known.code == found.code) {
            Some(known)
                if known.need > found.need
                    || (known.need == found.need && known.level < found.level) =>
            {
                *known = found;
            }
            Some(_) => {}
            None => kept.push(found),
        }
    }
}

/// "German is a plus" after "fluent English and": the cue counts for what stands in its clause.
fn need(kind: SectionKind, sentence: &Sentence, words: &Range<usize>) -> Need {
    let starts = (0..=words.start)
        .rev()
        .find(|at| is_clause_start(sentence, *at))
        .unwrap_or(0);
    let ends = (words.end..sentence.words.len()).find(|at| is_clause_start(sentence, *at));
    let end = ends.unwrap_or(sentence.words.len());
    let clause = Sentence {
        words: sentence
            .words
            .iter()
            .skip(starts)
            .take(end - starts)
            .cloned()
            .collect(),
        range: sentence.range.clone(),
    };
    cues::need(kind, &clause)
}

/// After a comma with more than a list behind it.
fn is_clause_start(sentence: &Sentence, at: usize) -> bool {
    let parted = sentence.words.get(at).is_some_and(|word| word.parted);
    let named_next = (at..at + 3).any(|index| named(sentence.word(index)).is_some());
    let verb = (at..at + 5).any(|index| {
        matches!(
            sentence.word(index),
            "is" | "are" | "ist" | "sind" | "would" | "est" | "serait" | "es" | "se" | "von"
        )
    });
    parted && named_next && verb
}

fn named(word: &str) -> Option<&'static str> {
    let mut all = LANGUAGES.iter();
    all.find(|(_, _, names)| {
        names.split(' ').any(|name| {
            word.strip_prefix(name).is_some_and(|rest| {
                rest.is_empty() || (COMPOUNDS.contains(&rest) && name.ends_with("sch"))
            })
        })
    })
    .map(|(code, _, _)| *code)
}

/// The level of a language: the one right after it ("German (C1)"), else the last one before it ("fluent in English and German"), else the
/// next one that follows before another language.
fn level_of(
    at: usize,
    named: &[(usize, &'static str)],
    levels: &[(Cefr, Range<usize>)],
    sentence: &Sentence,
) -> Option<(Cefr, Range<usize>)> {
    let next_language = named
        .iter()
        .map(|(other, _)| *other)
        .find(|other| *other > at)
        .unwrap_or(usize::MAX);
    let after = levels
        .iter()
        .find(|(_, range)| range.start > at && range.start < next_language);
    let near_after = after.filter(|(level, range)| {
        let gap = range.start - at;
        let is_cefr = !sentence.word(range.start).is_empty()
            && sentence.word(range.start).len() == 2
            && *level <= Cefr::C2;
        gap <= 2 || is_cefr && gap <= 5
    });
    // "fluent English, basic German": a level before belongs to the first language after it, or to a list.
    let before = levels.iter().rev().find(|(_, range)| range.end <= at);
    let is_list = |range: &Range<usize>| {
        at - range.end <= 6 && !(range.end..=at).any(|index| is_clause_start(sentence, index))
    };
    near_after
        .or_else(|| before.filter(|(_, range)| is_list(range)))
        .or_else(|| after.filter(|(_, range)| range.start - at <= 6))
        .map(|(level, range)| (*level, range.clone()))
}
