//! The note of an application of a list: its text, and a line for each thing that an application has no field for.

use importing::{
    record::{Application, Stage},
    report::Notes,
    text::Room,
};

use crate::features::{applications::NOTE_CHARS_MAX, imports::entity::values::Values};

/// The field with the lines of a note that an import made: which of its lines are the text of the list, the note does not say.
pub(super) const LINES: &str = Values::NOTE_LINES;
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
    let lines = paragraphs([it.lines.join("\n"), own_lines(it).join("\n")]);
    let between = if it.note.is_empty() || lines.is_empty() {
        ""
    } else {
        "\n\n"
    };
    let lines = format!("{between}{lines}");
    room(NOTE_CHARS_MAX).fit_before(it.note.clone(), &lines, "The note", notes)
}

/// The lines behind the text of a note.
pub(super) fn lines(it: &Application) -> Vec<String> {
    it.lines.iter().cloned().chain(own_lines(it)).collect()
}

/// A line for each thing that an application has no field for.
fn own_lines(it: &Application) -> Vec<String> {
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
    lines
        .map(|(name, text)| format!("{name}: {text}"))
        .collect()
}

/// What a file says, with what it leaves out of the note of an earlier one: the text if it has none, and the lines whose names it lacks. What
/// the user removed from their note stays removed.
pub(super) fn with_earlier(said: &Values, mine: &Values, base: Option<&Values>) -> Values {
    let (text, mut lines) = parts(said);
    let day = format!("{APPLIED_ON}: {}", mine.text("appliedOn"));
    lines.retain(|line| *line != day);
    let (earlier_text, mut earlier) = base.map(parts).unwrap_or_default();
    let has = |name: &str| match name {
        APPLIED_ON => !said.text("appliedOn").is_empty() || !mine.text("appliedOn").is_empty(),
        SAVED_ON => !said.text("savedOn").is_empty(),
        _ => false,
    };
    earlier.retain(|line| {
        let name = name_of(line);
        !name.is_some_and(has) && !lines.iter().any(|new| name_of(new) == name)
    });
    let stated = if text.is_empty() {
        earlier_text
    } else {
        text.clone()
    };
    let whole = Note::of(&stated, &lines, &earlier);
    if let Some(base) = base.filter(|base| plain(base.text("note")) == plain(&whole.text)) {
        let text = base.text("note").to_owned();
        return Note { text, ..whole }.into(said);
    }
    earlier.retain(|line| mine.text("note").contains(line.as_str()));
    let stated = if text.is_empty() {
        let of_base = base.into_iter().flat_map(|base| base.of(LINES));
        without_lines(mine.text("note"), of_base.chain(&lines))
    } else {
        text
    };
    let whole = Note::of(&stated, &lines, &earlier);
    // What is between the lines is no difference.
    let same = [said, mine].map(|values| values.text("note"));
    let same = same
        .into_iter()
        .find(|note| plain(note) == plain(&whole.text));
    let text = same.map_or_else(|| whole.text.clone(), str::to_owned);
    Note { text, ..whole }.into(said)
}

/// A note, and its lines.
struct Note {
    text: String,
    lines: Vec<String>,
}

impl Note {
    /// A note with its lines, and as many earlier ones as it has room for.
    fn of(text: &str, lines: &[String], earlier: &[String]) -> Self {
        let with = |lines: Vec<String>| {
            let text = paragraphs([text.to_owned(), lines.join("\n")]);
            Self { text, lines }
        };
        let whole = with([lines, earlier].concat());
        if whole.text.chars().count() > NOTE_CHARS_MAX {
            return with(lines.to_vec());
        }
        whole
    }

    /// What a file says, with this note.
    fn into(self, said: &Values) -> Values {
        let mut values = said.clone();
        let text = Some(self.text).filter(|text| !text.is_empty());
        values.set("note", text.into_iter().collect());
        values.set(LINES, self.lines);
        values
    }
}

/// The parts of a note that are not empty, with an empty line between two.
fn paragraphs(parts: [String; 2]) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}

/// The lines of a note that are not empty.
fn plain(note: &str) -> Vec<&str> {
    let lines = note.lines().map(str::trim_end);
    lines.filter(|line| !line.is_empty()).collect()
}

/// The text of a note, and the lines behind it.
fn parts(values: &Values) -> (String, Vec<String>) {
    let mut text = values.text("note").trim_end();
    let mut lines = Vec::new();
    for line in values.of(LINES).iter().rev() {
        if let Some(before) = text.strip_suffix(line.as_str()) {
            text = before.trim_end();
            lines.insert(0, line.clone());
        }
    }
    (text.to_owned(), lines)
}

