//! The words of a posting as the index holds them, in the form of each engine.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Write,
};

use analysis::{Analysis, Language, Shape, Token, analyse, neighbours};

use super::pattern::{key_of, plain};
use crate::features::jobs::entity::posting_row::COLUMNS;

/// Most tokens of a description that are indexed: positions of PostgreSQL end at 16 383.
const TOKENS_MAX: usize = 15_000;
/// Positions between two fields or two entries of a field, so that no phrase spans them.
const GAP: usize = 2;
/// Shortest and longest word that typing errors are compared with.
const SPELLED: std::ops::RangeInclusive<usize> = 3..=30;

/// A field of a posting that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, async_graphql::Enum)]
#[graphql(name = "SearchField")]
pub enum Field {
    /// The title.
    Title,
    /// The name of the company.
    Company,
    /// A skill that the posting names.
    Skill,
    /// A place of work: city, region or country.
    Place,
    /// The description.
    Description,
}

impl Field {
    /// The weight of PostgreSQL.
    pub(super) const fn weight(self) -> &'static str {
        match self {
            Self::Title => "A",
            Self::Company => "B",
            Self::Skill | Self::Place => "C",
            Self::Description => "D",
        }
    }

    /// The column of FTS5.
    pub(super) const fn column(self) -> &'static str {
        let [title, company, about, description] = COLUMNS;
        match self {
            Self::Title => title,
            Self::Company => company,
            Self::Skill | Self::Place => about,
            Self::Description => description,
        }
    }
}

/// The texts of a posting that are searched, and the language that they are written in.
#[derive(Clone, Debug, Default)]
pub(super) struct Document {
    pub fields: Vec<(Field, String)>,
    pub language: Option<Language>,
}

/// Stems of words that were met before: a batch of postings shares most of its words.
#[derive(Default)]
pub(super) struct Stems(HashMap<Language, HashMap<String, String>>);

impl Stems {
    /// The key of a token in a text of this language.
    pub(super) fn key(&mut self, token: &Token, language: Language) -> String {
        if token.shape != Shape::Word {
            return key_of(token, language);
        }
        let known = self.0.entry(language).or_default();
        if let Some(key) = known.get(&token.word) {
            return key.clone();
        }
        let key = language.key(&token.word);
        known.insert(token.word.clone(), key.clone());
        key
    }
}

/// A document for PostgreSQL: two values of the type tsvector.
pub(super) struct Vectors {
    /// Title, company, skills and places, with weights.
    pub head: String,
    /// All words.
    pub words: String,
}

impl From<Vectors> for (String, String) {
    fn from(vectors: Vectors) -> Self {
        (vectors.head, vectors.words)
    }
}

/// The words of each field.
pub(super) type Analysed = Vec<(Field, Analysis)>;

/// A document for FTS5: the text of its columns.
pub(super) type Columns = [String; 4];

impl Document {
    /// The words of its fields, as many as are indexed.
    pub(super) fn analysed(&self) -> Analysed {
        let analysed = self.fields.iter().map(|(field, text)| {
            let mut found = analysed(*field, text);
            found.tokens.truncate(TOKENS_MAX);
            found
                .compounds
                .retain(|compound| compound.first + compound.length <= TOKENS_MAX);
            (*field, found)
        });
        analysed.collect()
    }

