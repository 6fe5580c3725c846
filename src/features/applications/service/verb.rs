//! Transitions of an application: move, close, reopen, correct. Each states the version that the client read.

use sea_orm::ActiveValue::Set;

use super::{
    append::{Entry, Written},
    correct,
    history::{self, next_date, refuse_future},
    limits,
    step::{CheckedStep, Effect, Step, Verb},
};
use crate::{
    error::{Error, Refusal, Result},
    features::applications::{
        ApplicationRow, Applications, EventKind, EventRow, Stage,
        entity::application,
        life::{self, Change},
        refusal::InvalidTransition,
    },
    platform::unit_of_work::Unit,
    types::write::Write,
};

impl Applications {
    /// Applies a step. A refusal lists the allowed stages.
    pub async fn apply(&self, write: &Write<'_>, step: Step) -> Result<Written> {
        let checked = self.check(write, step).await;
        // A retry returns its first result, even if the check would fail by now.
        let act = async |unit: &Unit| self.perform(unit, write, &checked?).await;
        self.platform.write(write, act).await
    }

    async fn check(&self, write: &Write<'_>, step: Step) -> Result<CheckedStep> {
        let today = self.users.today(write.actor).await?;
        refuse_future(step.occurred_on, today)?;
        let reason = step.reason.as_deref().unwrap_or_default();
        let reason = limits::reason("input.reason", reason)?;
        match step.verb {
            Verb::Change(Change::Reopen(_)) | Verb::Correct(_) | Verb::CorrectDate(..)
                if reason.is_empty() =>
            {
                let message = "Give a reason; it is shown in the history.";
                return Err(Refusal::invalid("input.reason", message).into());
            }
            Verb::CorrectDate(_, date) => refuse_future(Some(date), today)?,
            Verb::Change(_) | Verb::Correct(_) => {}
        }
        Ok(CheckedStep {
            step,
            today,
            reason,
        })
    }

    async fn perform(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        checked: &CheckedStep,
    ) -> Result<Written> {
        let (actor, step) = (write.actor, &checked.step);
        let (row, events) = application::with_history(unit, actor, step.id)
            .await?
            .ok_or_else(|| Error::not_found("application"))?;
        write.check_version(row.version)?;
        let effect = match step.verb {
            Verb::Change(change) => {
                let effect = changed(&row, &events, change, checked)?;
                if let Some(date) = effect.entry.occurred_on {
                    write.takes("occurredOn", date.to_string());
                }
                effect
            }
            Verb::Correct(event) => correct::retraction(&row, &events, event, checked)?,
            Verb::CorrectDate(event, date) => correct::other_date(&events, event, date, checked)?,
        };
        self.write_effect(unit, write, (&row, &events), effect, "input.id")
            .await
    }

    /// Writes the state after a step, and appends its event. `path` is the place in the input that names the application.
    pub(super) async fn write_effect(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        (row, events): (&ApplicationRow, &[EventRow]),
        Effect { state, entry }: Effect,
        path: &str,
    ) -> Result<Written> {
        let actor = write.actor;
        // While this application was closed, another one may have been created for its posting.
        if let Some(posting) = row
            .posting_id
            .filter(|_| row.stage == Stage::Closed && state.stage != Stage::Closed)
        {
            self.refuse_second(unit, actor, posting, path).await?;
        }
        let change = application::ActiveModel {
            stage: Set(state.stage),
            outcome: Set(state.outcome),
            applied_on: Set(state.applied_on.map(|day| day.to_string())),
            ..Default::default()
        };
        let row = self.write_next(unit, actor, row, change).await?;
        let last = events.last().map_or(0, |event| event.seq);
        self.append(unit, write, &row, last, entry).await?;
        self.written(unit, write, row, None).await
    }
}

fn changed(
    row: &ApplicationRow,
    events: &[EventRow],
    change: Change,
    checked: &CheckedStep,
) -> Result<Effect> {
    if !life::allows(row.stage, change) {
        let message = refusal(row.stage, change);
        return Err(InvalidTransition {
            message,
            allowed: life::reachable(row.stage),
        }
        .into());
    }
    let line = history::standing(events);
    let occurred_on = next_date(&line, checked.step.occurred_on, checked.today)?;
    let mut steps = history::steps(&line);
    steps.push(life::Step {
        change,
        occurred_on: Some(occurred_on),
    });
    let state = life::fold(&steps).map_err(|(_, change)| {
        let change = life::describe(change);
        Error::internal(format!("a stored history does not allow \"{change}\""))
    })?;
    let entry = Entry {
        kind: kind_of(change),
        from: Some(row.stage),
        to: Some(state.stage),
        outcome: state.outcome,
        occurred_on: Some(occurred_on),
        retracts: None,
        reason: checked.reason.clone(),
    };
    Ok(Effect { state, entry })
}

fn refusal(from: Stage, change: Change) -> String {
    match change {
        Change::Begin(_) => "An application is created once.".to_owned(),
        Change::Move(Stage::Closed) => {
            "Use closeApplication with an outcome to end an application.".to_owned()
        }
        Change::Move(_) if from == Stage::Closed => {
            "The application is closed; use reopenApplication.".to_owned()
        }
        Change::Move(to) => {
            format!("An application cannot move from {from} to {to}; see allowedTransitions.")
        }
        Change::Close(_) if from == Stage::Closed => {
            "The application is already closed.".to_owned()
        }
        Change::Close(outcome) => {
            format!(
                "An application in {from} cannot be closed as {outcome}; see allowedTransitions."
            )
        }
        Change::Reopen(_) if from != Stage::Closed => {
            "The application is not closed; use moveApplication.".to_owned()
        }
        Change::Reopen(_) => {
            "A closed application can be reopened to APPLIED or any later stage.".to_owned()
        }
    }
}

/// The kind of the event that makes a change.
pub(super) const fn kind_of(change: Change) -> EventKind {
    match change {
        Change::Begin(_) => EventKind::Created,
        Change::Move(_) => EventKind::Moved,
        Change::Close(_) => EventKind::Closed,
        Change::Reopen(_) => EventKind::Reopened,
    }
}
