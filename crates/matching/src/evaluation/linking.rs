//! Skill linking: each span of a sentence ranks all labels of a classification.

use std::{collections::HashMap, io, path::Path};

use analysis::Language;
use taxonomy::{
    Taxonomy,
    import::{Format, Rows},
};

use super::{
    Row,
    metrics::{mean, reciprocal_rank},
};
use crate::lexical::{Space, Unit, add, ranked};

/// Labels of spans that have none.
const NO_LABELS: [&str; 2] = ["LABEL NOT PRESENT", "UNDERSPECIFIED"];
/// What stems add to n-grams.
const STEMS: f64 = 0.5;
/// What the taxonomy adds to a label that means the same skill.
const SAME_SKILL: f64 = 1.0;

/// A span that people labelled.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub sentence: String,
    pub text: String,
    pub label: Option<String>,
}

/// The spans of a file.
pub(super) fn spans(path: &Path) -> io::Result<Vec<Span>> {
    let text = std::fs::read_to_string(path)?;
    let file = path.to_string_lossy();
    let columns = ["sentence", "span", "sub_span", "label"];
    let invalid = |cause| io::Error::new(io::ErrorKind::InvalidData, cause);
    let mut rows = Rows::read(&file, &text, Format::Comma, columns).map_err(invalid)?;
    let mut spans = Vec::new();
    while let Some(row) = rows.next_row().map_err(invalid)? {
        let [sentence, whole, part, label] = row.cells;
        spans.push(Span {
            sentence,
            text: if part.is_empty() { whole } else { part },
            label: Some(label).filter(|label| !NO_LABELS.contains(&label.as_str())),
        });
    }
    Ok(spans)
}

/// The labels of a classification, ranked for a text.
pub(super) struct Labels {
    pub names: Vec<String>,
    grams: Space,
    stems: Space,
    /// For each label, the skill that it means.
    skills: Vec<Option<String>>,
}

impl Labels {
    pub(super) fn read(folder: &Path) -> io::Result<Self> {
        let text = std::fs::read_to_string(folder.join("skills_en_label.txt"))?;
        let labels: Vec<String> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        Ok(Self {
            grams: Space::of(Unit::Grams, labels.iter().map(String::as_str)),
            stems: Space::of(
                Unit::Stems(Language::English),
                labels.iter().map(String::as_str),
            ),
            skills: labels.iter().map(|label| meaning(label)).collect(),
            names: labels,
        })
    }

    pub(super) fn scores(&self, text: &str) -> Vec<f64> {
        let mut sums = self.grams.cosines(text);
        add(&mut sums, &self.stems.cosines(text), STEMS);
        if let Some(skill) = meaning(text) {
            for (sum, own) in sums.iter_mut().zip(&self.skills) {
                if own.as_ref() == Some(&skill) {
                    *sum += SAME_SKILL;
                }
            }
        }
        sums
    }
}

/// The skill that a name means. A classification adds in brackets what it is: "Java (computer programming)".
fn meaning(name: &str) -> Option<String> {
    let taxonomy = Taxonomy::curated();
    let bare = name
        .split(" (")
        .next()
        .unwrap_or(name)
        .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#'));
    let skill = taxonomy
        .named_skill(name)
        .or_else(|| taxonomy.named_skill(bare));
    skill.map(|skill| skill.id().to_string())
}

/// Measures the baselines and our ranking.
pub(super) fn measure(folder: &Path) -> io::Result<Vec<Row>> {
    let labels = Labels::read(folder)?;
    let words = Space::of(Unit::Words, labels.names.iter().map(String::as_str));
    let positions: HashMap<&str, usize> = labels
        .names
        .iter()
        .enumerate()
        .map(|(index, label)| (label.as_str(), index))
        .collect();
    let mut rows = Vec::new();
    for set in ["tech", "house"] {
        let spans = spans(&folder.join(format!("{set}_validation_annotations.csv")))?;
        let mut run = |method: &str, score: &dyn Fn(&str) -> Vec<f64>| {
            let (mut sum, mut count) = (0.0, 0);
            for span in &spans {
                let Some(wanted) = span.label.as_deref().and_then(|label| positions.get(label))
                else {
                    continue;
                };
                let ranking: Vec<bool> = ranked(&score(&span.text))
                    .into_iter()
                    .map(|label| label == *wanted)
                    .collect();
                sum += reciprocal_rank(&ranking);
                count += 1;
            }
            rows.push(Row {
                task: format!("skill linking {set}"),
                method: method.to_owned(),
                values: vec![("MRR", mean(sum, count))],
                count,
            });
        };
        run("BM25, words", &|text| words.bm25(text));
        run("TF-IDF, words", &|text| words.cosines(text));
        run("TF-IDF, characters 3-5", &|text| labels.grams.cosines(text));
        run("characters + stems", &|text| {
            let mut sums = labels.grams.cosines(text);
            add(&mut sums, &labels.stems.cosines(text), STEMS);
            sums
        });
        run("characters + stems + taxonomy", &|text| labels.scores(text));
    }
    Ok(rows)
}