    /// All keys of a token.
    fn keys(&self, token: &Token, stems: &mut Stems) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        keys.insert(plain(token));
        keys.extend(token.spelled_out.clone());
        keys.insert(stems.key(token, Language::English));
        if let Some(language) = self.language {
            keys.insert(stems.key(token, language));
        }
        keys
    }

    /// The document as PostgreSQL holds it. `others` are keys that are no words.
    pub(super) fn vectors(
        &self,
        analysed: &Analysed,
        others: impl IntoIterator<Item = String>,
        stems: &mut Stems,
    ) -> Vectors {
        let mut head: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut words: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut position = 1;
        for (field, found) in analysed {
            let begin = position;
            let mut add = |key: String, position: usize| {
                if *field != Field::Description {
                    let at = head.entry(key.clone()).or_default();
                    at.push(format!("{position}{}", field.weight()));
                }
                words.entry(key).or_default().push(position.to_string());
            };
            for (index, token) in found.tokens.iter().enumerate() {
                for key in self.keys(token, stems) {
                    if *field == Field::Title && index == 0 {
                        add(first(&key), begin);
                    }
                    add(key, begin + index);
                }
            }
            for compound in &found.compounds {
                if let Some(joined) = &compound.joined {
                    add(joined.clone(), begin + compound.first);
                }
            }
            position += found.tokens.len() + GAP;
        }
        for key in others {
            words.insert(key, Vec::new());
        }
        Vectors {
            head: vector(head),
            words: vector(words),
        }
    }

    /// The document as FTS5 holds it: for each field the words, their stems in English, those in the language of the posting, and what
    /// has no position of its own.
    pub(super) fn columns(&self, analysed: &Analysed, stems: &mut Stems) -> Columns {
        let mut columns = Columns::default();
        for (field, found) in analysed {
            let mut named = COLUMNS.into_iter().zip(&mut columns);
            let Some((_, column)) = named.find(|(name, _)| *name == field.column()) else {
                continue;
            };
            let mut add = |key: &str| {
                push_encoded(column, key);
                column.push(' ');
            };
            for token in &found.tokens {
                add(&plain(token));
            }
            add(BREAK);
            let own = self
                .language
                .filter(|language| *language != Language::English);
            for language in [Some(Language::English), own].into_iter().flatten() {
                for token in &found.tokens {
                    add(&stems.key(token, language));
                }
                add(BREAK);
            }
            for token in &found.tokens {
                if let Some(spelled) = &token.spelled_out {
                    add(spelled);
                    add(BREAK);
                }
            }
            for compound in &found.compounds {
                if let Some(joined) = &compound.joined {
                    add(joined);
                    add(BREAK);
                }
            }
            if *field == Field::Title
                && let Some(token) = found.tokens.first()
            {
                for key in self.keys(token, stems) {
                    add(&first(&key));
                    add(BREAK);
                }
            }
        }
        columns
    }
}

/// The words of a field. Neighbours in a title may be one word in a query.
pub(super) fn analysed(field: Field, text: &str) -> Analysis {
    let mut found = analyse(text);
    if field == Field::Title {
        let pairs = neighbours(text, &found);
        found.compounds.extend(pairs);
    }
    found
}

/// The words that typing errors are compared with.
pub(super) fn spellings(analysed: &Analysed) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (_, found) in analysed {
        let joined = found
            .compounds
            .iter()
            .filter(|compound| !compound.is_spaced)
            .filter_map(|compound| compound.joined.as_ref());
        let plain = found
            .tokens
            .iter()
            .filter(|token| token.shape == Shape::Word)
            .map(|token| &token.word);
        let spelled = plain.chain(joined).filter(|word| {
            SPELLED.contains(&word.chars().count()) && word.chars().all(char::is_alphabetic)
        });
        words.extend(spelled.cloned());
    }
    words
}

/// Keys with their positions, in the notation of tsvector.
fn vector(keys: BTreeMap<String, Vec<String>>) -> String {
    let mut text = String::new();
    for (key, positions) in keys {
        text.push_str(&quoted(&key));
        if !positions.is_empty() {
            let _infallible = write!(text, ":{}", positions.join(","));
        }
        text.push(' ');
    }
    text
}

/// Ends a sequence: no phrase has it.
const BREAK: &str = "=";

/// The key of the first word of a title.
pub(super) fn first(key: &str) -> String {
    format!("^{key}")
}

/// A key as a lexeme of PostgreSQL.
pub(super) fn quoted(key: &str) -> String {
    format!("'{}'", key.replace('\\', "\\\\").replace('\'', "''"))
}

/// A key as a token of FTS5's tokenizer `ascii`, for which every character beyond ASCII belongs to a word: signs are moved to the private
/// use area.
pub(super) fn encoded(key: &str) -> String {
    let mut token = String::with_capacity(key.len() + 2);
    push_encoded(&mut token, key);
    token
}

fn push_encoded(text: &mut String, key: &str) {
    text.extend(key.chars().map(|c| {
        if c.is_ascii_alphanumeric() || !c.is_ascii() {
            c
        } else {
            char::from_u32(0xE000 + u32::from(c)).unwrap_or(c)
        }
    }));
}
