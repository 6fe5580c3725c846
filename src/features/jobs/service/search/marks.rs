//! The matched words of a posting, marked in its texts, and why a search found it. Computed from the texts by the analysis that the index
//! is made with, so both databases give the same.

use std::{collections::HashMap, sync::Arc};

use analysis::{Analysis, Language, Token};
use sea_orm::ConnectionTrait;

use super::{
    document::{Field, Stems, analysed},
    index,
    pattern::{Pattern, plain},
    text::{Reading, SearchText, Term},
};
use crate::{
    error::Result,
    features::jobs::entity::posting::{self, SearchedText},
    types::id::PostingId,
};

/// Bytes of an excerpt before and after a match.
const BEFORE: usize = 60;
const AFTER: usize = 120;
/// Most fragments of an excerpt.
const FRAGMENTS: usize = 2;

/// The matched words in a posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlights {
    /// The complete title.
    pub title: Vec<Span>,
    /// An excerpt of the description around the matches.
    pub description: Vec<Span>,
}

/// A span of text, matched or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// True if it matches the query.
    pub matched: bool,
}

/// A reason why a search found a posting: a term of the query matches in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The term, as typed.
    pub term: String,
    /// The field.
    pub field: Field,
    /// How it matches.
    pub how: WhyMatch,
    /// The first match in the text of the field.
    pub text: String,
}

/// How a term of a query matches a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, async_graphql::Enum)]
#[graphql(name = "SearchMatch")]
pub enum WhyMatch {
    /// The word, whatever its case and accents.
    Exact,
    /// Another form of the word: plural, case, tense.
    Stem,
    /// Words that follow each other.
    Phrase,
    /// A word that begins with the term.
    Prefix,
    /// A word of similar spelling, because the term is rare or in no posting.
    Typo,
}

/// A match in a text.
struct Found {
    start: usize,
    end: usize,
    how: WhyMatch,
}

/// Marks the matched words in these postings.
pub(super) async fn highlights(
    conn: &impl ConnectionTrait,
    text: &SearchText,
    ids: &[PostingId],
) -> Result<HashMap<PostingId, Arc<Highlights>>> {
    let texts = posting::searched_texts(conn, ids).await?;
    let mut stems = Stems::default();
    let marked = texts.into_iter().map(|row| {
        let language = row.language.as_deref().and_then(Language::of_tag);
        let mut all = |field, words| {
            let found = Keyed::of(analysed(field, words), language, &mut stems);
            all_matches(text, &found)
        };
        let title = all(Field::Title, &row.title);
        let description = all(Field::Description, &row.description);
        let highlights = Highlights {
            title: spans(&row.title, 0..row.title.len(), &title),
            description: excerpt(&row.description, &description),
        };
        (row.id, Arc::new(highlights))
    });
    Ok(marked.collect())
}

/// Why the search found these postings: for each term that occurs, the fields that have it.
pub(super) async fn why(
    conn: &impl ConnectionTrait,
    text: &SearchText,
    ids: &[PostingId],
) -> Result<HashMap<PostingId, Arc<Vec<Why>>>> {
    let texts: Vec<SearchedText> = posting::searched_texts(conn, ids).await?;
    let documents = index::documents(conn, texts).await?;
    let mut stems = Stems::default();
    let reasons = documents.into_iter().map(|read| {
        let mut reasons: Vec<Why> = Vec::new();
        let fields = read.document.fields.iter();
        let fields: Vec<_> = fields
            .map(|(field, words)| {
                let found = analysed(*field, words);
                let found = Keyed::of(found, read.document.language, &mut stems);
                (field, words, found)
            })
            .collect();
        for term in text.wanted() {
            for (field, words, found) in &fields {
                let known = reasons
                    .iter()
                    .any(|why| why.term == term.typed && why.field == **field);
                let found = matches(term, found);
                let best = found
                    .into_iter()
                    .min_by_key(|found| (found.how, found.start));
                if let Some(found) = best.filter(|_| !known) {
                    reasons.push(Why {
                        term: term.typed.clone(),
                        field: **field,
                        how: found.how,
                        text: words
                            .get(found.start..found.end)
                            .unwrap_or_default()
                            .to_owned(),
                    });
                }
            }
        }
        (read.id, Arc::new(reasons))
    });
    Ok(reasons.collect())
}

/// The places of all matches, in order and without overlaps.
fn all_matches(text: &SearchText, found: &Keyed) -> Vec<std::ops::Range<usize>> {
    let mut places: Vec<_> = text
        .wanted()
        .flat_map(|term| matches(term, found))
        .map(|found| found.start..found.end)
        .collect();
    places.sort_by_key(|place| (place.start, place.end));
    let mut merged: Vec<std::ops::Range<usize>> = Vec::new();
    for place in places {
        match merged.last_mut() {
            Some(last) if place.start < last.end => last.end = last.end.max(place.end),
            _ => merged.push(place),
        }
    }
    merged
}

