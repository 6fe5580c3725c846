//! The title of a posting, as it may be written in a sentence: as the posting has it, without marks, and in German as the title of a woman or a man.

use std::ops::Range;

use crate::{compose::plain_title, language::Language, quantity, text::Text};

/// How adjectives and participles of titles end: "Technische", "Angestellte".
const ADJECTIVE_ENDS: &[&str] = &[
    "isch", "lich", "ig", "iv", "end", "iert", "stellt", "setzt", "tragt", "pruft", "bildet",
];
/// The shortest noun that has a form for women.
const STEM_CHARS_MIN: usize = 4;

/// The title of a posting.
#[derive(Debug)]
pub(crate) struct JobTitle {
    /// Its forms as folded words, each once.
    forms: Vec<Vec<String>>,
    /// True if nouns have a form for women and one for men.
    gendered: bool,
}

impl JobTitle {
    /// The forms of a title in sentences of a language: "Entwickler*in (m/w/d)" is also "Entwickler*in" and "Entwickler".
    pub(crate) fn new(title: &str, language: &Language) -> Self {
        let plain = plain_title(title);
        let mut forms: Vec<Vec<String>> = Vec::new();
        for form in [title, &plain, &taxonomy::without_marks(&plain)] {
            let is_suffix = |suffix: &str| quantity::is_suffix(suffix, language.words());
            // As a sentence is read: "2nd Level" has three words.
            let words = Text::read(form, is_suffix).words();
            if !words.is_empty() && !forms.contains(&words) {
                forms.push(words);
            }
        }
        Self {
            forms,
            gendered: language.capital_nouns(),
        }
    }

    /// Where a text has the title.
    pub(crate) fn find(&self, text: &Text) -> Vec<Range<usize>> {
        let is_at = |start: usize, form: &[String]| {
            let mut words = form.iter().enumerate();
            words.all(|(step, known)| self.is_same(text.word(start + step), known))
        };
        let places = |form: &Vec<String>| {
            let length = form.len();
            let last = text.tokens.len().saturating_sub(length.saturating_sub(1));
            let starts = (0..last).filter(|start| is_at(*start, form));
            starts
                .map(|start| start..start + length)
                .collect::<Vec<_>>()
        };
        self.forms.iter().flat_map(places).collect()
    }

    /// True if all words are some of the title's. `whole` if they must be as many as it has.
    pub(crate) fn has(&self, words: &[&str], whole: bool) -> bool {
        self.forms.iter().any(|form| {
            let is_known = |word: &&str| form.iter().any(|known| self.is_same(word, known));
            (!whole || words.len() >= form.len()) && words.iter().all(is_known)
        })
    }

    /// The words of all forms.
    pub(crate) fn words(&self) -> impl Iterator<Item = &String> {
        self.forms.iter().flatten()
    }

    fn is_same(&self, word: &str, known: &str) -> bool {
        word == known || (self.gendered && (is_for_woman(word, known) || is_for_woman(known, word)))
    }
}

/// True for "entwicklerin" and "entwickler", "padagogin" and "padagoge", "kauffrau" and "kaufmann", "technische" and "technischer".
fn is_for_woman(word: &str, other: &str) -> bool {
    let noun = word.strip_suffix("in").is_some_and(|stem| {
        let same = other == stem || other.strip_suffix('e') == Some(stem);
        same && stem.chars().count() >= STEM_CHARS_MIN
    });
    let person = word
        .strip_suffix("frau")
        .is_some_and(|stem| other.strip_suffix("mann") == Some(stem) && !stem.is_empty());
    let adjective = word.strip_suffix('e').is_some_and(|stem| {
        let inflected = other.strip_suffix("er") == Some(stem);
        inflected && ADJECTIVE_ENDS.iter().any(|end| stem.ends_with(end))
    });
    noun || person || adjective
}
