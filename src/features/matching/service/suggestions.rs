//! Suggestions for a profile: what the rules find now, what the user dismissed, and what is done.

use std::collections::HashMap;

use matching::{
    advice::{self, Finding, Rule},
    prepared::{Person, Posting},
};
use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    features::matching::{
        Knowledge, Matching, SuggestionRow, SuggestionState, entity::profile_suggestion,
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, area::Area, write::Write},
};

/// Fixes whose gain is computed.
const GAINS_MAX: usize = 20;

/// The id of a suggestion: its rule and what it is about, the same at each check.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SuggestionId {
    /// The rule.
    pub rule: String,
    /// The item, fact or skill; empty for the profile.
    pub subject: String,
}

/// A suggestion.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Suggestion {
    /// The stored state.
    pub state: SuggestionState,
    /// The rule.
    pub rule: String,
    /// What it is about.
    pub subject: String,
    /// The suggestion in words.
    pub message: String,
    /// What the rule found; none once it is done.
    pub finding: Option<Finding>,
    /// The mean rise of the scores of the postings of open applications with its fix; none without a fix, or if it changes no score.
    pub expected_gain: Option<f64>,
}

impl SuggestionId {
    /// Reads the external form, `RULE` or `RULE:subject`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (rule, subject) = text.split_once(':').unwrap_or((text, ""));
        Self {
            rule: rule.to_owned(),
            subject: subject.to_owned(),
        }
    }
}

impl Suggestion {
    fn found(finding: Finding, expected_gain: Option<f64>, state: SuggestionState) -> Self {
        Self {
            state,
            rule: name(finding.rule),
            subject: finding.subject.clone(),
            message: finding.text.clone(),
            finding: Some(finding),
            expected_gain,
        }
    }

    /// The external form of its id.
    #[must_use]
    pub fn id(&self) -> String {
        if self.subject.is_empty() {
            self.rule.clone()
        } else {
            format!("{}:{}", self.rule, self.subject)
        }
    }
}

/// What the rules find now.
struct Checked {
    found: Vec<(Finding, Option<f64>)>,
}

impl Matching {
    /// The suggestions for the actor's profile: open ones first, by severity, then dismissed and done ones.
    pub async fn suggestions(&self, actor: &Actor) -> Result<Vec<Suggestion>> {
        let checked = self.check(actor).await?;
        // Without the applications not all rules see what they need, so nothing is known to be done.
        let rows = if may_read_saved(actor) {
            self.noted(actor, &checked).await?
        } else {
            let open = |row: &SuggestionRow| row.state != SuggestionState::Done;
            let rows = profile_suggestion::of(actor).all(self.platform.db.conn());
            rows.await?.into_iter().filter(open).collect()
        };
        let mut all = Vec::new();
        for (finding, gain) in checked.found {
            let rule = name(finding.rule);
            let mut rows = rows.iter();
            let row = rows.find(|row| row.rule == rule && row.subject == finding.subject);
            let state = row.map_or(SuggestionState::Open, |row| row.state);
            all.push(Suggestion::found(finding, gain, state));
        }
        let done = rows.iter().filter(|row| row.state == SuggestionState::Done);
        all.extend(done.map(|row| Suggestion {
            state: row.state,
            rule: row.rule.clone(),
            subject: row.subject.clone(),
            message: row.message.clone(),
            finding: None,
            expected_gain: None,
        }));
        all.sort_by_key(|one| match one.state {
            SuggestionState::Open => 0,
            SuggestionState::Dismissed => 1,
            SuggestionState::Done => 2,
        });
        Ok(all)
    }

    /// Dismisses a suggestion that stands, or lets it stand again.
    pub async fn set_dismissed(
        &self,
        write: &Write<'_>,
        id: &SuggestionId,
        is_dismissed: bool,
    ) -> Result<Suggestion> {
        // Nothing is noted here, because a dry run stores nothing.
        let checked = self.check(write.actor).await?;
        let mut found = checked.found.into_iter();
        let found = found.find(|(one, _)| name(one.rule) == id.rule && one.subject == id.subject);
        let (finding, gain) = found.ok_or_else(|| Error::not_found("suggestion").at("input.id"))?;
        let state = if is_dismissed {
            SuggestionState::Dismissed
        } else {
            SuggestionState::Open
        };
        let suggestion = Suggestion::found(finding, gain, state);
        let row = self.row(write.actor, &suggestion);
        let act = async |unit: &Unit| {
            profile_suggestion::put(unit, vec![row]).await?;
            Ok(suggestion)
        };
        self.platform.write(write, act).await
    }

