//! Entries on their way to a result: what is written of each, and what is remembered of it.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    compare::Verdict,
    section::part::{Wanted, Written},
};
use crate::features::imports::{
    Action, Choice, EntryRow, Outcome,
    entity::values::{Kept, Values},
};

const SAYS_THE_SAME: &str =
    "What you have says the same by now, so that there was nothing to write.";
pub(super) const NOT_ADDED: &str = "Its choice was KEEP_MINE, so that it was not added.";
pub(super) const MINE_STAYS: &str =
    "Its choice was KEEP_MINE, so that what you have stays as it is.";
const STAYS_REMOVED: &str = "Its choice was KEEP_MINE, so that it stays removed.";
pub(super) const OUTDATED: &str = "What you have was changed after this plan was made; nothing was written. Import the file again for a new plan.";

/// The entries that are compared.
pub(super) fn accepted(entries: &[EntryRow]) -> impl Iterator<Item = &EntryRow> {
    entries
        .iter()
        .filter(|entry| entry.action != Action::Refuse)
}

/// What an import said of an item, to be remembered.
pub(super) struct Remembered {
    pub item: Uuid,
    /// The item that was removed by hand, and is there again under another id.
    pub instead_of: Option<Uuid>,
    pub said: Option<Values>,
    /// What the user decided against.
    pub declined: Option<Values>,
    pub kept: Kept,
}

/// Entries on their way to a result.
#[derive(Default)]
pub(super) struct Settled {
    /// Each with what is to be remembered of the file.
    entries: Vec<(EntryRow, Step, Values)>,
}

enum Step {
    /// There is nothing to write.
    Done(Memory),
    /// It is written: what the file says, or that beside the user's edits.
    Write(Wanted, Memory),
}

/// What is remembered of an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Memory {
    /// Nothing new.
    Nothing,
    /// What the profile has no place for, if the plan keeps the item.
    Kept,
    /// What the file says: the profile has it from an import.
    Said,
    /// What the file says: the user decided against it.
    Declined,
    /// What the file says: the profile has some of it, and the user decided against the rest.
    Merged,
}

impl Settled {
    /// The entries without a result, with a verdict for each that is compared.
    pub fn of(entries: Vec<EntryRow>, verdicts: Vec<Verdict>) -> Self {
        let mut verdicts = verdicts.into_iter();
        let mut settled = Self::default();
        for entry in entries {
            let verdict = if entry.action == Action::Refuse {
                None
            } else {
                verdicts.next()
            };
            if entry.result.is_none() {
                settled.add(entry, verdict);
            }
        }
        settled
    }

    fn add(&mut self, mut entry: EntryRow, verdict: Option<Verdict>) {
        let said = verdict.as_ref().map(|verdict| verdict.said.clone());
        let step = match verdict {
            None => {
                entry.result = Some(Outcome::Refused);
                entry.message.clone_from(&entry.note);
                Step::Done(Memory::Nothing)
            }
            Some(verdict) => step(&mut entry, verdict),
        };
        self.entries.push((entry, step, said.unwrap_or_default()));
    }

    /// What is to be written, in the order of the file. A new item comes before the next one of the file that is there.
    pub fn wanted(&self) -> Vec<Wanted> {
        let (mut wanted, mut next) = (Vec::new(), None);
        for (entry, step, _) in self.entries.iter().rev() {
            let there = match step {
                Step::Write(write, _) => {
                    wanted.push(Wanted {
                        before: next,
                        ..write.clone()
                    });
                    write.item
                }
                Step::Done(_) => entry.existing.as_ref().and(entry.item_id),
            };
            next = there.or(next);
        }
        wanted.reverse();
        wanted
    }

