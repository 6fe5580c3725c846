//! What makes two questions of forms the same.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::LazyLock,
};

use analysis::{Shape, analyse, is_function_word};

/// Words of questions that change nothing.
const IDLE: &str = "please do does did you your are were have has had can could would will shall should may is there any we us our this that what which how \
    of state enter provide give select choose indicate tell describe currently current yes if so note optional role position job vacancy \
    bitte hoch haben hast sie ihr ihre ihren sind ist bist kannst konnen wurden werden welche welchen welches welcher wie was gibt geben nennen angeben aktuell derzeit \
    ja nein es uns wir dass ob stelle diese dieser bei";
/// Words that may be in one question and not in the other although both are certainly the same: other idle words tell who and when.
const QUIET: &str = "please do you your are have a an the is what which how many of state enter provide give select choose indicate tell describe \
    to for in at on with us this that role position job vacancy post \
    bitte haben sie ihr ihre ihren sind ist der die das den dem ein eine einen welche welchen welches welcher wie hoch was nennen angeben geben \
    fur diese dieser dieses stelle position zu im in bei uns du dein deine hast bist";
/// Words that turn a question into its opposite.
const NEGATIONS: &str = "not no never without unable nicht kein keine keinen ohne nie dont doesnt arent isnt keinesfalls";
/// Words that make another question of one, so that both must have them.
const TURNS: &str = "minimum maximum least most outside except before after former previous past future now partner spouse ever lost last next other else still already \
    mindest mindestens maximal hochstens ausserhalb ausser vorher bisher bisherige bisheriger fruher fruhere ehemalige ehemaliger kunftig jetzt partnerin verloren noch schon bereits";

static SAME: LazyLock<Concepts> =
    LazyLock::new(|| Concepts::read(include_str!("../../../data/questions/same.tsv")));

/// Phrases that mean the same, by their first word, the longest first.
struct Concepts(HashMap<&'static str, Vec<Phrase>>);

struct Phrase {
    words: Vec<&'static str>,
    concept: &'static str,
    /// True if both questions must have it.
    is_certain: bool,
}

impl Concepts {
    fn read(table: &'static str) -> Self {
        let mut all: HashMap<&'static str, Vec<Phrase>> = HashMap::new();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, phrases)) = line.split_once('\t') else {
                continue;
            };
            for phrase in phrases.split('|') {
                let words: Vec<&str> = phrase.split(' ').collect();
                let Some(first) = words.first().copied() else {
                    continue;
                };
                all.entry(first).or_default().push(Phrase {
                    words,
                    concept: name.trim_end_matches('!'),
                    is_certain: name.ends_with('!'),
                });
            }
        }
        for phrases in all.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        Self(all)
    }

    /// The longest phrase that begins here.
    fn at(&self, words: &[Word<'_>]) -> Option<&Phrase> {
        let phrases = self.0.get(words.first()?.folded.as_str())?;
        phrases.iter().find(|phrase| {
            phrase.words.len() <= words.len()
                && phrase
                    .words
                    .iter()
                    .zip(words)
                    .all(|(one, other)| *one == other.folded)
        })
    }
}

/// A word of a question.
struct Word<'a> {
    folded: String,
    written: &'a str,
}

/// A question, ready to be compared.
#[derive(Default)]
pub(super) struct Key {
    /// What each word stands for, with the word as it is written.
    words: BTreeMap<String, String>,
    /// What must be the same: numbers, negations, and what makes another question of one.
    certain: BTreeSet<String>,
    /// Words with a capital letter within a question: countries, products, certificates. The other question has them in any case.
    names: BTreeSet<String>,
    /// What each word stands for, also of those that say little: a question with one more of them may be another.
    all: BTreeSet<String>,
    /// The signs of a question without words, such as emoji.
    signs: String,
}

