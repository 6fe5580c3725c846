//! How well postings fit a user: computed when it is asked for, from the profile and the postings as they are.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, NaiveDate, Utc};
use matching::{
    compare::{self, Comparison},
    levers::{self, Lever},
    prepared::{Person, Posting},
    score::{Matcher, Score},
};

use super::wording;
use crate::{
    error::Result,
    features::matching::{Knowledge, Matching, entity::reading_backlog},
    types::{actor::Actor, id::PostingId},
};

/// The user whom postings are matched with.
#[derive(Debug)]
pub struct Subject {
    /// What matches are made with.
    pub knowledge: Arc<Knowledge>,
    /// The profile, prepared.
    pub person: Person,
    /// The version of the profile.
    pub profile_version: i32,
    /// Titles and names of skills, as they are embedded.
    pub wording: String,
    /// The day on which ages of postings are counted.
    pub today: NaiveDate,
    /// When it was read.
    pub read_at: DateTime<Utc>,
}

/// How well a posting fits a user.
#[derive(Debug)]
pub struct Match {
    /// The posting.
    pub posting_id: PostingId,
    /// The score with its explanation.
    pub score: Score,
    /// True if the posting has changed and waits to be read again.
    pub is_stale: bool,
    /// The target that the score is for; none for the one that fits best.
    for_target: Option<usize>,
    /// The prepared posting.
    posting: Posting,
    subject: Arc<Subject>,
}

impl Subject {
    fn matcher(&self) -> Matcher<'_> {
        let knowledge = &self.knowledge;
        Matcher::new(
            &knowledge.taxonomy,
            &knowledge.corpus,
            &self.person,
            self.today,
        )
    }
}

impl Match {
    /// The user.
    #[must_use]
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The title of the profile's target that fits best.
    #[must_use]
    pub fn target(&self) -> Option<&str> {
        let target = self.subject.person.targets.get(self.score.target?)?;
        Some(&target.title)
    }

    /// The same match for one of the targets, by its title; none if there is no such target.
    #[must_use]
    pub fn for_target(&self, target: usize) -> Option<Self> {
        let score = self.subject.matcher().score_for(&self.posting, target)?;
        Some(Self {
            posting_id: self.posting_id,
            is_stale: self.is_stale,
            score,
            for_target: Some(target),
            posting: self.posting.clone(),
            subject: Arc::clone(&self.subject),
        })
    }

    /// What would lift the score most.
    #[must_use]
    pub fn levers(&self) -> Vec<Lever> {
        levers::levers_for(&self.subject.matcher(), &self.posting, self.for_target)
    }

    /// Why this one is above or below another, which is scored for the same target.
    #[must_use]
    pub fn compared_with(&self, other: &Self) -> Comparison {
        let same = self.for_target.and_then(|target| other.for_target(target));
        compare::compare(
            &self.score,
            same.as_ref().map_or(&other.score, |same| &same.score),
        )
    }
}

impl Matching {
    /// The user whom postings are matched with.
    pub async fn subject(&self, actor: &Actor) -> Result<Subject> {
        let knowledge = self.knowledge().await?;
        let whole = self.whole(actor).await?;
        let now = self.platform.clock.now();
        let person = whole.person(&knowledge, self.jobs.rates(), now.date_naive());
        Ok(Subject {
            wording: wording::of_person(&knowledge, &whole, &person),
            person,
            profile_version: whole.profile.version,
            knowledge,
            today: now.date_naive(),
            read_at: now,
        })
    }

    /// How well these postings fit; ids without a posting, and those with which nothing of the profile can be compared, are missing from the result.
    pub async fn matches(
        &self,
        subject: &Arc<Subject>,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Arc<Match>>> {
        let readings = self.readings(&subject.knowledge, ids).await?;
        let conn = self.platform.db.conn();
        let waiting = reading_backlog::waiting(conn, ids).await?;
        let matcher = subject.matcher();
        let found = readings.into_iter().filter_map(|(id, posting)| {
            let one = Match {
                posting_id: id,
                is_stale: waiting.contains(&id),
                score: matcher.score(&posting),
                for_target: None,
                posting,
                subject: Arc::clone(subject),
            };
            one.score.compares().then(|| (id, Arc::new(one)))
        });
        Ok(found.collect())
    }
}
