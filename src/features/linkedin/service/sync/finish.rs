//! Ends a run: makes the plan, and records the domains, what went wrong, and when the next run is due.

use chrono::{DateTime, TimeDelta, Utc};
use importing::snapshot::domains;

use super::{
    choose::{RETRIES_OVER, RETRY_MINUTES},
    outcome::{DomainOutcome, RunOutcome, StopReason},
    row_hashes::is_new,
};
use crate::{
    error::{Error, Kind, Result},
    features::linkedin::{
        AccountRow, DomainEnding, DomainState, LinkedIn, Problem, ProblemCode, State,
        entity::account,
        service::{connect::change as changed, view::HOUR},
        task::SyncLinkedIn,
    },
    platform::unit_of_work::Unit,
    types::{
        actor::{Actor, By, Role},
        id::{ImportId, SessionId},
    },
};

/// How far back the changelog is read after everything was read for the first time: clocks differ, and snapshots lag behind.
const OVERLAP: TimeDelta = TimeDelta::hours(1);

/// A plan that was made, or why not.
enum Plan {
    /// There is nothing new.
    None,
    Made(ImportId),
    Refused(String),
}

impl LinkedIn {
    /// Records a run that did nothing: the account may not act, or the operator does not allow it.
    pub(super) async fn skip(&self, task: &SyncLinkedIn) -> Result<()> {
        self.record(task, |row, _| {
            row.run_id = None;
            Ok(())
        })
        .await
    }

    /// Makes a plan if there is something new, and records the run.
    pub(super) async fn finish(&self, task: &SyncLinkedIn, found: RunOutcome) -> Result<()> {
        let conn = self.platform.db.conn();
        let row = account::of_run(task.user_id, task.run_id).one(conn).await?;
        let Some(row) = row else { return Ok(()) };
        let mut found = found;
        let session = SessionId(task.run_id);
        let actor = Actor::of_session(task.user_id, session, Role::User);
        let actor = actor.acting_by(By::Import("LinkedIn"));
        let is_due = found.has_new_rows(&row)
            || found.is_complete()
                && self
                    .is_plan_over(&actor, row.plan_id, task.everything)
                    .await?;
        let plan = if is_due {
            let imported = std::mem::take(&mut found.imported);
            match self.make_plan(&actor, imported).await {
                Ok(plan) => Plan::Made(plan),
                Err(error) => Plan::Refused(refusal(&error)),
            }
        } else {
            Plan::None
        };
        let is_planned = matches!(plan, Plan::Made(_));
        let asked = found.domains.len();
        let stop = found.stop.clone();
        self.record(task, |row, now| {
            row.run_id = None;
            row.note_plan(&plan);
            row.note_domains(&found.domains, is_planned, now);
            self.note_end(row, &found, &plan, now)
        })
        .await?;
        tracing::info!(
            asked,
            is_planned,
            ended_early = stop.is_some(),
            "LinkedIn was read for a user"
        );
        Ok(())
    }

    /// Changes the row of a run, unless it was replaced meanwhile.
    async fn record(
        &self,
        task: &SyncLinkedIn,
        change: impl FnOnce(&mut AccountRow, DateTime<Utc>) -> Result<()>,
    ) -> Result<()> {
        let unit: Unit = self.platform.begin().await?;
        self.users.lock_to_count(&unit, task.user_id).await?;
        let row = account::of_run(task.user_id, task.run_id)
            .one(&unit)
            .await?;
        let Some(mut row) = row else { return Ok(()) };
        change(&mut row, self.platform.clock.now())?;
        unit.changed(changed(&row).at_same_version()).await;
        account::save(&unit, row, false).await?;
        unit.commit().await
    }

    /// The state, the problem and the time of the next run.
    fn note_end(
        &self,
        row: &mut AccountRow,
        found: &RunOutcome,
        plan: &Plan,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let started = row.started_at.unwrap_or(now);
        let has_data = row.domains.0.iter().any(|domain| domain.rows > 0);
        row.state = if has_data {
            State::Connected
        } else {
            State::Preparing
        };
        let mut next = started + self.interval()?;
        row.problem = problem(found, plan).map(|(code, message)| Problem {
            code,
            message,
            at: now,
        });
        match &found.stop {
            Some(StopReason::Consent(_)) => {
                row.state = State::ConsentNeeded;
                // The token is useless; a new consent may start a run at once.
                (row.token, row.next_at, row.started_at) = (None, None, None);
                return Ok(());
            }
            Some(StopReason::Refused(_)) => {}
            Some(StopReason::Wait(seconds)) => {
                let wait = TimeDelta::seconds(i64::try_from(*seconds).unwrap_or(i64::MAX / 1_000));
                next = (started + HOUR).max(now + wait);
            }
            Some(StopReason::Unavailable | StopReason::TooSlow) => next = started + HOUR,
            None => {
                row.note_success(found, now);
                if let Some(minutes) = row.retry() {
                    next = now + TimeDelta::minutes(minutes);
                } else if matches!(plan, Plan::Refused(_)) {
                    next = started + HOUR;
                }
            }
        }
        row.next_at = Some(next);
        Ok(())
    }
}

