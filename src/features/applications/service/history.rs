//! Computes from the events of an application which of them count, in which order, and whether their dates allow another event.

use crate::{
    error::{Refusal, Result},
    features::{
        applications::{
            EventKind, EventRow,
            life::{self, Change, Step},
            refusal::DateOutOfOrder,
        },
        users::Today,
    },
    types::partial_date::PartialDate,
};

/// The path of the date in the input of every step.
const PATH: &str = "input.occurredOn";

/// The events that count, each with its step, in the order of their occurrence. An event with a corrected date takes the position of the
/// event that it replaces.
pub(super) fn standing(events: &[EventRow]) -> Vec<(&EventRow, Step)> {
    let mut line: Vec<(&EventRow, Step)> = Vec::new();
    for event in events {
        let place = event
            .retracts_event_id
            .and_then(|id| line.iter().position(|(earlier, _)| earlier.id == id));
        match (place, step(event)) {
            (None, Some(step)) => line.push((event, step)),
            (None, None) => {}
            (Some(place), None) => drop(line.remove(place)),
            (Some(place), Some(step)) => line
                .iter_mut()
                .skip(place)
                .take(1)
                .for_each(|entry| *entry = (event, step)),
        }
    }
    line
}

/// The steps without their events.
pub(super) fn steps(line: &[(&EventRow, Step)]) -> Vec<Step> {
    line.iter().map(|(_, step)| *step).collect()
}

fn step(event: &EventRow) -> Option<Step> {
    let change = match event.kind {
        EventKind::Created => Change::Begin(event.to_stage?),
        EventKind::Moved => Change::Move(event.to_stage?),
        EventKind::Closed => Change::Close(event.outcome?),
        EventKind::Reopened => Change::Reopen(event.to_stage?),
        EventKind::Corrected => return None,
    };
    let occurred_on = event.occurred_on.as_deref();
    Some(Step {
        change,
        occurred_on: occurred_on.and_then(PartialDate::parse_text),
    })
}

/// Refuses a date in the future.
pub(super) fn refuse_future(stated: Option<PartialDate>, today: Today) -> Result<()> {
    let Some(date) = stated.filter(|date| today.is_surely_before(date)) else {
        return Ok(());
    };
    let (day, time_zone) = (today.day(), today.time_zone());
    let message = format!(
        "{date} is yet to come: today is {day} in {time_zone}, your time zone. State when it happened, or leave it out for today; \
         updateAccount changes your time zone."
    );
    Err(Refusal::invalid(PATH, message).into())
}

/// The date of a new event: the given date, if the dates of earlier events allow it. By default today, or the date of the last event if
/// that is later because the user's time zone was changed.
pub(super) fn next_date(
    line: &[(&EventRow, Step)],
    stated: Option<PartialDate>,
    today: Today,
) -> Result<PartialDate> {
    let Some(date) = stated else {
        let last = line
            .iter()
            .filter_map(|(_, step)| step.occurred_on)
            .map(|date| date.earliest())
            .max()
            .unwrap_or_default();
        return Ok(PartialDate::from_day(last.max(today.day())));
    };
    let dates: Vec<_> = line
        .iter()
        .map(|(_, step)| step.occurred_on)
        .chain([Some(date)])
        .collect();
    refuse_disorder(line, &dates, line.len())?;
    Ok(date)
}

/// Refuses a corrected date for the event at `place` if the date of another event contradicts it.
pub(super) fn refuse_other_date(
    line: &[(&EventRow, Step)],
    place: usize,
    date: PartialDate,
) -> Result<()> {
    let with = |(at, (_, step)): (usize, &(&EventRow, Step))| {
        if at == place {
            Some(date)
        } else {
            step.occurred_on
        }
    };
    let dates: Vec<_> = line.iter().enumerate().map(with).collect();
    refuse_disorder(line, &dates, place)
}

fn refuse_disorder(
    line: &[(&EventRow, Step)],
    dates: &[Option<PartialDate>],
    place: usize,
) -> Result<()> {
    let Some(contradiction) = life::out_of_order(dates, place) else {
        return Ok(());
    };
    let (Some(Some(date)), Some((event, step))) = (dates.get(place), line.get(contradiction))
    else {
        return Ok(());
    };
    let Some(compared_with) = step.occurred_on else {
        return Ok(());
    };
    let (side, order) = if contradiction < place {
        ("before", "earlier")
    } else {
        ("after", "later")
    };
    let name = life::describe(step.change);
    let message = format!(
        "{date} is {side} {compared_with}, the date of the {order} event {} ({name}). State another date, or state another one for that \
         event with correctApplicationDate.",
        event.seq
    );
    let dates = DateOutOfOrder {
        path: PATH,
        message,
        compared_with,
        event: event.id,
    };
    Err(dates.into())
}
