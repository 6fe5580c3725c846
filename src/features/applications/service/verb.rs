//! The verbs of an application's life: move, close, reopen, correct. Each states the version it saw.

use sea_orm::{ActiveValue::Set, DatabaseTransaction};

use super::{
    correct,
    history::{self, next_date, refuse_future},
    record::{Act, Entry, Request},
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        applications::{
            ApplicationRow, Applications, EventKind, EventRow, Stage,
            entity::{application, application_event},
            life::{self, Change, State},
            refusal::InvalidTransition,
        },
        users::Today,
    },
    types::{
        actor::Actor,
        id::{ApplicationId, EventId},
        partial_date::PartialDate,
        text::Prose,
    },
};

/// What is to be done.
#[derive(Clone, Copy, Debug)]
pub enum Verb {
    /// Go on, end, or go on after all.
    Change(Change),
    /// Take an event back.
    Correct(EventId),
    /// State another date for an event.
    CorrectDate(EventId, PartialDate),
}

/// A verb with what every verb needs.
#[derive(Clone, Debug)]
pub struct Step {
    /// The application.
    pub id: ApplicationId,
    /// The version that the client saw.
    pub expected_version: i32,
    /// What is to be done.
    pub verb: Verb,
    /// When it happened; today by default. Another date for an event is part of the verb.
    pub occurred_on: Option<PartialDate>,
    /// Why, in the user's words.
    pub reason: Option<String>,
}

/// A step that was checked.
pub(super) struct CheckedStep {
    pub step: Step,
    pub today: Today,
    pub reason: String,
}

/// What a step leads to: the row's state and the event that is appended.
pub(super) struct Effect {
    pub standing: State,
    pub entry: Entry,
}

impl Applications {
    /// Takes a step. A refusal says what would be allowed.
    pub async fn apply(
        &self,
        actor: &Actor,
        step: Step,
        key: Option<&str>,
    ) -> Result<ApplicationRow> {
        let request = Request::new(key, &step)?;
        let today = self.users.today(actor).await?;
        refuse_future(step.occurred_on, today)?;
        let reason = Prose::parse(
            "input.reason",
            step.reason.as_deref().unwrap_or_default(),
            2_000,
        )?
        .into_string();
        match step.verb {
            Verb::Change(Change::Reopen(_)) | Verb::Correct(_) | Verb::CorrectDate(..)
                if reason.is_empty() =>
            {
                return Err(Refusal::invalid(
                    "input.reason",
                    "Say why, for the one who reads the history later.",
                )
                .into());
            }
            Verb::CorrectDate(_, date) => refuse_future(Some(date), today)?,
            Verb::Change(_) | Verb::Correct(_) => {}
        }
        self.once(
            actor,
            &request,
            &Act::Take(CheckedStep {
                step,
                today,
                reason,
            }),
        )
        .await?
        .row()
    }

    pub(super) async fn perform_step(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        request: &Request,
        checked: &CheckedStep,
    ) -> Result<ApplicationRow> {
        let step = &checked.step;
        let row = application::of_to_change(actor, step.id)
            .one(tx)
            .await?
            .ok_or_else(|| Error::not_found("application"))?;
        if row.version != step.expected_version {
            return Err(Refusal::VersionConflict {
                current: row.version,
            }
            .into());
        }
        let events = application_event::of_applications(actor, &[row.id])
            .all(tx)
            .await?;
        let Effect { standing, entry } = match step.verb {
            Verb::Change(change) => changed(&row, &events, change, checked)?,
            Verb::Correct(event) => correct::retraction(&row, &events, event, checked)?,
            Verb::CorrectDate(event, date) => correct::other_date(&events, event, date, checked)?,
        };
        // Only what is closed has left its posting to another application.
        if let Some(posting) = row
            .posting_id
            .filter(|_| row.stage == Stage::Closed && standing.stage != Stage::Closed)
        {
            self.refuse_second(tx, actor, posting, "input.id").await?;
        }
        let row = self.update_state(tx, actor, row, standing).await?;
        self.append(tx, &row, request, entry).await?;
        Ok(row)
    }

    /// Writes where the application stands now; a new column is entered at its end.
    async fn update_state(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        row: ApplicationRow,
        standing: State,
    ) -> Result<ApplicationRow> {
        let mut change = application::ActiveModel {
            stage: Set(standing.stage),
            outcome: Set(standing.outcome),
            applied_on: Set(standing.applied_on.map(|day| day.to_string())),
            version: Set(row.version + 1),
            updated_at: Set(self.platform.clock.now()),
            ..Default::default()
        };
        if standing.stage != row.stage {
            change.board_rank =
                Set(application::last_rank(tx, actor.user_id, standing.stage).await? + 1.0);
        }
        let written = application::update_if(tx, change, row.id, row.version).await?;
        let now = application::of_by_id(actor, row.id)
            .one(tx)
            .await?
            .ok_or_else(|| Error::not_found("application"))?;
        if written {
            Ok(now)
        } else {
            Err(Refusal::VersionConflict {
                current: now.version,
            }
            .into())
        }
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
    let occurred_on = next_date(
        &history::standing(events),
        checked.step.occurred_on,
        checked.today,
    )?;
    let applied_on = row.applied_on.as_deref().and_then(PartialDate::parse_text);
    let standing = match change {
        Change::Begin(stage) | Change::Move(stage) | Change::Reopen(stage) => State {
            stage,
            outcome: None,
            applied_on: applied_on.or_else(|| (stage == Stage::Applied).then_some(occurred_on)),
        },
        Change::Close(outcome) => State {
            stage: Stage::Closed,
            outcome: Some(outcome),
            applied_on,
        },
    };
    let entry = Entry {
        kind: kind_of(change),
        from: Some(row.stage),
        to: Some(standing.stage),
        outcome: standing.outcome,
        occurred_on,
        retracts: None,
        reason: checked.reason.clone(),
    };
    Ok(Effect { standing, entry })
}

fn refusal(from: Stage, change: Change) -> String {
    match change {
        Change::Begin(_) => "An application begins once.".to_owned(),
        Change::Move(Stage::Closed) => {
            "Use closeApplication with an outcome to end an application.".to_owned()
        }
        Change::Move(_) if from == Stage::Closed => {
            "The application is closed; use reopenApplication to go on.".to_owned()
        }
        Change::Move(to) => {
            format!("An application does not go from {from} to {to}; see allowedTransitions.")
        }
        Change::Close(_) if from == Stage::Closed => {
            "The application is closed already.".to_owned()
        }
        Change::Close(outcome) => {
            format!("An application in {from} does not end with {outcome}; see allowedTransitions.")
        }
        Change::Reopen(_) if from != Stage::Closed => {
            "The application is not closed; use moveApplication.".to_owned()
        }
        Change::Reopen(_) => {
            "A closed application goes on in APPLIED or any stage after it.".to_owned()
        }
    }
}

const fn kind_of(change: Change) -> EventKind {
    match change {
        Change::Begin(_) => EventKind::Created,
        Change::Move(_) => EventKind::Moved,
        Change::Close(_) => EventKind::Closed,
        Change::Reopen(_) => EventKind::Reopened,
    }
}
