//! What makes two questions of forms the same.

use std::collections::{BTreeMap, BTreeSet};

use analysis::{Shape, analyse, is_function_word};

/// Words of questions that change nothing.
const IDLE: &str = "please do does did you your are were have has had can could would will shall should may is there any we us our this that what which how \
    of state enter provide give select choose indicate tell describe currently current yes if so note required optional \
    bitte hoch haben hast sie ihr ihre ihren sind ist bist kannst konnen wurden werden welche welchen welches welcher wie was gibt geben nennen angeben aktuell derzeit \
    ja nein es uns wir dass ob";
/// Words that may be in one question and not in the other although both are certainly the same: other idle words tell who and when.
const QUIET: &str = "please do you your are have a an the is what which how many of state enter provide give select choose indicate tell describe \
    bitte haben sie ihr ihre ihren sind ist der die das welche welchen welches welcher wie hoch was nennen angeben geben";
/// Words that turn a question into its opposite.
const NEGATIONS: &str =
    "not no never without unable nicht kein keine keinen ohne nie dont doesnt arent isnt";
/// Words that mean the same in questions of forms, each after the word that stands for them.
const SAME: &[&[&str]] = &[
    &[
        "authorised",
        "authorized",
        "eligible",
        "entitled",
        "permitted",
        "legally",
        "right",
        "allowed",
        "berechtigt",
        "arbeitserlaubnis",
    ],
    &[
        "salary",
        "pay",
        "compensation",
        "remuneration",
        "gehalt",
        "gehaltsvorstellung",
        "gehaltswunsch",
    ],
    &["expected", "expectation", "expectations", "desired"],
    &[
        "start",
        "begin",
        "available",
        "availability",
        "starttermin",
        "eintrittstermin",
        "eintrittsdatum",
    ],
    &["sponsorship", "sponsor", "visum", "visa"],
    &["notice", "kundigungsfrist"],
    &["relocate", "relocation", "umzug", "umziehen"],
    &["licence", "license", "fuhrerschein"],
    &["experience", "erfahrung", "berufserfahrung"],
    &["years", "year", "jahre", "jahren"],
    &["drive", "driving"],
    &["willing", "prepared", "bereit", "bereitschaft"],
];

/// A question, ready to be compared.
pub(super) struct Key {
    /// What each word stands for, with the word as it is written.
    words: BTreeMap<String, String>,
    /// What must be the same: numbers, negations, names.
    certain: BTreeSet<String>,
    /// What each word stands for, also of those that say little: a question with one more of them may be another.
    all: BTreeSet<String>,
}

impl Key {
    /// The key of a question.
    pub fn of(text: &str) -> Self {
        let (mut words, mut certain) = (BTreeMap::new(), BTreeSet::new());
        let cleaned = text.replace(['’', '\''], "");
        let analysis = analyse(&cleaned);
        let all = analysis.tokens.iter().map(|token| token.word.as_str());
        let all = all.filter(|word| !QUIET.split_ascii_whitespace().any(|one| one == *word));
        let all = all.map(stands_for).collect();
        for (index, token) in analysis
            .tokens
            .iter()
            .filter(|token| token.shape == Shape::Word)
            .enumerate()
        {
            let word = token.word.as_str();
            let written = cleaned.get(token.start..token.end).unwrap_or_default();
            let has = |list: &str| list.split_ascii_whitespace().any(|one| one == word);
            if has(NEGATIONS) {
                certain.insert("not".to_owned());
            } else if word.chars().any(char::is_numeric) {
                certain.insert(word.to_owned());
            } else if !is_function_word(word) && !has(IDLE) {
                let same = meaning(word);
                let said = stands_for(word);
                // A capital letter within a question names a country, a product, a certificate. German nouns are all the same compared as words.
                if same.is_none() && index > 0 && written.starts_with(char::is_uppercase) {
                    certain.insert(said.clone());
                }
                words.entry(said).or_insert_with(|| written.to_owned());
            }
        }
        Self {
            words,
            certain,
            all,
        }
    }

    /// True if both questions have the same words, but for those that never change a question.
    pub fn is_certainly(&self, other: &Self) -> bool {
        self.certain == other.certain && self.all == other.all
    }

    /// How alike two questions are, from 0 to 1.
    pub fn similarity(&self, other: &Self) -> f64 {
        if self.certain != other.certain {
            return 0.0;
        }
        let shared = self.in_common(other).count();
        if self.words.is_empty() && other.words.is_empty() {
            // Only words that say nothing: the same only if nothing certain differs, which is too little.
            return 0.0;
        }
        let count = |value: usize| f64::from(u32::try_from(value).unwrap_or(u32::MAX));
        // Dice.
        2.0 * count(shared) / count(self.words.len() + other.words.len())
    }

    /// The words of this question that the other has, too, as they are written.
    pub fn shared(&self, other: &Self) -> Vec<String> {
        self.in_common(other).cloned().collect()
    }

    fn in_common<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a String> {
        let both = self.words.iter();
        both.filter(|(said, _)| other.words.contains_key(*said))
            .map(|(_, written)| written)
    }
}

/// The word that stands for those that mean the same as this one.
fn meaning(word: &str) -> Option<&'static str> {
    let group = SAME.iter().find(|group| group.contains(&word))?;
    group.first().copied()
}

fn stands_for(word: &str) -> String {
    meaning(word).map_or_else(|| analysis::Language::English.key(word), str::to_owned)
}
