//! The limits of an application, each with what a refusal says of it.

use crate::{
    error::Refusal,
    types::text::{Line, Prose},
};

/// Characters of a name: the employer, the role, where the posting was found, who recommended it.
pub const NAME_CHARS_MAX: usize = 300;
/// Characters of a note.
pub const NOTE_CHARS_MAX: usize = 10_000;
/// Characters of the reason of an event.
pub const REASON_CHARS_MAX: usize = 2_000;
/// Characters of the next step that the user plans.
const NEXT_ACTION_CHARS_MAX: usize = 500;
/// Events of an application; far more than a real history has.
const EVENTS_MAX: i32 = 500;

/// What is said of a second open application for a posting.
pub(super) const SECOND: &str =
    "You already have an open application for this posting; close it first.";

type Checked = Result<String, Refusal>;

/// A name that must not be empty.
pub(super) fn name(path: &str, text: &str) -> Checked {
    Line::parse(path, text, NAME_CHARS_MAX).map(Line::into_string)
}

/// A name that may be empty.
pub(super) fn optional_name(path: &str, text: &str) -> Checked {
    line(path, text, NAME_CHARS_MAX)
}

/// The next step that the user plans.
pub(super) fn next_action(path: &str, text: &str) -> Checked {
    line(path, text, NEXT_ACTION_CHARS_MAX)
}

/// A note.
pub(super) fn note(path: &str, text: &str) -> Checked {
    Prose::parse(path, text, NOTE_CHARS_MAX).map(Prose::into_string)
}

/// The reason of an event.
pub(super) fn reason(path: &str, text: &str) -> Checked {
    Prose::parse(path, text, REASON_CHARS_MAX).map(Prose::into_string)
}

fn line(path: &str, text: &str, max: usize) -> Checked {
    let line = Line::parse_optional(path, text, max)?;
    Ok(line.map(Line::into_string).unwrap_or_default())
}

/// What is said of one application more than a user may have.
pub(super) fn no_room(most: u64) -> String {
    format!(
        "An account has at most {most} applications; delete some that you no longer need, and try again."
    )
}

/// Refuses a history of more events than an application has.
pub(super) fn refuse_events(last: i32, new: usize) -> Result<(), Refusal> {
    let new = i32::try_from(new).unwrap_or(i32::MAX);
    if last.saturating_add(new) <= EVENTS_MAX {
        return Ok(());
    }
    let message = format!("The history of an application has at most {EVENTS_MAX} events.");
    Err(Refusal::invalid("input", message))
}
