//! Titles of the same job: each query title ranks all titles of the corpus.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io,
    path::Path,
};

use analysis::Language;
use chrono::NaiveDate;
use reading::skill::Dictionary;
use taxonomy::Taxonomy;

use super::{
    Row,
    metrics::{average_precision, mean, ndcg, reciprocal_rank},
    read,
};
use crate::{
    corpus::Corpus,
    lexical::{Space, Unit, add, ranked},
    occupations::{self, Occupation, Occupations},
    prepared::{Person, PersonSource, Posting, PostingSource, TargetSource},
    score::Matcher,
    terms::Terms,
};

/// What stems add to n-grams.
const STEMS: f64 = 0.5;
/// What occupations add to n-grams.
const OCCUPATIONS: f64 = 1.5;

/// Measures the baselines and the title feature without and with imported occupations.
pub(super) fn measure(folder: &Path, task: &str, esco: &[Occupation]) -> io::Result<Vec<Row>> {
    let corpus = read::tsv(&folder.join("corpus_elements"))?;
    let queries = read::tsv(&folder.join("queries"))?;
    let mut relevant: HashMap<String, HashSet<String>> = HashMap::new();
    // No head: the first line is a judgement.
    for line in std::fs::read_to_string(folder.join("qrels.tsv"))?.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [query, _, document, grade] = cells.as_slice()
            && *grade != "0"
        {
            relevant
                .entry((*query).to_owned())
                .or_default()
                .insert((*document).to_owned());
        }
    }
    let titles: Vec<&str> = corpus
        .iter()
        .filter_map(|row| row.get(1))
        .map(String::as_str)
        .collect();
    let ids: Vec<&str> = corpus
        .iter()
        .filter_map(|row| row.first())
        .map(String::as_str)
        .collect();
    let language =
        Language::of_tag(task.rsplit('_').next().unwrap_or_default()).unwrap_or(Language::English);
    let space = |unit| Space::of(unit, titles.iter().copied());
    let (words, stems) = (space(Unit::Words), space(Unit::Stems(language)));
    let (grams, even) = (space(Unit::Grams), space(Unit::EvenGrams));
    let imported = Occupations::of(esco, language);
    let curated = occupations::of(Taxonomy::curated());
    let both: Vec<Occupation> = curated.iter().chain(esco).cloned().collect();
    let curated = Occupations::of(&curated, language);
    let both = Occupations::of(if esco.is_empty() { &[] } else { &both }, language);
    let mut rows = Vec::new();
    let mut run = |method: &str, score: &dyn Fn(&str) -> Vec<f64>| {
        rows.push(row(task, method, &queries, &ids, &relevant, score));
    };
    run("BM25, words", &|query| words.bm25(query));
    run("TF-IDF, words", &|query| words.cosines(query));
    run("TF-IDF, characters 3-5", &|query| grams.cosines(query));
    run("even characters", &|query| even.cosines(query));
    let letters = |query: &str| {
        let mut sums = even.cosines(query);
        add(&mut sums, &stems.cosines(query), STEMS);
        sums
    };
    run("even characters + stems", &letters);
    for (name, occupations) in [
        ("curated titles", &curated),
        ("ESCO", &imported),
        ("both", &both),
    ] {
        if occupations.is_empty() {
            continue;
        }
        let profiles: Vec<Terms> = titles
            .iter()
            .map(|title| occupations.profile(title))
            .collect();
        run(&format!("even characters + stems + {name}"), &|query| {
            let own = occupations.profile(query);
            let alike: Vec<f64> = profiles
                .iter()
                .map(|profile| own.product(profile))
                .collect();
            let mut sums = letters(query);
            add(&mut sums, &alike, OCCUPATIONS);
            sums
        });
    }
    let postings: Vec<Posting> = titles.iter().map(|title| posting(title)).collect();
    let counted = Corpus::of(&postings);
    run("title feature of the score", &|query| {
        let person = person(query);
        let matcher = Matcher::new(Taxonomy::curated(), &counted, &person, NaiveDate::MIN);
        let values = postings.iter().map(|one| matcher.title_value(one));
        values.map(Option::unwrap_or_default).collect()
    });
    Ok(rows)
}

/// A posting of which only the title is known.
fn posting(title: &str) -> Posting {
    let source = PostingSource {
        title,
        ..PostingSource::default()
    };
    Posting::read(Taxonomy::curated(), Dictionary::curated(), &source)
}

/// A person who looks for a title, of whom nothing else is known.
fn person(title: &str) -> Person {
    let source = PersonSource {
        targets: vec![TargetSource {
            title,
            levels: Vec::new(),
        }],
        ..PersonSource::default()
    };
    Person::read(Taxonomy::curated(), Dictionary::curated(), &source)
}

fn row(
    task: &str,
    method: &str,
    queries: &[Vec<String>],
    ids: &[&str],
    relevant: &HashMap<String, HashSet<String>>,
    score: &dyn Fn(&str) -> Vec<f64>,
) -> Row {
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    let mut count = 0;
    for query in queries {
        let (Some(id), Some(title)) = (query.first(), query.get(1)) else {
            continue;
        };
        let Some(wanted) = relevant.get(id) else {
            continue;
        };
        let ranking: Vec<bool> = ranked(&score(title))
            .into_iter()
            .map(|document| ids.get(document).is_some_and(|id| wanted.contains(*id)))
            .collect();
        let grades: Vec<u8> = ranking.iter().map(|hit| u8::from(*hit)).collect();
        count += 1;
        *sums.entry(0).or_default() += average_precision(&ranking, wanted.len());
        *sums.entry(1).or_default() += ndcg(&grades, 10);
        *sums.entry(2).or_default() += reciprocal_rank(&ranking);
    }
    let of = |index: usize| mean(sums.get(&index).copied().unwrap_or_default(), count);
    Row {
        task: task.to_owned(),
        method: method.to_owned(),
        values: vec![("MAP", of(0)), ("nDCG@10", of(1)), ("MRR", of(2))],
        count,
    }
}