/// The user's note without lines that imports made.
fn without_lines<'l>(note: &str, lines: impl Iterator<Item = &'l String>) -> String {
    let whole = format!("\n{note}\n");
    let without = |note: String, line: &String| note.replacen(&format!("\n{line}\n"), "\n", 1);
    lines.fold(whole, without).trim().to_owned()
}

/// The name of a line: `Address: https://…`.
fn name_of(line: &str) -> Option<&str> {
    line.split_once(": ").map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::{LINES, paragraphs, with_earlier};
    use crate::features::imports::entity::values::Values;

    /// The text of a note, and its lines.
    type Side = (&'static str, &'static [&'static str]);

    fn values(text: &str, lines: &[&str]) -> Values {
        let mut values = Values::default();
        let note = paragraphs([text.to_owned(), lines.join("\n")]);
        values.set("note", vec![note]);
        values.set(LINES, lines.iter().map(|line| (*line).to_owned()).collect());
        values
    }

    #[test]
    fn what_a_newer_note_leaves_out_stays() {
        let cases: [(Side, Side, &str); 10] = [
            (
                ("Ask Bo", &[]),
                ("Ask Bo", &["Address: a", "Pay: 1"]),
                "Ask Bo\n\nAddress: a\nPay: 1",
            ),
            (
                ("Ask Bo", &["Pay: 2"]),
                ("Ask Bo", &["Address: a", "Pay: 1"]),
                "Ask Bo\n\nPay: 2\nAddress: a",
            ),
            (("Ask Eve", &[]), ("Ask Bo", &[]), "Ask Eve"),
            (("", &[]), ("Ask Bo", &["Pay: 1"]), "Ask Bo\n\nPay: 1"),
            (
                ("", &["Pay: 2"]),
                ("Ask Bo", &["Pay: 1"]),
                "Ask Bo\n\nPay: 2",
            ),
            (
                ("Ask Eve", &[]),
                ("Ask Bo", &["Deadline: May", "Address: a"]),
                "Ask Eve\n\nDeadline: May\nAddress: a",
            ),
            (
                ("x", &["Saved on: 2026-01-02"]),
                ("x", &[]),
                "x\n\nSaved on: 2026-01-02",
            ),
            // Lines of the text are none of ours, whatever they look like.
            (
                ("Call: Tuesday\nBo: nice", &[]),
                ("Bo: nice\nCall: Monday", &[]),
                "Call: Tuesday\nBo: nice",
            ),
            (
                ("Hello\nQ: why", &[]),
                ("Q: why\nA: because", &["Pay: 1"]),
                "Hello\nQ: why\n\nPay: 1",
            ),
            (
                ("Applied on: the web", &[]),
                ("Applied on: paper", &[]),
                "Applied on: the web",
            ),
        ];
        for (new, earlier, expected) in cases {
            let [new, earlier] = [new, earlier].map(|(text, lines)| values(text, lines));
            let whole = with_earlier(&new, &earlier, Some(&earlier));
            assert_eq!(whole.text("note"), expected);
        }
    }

    #[test]
    fn a_day_that_the_application_has_needs_no_line() {
        let mut mine = values("x", &[]);
        mine.set("appliedOn", vec!["2026-01-02".to_owned()]);
        let cases: [(&[&str], &[&str], &str); 3] = [
            (&["Applied on: 2026-01-02"], &[], "x"),
            (&[], &["Applied on: 2026-02-03"], "x"),
            (
                &["Applied on: 2026-02-03"],
                &[],
                "x\n\nApplied on: 2026-02-03",
            ),
        ];
        for (new, earlier, expected) in cases {
            let [new, earlier] = [new, earlier].map(|lines| values("x", lines));
            let whole = with_earlier(&new, &mine, Some(&earlier));
            assert_eq!(whole.text("note"), expected);
        }
    }

    #[test]
    fn lines_that_the_user_removed_do_not_come_back() {
        let base = values("Ask Bo", &["Address: a", "Pay: 1"]);
        let mine = values("Ask Bo\nmine", &["Pay: 1"]);
        let whole = with_earlier(&values("Ask Eve", &[]), &mine, Some(&base));
        assert_eq!(whole.text("note"), "Ask Eve\n\nPay: 1");
        let whole = with_earlier(&values("", &["Pay: 2"]), &mine, Some(&base));
        assert_eq!(whole.text("note"), "Ask Bo\nmine\n\nPay: 2");
        // A line that is there is not added again.
        let mine = values("mine", &["Pay: 2"]);
        let whole = with_earlier(&values("", &["Pay: 2"]), &mine, None);
        assert_eq!(whole.text("note"), "mine\n\nPay: 2");
    }
}