/// The matches of a term in a text.
fn matches(term: &Term, Keyed { text, keys }: &Keyed) -> Vec<Found> {
    let mut found = Vec::new();
    let how = |token: &Token, as_typed: bool| match term.reading {
        Reading::Corrected => WhyMatch::Typo,
        Reading::Prefix => WhyMatch::Prefix,
        Reading::Phrase => WhyMatch::Phrase,
        Reading::Widened if !as_typed => WhyMatch::Typo,
        Reading::Word | Reading::Widened if is_written(term, token) => WhyMatch::Exact,
        Reading::Word | Reading::Widened => WhyMatch::Stem,
    };
    let is_typed = |tokens: &[Vec<String>]| {
        let mut typed = term.as_typed().iter();
        typed.any(|pattern| begins(pattern, tokens))
    };
    for (index, token) in text.tokens.iter().enumerate() {
        let window = keys.get(index..).unwrap_or_default();
        let matched = term
            .patterns
            .iter()
            .filter(|pattern| begins(pattern, window))
            .max_by_key(|pattern| pattern.keys.len());
        if let Some(pattern) = matched {
            let last = text.tokens.get(index + pattern.keys.len() - 1);
            found.push(Found {
                start: token.start,
                end: last.unwrap_or(token).end,
                how: how(token, is_typed(window)),
            });
        }
    }
    for compound in &text.compounds {
        let Some(joined) = &compound.joined else {
            continue;
        };
        let one = [vec![joined.clone()]];
        let parts = text
            .tokens
            .get(compound.first..compound.first + compound.length)
            .unwrap_or_default();
        if let [first, .., last] = parts
            && term.patterns.iter().any(|pattern| begins(pattern, &one))
        {
            found.push(Found {
                start: first.start,
                end: last.end,
                how: match term.reading {
                    Reading::Word | Reading::Phrase => WhyMatch::Exact,
                    Reading::Widened if is_typed(&one) => WhyMatch::Exact,
                    _ => how(first, false),
                },
            });
        }
    }
    found
}

/// True if the token is the word of the term, in one of its two spellings: `zuerich` is `Zürich`.
fn is_written(term: &Term, token: &Token) -> bool {
    let Some(word) = &term.word else { return true };
    let typed = [Some(word), term.spelled_out.as_ref()];
    let written = [Some(&token.word), token.spelled_out.as_ref()];
    typed
        .iter()
        .flatten()
        .any(|typed| written.contains(&Some(typed)))
}

/// The words of a text with the keys of each as the index has them.
struct Keyed {
    text: Analysis,
    keys: Vec<Vec<String>>,
}

impl Keyed {
    fn of(text: Analysis, language: Option<Language>, stems: &mut Stems) -> Self {
        let keys = text.tokens.iter().map(|token| {
            let mut keys = vec![plain(token)];
            keys.extend(token.spelled_out.clone());
            keys.push(stems.key(token, Language::English));
            keys.extend(language.map(|language| stems.key(token, language)));
            keys
        });
        Self {
            keys: keys.collect(),
            text,
        }
    }
}

/// True if the pattern matches the first of these tokens and those behind it.
fn begins(pattern: &Pattern, tokens: &[Vec<String>]) -> bool {
    let last = pattern.keys.len().saturating_sub(1);
    tokens.len() > last
        && pattern
            .keys
            .iter()
            .zip(tokens)
            .enumerate()
            .all(|(index, (key, keys))| {
                if pattern.is_prefix && index == last {
                    keys.iter().any(|one| one.starts_with(key.as_str()))
                } else {
                    keys.contains(key)
                }
            })
}

/// The text in spans.
fn spans(text: &str, part: std::ops::Range<usize>, places: &[std::ops::Range<usize>]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut add = |range: std::ops::Range<usize>, matched| {
        if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
            spans.push(Span {
                text: text.to_owned(),
                matched,
            });
        }
    };
    let mut at = part.start;
    for place in places {
        if place.start >= at && place.end <= part.end {
            add(at..place.start, false);
            add(place.clone(), true);
            at = place.end;
        }
    }
    add(at..part.end, false);
    spans
}

/// The parts of the text around the first matches; its beginning if there are none.
fn excerpt(text: &str, places: &[std::ops::Range<usize>]) -> Vec<Span> {
    let mut parts: Vec<std::ops::Range<usize>> = Vec::new();
    for place in places {
        let part = around(text, place);
        let full = parts.len() == FRAGMENTS;
        match parts.last_mut() {
            Some(last) if place.end <= last.end => {}
            Some(last) if !full && part.start <= last.end => last.end = part.end,
            _ if full => break,
            _ => parts.push(part),
        }
    }
    if parts.is_empty() {
        parts.push(around(text, &(0..0)));
    }
    let mut all = Vec::new();
    let ends = |part: &std::ops::Range<usize>| part.end < text.len();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 || part.start > 0 {
            all.push(Span {
                text: if index > 0 { " … " } else { "… " }.to_owned(),
                matched: false,
            });
        }
        all.extend(spans(text, part.clone(), places));
        if index + 1 == parts.len() && ends(part) {
            all.push(Span {
                text: " …".to_owned(),
                matched: false,
            });
        }
    }
    joined(all)
}

/// The surroundings of a match, up to the next spaces.
fn around(text: &str, place: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let from = text.floor_char_boundary(place.start.saturating_sub(BEFORE));
    let to = text.floor_char_boundary(place.end.saturating_add(AFTER).min(text.len()));
    let before = text.get(from..place.start).unwrap_or_default();
    let start = if from == 0 {
        0
    } else {
        before
            .char_indices()
            .find(|(_, c)| c.is_whitespace())
            .map_or(from, |(index, c)| from + index + c.len_utf8())
    };
    let behind = text.get(place.end..to).unwrap_or_default();
    let end = if to == text.len() {
        to
    } else {
        behind
            .rfind(char::is_whitespace)
            .map_or(to, |index| place.end + index)
    };
    start..end
}

/// Neighbouring spans without a match are one.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if !last.matched && !span.matched => last.text.push_str(&span.text),
            _ => joined.push(span),
        }
    }
    joined
}
