//! Appends events: every change of an application adds an event, which is never changed again, and queues a fact.

use serde::{Deserialize, Serialize};

use super::limits;
use crate::{
    error::Result,
    features::{
        applications::{
            ApplicationRow, Applications, EventActor, EventKind, EventRow, Outcome, Stage,
            entity::application_event, event::ApplicationChanged,
        },
        jobs::SnapshotRow,
    },
    platform::unit_of_work::{Change, Unit},
    types::{
        actor::Actor, id::EventId, object_kind::ObjectKind, partial_date::PartialDate, write::Write,
    },
};

/// An application after a write.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Written {
    /// The row right after the write.
    pub row: ApplicationRow,
    /// The rows of a dry run, read before its rollback.
    #[serde(skip)]
    pub preview: Option<Box<Preview>>,
}

/// The events and the snapshot of an application in a dry run.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Its history, including the events of the dry run.
    pub events: Vec<EventRow>,
    /// The snapshot of the posting, if the dry run took one.
    pub snapshot: Option<SnapshotRow>,
}

/// The event to append.
pub(super) struct Entry {
    pub kind: EventKind,
    pub from: Option<Stage>,
    pub to: Option<Stage>,
    pub outcome: Option<Outcome>,
    /// None if it is not known.
    pub occurred_on: Option<PartialDate>,
    pub retracts: Option<EventId>,
    pub reason: String,
}

impl Applications {
    /// Appends an event to an application whose row is already written, and queues the fact. `last` is the position of its last event: the
    /// version of the row, which each new event increments, has not changed since it was read.
    pub(super) async fn append(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        row: &ApplicationRow,
        last: i32,
        entry: Entry,
    ) -> Result<()> {
        limits::refuse_events(last, 1)?;
        let seq = last.saturating_add(1);
        let (kind, from, retracts) = (entry.kind, entry.from, entry.retracts);
        let event = self.event(write.actor, row, seq, entry);
        let fact = ApplicationChanged {
            event_id: event.id,
            application_id: row.id,
            user_id: row.user_id,
            company: row.company.clone(),
            role: row.role.clone(),
            // An event that retracts or replaces another is reported as a correction, not as a change of the stage.
            kind: if retracts.is_some() {
                EventKind::Corrected
            } else {
                kind
            },
            from,
            to: row.stage,
            outcome: row.outcome,
        };
        application_event::add(unit, vec![event]).await?;
        unit.announce(&fact).await
    }

    /// The row of an event that is recorded now.
    pub(super) fn event(
        &self,
        by: &Actor,
        row: &ApplicationRow,
        seq: i32,
        entry: Entry,
    ) -> EventRow {
        let (actor, actor_name) = EventActor::of(by);
        EventRow {
            id: EventId(self.platform.clock.new_id()),
            application_id: row.id,
            user_id: row.user_id,
            seq,
            kind: entry.kind,
            from_stage: entry.from,
            to_stage: entry.to,
            outcome: entry.outcome,
            occurred_on: entry.occurred_on.map(|date| date.to_string()),
            recorded_at: self.platform.clock.now(),
            actor,
            observed: false,
            retracts_event_id: entry.retracts,
            reason: entry.reason,
            actor_name,
        }
    }

    /// Ends a write: reports the change and, in a dry run, reads the rows before the rollback.
    pub(super) async fn written(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        row: ApplicationRow,
        snapshot: Option<SnapshotRow>,
    ) -> Result<Written> {
        unit.changed(change(&row, Some(row.version))).await;
        self.shown(unit, write, row, snapshot).await
    }

    /// The same, if the change was reported already.
    pub(super) async fn shown(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        row: ApplicationRow,
        snapshot: Option<SnapshotRow>,
    ) -> Result<Written> {
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

/// The change of an application, as the change feed tells of it.
pub(super) fn change(row: &ApplicationRow, version: Option<i32>) -> Change {
    Change::of(row.user_id, ObjectKind::Application, row.id.0, version)
}
