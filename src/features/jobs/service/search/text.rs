//! Parses the query of a search: all words must occur, "phrases" match as a whole, `word*` matches beginnings, `-word` and `-"phrase"` must
//! not occur.

use analysis::{Shape, analyse, has_no_spaces, is_function_word, without_particle};
use unicode_normalization::UnicodeNormalization;

use super::pattern::{Pattern, alternatives};
use crate::{
    error::{Error, Result},
    types::text::forbidden_char,
};

/// Maximum number of characters of a query.
const LENGTH_MAX: usize = 200;
/// Minimum number of letters before the `*` of a beginning; fewer are a word.
const PREFIX_MIN: usize = 2;

/// A query with at least one word or phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SearchText {
    pub(super) terms: Vec<Term>,
}

/// What a term demands of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Need {
    /// It must occur.
    Must,
    /// It may occur: a function word beside other words.
    May,
    /// It must not occur.
    MustNot,
}

/// How a term was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reading {
    /// As a word, with its other forms.
    Word,
    /// As words that follow each other.
    Phrase,
    /// As the beginning of a word.
    Prefix,
    /// As other words that are spelled alike, because no posting has this one.
    Corrected,
    /// As the word with its other forms, and as words that are spelled alike and much more frequent.
    Widened,
}

/// A word, phrase or beginning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Term {
    /// As typed, without signs of the query language.
    pub typed: String,
    pub need: Need,
    pub reading: Reading,
    /// What the index is asked for: any of these.
    pub patterns: Vec<Pattern>,
    /// The number of those patterns, the first ones, that the term itself has.
    pub typed_patterns: usize,
    /// The folded word, if it is one word that may be a typing error.
    pub word: Option<String>,
    /// The word with its umlauts spelled out, such as `zuerich`, if it has any.
    pub spelled_out: Option<String>,
    /// True if it is the last word and may still be being typed.
    pub is_open: bool,
    /// The words that are searched for instead of a word that no posting has, or beside one that few have.
    pub instead: Vec<String>,
}

impl SearchText {
    /// Parses a query; `None` if it has no word. Refuses a query that is too long.
    pub fn parse(text: &str) -> Result<Option<Self>> {
        if text.len() > LENGTH_MAX * 4 || text.chars().count() > LENGTH_MAX {
            return Err(Error::bad_input(format!(
                "\"query\" is too long; at most {LENGTH_MAX} characters are allowed."
            ))
            .at("query"));
        }
        if text.chars().any(forbidden_char) {
            return Err(Error::bad_input(
                "\"query\" contains a NUL or a text-direction control character; remove it.",
            )
            .at("query"));
        }
        let text: String = text.nfc().collect();
        let mut terms = Vec::new();
        let mut rest = text.as_str();
        while let Some((before, behind)) = rest.split_once(QUOTES) {
            let unwanted = ends_with_minus(before);
            terms.extend(read_words(before));
            let (phrase, after) = behind.split_once(QUOTES).unwrap_or((behind, ""));
            terms.extend(Term::phrase(phrase, unwanted));
            rest = after;
        }
        terms.extend(read_words(rest));
        if !text.ends_with(char::is_whitespace)
            && let Some(last) = terms.last_mut()
        {
            last.is_open = last.reading == Reading::Word && last.need != Need::MustNot;
        }
        relax_function_words(&mut terms);
        Ok((!terms.is_empty()).then_some(Self { terms }))
    }

    /// A query for any of these patterns.
    pub(super) fn of_patterns(patterns: Vec<Pattern>) -> Self {
        Self {
            terms: vec![Term {
                typed: String::new(),
                need: Need::Must,
                reading: Reading::Word,
                typed_patterns: patterns.len(),
                patterns,
                word: None,
                spelled_out: None,
                is_open: false,
                instead: Vec::new(),
            }],
        }
    }

