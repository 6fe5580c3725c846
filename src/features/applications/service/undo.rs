//! Takes the last act on an application back. A step stays in the history and is retracted, or gets the date back that it had; what adds no
//! event is restored from what stood before it, which is kept until the next change. Taking an act back is a change like any other.

use sea_orm::ActiveValue::Set;

use super::{
    append::{Written, change},
    correct,
    step::{CheckedStep, Effect, Step, Verb},
};
use crate::{
    error::{Error, Result},
    features::{
        applications::{
            ApplicationRow, Applications, EventKind, EventRow,
            entity::{
                application, application_event,
                application_undo::{self, Before, Notes},
            },
        },
        changes::{CannotUndo, CannotUndoReason},
        users::Today,
    },
    platform::unit_of_work::Unit,
    types::{
        actor::Actor,
        id::{ApplicationId, EventId},
        partial_date::PartialDate,
        write::Write,
    },
};

impl Applications {
    /// The application, locked until the transaction ends, so that its last change stays the last one.
    pub async fn lock(
        &self,
        unit: &Unit,
        actor: &Actor,
        id: ApplicationId,
    ) -> Result<Option<ApplicationRow>> {
        Ok(application::locked(actor, id).one(unit).await?)
    }

    /// Takes the last act on a locked application back; refuses if that is not possible. Whose act it was is for the caller to check.
    pub async fn undo_last(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        (row, today): (ApplicationRow, Today),
    ) -> Result<Written> {
        let kept = application_undo::of_application(write.actor, row.id);
        let kept = kept.one(unit).await?;
        match kept.filter(|kept| kept.version == row.version) {
            None => self.undo_step(unit, write, (row, today)).await,
            Some(kept) => match kept.before {
                Some(Before::Notes(notes)) => self.undo_notes(unit, write, row, notes).await,
                Some(Before::Place { board_rank }) => {
                    self.undo_rank(unit, write, row, board_rank).await
                }
                None => Err(CannotUndo::new(CannotUndoReason::NotKept, NOT_KEPT).into()),
            },
        }
    }

    /// Keeps what stood before a change that added no event; `row` is the application after it.
    pub(super) async fn keep_before(
        &self,
        unit: &Unit,
        row: &ApplicationRow,
        before: Before,
    ) -> Result<()> {
        let kept = application_undo::Model::of_change(row, Some(before));
        Ok(application_undo::keep(unit, vec![kept]).await?)
    }

    async fn undo_notes(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        read: ApplicationRow,
        notes: Notes,
    ) -> Result<Written> {
        let restored = application::ActiveModel {
            source: Set(notes.source),
            referrer: Set(notes.referrer),
            priority: Set(notes.priority),
            deadline: Set(notes.deadline),
            next_action: Set(notes.next_action),
            note: Set(notes.note),
            archived: Set(notes.archived),
            ..Default::default()
        };
        let row = self.write_next(unit, write.actor, &read, restored).await?;
        let before = Before::Notes(Notes::from(&read));
        self.keep_before(unit, &row, before).await?;
        self.written(unit, write, row, None).await
    }

    async fn undo_rank(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        row: ApplicationRow,
        board_rank: f64,
    ) -> Result<Written> {
        let before = Before::Place {
            board_rank: row.board_rank,
        };
        self.keep_before(unit, &row, before).await?;
        application::set_rank(unit, row.id, board_rank).await?;
        unit.changed(change(&row, Some(row.version)).at_same_version())
            .await;
        let row = ApplicationRow { board_rank, ..row };
        self.shown(unit, write, row, None).await
    }

    async fn undo_step(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        (row, today): (ApplicationRow, Today),
    ) -> Result<Written> {
        let events = application_event::of_applications(write.actor, &[row.id]);
        let events = events.all(unit).await?;
        let effect = undone(&row, &events, today)?;
        self.write_effect(unit, write, (&row, &events), effect, "input.changeId")
            .await
    }
}

const NOT_KEPT: &str = "What stood before this change is not kept: it was made by an earlier release of the server, or it only renumbered \
                        the places of a column of the board. Write the values that you want by updateApplication or rankApplication.";

/// What takes the last event back.
fn undone(row: &ApplicationRow, events: &[EventRow], today: Today) -> Result<Effect> {
    let last = events.last();
    let last = last.ok_or_else(|| Error::internal("an application without a history"))?;
    match (last.kind, last.retracts_event_id) {
        (EventKind::Corrected, _) => Err(CannotUndo::new(
            CannotUndoReason::Correction,
            "This change took a step back. A step that was taken back is not brought back; repeat it with moveApplication, closeApplication or \
             reopenApplication, and state its date.",
        )
        .into()),
        (_, Some(former)) => {
            let former = events.iter().find(|event| event.id == former);
            let former = former.ok_or_else(|| Error::internal("a history with a gap"))?;
            let date = former.occurred_on.as_deref();
            let date = date.and_then(PartialDate::parse_text);
            correct::dated(events, last.id, date, former.reason.clone())
        }
        (EventKind::Created, None) => Err(CannotUndo::new(CannotUndoReason::Creation, CREATION).into()),
        (_, None) => correct::retraction(row, events, last.id, &retracting(row, last.id, today)),
    }
}

/// What is said of taking a creation back.
pub const CREATION: &str = "This change created the application, and the beginning cannot be taken back: archive the application with \
                            updateApplication, or delete it with deleteApplication.";

/// The step that retracts an event today. It gives no reason: that the act was taken back is one.
fn retracting(row: &ApplicationRow, event: EventId, today: Today) -> CheckedStep {
    CheckedStep {
        step: Step {
            id: row.id,
            verb: Verb::Correct(event),
            occurred_on: None,
            reason: None,
        },
        today,
        reason: String::new(),
    }
}
