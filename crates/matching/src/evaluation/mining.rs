//! Extraction: the labels of a classification that a sentence means, against those that people gave its spans.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io,
    path::Path,
};

use analysis::Language;
use reading::skill::Dictionary;

use super::{
    Row,
    linking::{Labels, Span, spans},
    metrics::f1,
};
use crate::{lexical::ranked, terms};

/// The longest name that is looked for, in words.
const WORDS_MAX: usize = 7;
/// From this score a skill of the dictionary means the best label.
const LINKED_MIN: f64 = 0.9;

/// Finds the labels that words mean.
type Find<'a> = &'a dyn Fn(&str) -> BTreeSet<usize>;

/// Measures the baseline, a dictionary of the labels, and ours.
pub(super) fn measure(folder: &Path) -> io::Result<Vec<Row>> {
    let labels = Labels::read(folder)?;
    // In reverse, so that the first of equal ones counts.
    let all = || labels.names.iter().enumerate().rev();
    let written: HashMap<String, usize> = all()
        .map(|(index, label)| (taxonomy::key(label), index))
        .collect();
    let stemmed: HashMap<String, usize> = all()
        .map(|(index, label)| (bag(label.split(" (").next().unwrap_or(label)), index))
        .collect();
    let by_words = |text: &str| written.get(&taxonomy::key(text)).copied();
    let by_stems = |text: &str| by_words(text).or_else(|| stemmed.get(&bag(text)).copied());
    let mut rows = Vec::new();
    for set in ["tech", "house"] {
        let spans = spans(&folder.join(format!("{set}_validation_annotations.csv")))?;
        let mut run =
            |method: &str, find: Find<'_>| rows.push(row(set, method, &spans, &labels, find));
        run("labels as written", &|sentence| named(sentence, &by_words));
        run("labels by stems", &|sentence| named(sentence, &by_stems));
        run("labels by stems + taxonomy", &|sentence| {
            let mut found = named(sentence, &by_stems);
            found.extend(by_dictionary(sentence, &labels));
            found
        });
    }
    Ok(rows)
}

fn row(set: &str, method: &str, spans: &[Span], labels: &Labels, find: Find<'_>) -> Row {
    let mut sentences: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for span in spans {
        sentences
            .entry(&span.sentence)
            .or_default()
            .extend(span.label.as_deref());
    }
    let (mut correct, mut found, mut expected) = (0, 0, 0);
    for (sentence, gold) in &sentences {
        let names = find(sentence)
            .into_iter()
            .filter_map(|label| labels.names.get(label));
        let names: BTreeSet<&str> = names.map(String::as_str).collect();
        correct += gold.intersection(&names).count();
        found += names.len();
        expected += gold.len();
    }
    Row {
        task: format!("extraction {set}"),
        method: method.to_owned(),
        values: vec![
            ("F1", f1(correct, found, expected)),
            ("precision", f1(correct, found, found)),
            ("recall", f1(correct, expected, expected)),
        ],
        count: sentences.len(),
    }
}

/// The stems of a text, each once and in alphabetical order, so that "manage projects" is "project management".
fn bag(text: &str) -> String {
    let stems: BTreeSet<String> = terms::stems(text, Language::English).into_iter().collect();
    stems.into_iter().collect::<Vec<_>>().join(" ")
}

/// The labels whose names the sentence has; the longest name counts.
fn named(sentence: &str, look_up: &dyn Fn(&str) -> Option<usize>) -> BTreeSet<usize> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let (mut at, mut found) = (0, BTreeSet::new());
    while at < words.len() {
        let longest = WORDS_MAX.min(words.len() - at);
        let hit = (1..=longest).rev().find_map(|length| {
            let name = words.get(at..at + length)?.join(" ");
            Some((length, look_up(&name)?))
        });
        at += hit.map_or(1, |(length, _)| length);
        found.extend(hit.map(|(_, label)| label));
    }
    found
}

/// The labels of the skills that the dictionary finds.
fn by_dictionary(sentence: &str, labels: &Labels) -> Vec<usize> {
    let mentions = Dictionary::curated().mentions(sentence).into_iter();
    mentions
        .filter_map(|mention| {
            let scores = labels.scores(sentence.get(mention.span)?);
            let best = *ranked(&scores).first()?;
            scores
                .get(best)
                .is_some_and(|score| *score >= LINKED_MIN)
                .then_some(best)
        })
        .collect()
}
