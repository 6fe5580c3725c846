//! The query in the languages of the engines: PostgreSQL's tsquery, and FTS5's expressions.

use super::{
    document::{Field, encoded, quoted},
    facts::{self, Clause},
    pattern::Pattern,
    rank::Level,
    text::{Need, SearchText, Term},
    window::Window,
};

/// All terms and facts as a tsquery, within a window that has keys; `None` if there are none.
pub(super) fn tsquery(
    text: Option<&SearchText>,
    clauses: &[Clause],
    window: Option<&Window>,
) -> Option<String> {
    let terms = text.into_iter().flat_map(|text| &text.terms);
    let terms = terms.filter_map(|term| {
        match term.need {
            // The order of the words is tested afterwards.
            Need::Must => Some(tsquery_of(&term.patterns, "", "&")),
            Need::MustNot => Some(format!("!{}", tsquery_of(&term.patterns, "", "<->"))),
            Need::May => None,
        }
    });
    let mut terms: Vec<String> = terms.collect();
    for clause in clauses {
        let keys: Vec<String> = clause
            .facts
            .iter()
            .map(|fact| quoted(&facts::key(fact)))
            .collect();
        let sign = if clause.is_wanted { "" } else { "!" };
        terms.push(format!("{sign}({})", keys.join(" | ")));
    }
    if let Some(window) = window.filter(|window| !window.keys.is_empty()) {
        let keys: Vec<String> = window.keys.iter().map(|key| quoted(key)).collect();
        terms.push(format!("({})", keys.join(" | ")));
    }
    (!terms.is_empty()).then(|| terms.join(" & "))
}

/// The terms that must occur and have words that follow each other, each as a tsquery.
pub(super) fn tsqueries_of_phrases(text: &SearchText) -> Vec<String> {
    let phrases = text
        .with_need(Need::Must)
        .filter(|term| term.patterns.iter().any(|pattern| pattern.keys.len() > 1));
    phrases
        .map(|term| tsquery_of(&term.patterns, "", "<->"))
        .collect()
}

/// A level as a tsquery, on the head of a posting or, without a field, on all words.
pub(super) fn tsquery_of_level(level: &Level<'_>) -> String {
    let weight = level.field.map_or("", Field::weight);
    tsquery_of(&level.patterns, weight, "<->")
}

/// Any of these patterns, with a weight; `between` is the sign between the keys of one.
fn tsquery_of(patterns: &[Pattern], weight: &str, between: &str) -> String {
    let patterns: Vec<String> = patterns
        .iter()
        .map(|pattern| {
            let last = pattern.keys.len().saturating_sub(1);
            let keys: Vec<String> = pattern
                .keys
                .iter()
                .enumerate()
                .map(|(index, key)| {
                    let star = if pattern.is_prefix && index == last {
                        "*"
                    } else {
                        ""
                    };
                    let colon = if star.is_empty() && weight.is_empty() {
                        ""
                    } else {
                        ":"
                    };
                    format!("{}{colon}{star}{weight}", quoted(key))
                })
                .collect();
            match keys.as_slice() {
                [key] => key.clone(),
                keys => format!("({})", keys.join(&format!(" {between} "))),
            }
        })
        .collect();
    format!("({})", patterns.join(" | "))
}

/// All terms that must occur, without those that must not, as an expression of FTS5; `None` if nothing must occur.
pub(super) fn fts5(text: &SearchText) -> Option<String> {
    let must: Vec<String> = text
        .with_need(Need::Must)
        .map(|term| fts5_of(&term.patterns))
        .collect();
    if must.is_empty() {
        return None;
    }
    let must = must.join(" AND ");
    let unwanted: Vec<&Term> = text.with_need(Need::MustNot).collect();
    Some(if unwanted.is_empty() {
        must
    } else {
        format!("({must}) NOT ({})", any_of(&unwanted))
    })
}

/// The facts that must be there as an expression of FTS5, without those that must not; `None` if none must be there.
pub(super) fn fts5_of_facts(clauses: &[Clause]) -> Option<String> {
    let wanted = clauses.iter().filter(|clause| clause.is_wanted);
    let wanted: Vec<String> = wanted.map(any_fact).collect();
    if wanted.is_empty() {
        return None;
    }
    let wanted = wanted.join(" AND ");
    Some(match fts5_of_unwanted(clauses) {
        Some(unwanted) => format!("({wanted}) NOT ({unwanted})"),
        None => wanted,
    })
}

/// Any of the facts that must not be there as an expression of FTS5.
pub(super) fn fts5_of_unwanted(clauses: &[Clause]) -> Option<String> {
    let unwanted = clauses.iter().filter(|clause| !clause.is_wanted);
    let unwanted: Vec<String> = unwanted.map(any_fact).collect();
    (!unwanted.is_empty()).then(|| unwanted.join(" OR "))
}

fn any_fact(clause: &Clause) -> String {
    let facts = clause
        .facts
        .iter()
        .map(|fact| format!("\"{}\"", fact.replace('"', "")));
    format!("({})", facts.collect::<Vec<_>>().join(" OR "))
}

/// Any of these terms as an expression of FTS5.
pub(super) fn any_of(terms: &[&Term]) -> String {
    let terms: Vec<String> = terms.iter().map(|term| fts5_of(&term.patterns)).collect();
    terms.join(" OR ")
}

/// A level as an expression of FTS5; `beside` another term, if it has one.
pub(super) fn fts5_of_level(level: &Level<'_>, beside: bool) -> String {
    let mut patterns = fts5_of(&level.patterns);
    if let Some(field) = level.field {
        patterns = format!("({} : {patterns})", field.column());
    }
    match level.beside.filter(|_| beside) {
        Some(beside) => format!("{patterns} AND {}", fts5_of(beside)),
        None => patterns,
    }
}

fn fts5_of(patterns: &[Pattern]) -> String {
    let patterns: Vec<String> = patterns
        .iter()
        .map(|pattern| {
            let keys: Vec<String> = pattern.keys.iter().map(|key| encoded(key)).collect();
            let star = if pattern.is_prefix { " *" } else { "" };
            format!("\"{}\"{star}", keys.join(" "))
        })
        .collect();
    format!("({})", patterns.join(" OR "))
}