impl RunOutcome {
    /// True if all domains were read, and there is something in them.
    fn is_complete(&self) -> bool {
        self.everything && self.stop.is_none() && self.domains.iter().any(|domain| domain.rows > 0)
    }

    /// True if there is something that no plan had.
    fn has_new_rows(&self, row: &AccountRow) -> bool {
        let before = |name: &str| row.domains.get(name)?.planned.as_ref();
        self.domains
            .iter()
            .any(|domain| is_new(before(domain.name), &domain.rows_of_plan, domain.rows))
    }
}

impl AccountRow {
    fn note_plan(&mut self, plan: &Plan) {
        if let Plan::Made(id) = plan {
            self.plan_id = Some(*id);
        }
    }

    fn note_domains(&mut self, found: &[DomainOutcome], is_planned: bool, now: DateTime<Utc>) {
        for domain in found {
            let before = self
                .domains
                .get(domain.name)
                .and_then(|at| at.planned.clone());
            let is_new = is_new(before.as_ref(), &domain.rows_of_plan, domain.rows);
            let planned = if is_planned && is_new {
                Some(domain.rows_of_plan.clone())
            } else {
                before
            };
            self.domains.put(DomainState {
                name: domain.name.to_owned(),
                rows: domain.rows,
                ending: domain.ending,
                read_at: now,
                planned,
            });
        }
    }

    fn note_success(&mut self, found: &RunOutcome, now: DateTime<Utc>) {
        self.synced_at = Some(now);
        if found.everything {
            self.full_at = Some(now);
            let started = self.started_at.unwrap_or(now);
            let from = (started - OVERLAP).timestamp_millis();
            self.changes_from = Some(self.changes_from.map_or(from, |known| known.max(from)));
        }
        if let Some(changes) = &found.changes {
            self.changes_from = Some(changes.from);
            self.changes_seen = changes.seen.clone();
        }
    }

    /// The minutes until what is not there yet is asked for again, if it still is after the consent.
    fn retry(&mut self) -> Option<i64> {
        let is_missing = |name: &str| {
            let at = self.domains.get(name).map(|at| at.ending);
            at.is_none_or(|ending| ending == DomainEnding::NotThere)
        };
        let place = usize::try_from(self.retries).ok()?;
        let minutes = RETRY_MINUTES.get(place).copied();
        let minutes = minutes.filter(|_| domains().any(is_missing));
        // Past the last one, the schedule goes on by the changelog.
        self.retries = minutes.map_or(RETRIES_OVER, |_| self.retries + 1);
        minutes
    }
}

/// The error of a run, and its message with advice.
fn problem(found: &RunOutcome, plan: &Plan) -> Option<(ProblemCode, String)> {
    let said = match &found.stop {
        Some(StopReason::Consent(code)) => (*code, consent_message(*code).to_owned()),
        Some(StopReason::Refused(status)) => {
            let message = format!(
                "LinkedIn refused a request of this server (status {status}). Repeating it does not help; tell the operator of this server."
            );
            (ProblemCode::RequestRefused, message)
        }
        Some(StopReason::Wait(_)) => (
            ProblemCode::Throttled,
            "LinkedIn asked to wait; the next run reads the rest.".to_owned(),
        ),
        Some(StopReason::Unavailable) => (
            ProblemCode::Unavailable,
            "LinkedIn does not answer as it should; the next run tries again.".to_owned(),
        ),
        Some(StopReason::TooSlow) => (
            ProblemCode::TooSlow,
            "Reading took too long; the next run reads the rest.".to_owned(),
        ),
        None => match plan {
            Plan::Refused(message) => (ProblemCode::PlanRefused, message.clone()),
            _ => return incomplete(found),
        },
    };
    Some(said)
}

fn incomplete(found: &RunOutcome) -> Option<(ProblemCode, String)> {
    let names: Vec<&str> = found
        .domains
        .iter()
        .filter(|domain| domain.ending == DomainEnding::Incomplete)
        .map(|domain| domain.name)
        .collect();
    let message = format!(
        "LinkedIn did not give all of {}; the next run tries again.",
        names.join(", ")
    );
    (!names.is_empty()).then_some((ProblemCode::Incomplete, message))
}

const fn consent_message(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::TokenExpired => {
            "The token has expired. Create a new one, and connect LinkedIn again."
        }
        ProblemCode::NotPermitted => {
            "The token may not read your data at LinkedIn. Create one with the scope r_dma_portability_self_serve, and connect LinkedIn again."
        }
        ProblemCode::TokenMissing => {
            "There is no token of your LinkedIn identity any more. Sign in with LinkedIn, or create a token, and connect LinkedIn again."
        }
        _ => {
            "LinkedIn does not accept the token any more. Create a new one, and connect LinkedIn again."
        }
    }
}

/// Why there is no plan. The run is not repeated for it: that would ask LinkedIn again.
fn refusal(error: &Error) -> String {
    match error.kind() {
        Kind::Refused(_) | Kind::BadInput => error.message().to_owned(),
        _ => {
            let cause = error.cause().map(ToString::to_string);
            tracing::error!(cause, "a plan could not be made: {error}");
            "The plan could not be made; the next run tries again.".to_owned()
        }
    }
}
