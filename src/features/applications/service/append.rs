//! Appending to a history: every change of an application writes an event, which is never changed again, and queues a fact.

use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};

use crate::{
    error::{Refusal, Result},
    features::{
        applications::{
            ApplicationRow, Applications, EventActor, EventKind, EventRow, Outcome, Stage,
            entity::application_event, event::ApplicationChanged,
        },
        jobs::SnapshotRow,
    },
    platform::unit_of_work::{Change, Unit},
    types::{id::EventId, partial_date::PartialDate, write::Write},
};

/// More than any real history; a limit all the same.
const EVENTS_MAX: i32 = 500;

/// An application after a write.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Written {
    /// The row as it was right after the write.
    pub row: ApplicationRow,
    /// What only a dry run has, because it is rolled back.
    #[serde(skip)]
    pub preview: Option<Box<Preview>>,
}

/// What belongs to an application in a dry run.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Its whole history.
    pub events: Vec<EventRow>,
    /// The copy of the posting, if the dry run took one.
    pub snapshot: Option<SnapshotRow>,
}

/// The event that a verb appends.
pub(super) struct Entry {
    pub kind: EventKind,
    pub from: Option<Stage>,
    pub to: Option<Stage>,
    pub outcome: Option<Outcome>,
    pub occurred_on: PartialDate,
    pub retracts: Option<EventId>,
    pub reason: String,
}

impl Applications {
    /// Appends an event to an application whose row is written already, and queues the fact.
    pub(super) async fn append(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        row: &ApplicationRow,
        entry: Entry,
    ) -> Result<()> {
        let seq = application_event::last_seq(unit, row.id).await? + 1;
        if seq > EVENTS_MAX {
            let message = format!("The history of an application has at most {EVENTS_MAX} events.");
            return Err(Refusal::invalid("input", message).into());
        }
        let (actor, actor_name) = EventActor::of(write.actor);
        let event = application_event::ActiveModel {
            id: Set(EventId(self.platform.clock.new_id())),
            application_id: Set(row.id),
            user_id: Set(row.user_id),
            seq: Set(seq),
            kind: Set(entry.kind),
            from_stage: Set(entry.from),
            to_stage: Set(entry.to),
            outcome: Set(entry.outcome),
            occurred_on: Set(entry.occurred_on.to_string()),
            recorded_at: Set(self.platform.clock.now()),
            actor: Set(actor),
            observed: Set(false),
            retracts_event_id: Set(entry.retracts),
            reason: Set(entry.reason),
            actor_name: Set(actor_name),
        };
        let event = sea_orm::ActiveModelTrait::insert(event, unit).await?;
        let fact = ApplicationChanged {
            event_id: event.id,
            application_id: row.id,
            user_id: row.user_id,
            company: row.company.clone(),
            role: row.role.clone(),
            // An event that takes the place of another is news of the history, and not of the stage.
            kind: if entry.retracts.is_some() {
                EventKind::Corrected
            } else {
                entry.kind
            },
            from: entry.from,
            to: row.stage,
            outcome: row.outcome,
        };
        unit.announce(&fact).await
    }

    /// Ends a write: notes the change and, in a dry run, reads what would be shown.
    pub(super) async fn written(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        row: ApplicationRow,
        snapshot: Option<SnapshotRow>,
    ) -> Result<Written> {
        unit.changed(change(&row, Some(row.version))).await;
        if !unit.is_dry_run() {
            return Ok(Written { row, preview: None });
        }
        let events = application_event::of_applications(write.actor, &[row.id])
            .all(unit)
            .await?;
        let preview = Some(Box::new(Preview { events, snapshot }));
        Ok(Written { row, preview })
    }
}

/// A change of an application.
pub(super) fn change(row: &ApplicationRow, version: Option<i32>) -> Change {
    Change {
        owner: row.user_id,
        thing: "Application",
        id: row.id.0,
        version,
    }
}
