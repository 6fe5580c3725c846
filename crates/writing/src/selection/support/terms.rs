//! The words of a text, and what they are worth: one that tells a requirement from others is strong, a usual one is weak, and some say nothing.

use std::collections::BTreeSet;

use analysis::{Shape, Token, analyse, is_function_word};

use super::{count, numbers::is_of_years};
use crate::{language::Language, quantity, text::Text};

/// Words of postings that say nothing about what is needed.
const IDLE: &str = "experience experienced years year knowledge skills skill ability abilities able work working works worker good strong excellent solid proven \
    understanding must have has required preferred ideally plus player role roles candidate relevant least minimum similar related background \
    using use uses used based including well further demonstrable demonstrated track record more less over than such can could should would will who you your our \
    own very high highly great deep basic advanced first hands proficient proficiency familiar familiarity confident confidence comfortable competent \
    ensure ensuring support supporting help helping provide providing perform performing carry carrying handle handling contribute contributing \
    participate participating take taking make making do doing get getting responsible responsibility responsibilities various different several multiple all any each every \
    other others new e g eg etc i ie not it its they them their there this these those which when where while as by up out off if so also both \
    need needs want wants like enjoy willing willingness interest interested passion passionate position job jobs career daily regular regularly day week month time \
    per via operate operating operated within across between among about through during before after part full \
    erfahrung erfahrungen berufserfahrung kenntnisse kenntnis wissen jahre jahr jahren gute guter gutes guten gut sehr fundierte sichere sicherer umgang fahigkeit fahigkeiten \
    idealerweise vorteil wunschenswert mindestens mehr mehrere mehrjahrige erste ersten arbeiten arbeit arbeitest arbeitet ihre ihr ihrer deine dein sie du wir uns unser unsere \
    bringst bringen mit haben hast hat sein sind ist wird werden kannst konnen kann solltest sollten die das der den dem des ein eine einer einen einem eines sowie auch nicht \
    sowohl als wie bei durch uber unter neue neuen neuer neues hohe hoher hohes verantwortlich verantwortung unterstutzen unterstutzung unterstutzt mitarbeit mitwirkung \
    durchfuhrung durchfuhren sicherstellen sicherstellung stellst freude spass interesse bereitschaft gern gerne verschiedene diverse vorzugsweise einschlagige einschlagiger \
    nachweisbare praktische praktischer zeit taglich taglichen tag woche monat stelle position berufliche";
/// Words that carry others, as "system" in "ticketing system".
const CARRIERS: &str = "system systems tool tools tooling software platform platforms solution solutions application applications technology technologies \
    environment environments process processes procedure procedures method methods methodology area areas field fields sector industry task tasks duty duties activities activity \
    thing things topic topics aspect aspects level levels type types kind kinds set issue issues problem problems matter matters case cases requirements requirement standard standards \
    systeme systemen werkzeug werkzeuge werkzeugen plattform plattformen losung losungen anwendung anwendungen technologie technologien umgebung umgebungen prozess prozesse \
    prozessen verfahren methode methoden bereich bereiche bereichen gebiet aufgabe aufgaben tatigkeit tatigkeiten thema themen fragen branche";
/// Usual words of work: each may be meant, and none is enough alone.
const WEAK: &str = "test tests testing tested team teams project projects data customer customers client clients product products service services management manage manager managers \
    managing managed lead leads led leader leaders leading leadership development develop developing developed developer developers engineer engineers engineering design designing \
    designed designer analysis analyse analysing analysed analyze analyzing analyzed analyst analysts plan plans planning planned organise organising organised organisation organize \
    organizing organized organization coordinate coordinating coordinated coordination communication communicate communicating create creating created build building built \
    maintain maintaining maintained maintenance improve improving improved improvement implement implementing implemented implementation report reports reporting documentation document documents \
    people staff employee employees colleague colleagues junior senior group groups company companies business unit units quality internal external user users \
    information content change changes online digital modern technical professional international local large small assistant specialist expert officer technician operator consultant \
    train training write writing written run running ran operate operating operation operations review reviewing reviews check checking \
    science sciences arts studies \
    projekt projekte projekten daten kunde kunden kundin produkt produkte produkten dienst dienste leistung leistungen leiten leitung geleitet leitete fuhren fuhrung entwicklung entwickeln entwickelt \
    entwickelte entwickler entwicklerin ingenieur ingenieurin gestaltung planung planen geplant plante organisieren organisiert organisierte koordination koordinieren koordiniert \
    kommunikation erstellen erstellung erstellt aufbau wartung verbessern verbesserung verbessert bericht berichte dokumentation mitarbeiter mitarbeiterin mitarbeiterinnen mitarbeitern \
    personal kollegen kollegin gruppe gruppen firma unternehmen qualitat interne externe nutzer inhalte technische technischer fachlich fachliche internationale analysieren analysierte analysiert \
    testen getestet prufen geprufte geprueft geprueften betrieb betreiben betreuung betreuen wissenschaft schulung schulungen";