    /// The entries with their results, and what is to be remembered.
    pub fn results(self, written: Vec<Written>) -> (Vec<EntryRow>, Vec<Remembered>) {
        let mut written = written.into_iter();
        let (mut entries, mut remembered) = (Vec::new(), HashMap::new());
        for (mut entry, step, mut said) in self.entries {
            let before = entry.item_id;
            let (memory, left_out) = match step {
                Step::Done(memory) => (memory, Vec::new()),
                Step::Write(wanted, memory) => match written.next() {
                    Some(Ok(done)) => {
                        entry.message = no_room(done.left_out.len()).or(entry.message);
                        entry.item_id = Some(done.item);
                        entry.result = Some(if wanted.item.is_some() {
                            Outcome::Changed
                        } else {
                            Outcome::Added
                        });
                        (memory, done.left_out)
                    }
                    Some(Err(refusal)) => {
                        entry.result = Some(Outcome::Refused);
                        entry.message = Some(refusal.to_string());
                        (Memory::Nothing, Vec::new())
                    }
                    None => {
                        entry.result = Some(Outcome::Outdated);
                        entry.message = Some(OUTDATED.to_owned());
                        (Memory::Nothing, Vec::new())
                    }
                },
            };
            if !left_out.is_empty() {
                let claims = said.of("claims").iter();
                let claims = claims.filter(|text| !left_out.contains(text)).cloned();
                said.set("claims", claims.collect());
            }
            if let Some(new) = remembered_of(&mut entry, before, memory, said) {
                remembered.insert(new.item, new);
            }
            entries.push(entry);
        }
        (entries, remembered.into_values().collect())
    }
}

fn no_room(left_out: usize) -> Option<String> {
    (left_out > 0).then(|| {
        format!("The profile had no room for {left_out} statements as facts of their own; the description has them. Remove facts, and import the file again.")
    })
}

/// What is remembered of the item of an entry, which was about another one before if that is gone.
fn remembered_of(
    entry: &mut EntryRow,
    before: Option<Uuid>,
    memory: Memory,
    said: Values,
) -> Option<Remembered> {
    let item = entry.item_id?;
    let kept = std::mem::take(&mut entry.kept);
    let file = || Some(entry.imported.clone());
    let (said, declined, kept) = match memory {
        Memory::Nothing => return None,
        Memory::Kept if kept.is_empty() || entry.action != Action::Keep => return None,
        Memory::Kept => (None, None, kept),
        Memory::Said => (Some(said), None, kept),
        Memory::Declined => (None, file(), Kept::default()),
        Memory::Merged => (Some(said), file(), kept),
    };
    Some(Remembered {
        item,
        instead_of: before.filter(|before| *before != item),
        said,
        declined,
        kept,
    })
}

/// Why nothing was written of an entry that differs from what the user has now.
const fn why_kept(verdict: &Verdict) -> &'static str {
    match (&verdict.existing, verdict.item) {
        (Some(_), _) => MINE_STAYS,
        (None, Some(_)) => STAYS_REMOVED,
        (None, None) => NOT_ADDED,
    }
}

/// The step of an entry: what was chosen, if the profile is still as the plan shows it.
fn step(entry: &mut EntryRow, verdict: Verdict) -> Step {
    let keeps = entry.choice == Choice::KeepMine;
    if verdict.action == Action::Keep && (keeps || !verdict.is_declined) {
        entry.item_id = verdict.item;
        entry.result = Some(Outcome::Kept);
        let why = if verdict.is_declined {
            why_kept(&verdict)
        } else {
            SAYS_THE_SAME
        };
        let is_news = entry.action != Action::Keep;
        entry.message = is_news.then(|| why.to_owned());
        return Step::Done(match (verdict.is_declined, verdict.is_known) {
            (true, _) => Memory::Nothing,
            (false, true) => Memory::Said,
            (false, false) => Memory::Kept,
        });
    }
    let is_same = verdict.action == entry.action
        && verdict.item == entry.item_id
        && verdict.existing == entry.existing;
    if keeps {
        entry.result = Some(Outcome::Kept);
        entry.message = Some(why_kept(&verdict).to_owned());
        // Only a conflict that the plan showed was decided.
        let is_declined = is_same && verdict.action == Action::Conflict;
        return Step::Done(if is_declined {
            Memory::Declined
        } else {
            Memory::Nothing
        });
    }
    if !is_same {
        entry.result = Some(Outcome::Outdated);
        entry.message = Some(OUTDATED.to_owned());
        return Step::Done(Memory::Nothing);
    }
    entry.message = verdict.left_out;
    let merges = entry.choice == Choice::Merge && verdict.merged != verdict.proposed;
    let (values, memory) = if merges {
        (verdict.merged, Memory::Merged)
    } else {
        (verdict.proposed, Memory::Said)
    };
    let wanted = Wanted {
        item: verdict.existing.and(verdict.item),
        values,
        before: None,
    };
    Step::Write(wanted, memory)
}
