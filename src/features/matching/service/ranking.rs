//! The ranked postings of a user: kept, and ranked again in the background when the profile or the catalogue changes.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use matching::{prepared::Person, score::Matcher};
use tokio::sync::oneshot;

use super::{near, person::Whole};
use crate::{
    error::{Error, Result},
    features::matching::{
        Knowledge, Matching, RankedPosting, RankingRow,
        entity::{
            matching_state,
            ranking::{self, Ranked},
        },
        task::RankPostings,
    },
    types::{
        actor::Actor,
        id::{PostingId, UserId},
    },
};

/// Postings that are kept for a user.
pub const KEPT: usize = 500;
/// Rankings of users who have not asked for so long wait until they do.
const ASKED_WITHIN: TimeDelta = TimeDelta::days(7);
/// A ranking is not made again for new postings before this.
const REST: TimeDelta = TimeDelta::minutes(2);
/// Postings of which less is known than this share of the weights are ranked below their score, in proportion.
const KNOWN_ENOUGH: f64 = 0.6;
/// Rankings that one run of the schedule makes again.
const AGAIN_MAX: u64 = 100;

/// The ranked postings of a user.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// The postings, best match first.
    pub postings: Vec<RankedPosting>,
    /// True if the profile, the rules, the counts of words or postings have changed since: it is ranked again soon.
    pub is_stale: bool,
    /// When it was made.
    pub row: RankingRow,
}

impl Matching {
    /// The ranked postings of the actor: those that are kept, or ranked now if none are.
    pub async fn ranking(&self, actor: &Actor) -> Result<Ranking> {
        let conn = self.platform.db.conn();
        let kept = ranking::of(actor).one(conn).await?;
        let Some(row) = kept else {
            let row = self.rank_to_the_end(actor).await?;
            return Ok(Ranking {
                postings: row.postings.0.clone(),
                is_stale: false,
                row,
            });
        };
        let knowledge = self.knowledge().await?;
        let profile = self.profiles.get(actor).await?;
        let is_changed =
            row.profile_version != profile.version || row.version != knowledge.score_version;
        let read_at = matching_state::read_at(conn).await?;
        let is_stale = is_changed || read_at.is_some_and(|read_at| read_at > row.ranked_at);
        if is_changed {
            let task = RankPostings {
                user_id: actor.user_id,
            };
            self.platform.publish(&task).await?;
        }
        let now = self.platform.clock.now();
        if now - row.asked_at > TimeDelta::hours(1) {
            ranking::asked(conn, actor.user_id, now).await?;
        }
        Ok(Ranking {
            postings: row.postings.0.clone(),
            is_stale,
            row,
        })
    }

    /// The position of a title among the actor's targets; refused with those that there are.
    pub async fn target(&self, actor: &Actor, title: &str) -> Result<usize> {
        let targets = self.profiles.get(actor).await?.targets;
        let wanted = title.trim().to_lowercase();
        let mut titles = targets.titles.iter();
        let found = titles.position(|one| one.to_lowercase() == wanted);
        found.ok_or_else(|| {
            let there = match targets.titles.as_slice() {
                [] => "it names none yet".to_owned(),
                titles => format!("it names {}", titles.join(", ")),
            };
            Error::bad_input(format!(
                "\"target\" is not a title that the profile looks for; {there}."
            ))
            .at("target")
        })
    }

    /// Ranks the postings for a user who has asked before; others wait until they do.
    pub(in crate::features::matching) async fn rank_again(&self, actor: &Actor) -> Result<()> {
        let conn = self.platform.db.conn();
        if ranking::of(actor).one(conn).await?.is_some() {
            self.rank(actor, near::IN_BACKGROUND).await?;
        }
        Ok(())
    }

    /// Ranks the postings also if the request ends before: then the next one finds the ranking.
    async fn rank_to_the_end(&self, actor: &Actor) -> Result<RankingRow> {
        let (done, ranked) = oneshot::channel();
        let (matching, actor) = (self.clone(), actor.clone());
        self.platform.background.spawn(async move {
            // If the request has ended, nobody receives it.
            drop(done.send(matching.rank(&actor, near::IN_QUERY).await));
        });
        ranked.await.map_err(Error::internal)?
    }

