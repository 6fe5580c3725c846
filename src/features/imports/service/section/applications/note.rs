//! The note of an application of a list: its text, and a line for each thing that an application has no field for.

use importing::{
    record::{Application, Stage},
    report::Notes,
    text::Room,
};

use crate::features::{applications::NOTE_CHARS_MAX, imports::entity::values::Values};

/// The most characters of the name of a line.
const NAME_CHARS_MAX: usize = 60;
const APPLIED_ON: &str = "Applied on";
const SAVED_ON: &str = "Saved on";

/// So many characters of a text of an application.
pub(super) const fn room(chars_max: usize) -> Room {
    Room {
        holder: "an application",
        chars_max,
    }
}

/// The note of a file, and the lines: these stay if the note is too long.
pub(super) fn note(it: &Application, notes: &mut Notes<'_>) -> String {
    let lines = lines(it);
    let between = if it.note.is_empty() || lines.is_empty() {
        ""
    } else {
        "\n\n"
    };
    let lines = format!("{between}{lines}");
    room(NOTE_CHARS_MAX).fit_before(it.note.clone(), &lines, "The note", notes)
}

fn lines(it: &Application) -> String {
    let is_prepared = matches!(it.stage, Some(Stage::Saved | Stage::Preparing));
    let day = |date: Option<importing::date::PartialDate>, is_used: bool| {
        date.filter(|_| !is_used)
            .map(|date| date.to_string())
            .unwrap_or_default()
    };
    let lines = [
        ("Address", it.url.clone().unwrap_or_default()),
        ("Place", it.location.clone()),
        ("Pay", it.pay.clone()),
        ("Tags", it.tags.join(", ")),
        (SAVED_ON, day(it.saved_on, is_prepared)),
        (APPLIED_ON, day(it.applied_on, !is_prepared)),
    ];
    let lines = lines.into_iter().filter(|(_, text)| !text.is_empty());
    let lines: Vec<String> = lines
        .map(|(name, text)| format!("{name}: {text}"))
        .collect();
    lines.join("\n")
}

/// The note that a file states, with what it leaves out of an earlier one: the text if it has none, and the lines whose names it lacks. A day
/// that the application has a field for by now needs no line.
pub(super) fn with_earlier(said: &Values, earlier: &str) -> String {
    let new = said.text("note");
    let (text, mut lines) = parts(new);
    let named: Vec<_> = lines.iter().filter_map(|line| name_of(line)).collect();
    let (earlier_text, earlier_lines) = parts(earlier);
    let has = |name: &str| match name {
        APPLIED_ON => !said.text("appliedOn").is_empty(),
        SAVED_ON => !said.text("savedOn").is_empty(),
        name => named.contains(&name),
    };
    let left_out = earlier_lines
        .into_iter()
        .filter(|line| name_of(line).is_some_and(|name| !has(name)));
    lines.extend(left_out);
    let text = if text.is_empty() { earlier_text } else { text };
    let lines = lines.join("\n");
    let parts = [text, &lines].into_iter().filter(|part| !part.is_empty());
    let whole = parts.collect::<Vec<_>>().join("\n\n");
    if whole.chars().count() > NOTE_CHARS_MAX {
        return new.to_owned();
    }
    whole
}

/// The text of a note, and the lines with names at its end.
fn parts(note: &str) -> (&str, Vec<&str>) {
    let mut text = note.trim_end();
    let mut lines = Vec::new();
    loop {
        let (before, last) = text.rsplit_once("\n\n").unwrap_or(("", text));
        if last.is_empty() || !last.lines().all(|line| name_of(line).is_some()) {
            return (text, lines);
        }
        lines.splice(0..0, last.lines());
        text = before.trim_end();
    }
}

/// The name of a line: `Address: https://…`.
fn name_of(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(": ")?;
    (!name.is_empty() && name.chars().count() <= NAME_CHARS_MAX).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::with_earlier;
    use crate::features::imports::entity::values::Values;

    #[test]
    fn what_a_newer_note_leaves_out_stays() {
        for (new, earlier, expected) in [
            (
                "Ask Bo",
                "Ask Bo\n\nAddress: a\nPay: 1",
                "Ask Bo\n\nAddress: a\nPay: 1",
            ),
            (
                "Ask Bo\n\nPay: 2",
                "Ask Bo\n\nAddress: a\nPay: 1",
                "Ask Bo\n\nPay: 2\nAddress: a",
            ),
            ("Ask Eve", "Ask Bo", "Ask Eve"),
            ("", "Ask Bo\n\nPay: 1", "Ask Bo\n\nPay: 1"),
            ("Pay: 2", "Ask Bo\n\nPay: 1", "Ask Bo\n\nPay: 2"),
            (
                "Ask Eve",
                "Ask Bo\n\nDeadline: May\n\nAddress: a",
                "Ask Eve\n\nDeadline: May\nAddress: a",
            ),
            (
                "x\n\nSaved on: 2026-01-02",
                "x",
                "x\n\nSaved on: 2026-01-02",
            ),
        ] {
            let mut said = Values::default();
            said.set("note", vec![new.to_owned()]);
            assert_eq!(with_earlier(&said, earlier), expected, "{new}");
        }
    }
}