/// Forms of words that a stemmer does not join, each after the word that stands for them.
const FORMS: &[&str] = &[
    "lead led leading leadership leader leaders",
    "run ran running",
    "train training trained trains trainer",
    "teach taught teaching",
    "write wrote written writing",
    "build built building",
    "drive drove driven driving",
    "sell sold selling",
    "keep kept keeping",
    "buy bought buying",
    "fly flew flown",
    "manage management manager managers",
    "customer customers client clients",
    "analyse analysis analyze analyzing analyzed analyst",
    "develop development developer",
    "license licence licensing",
    "leiten leitung geleitet leitete leitet",
    "fuhren fuhrung gefuhrt fuhrte fuhrt",
    "planen planung geplant plante plant",
    "entwickeln entwicklung entwickelt entwickelte",
    "schulen schulung schulungen geschult schulte",
    "verkaufen verkauf verkauft verkaufte",
    "pflegen pflege gepflegt pflegte",
    "lagern lagerung gelagert lagerte",
    "liefern lieferung geliefert lieferte",
    "schweissen geschweisst schweisste",
    "kochen gekocht kochte",
    "backen gebacken backte",
    "reinigen reinigung gereinigt reinigte",
    "warten wartung gewartet wartete",
    "beraten beratung beriet",
    "betreuen betreuung betreut betreute",
    "prufen prufung gepruft prufte",
    "montieren montage montiert montierte",
    "bedienen bedienung bedient bediente",
    "koordinieren koordination koordiniert koordinierte",
    "organisieren organisation organisiert organisierte",
    "unterrichten unterricht unterrichtet unterrichtete",
    "ausbilden ausgebildet ausbildung bildete",
];
/// These divide alternatives: "a forklift or a pallet truck".
const OR: &str = "or oder bzw";
/// Up to so many words must all be there, and of more the share of [`SHARE_MIN`].
const ALL_MAX: usize = 3;
const SHARE_MIN: f64 = 0.6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Worth {
    Strong,
    Weak,
    Carrier,
}

#[derive(Clone, Debug)]
struct Term {
    key: String,
    /// The index of its token.
    at: usize,
    worth: Worth,
    /// True for "SAP", "A/B" and the like: nothing else is as good.
    is_name: bool,
}

/// The stems of the words of a text that mean something, each once.
pub(in crate::selection) fn stems(text: &str, language: &Language) -> BTreeSet<String> {
    let terms = terms(text, language).into_iter();
    terms.map(|term| term.key).collect()
}

/// The words of a fact in their order.
pub(super) struct Sequence(Vec<Term>);

impl Sequence {
    /// The words of a text.
    pub fn of(text: &str, language: &Language) -> Self {
        Self(terms(text, language))
    }

    /// True if it has a word.
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|term| term.key == key)
    }

    /// True if it has all these words within so many tokens.
    fn has_near(&self, keys: &BTreeSet<&str>, tokens: usize) -> bool {
        self.0.iter().any(|first| {
            let within = self
                .0
                .iter()
                .filter(|term| (first.at..first.at + tokens).contains(&term.at));
            let found: BTreeSet<&str> = within.map(|term| term.key.as_str()).collect();
            keys.is_subset(&found)
        })
    }
}

/// Words one of which a posting asks for.
pub(super) struct Alternative {
    terms: Vec<Term>,
}

impl Alternative {
    /// The alternatives of a text that say something to look for.
    pub fn all(text: &str, language: &Language) -> Vec<Self> {
        let parts = parts(text).into_iter();
        let read = parts.map(|part| Self {
            terms: terms(part, language),
        });
        read.filter(Self::says_something).collect()
    }

    /// The keys of its strong words.
    pub fn strong(&self) -> BTreeSet<&str> {
        self.keys(|term| term.worth == Worth::Strong)
    }

    fn keys(&self, which: impl Fn(&Term) -> bool) -> BTreeSet<&str> {
        let chosen = self.terms.iter().filter(|term| which(term));
        chosen.map(|term| term.key.as_str()).collect()
    }

    fn says_something(&self) -> bool {
        let weak = self.keys(|term| term.worth == Worth::Weak).len();
        !self.strong().is_empty() || (weak > 0 && self.keys(|_| true).len() >= 2)
    }

    /// The share of its words that a fact has, if that is enough to show it.
    pub fn share(&self, fact: &Sequence) -> Option<f64> {
        let strong = self.strong();
        let all = self.keys(|_| true);
        if strong.is_empty() {
            // "customer service" only together.
            return fact.has_near(&all, all.len() * 2 - 1).then_some(1.0);
        }
        let meant = self.keys(|term| term.worth != Worth::Carrier);
        let shared = |keys: &BTreeSet<&str>| keys.iter().filter(|key| fact.has(key)).count();
        let is_named = self
            .keys(|term| term.is_name)
            .iter()
            .all(|key| fact.has(key));
        let enough =
            shared(&strong) >= needed(strong.len()) && shared(&meant) >= needed(meant.len());
        (is_named && enough).then(|| count(shared(&meant)) / count(meant.len()))
    }

