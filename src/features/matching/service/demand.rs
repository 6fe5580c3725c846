//! The skills that a user's saved postings ask for most, against those of the profile.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use matching::prepared::{Demand as Asked, Posting};

use crate::{
    error::Result,
    features::matching::{Knowledge, Matching},
    types::{actor::Actor, area::Area},
};

/// The skills that saved postings ask for.
#[derive(Debug)]
pub struct Demand {
    /// The number of postings.
    pub postings: usize,
    /// The skills, the most asked for first.
    pub skills: Vec<Demanded>,
    /// What they were read with.
    pub knowledge: Arc<Knowledge>,
}

/// A skill that saved postings ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demanded {
    /// The id in the taxonomy.
    pub skill: String,
    /// The postings that require it.
    pub required: usize,
    /// The postings that prefer it.
    pub preferred: usize,
    /// True if the profile lists it, or a fact shows it; none if the actor may not read the profile.
    pub has: Option<bool>,
    /// True if a fact of the profile shows it; none if the actor may not read the profile.
    pub is_shown: Option<bool>,
}

impl Matching {
    /// The skills that the actor's saved postings ask for.
    pub async fn demand(&self, actor: &Actor) -> Result<Demand> {
        let subject = self.subject(actor).await?;
        let saved = self.saved(&subject.knowledge, actor).await?;
        let counted = counts(saved.values());
        let person = &subject.person;
        let may_read = actor.check(Area::Matching.read()).is_ok();
        let skill = |(skill, (required, preferred)): (&str, (usize, usize))| Demanded {
            required,
            preferred,
            has: may_read.then(|| person.has(skill)),
            is_shown: may_read.then(|| person.shows(skill)),
            skill: skill.to_owned(),
        };
        let mut skills: Vec<Demanded> = counted.into_iter().map(skill).collect();
        skills.sort_by_key(|one| std::cmp::Reverse((one.required + one.preferred, one.required)));
        Ok(Demand {
            postings: saved.len(),
            skills,
            knowledge: Arc::clone(&subject.knowledge),
        })
    }
}

/// For each skill, the postings that require and that prefer it.
fn counts<'a>(postings: impl Iterator<Item = &'a Posting>) -> BTreeMap<&'a str, (usize, usize)> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for demand in postings.flat_map(asked) {
        let count = counts.entry(&demand.skill).or_default();
        if demand.required {
            count.0 += 1;
        } else {
            count.1 += 1;
        }
    }
    counts
}

/// The skills that a posting asks for; of alternatives, the first.
fn asked(posting: &Posting) -> impl Iterator<Item = &Asked> {
    let mut groups = HashSet::new();
    let is_first = move |demand: &&Asked| demand.group.is_none_or(|group| groups.insert(group));
    posting.skills.iter().filter(is_first)
}