    /// The terms with this need.
    pub(super) fn with_need(&self, need: Need) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.need == need)
    }

    /// The terms that a posting may have: those that the rank and the highlights are about.
    pub(super) fn wanted(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|term| term.need != Need::MustNot)
    }
}

/// Quotation marks, straight and typographic.
const QUOTES: [char; 13] = [
    '"', '\u{201C}', '\u{201D}', '\u{201E}', '\u{201F}', '\u{AB}', '\u{BB}', '\u{2039}',
    '\u{203A}', '\u{300C}', '\u{300D}', '\u{FF02}', '\u{301D}',
];

/// Signs before what must not occur: hyphens, the minus, and the dash that word processors make of it.
const MINUS: [char; 7] = [
    '-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}', '\u{FF0D}',
];

/// True if a `-` is directly before a phrase.
fn ends_with_minus(before: &str) -> bool {
    before
        .strip_suffix(MINUS)
        .is_some_and(|head| head.is_empty() || head.ends_with(char::is_whitespace))
}

/// The terms of a part without quotes. `R & D` is `R&D`.
fn read_words(text: &str) -> Vec<Term> {
    let chunks: Vec<&str> = text.split_whitespace().collect();
    let is_initial = |chunk: &str| chunk.len() == 1 && chunk.chars().all(char::is_alphabetic);
    let (mut terms, mut rest) = (Vec::new(), chunks.as_slice());
    loop {
        rest = match rest {
            [left, "&", right, rest @ ..] if is_initial(left) && is_initial(right) => {
                terms.extend(read_chunk(&format!("{left}&{right}")));
                rest
            }
            [chunk, rest @ ..] => {
                terms.extend(read_chunk(chunk));
                rest
            }
            [] => return terms,
        }
    }
}

/// The terms of a part between spaces.
fn read_chunk(chunk: &str) -> Vec<Term> {
    let (chunk, unwanted) = chunk
        .strip_prefix(MINUS)
        .map_or((chunk, false), |chunk| (chunk, true));
    let body = chunk.trim_end_matches('*');
    let is_prefix = body.len() < chunk.len();
    let body = without_particle(body);
    let found = analyse(body);
    let need = if unwanted { Need::MustNot } else { Need::Must };
    if found.compounds.iter().any(|compound| compound.is_list) {
        let parts = found.tokens.iter().filter_map(|token| {
            let part = body.get(token.start..token.end)?;
            Term::of(part, need, false)
        });
        return parts.collect();
    }
    let is_long = found.tokens.last().is_some_and(|last| {
        last.word.chars().count() >= PREFIX_MIN || last.word.chars().all(has_no_spaces)
    });
    Term::of(body, need, is_prefix && is_long)
        .into_iter()
        .collect()
}

/// Words in capitals that are no names: other search engines know them as operators.
const OPERATORS: [&str; 2] = ["AND", "OR"];

/// Function words beside other words are not demanded, unless they are written as a name: `IT`.
fn relax_function_words(terms: &mut [Term]) {
    let is_relaxed = |term: &Term| {
        term.need == Need::Must
            && term.reading == Reading::Word
            && term.word.as_deref().is_some_and(is_function_word)
    };
    let small = terms
        .iter()
        .any(|term| term.typed.chars().any(char::is_lowercase));
    let is_name = |term: &Term| {
        let capitals = term.typed.chars().all(char::is_uppercase);
        small
            && capitals
            && term.typed.chars().count() > 1
            && !OPERATORS.contains(&term.typed.as_str())
    };
    let others = terms
        .iter()
        .any(|term| term.need == Need::Must && (!is_relaxed(term) || is_name(term)));
    if others {
        for term in terms {
            if is_relaxed(term) && !is_name(term) {
                term.need = Need::May;
            }
        }
    }
}

