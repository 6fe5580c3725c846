//! Keeps the search index: the words of each posting, written with the posting by imports, and later for postings whose words have changed
//! otherwise or that an earlier version stored.

use std::collections::{BTreeSet, HashMap, HashSet};

use analysis::Language;
use reading::place;
use sea_orm::{ConnectionTrait, DbBackend};

use super::{
    document::{Analysed, Document, Field, Stems, spellings},
    facts, window,
};
use crate::{
    error::Result,
    features::jobs::{
        Jobs,
        entity::{
            posting::{self, SearchedText},
            posting_fingerprint, posting_location, posting_row, posting_skill, search_word,
        },
        service::import::fingerprint,
    },
    platform::parallel::in_parallel,
    types::id::PostingId,
};

/// Postings that are indexed in one transaction.
const BATCH: u64 = 100;
/// Words that are kept as known.
const KNOWN_WORDS_MAX: usize = 100_000;

/// A posting as it is searched.
pub(super) struct Read {
    pub id: PostingId,
    pub posted: i64,
    pub seen: i64,
    pub is_listed: bool,
    pub facts: String,
    pub document: Document,
}

impl Jobs {
    /// Indexes postings that wait for it, those of an earlier version among them, which also get their fingerprints; returns their number.
    /// Runs on schedule, and when the name of a company has changed.
    pub async fn index_waiting(&self) -> Result<usize> {
        let mut indexed = 0;
        loop {
            let tx = self.platform.begin().await?;
            let ids = posting_row::waiting(&tx, BATCH).await?;
            if ids.is_empty() {
                return Ok(indexed);
            }
            // First, so that a change meanwhile waits for this transaction, and then lets the posting wait again.
            posting_row::done(&tx, &ids).await?;
            write(&tx, &ids, &KnownWords::default()).await?;
            let prints = fingerprint::missing(&tx, &ids).await?;
            posting_fingerprint::put(&tx, &[], prints).await?;
            tx.commit().await?;
            indexed += ids.len();
        }
    }
}

/// Words that are known to be stored for comparison with typing errors: those of the batches before, which share most of their words.
#[derive(Default)]
pub(in crate::features::jobs::service) struct KnownWords(HashSet<String>);

impl KnownWords {
    /// Adds words that are stored.
    pub(in crate::features::jobs::service) fn extend(&mut self, words: BTreeSet<String>) {
        if self.0.len() < KNOWN_WORDS_MAX {
            self.0.extend(words);
        }
    }
}

/// Writes the words of these postings into the index, instead of those that it has. To be called when a title, company, place, skill,
/// description, language, time of publication or another fact that a filter asks for changes. Returns the words that were not known.
pub(in crate::features::jobs::service) async fn write(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
    known: &KnownWords,
) -> Result<BTreeSet<String>> {
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let texts = posting::all_searched_texts(conn, ids).await?;
    let documents = documents(conn, texts).await?;
    let spelled = if conn.get_database_backend() == DbBackend::Postgres {
        let (rows, spelled) = indexed(&documents, known, vectors);
        posting_row::write_vectors(conn, rows).await?;
        spelled
    } else {
        let (rows, spelled) = indexed(&documents, known, columns);
        posting_row::write_columns(conn, rows).await?;
        spelled
    };
    search_word::add(conn, &spelled).await?;
    Ok(spelled)
}

/// The rows of postings in the form of an engine, and those of their words that are not known.
fn indexed<R: Send>(
    documents: &[Read],
    known: &KnownWords,
    row: fn(&Read, &Analysed, &mut Stems) -> R,
) -> (Vec<R>, BTreeSet<String>) {
    let done = in_parallel(documents, |part| {
        let mut stems = Stems::default();
        let of_one = |read: &Read| {
            let analysed = read.document.analysed();
            let mut spelled = spellings(&analysed);
            spelled.retain(|word| !known.0.contains(word));
            (row(read, &analysed, &mut stems), spelled)
        };
        part.iter().map(of_one).collect()
    });
    let (rows, spelled): (Vec<R>, Vec<BTreeSet<String>>) = done.into_iter().unzip();
    (rows, spelled.into_iter().flatten().collect())
}

/// The row of a posting on PostgreSQL.
fn vectors(read: &Read, analysed: &Analysed, stems: &mut Stems) -> posting_row::Vectors {
    let others = window::keys_of(read.posted)
        .into_iter()
        .chain(facts::keys(&read.facts));
    posting_row::Vectors {
        posting: read.id,
        posted: read.posted,
        seen: read.seen,
        is_listed: read.is_listed,
        facts: read.facts.clone(),
        words: read.document.vectors(analysed, others, stems).into(),
    }
}

/// The row of a posting on SQLite.
fn columns(read: &Read, analysed: &Analysed, stems: &mut Stems) -> posting_row::Columns {
    posting_row::Columns {
        posting: read.id,
        posted: read.posted,
        seen: read.seen,
        is_listed: read.is_listed,
        facts: read.facts.clone(),
        columns: read.document.columns(analysed, stems),
    }
}

/// The documents of these texts, with skills and places.
pub(super) async fn documents(
    conn: &impl ConnectionTrait,
    texts: Vec<SearchedText>,
) -> Result<Vec<Read>> {
    let ids: Vec<PostingId> = texts.iter().map(|text| text.id).collect();
    let mut around: HashMap<PostingId, Vec<(Field, String)>> = HashMap::new();
    let mut facts: HashMap<PostingId, String> = HashMap::new();
    for text in &texts {
        facts.insert(text.id, facts::of_text(text));
    }
    for (posting, named) in posting_skill::of_postings(conn, &ids).await? {
        facts::add_skill(facts.entry(posting).or_default(), &named.skill.slug);
        let entry = around.entry(posting).or_default();
        entry.push((Field::Skill, named.skill.label));
    }
    for location in posting_location::of_postings(&ids).all(conn).await? {
        facts::add_place(facts.entry(location.posting_id).or_default(), &location);
        let entry = around.entry(location.posting_id).or_default();
        entry.push((Field::Place, location.raw.clone()));
        entry.extend(
            names_of(&location)
                .into_iter()
                .map(|name| (Field::Place, name)),
        );
    }
    let read = texts.into_iter().map(|text| {
        let language = text.language.as_deref().and_then(Language::of_tag);
        let mut fields = vec![
            (Field::Title, text.title),
            (Field::Company, text.company_name),
        ];
        fields.extend(around.remove(&text.id).unwrap_or_default());
        fields.push((Field::Description, text.description));
        Read {
            id: text.id,
            posted: text.posted_at.timestamp_micros(),
            seen: text.first_seen_at.timestamp_micros(),
            is_listed: text.closed_at.is_none() && text.hidden_at.is_none(),
            facts: facts.remove(&text.id).unwrap_or_default(),
            document: Document { fields, language },
        }
    });
    Ok(read.collect())
}

/// The names of a place that its own text may not have: the city as written and by its usual name, region and country.
fn names_of(place: &posting_location::Model) -> Vec<String> {
    let region = place.region_code.as_deref().and_then(place::region_name);
    let country = place.country.as_deref();
    let usual = country
        .zip(place.city.as_deref())
        .and_then(|(country, city)| place::city_name(city, country));
    let country = country.and_then(place::country_name);
    let mut names: Vec<String> = place.city.iter().cloned().collect();
    names.extend(
        [usual, region, country]
            .into_iter()
            .flatten()
            .map(str::to_owned),
    );
    names.retain(|name| !place.raw.contains(name.as_str()));
    names.dedup();
    names
}
