//! The verbs of an application's life: move, close, reopen, correct. Each states the version it saw.

use sea_orm::{ActiveValue::Set, DatabaseTransaction};

use super::record::{Act, Entry, Request, standing_steps};
use crate::{
    error::{Error, Refusal, Result},
    features::applications::{
        ApplicationRow, Applications, EventKind, EventRow,
        entity::{application, application_event},
        life::{self, Change, Standing},
    },
    types::{
        actor::Actor,
        id::{ApplicationId, EventId},
        partial_date::PartialDate,
        stage::Stage,
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
    /// When it happened; today by default.
    pub occurred_on: Option<PartialDate>,
    /// Why, in the user's words.
    pub reason: Option<String>,
}

/// A step that was checked.
pub(super) struct CheckedStep {
    step: Step,
    occurred_on: PartialDate,
    reason: String,
}

impl Applications {
    /// Takes a step. A refusal says what would be allowed.
    pub async fn take(&self, actor: &Actor, step: Step, key: Option<&str>) -> Result<ApplicationRow> {
        let request = Request::new(key, &step)?;
        let occurred_on = self.day(step.occurred_on)?;
        let reason = Prose::parse("input.reason", step.reason.as_deref().unwrap_or_default(), 2_000)?.into_string();
        if reason.is_empty() && matches!(step.verb, Verb::Change(Change::Reopen(_)) | Verb::Correct(_)) {
            return Err(Refusal::invalid("input.reason", "Say why, for the one who reads the history later.").into());
        }
        self.once(actor, &request, &Act::Take(CheckedStep { step, occurred_on, reason })).await
    }

    pub(super) async fn perform_step(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        request: &Request,
        checked: &CheckedStep,
    ) -> Result<ApplicationRow> {
        let CheckedStep { step, occurred_on, reason } = checked;
        let row = application::of_to_change(actor, step.id).one(tx).await?.ok_or_else(|| Error::not_found("application"))?;
        if row.version != step.expected_version {
            return Err(Refusal::VersionConflict { current: row.version }.into());
        }
        let (standing, kind, retracts) = match step.verb {
            Verb::Change(change) => (changed(&row, change, *occurred_on)?, kind_of(change), None),
            Verb::Correct(event) => (self.corrected(tx, actor, &row, event).await?, EventKind::Corrected, Some(event)),
        };
        // Only what is closed has left its posting to another application.
        if let Some(posting) = row.posting_id.filter(|_| row.stage == Stage::Closed && standing.stage != Stage::Closed) {
            self.refuse_second(tx, actor, posting, "input.id").await?;
        }
        let from = Some(row.stage);
        let row = self.stand(tx, actor, row, standing).await?;
        self.append(tx, &row, request, Entry { kind, from, occurred_on: *occurred_on, retracts, reason: reason.clone() }).await?;
        Ok(row)
    }

    /// Writes where the application stands now; a new column is entered at its end.
    async fn stand(&self, tx: &DatabaseTransaction, actor: &Actor, row: ApplicationRow, standing: Standing) -> Result<ApplicationRow> {
        let mut change = application::ActiveModel {
            stage: Set(standing.stage),
            outcome: Set(standing.outcome),
            applied_on: Set(standing.applied_on.map(|day| day.to_string())),
            version: Set(row.version + 1),
            updated_at: Set(self.platform.clock.now()),
            ..Default::default()
        };
        if standing.stage != row.stage {
            change.board_rank = Set(application::last_rank(tx, actor.user_id, standing.stage).await? + 1.0);
        }
        let written = application::update_if(tx, change, row.id, row.version).await?;
        let now = application::of_by_id(actor, row.id).one(tx).await?.ok_or_else(|| Error::not_found("application"))?;
        if written { Ok(now) } else { Err(Refusal::VersionConflict { current: now.version }.into()) }
    }

    /// Where the application stands without an event.
    async fn corrected(&self, tx: &DatabaseTransaction, actor: &Actor, row: &ApplicationRow, id: EventId) -> Result<Standing> {
        let mut events = application_event::of_applications(actor, &[row.id]).all(tx).await?;
        let event = events.iter().find(|event| event.id == id).ok_or_else(|| Error::not_found("event of this application"))?;
        if let Some(why) = cannot_be_taken_back(event, &events) {
            return Err(Refusal::invalid("input.eventId", why).into());
        }
        events.retain(|event| event.id != id);
        life::fold(&standing_steps(&events)).map_err(|(at, change)| {
            let from = at.map_or_else(|| "nowhere".to_owned(), |stage| format!("{stage:?}").to_uppercase());
            let message = format!(
                "Without this event the history would go from {from} by {change:?}, which cannot be; take back the later event first."
            );
            Refusal::InvalidTransition { message, allowed: at.map(life::reachable).unwrap_or_default() }.into()
        })
    }
}

fn changed(row: &ApplicationRow, change: Change, occurred_on: PartialDate) -> Result<Standing> {
    if !life::allows(row.stage, change) {
        let message = refusal(row.stage, change);
        return Err(Refusal::InvalidTransition { message, allowed: life::reachable(row.stage) }.into());
    }
    let applied_on = row.applied_on.as_deref().and_then(PartialDate::parse_text);
    Ok(match change {
        Change::Begin(stage) | Change::Move(stage) | Change::Reopen(stage) => {
            Standing { stage, outcome: None, applied_on: applied_on.or_else(|| (stage == Stage::Applied).then_some(occurred_on)) }
        }
        Change::Close(outcome) => Standing { stage: Stage::Closed, outcome: Some(outcome), applied_on },
    })
}

fn refusal(from: Stage, change: Change) -> String {
    let from = format!("{from:?}").to_uppercase();
    match change {
        Change::Begin(_) => "An application begins once.".to_owned(),
        Change::Move(Stage::Closed) => "Use closeApplication with an outcome to end an application.".to_owned(),
        Change::Move(_) if from == "CLOSED" => "The application is closed; use reopenApplication to go on.".to_owned(),
        Change::Move(to) => {
            format!("An application does not go from {from} to {}; see allowedTransitions.", format!("{to:?}").to_uppercase())
        }
        Change::Close(_) if from == "CLOSED" => "The application is closed already.".to_owned(),
        Change::Close(outcome) => format!("An application in {from} does not end with {outcome:?}; see allowedTransitions."),
        Change::Reopen(_) if from != "CLOSED" => "The application is not closed; use moveApplication.".to_owned(),
        Change::Reopen(_) => "A closed application goes on in APPLIED or any stage after it.".to_owned(),
    }
}

fn kind_of(change: Change) -> EventKind {
    match change {
        Change::Begin(_) => EventKind::Created,
        Change::Move(_) => EventKind::Moved,
        Change::Close(_) => EventKind::Closed,
        Change::Reopen(_) => EventKind::Reopened,
    }
}

fn cannot_be_taken_back(event: &EventRow, events: &[EventRow]) -> Option<&'static str> {
    match event.kind {
        EventKind::Created => Some("The beginning cannot be taken back; archive the application instead."),
        EventKind::Corrected => Some("A correction cannot be taken back; do again what it took back."),
        _ if events.iter().any(|later| later.retracts_event_id == Some(event.id)) => Some("This event was taken back already."),
        _ => None,
    }
}