    /// Ranks the postings for the actor, and keeps the result. What is near by vectors is waited for so long.
    async fn rank(&self, actor: &Actor, near_within: Duration) -> Result<RankingRow> {
        let subject = self.subject(actor).await?;
        let near = self.near(actor, &subject, near_within).await;
        let postings = self.ranked(&subject.knowledge, subject.person, near);
        let postings = postings.await?;
        let conn = self.platform.db.conn();
        let now = self.platform.clock.now();
        let asked = ranking::of(actor).one(conn).await?;
        let row = RankingRow {
            user_id: actor.user_id,
            profile_version: subject.profile_version,
            version: subject.knowledge.score_version.clone(),
            postings: Ranked(postings),
            ranked_at: now,
            asked_at: asked.map_or(now, |row| row.asked_at),
        };
        ranking::put(conn, row.clone()).await?;
        Ok(row)
    }

    /// The best postings for a person, with those that are near by vectors among the candidates.
    pub(super) async fn ranked(
        &self,
        knowledge: &Arc<Knowledge>,
        person: Person,
        near_by_vector: Vec<PostingId>,
    ) -> Result<Vec<RankedPosting>> {
        let today = self.platform.clock.now().date_naive();
        let candidates = {
            let matcher = Matcher::new(&knowledge.taxonomy, &knowledge.corpus, &person, today);
            self.candidates(knowledge, &matcher, &person, near_by_vector)
                .await?
        };
        let readings = self.readings(knowledge, &candidates).await?;
        let knowledge = Arc::clone(knowledge);
        let rate = move || {
            let matcher = Matcher::new(&knowledge.taxonomy, &knowledge.corpus, &person, today);
            let rated = readings.iter().filter_map(|(id, posting)| {
                let score = matcher.score(posting);
                if !score.compares() {
                    return None;
                }
                let known = (score.completeness / KNOWN_ENOUGH).min(1.0);
                let key = |score: f64| hundredths(score * known);
                Some(RankedPosting {
                    posting_id: *id,
                    score: key(score.score),
                    targets: score.targets.iter().map(|one| key(*one)).collect(),
                })
            });
            let mut rated: Vec<RankedPosting> = rated.filter(|one| one.score > 0).collect();
            rated.sort_by_key(|one| std::cmp::Reverse((one.score, one.posting_id.0)));
            rated.truncate(KEPT);
            rated
        };
        tokio::task::spawn_blocking(rate)
            .await
            .map_err(Error::internal)
    }

    /// Lets outdated rankings of users who asked lately be made again. Runs on schedule.
    pub async fn rank_outdated(&self) -> Result<usize> {
        let conn = self.platform.db.conn();
        let Some(last) = matching_state::read_at(conn).await? else {
            return Ok(0);
        };
        let now = self.platform.clock.now();
        let before = last.min(now - REST);
        let users: Vec<UserId> =
            ranking::outdated(conn, now - ASKED_WITHIN, before, AGAIN_MAX).await?;
        for user_id in &users {
            let task = RankPostings { user_id: *user_id };
            self.platform.publish(&task).await?;
        }
        Ok(users.len())
    }

    /// The profile of the actor with its sections.
    pub(super) async fn whole(&self, actor: &Actor) -> Result<Whole> {
        Ok(Whole {
            profile: self.profiles.get(actor).await?,
            sections: self.profiles.sections(actor).await?,
        })
    }
}

/// The ids of ranked postings with their scores.
impl Ranking {
    /// The postings for one target of the profile, best match first; for the best target of each without one.
    #[must_use]
    pub fn for_target(&self, target: Option<usize>) -> Vec<(PostingId, i64)> {
        let score = |one: &RankedPosting| match target {
            Some(target) => one.targets.get(target).copied(),
            None => Some(one.score),
        };
        let scored = self.postings.iter();
        let scored = scored.filter_map(|one| Some((one.posting_id, score(one)?)));
        let mut scored: Vec<(PostingId, i64)> = scored.filter(|(_, score)| *score > 0).collect();
        scored.sort_by_key(|(id, score)| std::cmp::Reverse((*score, id.0)));
        scored
    }
}

/// A score of 0 to 100 in hundredths.
#[expect(clippy::cast_possible_truncation, reason = "a score is at most 100")]
pub(super) fn hundredths(score: f64) -> i64 {
    (score * 100.0).round() as i64
}