impl Key {
    /// The key of a question.
    pub fn of(text: &str) -> Self {
        let cleaned = cleaned(text);
        let mut key = Self::default();
        let words = words(&cleaned);
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            if let Some(phrase) = SAME.at(rest) {
                let said = rest.iter().take(phrase.words.len());
                let written: Vec<&str> = said.map(|word| word.written).collect();
                key.add_concept(phrase, written.join(" "));
                at += phrase.words.len();
            } else {
                if let Some(word) = rest.first() {
                    key.add(word, at == 0);
                }
                at += 1;
            }
        }
        // Scripts without spaces have no words to compare: all their characters must be the same.
        let dense: String = cleaned.chars().filter(|c| is_dense(*c)).collect();
        if !dense.is_empty() {
            key.certain.insert(dense.clone());
            key.signs = dense;
        } else if words.is_empty() {
            let is_sign = |c: &char| !c.is_whitespace() && !c.is_ascii() && !is_invisible(*c);
            key.signs = cleaned.chars().filter(is_sign).collect();
        }
        key
    }

    fn add_concept(&mut self, phrase: &Phrase, written: String) {
        let concept = format!("={}", phrase.concept);
        self.all.insert(concept.clone());
        if phrase.is_certain {
            self.certain.insert(concept.clone());
        }
        self.words.entry(concept).or_insert(written);
    }

    fn add(&mut self, word: &Word<'_>, is_first: bool) {
        let folded = word.folded.as_str();
        let has = |list: &str| list.split_ascii_whitespace().any(|one| one == folded);
        let said = analysis::Language::English.key(folded);
        if !has(QUIET) {
            self.all.insert(said.clone());
        }
        if has(NEGATIONS) {
            self.certain.insert("not".to_owned());
        } else if has(TURNS) || folded.chars().any(char::is_numeric) {
            self.certain.insert(folded.to_owned());
        }
        let is_said = !has(NEGATIONS) && !folded.chars().any(char::is_numeric);
        if is_said && !is_function_word(folded) && !has(IDLE) {
            if !is_first && word.written.starts_with(char::is_uppercase) {
                self.names.insert(said.clone());
            }
            let written = word.written.to_owned();
            self.words.entry(said).or_insert(written);
        }
    }

    /// True if both questions have the same words, but for those that never change a question.
    pub fn is_certainly(&self, other: &Self) -> bool {
        self.certain == other.certain && self.all == other.all
    }

    /// How alike two questions are, from 0 to 1.
    pub fn similarity(&self, other: &Self) -> f64 {
        let named =
            |one: &Self, other: &Self| one.names.iter().all(|name| other.words.contains_key(name));
        if self.certain != other.certain || !named(self, other) || !named(other, self) {
            return 0.0;
        }
        if self.words.is_empty() && other.words.is_empty() {
            // Without words, signs decide. Words that say nothing are too little.
            let is_same = !self.signs.is_empty() && self.signs == other.signs;
            return if is_same { 1.0 } else { 0.0 };
        }
        let shared = self.in_common(other).count();
        let count = |value: usize| f64::from(u32::try_from(value).unwrap_or(u32::MAX));
        // Dice.
        2.0 * count(shared) / count(self.words.len() + other.words.len())
    }

    /// The words of this question that the other has, too, as they are written.
    pub fn shared(&self, other: &Self) -> Vec<String> {
        let shared = self.in_common(other);
        let words = shared.flat_map(|written| written.split(' '));
        let says = |word: &&str| !is_function_word(&analysis::fold(word));
        words.filter(says).map(str::to_owned).collect()
    }

    fn in_common<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a String> {
        let both = self.words.iter();
        both.filter(|(said, _)| other.words.contains_key(*said))
            .map(|(_, written)| written)
    }
}

/// Without apostrophes, and with "U.S." as one word.
fn cleaned(text: &str) -> String {
    let plain = text.replace(['’', '\''], "");
    plain
        .replace("U.S.A.", "USA")
        .replace("U.S.A", "USA")
        .replace("U.S.", "USA")
        .replace("U.K.", "UK")
        .replace("E.U.", "EU")
}

/// The words of a text. "US" in capitals is a country, "us" is not.
fn words(text: &str) -> Vec<Word<'_>> {
    let in_capitals = !text.chars().any(char::is_lowercase);
    let tokens = analyse(text).tokens.into_iter();
    tokens
        .filter(|token| token.shape == Shape::Word)
        .map(|token| {
            let written = text.get(token.start..token.end).unwrap_or_default();
            let is_country = written == "US" && !in_capitals;
            let folded = if is_country {
                "usa".to_owned()
            } else {
                token.word
            };
            Word { folded, written }
        })
        .collect()
}

/// True for characters of scripts without spaces.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'
        | '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// True for marks that only change how a sign looks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{00AD}')
}
