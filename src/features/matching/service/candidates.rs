//! The candidates of a person: open postings that are worth a full score. They come from three indexes: the skills of postings, their titles in
//! the taxonomy, and the words of the search; and the newest postings are always among them, which are all of a small catalogue. With an endpoint for
//! embeddings, the nearest by vectors come to them.

use std::collections::HashSet;

use matching::{prepared::Person, score::Matcher};

use crate::{
    error::Result,
    features::{
        jobs::{Filter, Order, Search, SearchText, With},
        matching::{Knowledge, Matching, entity::posting_reading},
    },
    types::id::PostingId,
};

/// Skills that are looked for, the rarest.
const SKILLS_MAX: usize = 40;
/// The newest postings.
const NEWEST: u64 = 500;
/// Postings by skills.
const BY_SKILLS: u64 = 400;
/// Postings for each title, by the taxonomy.
const BY_TITLE: u64 = 150;
/// Postings for each title, by the search.
const BY_SEARCH: i32 = 50;
/// Titles that are looked for: those that are wanted, and the current one.
const TITLES_MAX: usize = 6;
/// From this closeness a title counts as near.
const NEAR_TITLE_MIN: f64 = 0.4;

impl Matching {
    /// The candidates of a person, each once, with those that are near by vectors.
    pub(super) async fn candidates(
        &self,
        knowledge: &Knowledge,
        matcher: &Matcher<'_>,
        person: &Person,
        near_by_vector: Vec<PostingId>,
    ) -> Result<Vec<PostingId>> {
        let conn = self.platform.db.conn();
        let mut found = posting_reading::listed(conn, NEWEST).await?;
        let skills = skills(knowledge, matcher, person);
        if !skills.is_empty() {
            found.extend(posting_reading::skilled(conn, &skills, BY_SKILLS).await?);
        }
        for title in titles(person) {
            let near = near(knowledge, title.id);
            if !near.is_empty() {
                found.extend(posting_reading::titled(conn, &near, BY_TITLE).await?);
            }
            found.extend(self.searched(title.text).await?);
        }
        found.extend(near_by_vector);
        let mut once = HashSet::new();
        found.retain(|id| once.insert(*id));
        Ok(found)
    }

    /// Postings that the search finds for a title.
    async fn searched(&self, title: &str) -> Result<Vec<PostingId>> {
        // A title that is no query, such as one of signs alone, finds nothing.
        let Ok(Some(text)) = SearchText::parse(title) else {
            return Ok(Vec::new());
        };
        let mut search = Search::new(Some(text), Filter::default(), Some(Order::Relevance))?;
        let page = search.page(Some(BY_SEARCH), None)?;
        let found = self
            .jobs
            .search(&mut search, &page, &With::default())
            .await?;
        Ok(found.postings.rows.iter().map(|(_, row)| row.id).collect())
    }
}

/// A title of a person.
struct Title<'a> {
    text: &'a str,
    id: Option<&'a str>,
}

fn titles(person: &Person) -> impl Iterator<Item = Title<'_>> {
    let wanted = person.targets.iter().map(|one| Title {
        text: &one.title,
        id: one.title_id.as_deref(),
    });
    let current = person.employments.iter().take(1).map(|one| Title {
        text: &one.title,
        id: one.title_id.as_deref(),
    });
    wanted.chain(current).take(TITLES_MAX)
}

/// The titles of the taxonomy that are near to one, itself included.
fn near(knowledge: &Knowledge, title: Option<&str>) -> Vec<String> {
    let Some(title) = title else {
        return Vec::new();
    };
    let taxonomy = &knowledge.taxonomy;
    let all = taxonomy.titles().map(|other| other.id().as_str());
    all.filter(|other| taxonomy.title_closeness(title, other) >= NEAR_TITLE_MIN)
        .map(str::to_owned)
        .collect()
}

/// The skills of a person with their weights, the rarest first.
fn skills(knowledge: &Knowledge, matcher: &Matcher<'_>, person: &Person) -> Vec<(String, f64)> {
    let shown = person.facts.iter().flat_map(|fact| &fact.skills);
    let own: HashSet<&String> = person.listed.iter().chain(shown).collect();
    let weighted = own.into_iter().map(|skill| {
        let weight = knowledge.corpus.skill_idf(skill) * matcher.strength_of(skill);
        (skill.clone(), weight)
    });
    let mut weighted: Vec<(String, f64)> = weighted.collect();
    weighted.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    weighted.truncate(SKILLS_MAX);
    weighted
}
