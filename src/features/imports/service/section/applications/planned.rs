//! What a plan does with each application of a file, before anyone chooses.

use std::{borrow::Cow, collections::HashSet};

use importing::record::Source;
use uuid::Uuid;

use super::{
    alike::{self, Alike},
    values::Row,
};
use crate::features::imports::{
    Action, Choice,
    entity::values::Values,
    service::compare::{Existing, Known, Verdict},
};

const SAVED: &str =
    "It was saved only. Choose USE_IMPORT to keep it as an application in PREPARING.";

/// An application of a file in a plan.
pub(super) struct Planned {
    pub action: Action,
    pub choice: Choice,
    pub item: Option<Uuid>,
    pub values: Values,
    pub existing: Option<Values>,
    pub source: Source,
    pub notes: Vec<String>,
}

/// The rows of a file with their verdicts; those that are refused have none.
pub(super) fn of(
    rows: Vec<Row>,
    verdicts: Vec<Verdict>,
    mine: &[Existing],
    known: &[Known],
) -> Vec<Planned> {
    let others = Others::of(&verdicts, mine, known);
    let mut verdicts = verdicts.into_iter();
    let planned = |row: Row| {
        let verdict = match row.refused {
            Some(_) => None,
            None => verdicts.next(),
        };
        Planned::of(row, verdict, &others)
    };
    rows.into_iter().map(planned).collect()
}

/// Refuses what the account has no room for. What is added without a choice comes before what is asked.
pub(super) fn refuse_beyond(planned: &mut [Planned], mut room: usize, message: &str) {
    for choice in [Choice::UseImport, Choice::KeepMine] {
        let added = |it: &&mut Planned| it.action == Action::Add && it.choice == choice;
        for one in planned.iter_mut().filter(added) {
            if room == 0 {
                one.refuse(message.to_owned());
            }
            room = room.saturating_sub(1);
        }
    }
}

impl Planned {
    fn of(row: Row, verdict: Option<Verdict>, others: &Others) -> Self {
        let mut planned = Self {
            action: Action::Refuse,
            choice: Choice::KeepMine,
            item: None,
            values: row.values,
            existing: None,
            source: row.source,
            notes: row.note.into_iter().collect(),
        };
        let Some(verdict) = verdict else {
            planned.refuse(row.refused.unwrap_or_default());
            return planned;
        };
        planned.action = verdict.action;
        planned.item = verdict.item;
        planned.existing = verdict.existing;
        planned.notes.extend(verdict.note.map(Cow::into_owned));
        planned.notes.extend(verdict.left_out);
        planned.choice = match verdict.action {
            Action::Add | Action::Change => Choice::UseImport,
            Action::Keep | Action::Conflict | Action::Refuse => Choice::KeepMine,
        };
        if verdict.action == Action::Add {
            let saved = row.is_saved.then(|| SAVED.to_owned());
            let asked = [
                saved,
                others.mine.to(&planned.values).as_ref().map(have),
                others.removed.to(&planned.values).as_ref().map(removed),
            ];
            for note in asked.into_iter().flatten() {
                planned.choice = Choice::KeepMine;
                planned.notes.push(note);
            }
        }
        planned
    }

    fn refuse(&mut self, why: String) {
        self.action = Action::Refuse;
        self.choice = Choice::KeepMine;
        self.notes = vec![why];
    }
}

fn have((other, differences): &(String, String)) -> String {
    let but = if differences.is_empty() {
        String::new()
    } else {
        format!(", but {differences}")
    };
    let day = if differences.contains(alike::ANOTHER_DAY) {
        " (or its day in your history with correctApplicationDate, if that of the file is right)"
    } else {
        ""
    };
    format!(
        "You have {other}, which looks the same{but}. Choose USE_IMPORT if this is one more; if it is that one, write its company, day and address alike in the file{day}, and import it again."
    )
}

fn removed((other, _): &(String, String)) -> String {
    format!(
        "You removed an application that looks the same after an earlier import: {other}. Choose USE_IMPORT if this is another one."
    )
}

/// The applications that no row of the file is about, and those that the user removed.
struct Others {
    mine: Alike,
    removed: Alike,
}

impl Others {
    fn of(verdicts: &[Verdict], mine: &[Existing], known: &[Known]) -> Self {
        let matched: HashSet<Uuid> = verdicts.iter().filter_map(|verdict| verdict.item).collect();
        let there: HashSet<Uuid> = mine.iter().map(|it| it.id).collect();
        let others = mine.iter().filter(|it| !matched.contains(&it.id));
        // Also those that a row is about: which of several rows it is, the day of a row does not say.
        // As it was, and not as a later file stated it when the user left it removed.
        let gone = known.iter().filter(|known| !there.contains(&known.item));
        Self {
            mine: others.map(|it| it.values.clone()).collect(),
            removed: gone.filter_map(|known| known.said.clone()).collect(),
        }
    }
}