    /// True if a fact has it word by word, and it is more than one word.
    pub fn is_named(&self, fact: &Sequence) -> bool {
        let all = self.keys(|_| true);
        all.len() >= 2 && fact.has_near(&all, all.len())
    }
}

/// How many of some words must be there.
fn needed(words: usize) -> usize {
    if words <= ALL_MAX {
        return words;
    }
    let enough = (ALL_MAX..words).find(|enough| count(*enough) >= count(words) * SHARE_MIN);
    enough.unwrap_or(words)
}

/// The parts between "or".
fn parts(text: &str) -> Vec<&str> {
    let read = analyse(text);
    let ors = read.tokens.iter().filter(|token| has(OR, &token.word));
    let (mut parts, mut start) = (Vec::new(), 0);
    for or in ors {
        parts.extend(text.get(start..or.start));
        start = or.end;
    }
    parts.extend(text.get(start..));
    parts
}

fn terms(text: &str, language: &Language) -> Vec<Term> {
    let read = analyse(text);
    let joined = joined(&read);
    let lower_first = |token: &Token| {
        let written = text.get(token.start..token.end).unwrap_or_default();
        written.starts_with(char::is_lowercase)
    };
    let has_lower = read.tokens.iter().any(lower_first);
    let mut all = Vec::new();
    for (at, token) in read.tokens.iter().enumerate() {
        if let Some((_, letters)) = joined.iter().find(|(range, _)| range.contains(&at)) {
            if joined.iter().any(|(range, _)| range.start == at) {
                let key = letters.clone();
                all.push(Term {
                    key,
                    at,
                    worth: Worth::Strong,
                    is_name: true,
                });
            }
            continue;
        }
        let word = token.word.as_str();
        if token.shape == Shape::Fragment || word.chars().count() < 2 || is_idle(word) {
            continue;
        }
        let written = text.get(token.start..token.end).unwrap_or_default();
        let capitals = written.chars().filter(|c| c.is_uppercase()).count();
        let inner = written
            .chars()
            .skip(1)
            .any(|c| c.is_uppercase() || c.is_numeric());
        let proper = !language.capital_nouns() && at > 0 && has_lower && capitals > 0;
        let worth = if has(WEAK, word) {
            Worth::Weak
        } else if has(CARRIERS, word) {
            Worth::Carrier
        } else {
            Worth::Strong
        };
        all.push(Term {
            key: key(word, language),
            at,
            worth,
            is_name: worth == Worth::Strong && (proper || (inner && capitals >= 2)),
        });
    }
    all
}

/// Letters that signs join to a name: "A/B", "R&D".
fn joined(read: &analysis::Analysis) -> Vec<(std::ops::Range<usize>, String)> {
    let compounds = read.compounds.iter().filter(|one| !one.is_spaced);
    let joined = compounds.filter_map(|compound| {
        let range = compound.first..compound.first + compound.length;
        let words: Vec<&str> = read
            .tokens
            .get(range.clone())?
            .iter()
            .map(|token| token.word.as_str())
            .collect();
        // "A/B-Test": the letters at the beginning.
        let letters: Vec<&str> = words
            .into_iter()
            .take_while(|word| word.chars().count() == 1 && word.chars().all(char::is_alphabetic))
            .collect();
        let end = range.start + letters.len();
        (letters.len() >= 2).then(|| (range.start..end, letters.concat()))
    });
    joined.collect()
}

fn is_idle(word: &str) -> bool {
    is_function_word(word) || has(IDLE, word) || is_of_years(word) || is_number(word)
}

fn is_number(word: &str) -> bool {
    let digits = word.chars().all(char::is_numeric);
    digits
        || Language::ALL.iter().any(|language| {
            let words = language.words();
            let text = Text::read(word, |suffix| quantity::is_suffix(suffix, words));
            quantity::number_at(&text, 0, words).is_some_and(|(end, _)| end == text.tokens.len())
        })
}

fn key(word: &str, language: &Language) -> String {
    // "Entwicklerin" is "Entwickler", "Kauffrau" is "Kaufmann".
    let mut word = word.to_owned();
    for (ending, instead) in [
        ("erinnen", "er"),
        ("erin", "er"),
        ("kauffrau", "kaufmann"),
        ("kaufleute", "kaufmann"),
        ("fachfrau", "fachmann"),
    ] {
        if let Some(start) = word
            .strip_suffix(ending)
            .filter(|start| start.len() >= 3 || ending.len() > 6)
        {
            word = format!("{start}{instead}");
        }
    }
    let form = FORMS.iter().find(|forms| has(forms, &word));
    let said = form
        .and_then(|forms| forms.split(' ').next())
        .unwrap_or(&word);
    language.words().stemmer.key(said)
}

pub(super) fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == word)
}