impl Term {
    fn of(text: &str, need: Need, is_prefix: bool) -> Option<Self> {
        let found = analyse(text);
        let patterns = alternatives(&found, is_prefix);
        let (word, spelled_out) = match found.tokens.as_slice() {
            [token] if token.shape == Shape::Word && !is_prefix => {
                (Some(token.word.clone()), token.spelled_out.clone())
            }
            _ => (None, None),
        };
        (!patterns.is_empty()).then(|| Self {
            typed: text.trim().to_owned(),
            need,
            reading: if is_prefix {
                Reading::Prefix
            } else if found.tokens.len() > 1 && found.compounds.is_empty() {
                Reading::Phrase
            } else {
                Reading::Word
            },
            typed_patterns: patterns.len(),
            patterns,
            word,
            spelled_out,
            is_open: false,
            instead: Vec::new(),
        })
    }

    /// The patterns of the term itself, without those of words that are searched for beside it.
    pub(super) fn as_typed(&self) -> &[Pattern] {
        self.patterns
            .get(..self.typed_patterns)
            .unwrap_or(&self.patterns)
    }

    fn phrase(text: &str, unwanted: bool) -> Option<Self> {
        let need = if unwanted { Need::MustNot } else { Need::Must };
        let mut term = Self::of(text, need, false)?;
        term.reading = Reading::Phrase;
        term.word = None;
        Some(term)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Need, Reading, SearchText};

    /// Each term with the sign of its need: `+` must, `?` may, `-` must not.
    fn shown(text: &str) -> String {
        let Some(search) = SearchText::parse(text).expect("valid") else {
            return String::new();
        };
        let terms: Vec<String> = search
            .terms
            .iter()
            .map(|term| {
                let sign = match term.need {
                    Need::Must => '+',
                    Need::May => '?',
                    Need::MustNot => '-',
                };
                let star = if term.reading == Reading::Prefix {
                    "*"
                } else {
                    ""
                };
                format!("{sign}{}{star}", term.typed)
            })
            .collect();
        terms.join(" | ")
    }

    #[test]
    fn queries_are_understood() {
        for (text, terms) in [
            ("", ""),
            ("   ", ""),
            ("!!! () *", ""),
            ("\u{1F600}", ""),
            ("rust engineer", "+rust | +engineer"),
            (
                "\"site reliability\" -manager",
                "+site reliability | -manager",
            ),
            ("\"site reliability", "+site reliability"),
            (
                "reliability -\"site reliability\"",
                "+reliability | -site reliability",
            ),
            (
                "reliability - \"site reliability\"",
                "+reliability | +site reliability",
            ),
            ("„site reliability“ x", "+site reliability | +x"),
            ("-clerk", "-clerk"),
            ("rust \u{2013}clerk \u{2010}cook", "+rust | -clerk | -cook"),
            ("R & D lead", "+R&D | +lead"),
            ("sales & marketing", "+sales | +marketing"),
            ("\u{2039}data engineer\u{203A}", "+data engineer"),
            ("engineer -", "+engineer"),
            ("administrator in", "+administrator | ?in"),
            ("IT", "+IT"),
            ("it", "+it"),
            ("IT administrator", "+IT | +administrator"),
            ("it administrator", "?it | +administrator"),
            ("IT ADMINISTRATOR", "?IT | +ADMINISTRATOR"),
            ("rust AND go", "+rust | ?AND | +go"),
            ("\"it\" administrator", "+it | +administrator"),
            ("plat*", "+plat*"),
            ("a*", "+a"),
            ("C++ -C#", "+C++ | -C#"),
            ("developer/engineer", "+developer | +engineer"),
            ("CI/CD", "+CI/CD"),
            ("개발자를", "+개발자"),
        ] {
            assert_eq!(shown(text), terms, "{text}");
        }
        assert_eq!(shown(&"a ".repeat(100)), vec!["+a"; 100].join(" | "));
        assert!(SearchText::parse(&"a ".repeat(101)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_understood_or_refused(text in "\\PC{0,260}") {
            let _ = SearchText::parse(&text);
        }
    }
}