    /// Notes which suggestions are done after a change of the profile, for users who have asked for suggestions.
    pub(in crate::features::matching) async fn note_done(&self, actor: &Actor) -> Result<()> {
        let known = profile_suggestion::of(actor)
            .one(self.platform.db.conn())
            .await?;
        if known.is_some() {
            let checked = self.check(actor).await?;
            self.noted(actor, &checked).await?;
        }
        Ok(())
    }

    /// Runs all rules.
    async fn check(&self, actor: &Actor) -> Result<Checked> {
        let knowledge = self.knowledge().await?;
        let whole = self.whole(actor).await?;
        let rates = self.jobs.rates();
        let today = self.platform.clock.now().date_naive();
        let person = whole.person(&knowledge, rates, today);
        let profile = whole.advised(&person, rates);
        // A token that may not read applications learns nothing of them.
        let saved = if may_read_saved(actor) {
            self.saved(&knowledge, actor).await?
        } else {
            HashMap::new()
        };
        let saved: Vec<Posting> = saved.into_values().collect();
        let check = move || {
            let context = advice::Context {
                taxonomy: &knowledge.taxonomy,
                profile: &profile,
                saved: &saved,
                today,
            };
            let found = advice::check(&context);
            with_gains(&knowledge, &person, &saved, today, found)
        };
        let found = tokio::task::spawn_blocking(check)
            .await
            .map_err(Error::internal)?;
        Ok(Checked { found })
    }

    /// Keeps what was found newly and what is done; returns all rows as they are then.
    async fn noted(&self, actor: &Actor, checked: &Checked) -> Result<Vec<SuggestionRow>> {
        let conn = self.platform.db.conn();
        let mut rows = profile_suggestion::of(actor).all(conn).await?;
        let mut found: HashMap<(String, &str), &Finding> = checked
            .found
            .iter()
            .map(|(finding, _)| ((name(finding.rule), finding.subject.as_str()), finding))
            .collect();
        let now = self.platform.clock.now();
        let mut changed = Vec::new();
        for row in &mut rows {
            let stands = found.remove(&(row.rule.clone(), row.subject.as_str()));
            let state = match (stands, row.state) {
                (None, _) => SuggestionState::Done,
                (Some(_), SuggestionState::Done) => SuggestionState::Open,
                (Some(_), state) => state,
            };
            if state != row.state {
                (row.state, row.changed_at) = (state, now);
                changed.push(row.clone());
            }
        }
        let new: Vec<_> = found
            .into_iter()
            .map(|((rule, subject), finding)| (rule, subject.to_owned(), finding.text.clone()))
            .collect();
        for (rule, subject, message) in new {
            let row = SuggestionRow {
                user_id: actor.user_id,
                rule,
                subject,
                state: SuggestionState::Open,
                message,
                changed_at: now,
            };
            changed.push(row.clone());
            rows.push(row);
        }
        if !changed.is_empty() {
            profile_suggestion::put(conn, changed).await?;
        }
        Ok(rows)
    }

    fn row(&self, actor: &Actor, suggestion: &Suggestion) -> SuggestionRow {
        SuggestionRow {
            user_id: actor.user_id,
            rule: suggestion.rule.clone(),
            subject: suggestion.subject.clone(),
            state: suggestion.state,
            message: suggestion.message.clone(),
            changed_at: self.platform.clock.now(),
        }
    }
}

/// True if the actor may read the applications, whose postings some rules compare the profile with.
fn may_read_saved(actor: &Actor) -> bool {
    actor.may(Area::Applications.read())
}

/// The name of a rule, in the database and in ids.
fn name(rule: Rule) -> String {
    let name = serde_json::to_value(rule).unwrap_or_default();
    name.as_str().unwrap_or_default().to_owned()
}

/// The findings, each with the gain of its fix.
fn with_gains(
    knowledge: &Knowledge,
    person: &Person,
    saved: &[Posting],
    today: chrono::NaiveDate,
    found: Vec<Finding>,
) -> Vec<(Finding, Option<f64>)> {
    let mut computed = 0;
    let gain = |finding: Finding| {
        let fix = finding.fix.as_ref().filter(|_| computed < GAINS_MAX);
        let gain = fix.and_then(|fix| {
            computed += 1;
            advice::expected_gain(
                &knowledge.taxonomy,
                &knowledge.corpus,
                person,
                saved,
                today,
                fix,
            )
        });
        (finding, gain)
    };
    found.into_iter().map(gain).collect()
}
