//! Writes the entries of an import as they were chosen, one section after the other, each in one transaction with its results. After a crash
//! the next run continues with the entries that have no result.

use std::collections::HashMap;

use super::{
    compare::{self, Verdict},
    plan::known,
    section::{self, Part, Wanted, with_part},
};
use crate::{
    error::Result,
    features::imports::{
        Action, Choice, EntryRow, Imports, JobRow, Outcome, Section, State,
        entity::{
            entry,
            imported_value::{self, Origin},
            job, report,
            values::{Kept, Values},
        },
    },
    platform::unit_of_work::Unit,
    types::{
        actor::{Actor, By, Role},
        id::{ImportId, SessionId, UserId},
        import_source::ImportSource,
        write::Write,
    },
};
use uuid::Uuid;

const OUTDATED: &str = "Your profile was changed after this plan was made; nothing was written. Import the file again for a new plan.";

/// The item under which the keys of a document are kept that belong to no item.
pub(super) const DOCUMENT: Uuid = Uuid::nil();

impl Imports {
    /// Applies what is left of an import. Does nothing if it is not being applied.
    pub async fn apply_rest(&self, user: UserId, id: ImportId) -> Result<()> {
        let actor =
            Actor::of_session(user, SessionId(id.0), Role::User).acting_by(By::Import("import"));
        while self.apply_section(&actor, id).await? {}
        Ok(())
    }

    /// Applies the next section; false if there is none.
    async fn apply_section(&self, actor: &Actor, id: ImportId) -> Result<bool> {
        let act = async |unit: &Unit| {
            let Some(mut job) = job::locked(actor, id).one(unit).await? else {
                return Ok(false);
            };
            if job.state != State::Applying {
                return Ok(false);
            }
            let next = entry::next(unit, actor, id).await?;
            let goes_on = next.is_some();
            if let Some(next) = next {
                let section = next.section;
                with_part!(section, P => self.write_section::<P>(unit, actor, &mut job).await?,
                    people => self.write_people(unit, actor, &mut job).await?);
                job.updated_at = self.platform.clock.now();
            } else {
                self.keep_document(unit, actor, &job).await?;
                self.end(&mut job, State::Applied);
            }
            let job = job::save(unit, job).await?;
            if !goes_on {
                unit.changed(super::plan::change(&job)).await;
            }
            unit.signal(super::progress::topic(id)).await;
            Ok(goes_on)
        };
        self.platform.write(&Write::by(actor), act).await
    }

    /// Writes the entries of one section. They are compared with the profile once more, because it may have been changed since the plan.
    async fn write_section<P: Part>(
        &self,
        unit: &Unit,
        actor: &Actor,
        job: &mut JobRow,
    ) -> Result<()> {
        let entries = entry::of_section(actor, job.id, P::SECTION)
            .all(unit)
            .await?;
        // Locks the profile before it is read, if anything may be written.
        let writes = entries.iter().any(|entry| entry.choice != Choice::KeepMine);
        let mut edit = if writes {
            Some(self.profiles.begin_edit(unit, actor).await?)
        } else {
            None
        };
        let facts = self.facts(unit, actor).await?;
        let accepted: Vec<Values> = accepted(&entries)
            .map(|entry| entry.imported.clone())
            .collect();
        let existing = P::existing(&self.profiles, unit, actor, &facts).await?;
        let known = known::<P>(unit, actor, job.source).await?;
        let mut verdicts = compare::compare(&P::rules(), &accepted, &existing, &known).into_iter();
        let mut settled = Settled::default();
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
        let wanted = settled.wanted();
        let written = match &mut edit {
            Some(edit) if !wanted.is_empty() => P::write(edit, unit, job.source, wanted).await?,
            _ => Vec::new(),
        };
        if let Some(edit) = edit {
            edit.store(unit).await?;
        }
        let (entries, remembered) = settled.results(written);
        for entry in &entries {
            if let Some(outcome) = entry.result {
                job.counts.add_outcome(entry.section, outcome);
                job.done += 1;
            }
        }
        self.remember::<P>(unit, actor, job.source, remembered)
            .await?;
        Ok(entry::save_results(unit, entries).await?)
    }

