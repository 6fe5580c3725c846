//! Parses the query of a search, with the same syntax for both databases: all words must occur, "phrases" match as a whole, -words must not
//! occur.

use std::fmt::Write;

use crate::{
    error::{Error, Result},
    types::text::forbidden_char,
};

/// Maximum number of characters of a query.
const LENGTH_MAX: usize = 200;
/// Maximum number of words and phrases of a query.
const TERMS_MAX: usize = 16;

/// A query with at least one word or phrase that must occur.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SearchText(Vec<Term>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Term {
    /// Letters and digits, separated by single spaces.
    words: String,
    unwanted: bool,
}

impl SearchText {
    /// Parses a query; `None` if nothing must occur. Refuses a query that is too long.
    pub fn parse(text: &str) -> Result<Option<Self>> {
        if text.len() > LENGTH_MAX * 4 || text.chars().count() > LENGTH_MAX {
            return Err(Error::bad_input(format!(
                "\"query\" is too long; at most {LENGTH_MAX} characters are allowed."
            )));
        }
        if text.chars().any(forbidden_char) {
            return Err(Error::bad_input(
                "\"query\" contains a NUL or a text-direction control character; remove it.",
            ));
        }
        let mut terms = Vec::new();
        for (index, part) in text.split('"').enumerate() {
            if index % 2 == 1 {
                terms.extend(Term::read(part, false));
                continue;
            }
            terms.extend(part.split_whitespace().filter_map(|word| {
                word.strip_prefix('-')
                    .map_or_else(|| Term::read(word, false), |word| Term::read(word, true))
            }));
        }
        terms.truncate(TERMS_MAX);
        // Negated words alone find nothing.
        Ok(terms
            .iter()
            .any(|term| !term.unwanted)
            .then_some(Self(terms)))
    }

    /// The query in the syntax of PostgreSQL's `websearch_to_tsquery`.
    pub(super) fn for_postgres(&self) -> String {
        let mut query = String::new();
        for term in &self.0 {
            let sign = if term.unwanted { "-" } else { "" };
            let _infallible = write!(query, "{sign}\"{}\" ", term.words);
        }
        query
    }

    /// The query in the syntax of SQLite's FTS5: quoted strings of letters, digits and spaces contain no operators.
    pub(super) fn for_sqlite(&self) -> String {
        let phrases = |unwanted| {
            self.0
                .iter()
                .filter(move |term| term.unwanted == unwanted)
                .map(|term| format!("\"{}\"", term.words))
        };
        let wanted: Vec<String> = phrases(false).collect();
        let unwanted: Vec<String> = phrases(true).collect();
        let wanted = wanted.join(" AND ");
        if unwanted.is_empty() {
            wanted
        } else {
            format!("({wanted}) NOT ({})", unwanted.join(" OR "))
        }
    }
}

impl Term {
    fn read(text: &str, unwanted: bool) -> Option<Self> {
        let words: Vec<&str> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        (!words.is_empty()).then(|| Self {
            words: words.join(" "),
            unwanted,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::SearchText;

    #[test]
    fn searches_are_understood() {
        for (text, postgres, sqlite) in [
            (
                "rust engineer",
                "\"rust\" \"engineer\" ",
                "\"rust\" AND \"engineer\"",
            ),
            (
                "\"site reliability\" -manager",
                "\"site reliability\" -\"manager\" ",
                "(\"site reliability\") NOT (\"manager\")",
            ),
            (
                "c++ 'or' NEAR(",
                "\"c\" \"or\" \"NEAR\" ",
                "\"c\" AND \"or\" AND \"NEAR\"",
            ),
        ] {
            let search = SearchText::parse(text).expect("short").expect("words");
            assert_eq!(
                (search.for_postgres().as_str(), search.for_sqlite().as_str()),
                (postgres, sqlite)
            );
        }
    }

    #[test]
    fn nothing_to_look_for_is_nothing() {
        for text in ["", "   ", "\"\"", "-rust", "!!!", "\" \" -x"] {
            assert_eq!(SearchText::parse(text).expect("short"), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_understood_or_refused(text in "\\PC{0,260}") {
            if let Ok(Some(search)) = SearchText::parse(&text) {
                prop_assert!(search.for_sqlite().chars().all(|c| c.is_alphanumeric() || " \"()".contains(c)));
            }
        }
    }
}
