//! Corrections: an event is retracted, or replaced by one with another date. The original event stays in the history unchanged.

use super::{
    append::Entry,
    history::{self, next_date, refuse_other_date},
    step::{CheckedStep, Effect},
};
use crate::{
    error::{Error, Refusal, Result},
    features::applications::{
        ApplicationRow, EventKind, EventRow,
        life::{self, State, Step},
        refusal::InvalidTransition,
    },
    types::{id::EventId, partial_date::PartialDate},
};

/// Retracts an event: the state is recomputed from the other events.
pub(super) fn retraction(
    row: &ApplicationRow,
    events: &[EventRow],
    id: EventId,
    checked: &CheckedStep,
) -> Result<Effect> {
    let line = history::standing(events);
    let (place, event) = find(&line, events, id)?;
    if event.kind == EventKind::Created {
        let why = "The beginning cannot be taken back; state another date for it with correctApplicationDate, archive the application with \
                   updateApplication, or delete it with deleteApplication.";
        return Err(Refusal::invalid("input.eventId", why).into());
    }
    // The date of a correction is not before the last event.
    let occurred_on = next_date(&line, checked.step.occurred_on, checked.today)?;
    let mut steps = history::steps(&line);
    steps.remove(place);
    let state = fold(&steps)?;
    let (to, outcome) = (Some(state.stage), state.outcome);
    let reason = checked.reason.clone();
    let entry = Entry {
        kind: EventKind::Corrected,
        from: Some(row.stage),
        to,
        outcome,
        occurred_on: Some(occurred_on),
        retracts: Some(id),
        reason,
    };
    Ok(Effect { state, entry })
}

/// Corrects the date of an event: a new event of the same kind, with the given date, replaces it.
pub(super) fn other_date(
    events: &[EventRow],
    id: EventId,
    date: PartialDate,
    checked: &CheckedStep,
) -> Result<Effect> {
    let line = history::standing(events);
    let (place, event) = find(&line, events, id)?;
    if event.occurred_on.as_ref() == Some(&date.to_string()) {
        return Err(Refusal::invalid(
            "input.occurredOn",
            format!("This event already has the date {date}."),
        )
        .into());
    }
    refuse_other_date(&line, place, date)?;
    dated(events, id, Some(date), checked.reason.clone())
}

/// Replaces an event by one with this date, or without one, which fits the other dates.
pub(super) fn dated(
    events: &[EventRow],
    id: EventId,
    occurred_on: Option<PartialDate>,
    reason: String,
) -> Result<Effect> {
    let line = history::standing(events);
    let (place, event) = find(&line, events, id)?;
    let mut steps = history::steps(&line);
    steps
        .iter_mut()
        .skip(place)
        .take(1)
        .for_each(|step| step.occurred_on = occurred_on);
    let entry = Entry {
        kind: event.kind,
        from: event.from_stage,
        to: event.to_stage,
        outcome: event.outcome,
        occurred_on,
        retracts: Some(id),
        reason,
    };
    Ok(Effect {
        state: fold(&steps)?,
        entry,
    })
}

/// The event among those that count; NOT_FOUND if it belongs to another application.
fn find<'a>(
    line: &[(&'a EventRow, Step)],
    events: &[EventRow],
    id: EventId,
) -> Result<(usize, &'a EventRow)> {
    if let Some(found) = line
        .iter()
        .enumerate()
        .find_map(|(place, (event, _))| (event.id == id).then_some((place, *event)))
    {
        return Ok(found);
    }
    let event = events
        .iter()
        .find(|event| event.id == id)
        .ok_or_else(|| Error::not_found("event of this application"))?;
    let why = match events
        .iter()
        .find(|later| later.retracts_event_id == Some(id))
    {
        Some(later) if later.kind != EventKind::Corrected => {
            "The date of this event was corrected; correct the event that replaced it."
        }
        Some(_) => "This event is already retracted.",
        None if event.kind == EventKind::Corrected => {
            "A correction cannot be retracted; repeat the step that it retracted."
        }
        None => "This event does not count.",
    };
    Err(Refusal::invalid("input.eventId", why).into())
}

fn fold(steps: &[Step]) -> Result<State> {
    life::fold(steps).map_err(|(at, change)| {
        let from = at.map_or_else(|| "nothing".to_owned(), |stage| stage.to_string());
        let next = life::describe(change);
        let message =
            format!("Without this event, {from} would be followed by \"{next}\", which is not allowed; retract the later event first.");
        InvalidTransition { message, allowed: at.map(life::reachable).unwrap_or_default() }.into()
    })
}