    /// Remembers what an import said of the items of a section.
    async fn remember<P: Part>(
        &self,
        unit: &Unit,
        actor: &Actor,
        source: ImportSource,
        remembered: Vec<Remembered>,
    ) -> Result<()> {
        let now = self.platform.clock.now();
        let again = remembered
            .iter()
            .filter_map(|remembered| remembered.instead_of);
        imported_value::forget(unit, actor, P::SECTION, again.collect()).await?;
        let (declined, said): (Vec<_>, Vec<_>) = remembered
            .into_iter()
            .map(|remembered| imported_value::Model {
                user_id: actor.user_id,
                section: P::SECTION,
                item_id: remembered.item,
                origin: Origin::from(source),
                source,
                said: remembered.said,
                declined: remembered.declined,
                kept: remembered.kept,
                imported_at: now,
            })
            .partition(|row| row.said.is_none() && row.declined.is_some());
        imported_value::save(unit, said).await?;
        Ok(imported_value::decline(unit, declined).await?)
    }

    /// Keeps the keys of a JSON Resume that belong to no item.
    async fn keep_document(&self, unit: &Unit, actor: &Actor, job: &JobRow) -> Result<()> {
        if job.source != ImportSource::JsonResume {
            return Ok(());
        }
        let found = report::some_of(actor, &[job.id]).one(unit).await?;
        let Some(report) = found.filter(|report| !report.kept.is_empty()) else {
            return Ok(());
        };
        let row = imported_value::Model {
            user_id: actor.user_id,
            section: Section::Profile,
            item_id: DOCUMENT,
            origin: Origin::JsonResume,
            source: job.source,
            said: None,
            declined: None,
            kept: report.kept,
            imported_at: self.platform.clock.now(),
        };
        Ok(imported_value::save(unit, vec![row]).await?)
    }
}

fn accepted(entries: &[EntryRow]) -> impl Iterator<Item = &EntryRow> {
    entries
        .iter()
        .filter(|entry| entry.action != Action::Refuse)
}

/// What an import said of an item, to be remembered.
struct Remembered {
    item: Uuid,
    /// The item that was removed by hand, and is there again under another id.
    instead_of: Option<Uuid>,
    said: Option<Values>,
    /// What the user decided against.
    declined: Option<Values>,
    kept: Kept,
}

/// Entries on their way to a result.
#[derive(Default)]
struct Settled {
    entries: Vec<(EntryRow, Step)>,
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
    fn add(&mut self, mut entry: EntryRow, verdict: Option<Verdict>) {
        let step = match verdict {
            None => {
                entry.result = Some(Outcome::Refused);
                entry.message.clone_from(&entry.note);
                Step::Done(Memory::Nothing)
            }
            Some(verdict) => step(&mut entry, verdict),
        };
        self.entries.push((entry, step));
    }

    /// What is to be written, in the order of the file. A new item comes before the next one of the file that is there.
    fn wanted(&self) -> Vec<Wanted> {
        let (mut wanted, mut next) = (Vec::new(), None);
        for (entry, step) in self.entries.iter().rev() {
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
    fn results(self, written: Vec<section::Written>) -> (Vec<EntryRow>, Vec<Remembered>) {
        let mut written = written.into_iter();
        let (mut entries, mut remembered) = (Vec::new(), HashMap::new());
        for (mut entry, step) in self.entries {
            let before = entry.item_id;
            let (memory, left_out) = match step {
                Step::Done(memory) => (memory, Vec::new()),
                Step::Write(wanted, memory) => match written.next() {
                    Some(Ok(done)) => {
                        entry.message = no_room(done.left_out.len());
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
            if let Some(new) = remembered_of(&mut entry, before, memory, &left_out) {
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
    left_out: &[String],
) -> Option<Remembered> {
    let item = entry.item_id?;
    let kept = std::mem::take(&mut entry.kept);
    let file = || {
        let mut said = entry.imported.clone();
        if !left_out.is_empty() {
            let claims = said.of("claims").iter();
            let claims = claims.filter(|text| !left_out.contains(text)).cloned();
            said.set("claims", claims.collect());
        }
        Some(said)
    };
    let (said, declined, kept) = match memory {
        Memory::Nothing => return None,
        Memory::Kept if kept.is_empty() || entry.action != Action::Keep => return None,
        Memory::Kept => (None, None, kept),
        Memory::Said => (file(), None, kept),
        Memory::Declined => (None, file(), Kept::default()),
        Memory::Merged => (file(), file(), kept),
    };
    Some(Remembered {
        item,
        instead_of: before.filter(|before| *before != item),
        said,
        declined,
        kept,
    })
}

/// The step of an entry: what was chosen, if the profile is still as the plan shows it.
fn step(entry: &mut EntryRow, verdict: Verdict) -> Step {
    let keeps = entry.choice == Choice::KeepMine;
    if verdict.action == Action::Keep && (keeps || !verdict.is_declined) {
        entry.item_id = verdict.item;
        entry.result = Some(Outcome::Kept);
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
