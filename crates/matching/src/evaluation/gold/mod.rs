//! The gold set: profiles rank postings that people graded from 0 to 3; what was not graded for a profile counts as 0.

mod read;

use std::{collections::HashMap, io, path::Path};

use analysis::Language;
use chrono::NaiveDate;
use serde_json::Value;
use taxonomy::Taxonomy;

use self::read::{objects, person, posting, query, string, text_of};
use super::{
    Row,
    metrics::{auc, average_precision, mean, ndcg, reciprocal_rank},
    read::tsv,
};
use crate::{
    corpus::Corpus,
    lexical::{Space, Unit, ranked},
    prepared::Posting,
    score::Matcher,
};

/// From this grade a posting is relevant.
const RELEVANT_MIN: u8 = 2;

/// Measures the baselines, and the score without and with gates.
pub(super) fn measure(folder: &Path, task: &str) -> io::Result<Vec<Row>> {
    let profiles = objects(&folder.join("profiles.json"))?;
    let jobs = objects(&folder.join("jobs.json"))?;
    let mut grades: HashMap<(String, String), u8> = HashMap::new();
    for row in tsv(&folder.join("labels.tsv"))? {
        if let [profile, job, grade, ..] = row.as_slice() {
            grades.insert(
                (profile.clone(), job.clone()),
                grade.trim().parse().unwrap_or(0),
            );
        }
    }
    let Some(today) = NaiveDate::from_ymd_opt(2026, 11, 28) else {
        return Ok(Vec::new());
    };
    let texts: Vec<String> = jobs
        .iter()
        .map(|job| format!("{}\n{}", string(job, "title"), text_of(job)))
        .collect();
    let postings: Vec<Posting> = jobs.iter().map(|job| posting(job, today)).collect();
    let corpus = Corpus::of(&postings);
    let space = |unit| Space::of(unit, texts.iter().map(String::as_str));
    let (words, stems, grams) = (
        space(Unit::Words),
        space(Unit::Stems(Language::English)),
        space(Unit::Grams),
    );
    let scored = |profile: &Value, how: How| -> Vec<f64> {
        let mut person = person(profile, today);
        if how == How::Scaled {
            let matcher = Matcher::new(Taxonomy::curated(), &corpus, &person, today);
            person.text_scale = matcher.text_scale(&postings);
        }
        let matcher = Matcher::new(Taxonomy::curated(), &corpus, &person, today);
        let rate = |posting| match how {
            How::Ungated => matcher.rate_without_gates(posting),
            How::Whole | How::Scaled => matcher.rate(posting),
        };
        postings.iter().map(rate).collect()
    };
    let set = Set {
        task,
        profiles: &profiles,
        jobs: &jobs,
        grades: &grades,
    };
    Ok(vec![
        set.row("BM25, words", &|profile| words.bm25(&query(profile))),
        set.row("TF-IDF, words", &|profile| words.cosines(&query(profile))),
        set.row("TF-IDF, stems", &|profile| stems.cosines(&query(profile))),
        set.row("TF-IDF, characters 3-5", &|profile| {
            grams.cosines(&query(profile))
        }),
        set.row("score without gates", &|profile| {
            scored(profile, How::Ungated)
        }),
        set.row("score", &|profile| scored(profile, How::Whole)),
        set.row("score, text by the median", &|profile| {
            scored(profile, How::Scaled)
        }),
    ])
}

/// How the score is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// As if no gate applied.
    Ungated,
    /// As it is.
    Whole,
    /// With the person's scale of texts.
    Scaled,
}

/// Profiles, postings and their grades.
struct Set<'a> {
    task: &'a str,
    profiles: &'a [Value],
    jobs: &'a [Value],
    grades: &'a HashMap<(String, String), u8>,
}

impl Set<'_> {
    fn row(&self, method: &str, score: &dyn Fn(&Value) -> Vec<f64>) -> Row {
        let (mut sums, mut count) = ([0.0; 5], 0);
        for profile in self.profiles {
            let grade = |job: &Value| {
                let key = (
                    string(profile, "id").to_owned(),
                    string(job, "id").to_owned(),
                );
                self.grades.get(&key).copied().unwrap_or(0)
            };
            let own: Vec<u8> = self.jobs.iter().map(grade).collect();
            let relevant = own.iter().filter(|grade| **grade >= RELEVANT_MIN).count();
            if relevant == 0 {
                continue;
            }
            let scores = score(profile);
            let order: Vec<u8> = ranked(&scores)
                .into_iter()
                .filter_map(|job| own.get(job).copied())
                .collect();
            let hits: Vec<bool> = order.iter().map(|grade| *grade >= RELEVANT_MIN).collect();
            let pairs: Vec<(f64, bool)> = scores
                .iter()
                .zip(&own)
                .map(|(score, grade)| (*score, *grade >= RELEVANT_MIN))
                .collect();
            let measures = [
                ndcg(&order, 3),
                ndcg(&order, 10),
                reciprocal_rank(&hits),
                average_precision(&hits, relevant),
                auc(&pairs),
            ];
            for (sum, measure) in sums.iter_mut().zip(measures) {
                *sum += measure;
            }
            count += 1;
        }
        let names = ["nDCG@3", "nDCG@10", "MRR", "MAP", "AUC"];
        Row {
            task: format!("{} (profile to posting)", self.task),
            method: method.to_owned(),
            values: names
                .into_iter()
                .zip(sums.map(|sum| mean(sum, count)))
                .collect(),
            count,
        }
    }
}

#[cfg(test)]
mod tests;
