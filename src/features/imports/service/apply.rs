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

const OUTDATED: &str = "What you have was changed after this plan was made; nothing was written. Import the file again for a new plan.";

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
                    people => self.write_people(unit, actor, &mut job).await?,
                    applications => self.write_applications(unit, actor, &mut job).await?);
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
        let row = if writes {
            Some(self.profiles.begin_import(unit, actor).await?)
        } else {
            None
        };
        let facts = self.facts(unit, actor).await?;
        let accepted: Vec<Values> = accepted(&entries)
            .map(|entry| entry.imported.clone())
            .collect();
        let existing = P::existing(&self.profiles, unit, actor, &facts).await?;
        let known = known(unit, actor, P::SECTION, Origin::from(job.source)).await?;
        let verdicts = compare::compare(P::keys, &accepted, &existing, &known);
        let settled = Settled::of(entries, verdicts);
        let wanted = settled.wanted();
        let written = match row {
            Some(row) if !wanted.is_empty() => {
                let target = section::Target {
                    profiles: &self.profiles,
                    unit,
                    actor,
                    source: job.source,
                    row,
                };
                P::write(target, wanted).await?
            }
            _ => Vec::new(),
        };
        self.record(unit, actor, job, P::SECTION, settled.results(written))
            .await
    }

    /// Records the results of a section, and what was imported.
    pub(super) async fn record(
        &self,
        unit: &Unit,
        actor: &Actor,
        job: &mut JobRow,
        section: Section,
        (entries, remembered): (Vec<EntryRow>, Vec<Remembered>),
    ) -> Result<()> {
        for entry in &entries {
            if let Some(outcome) = entry.result {
                job.counts.add_outcome(entry.section, outcome);
                job.done += 1;
            }
        }
        let now = self.platform.clock.now();
        let again = remembered
            .iter()
            .filter_map(|remembered| remembered.instead_of);
        imported_value::forget(unit, actor, section, again.collect()).await?;
        let values = remembered
            .into_iter()
            .map(|remembered| imported_value::Model {
                user_id: actor.user_id,
                section,
                item_id: remembered.item,
                origin: Origin::from(job.source),
                source: job.source,
                said: remembered.said,
                kept: remembered.kept,
                imported_at: now,
            });
        imported_value::save(unit, values.collect()).await?;
        Ok(entry::save_results(unit, entries).await?)
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
            kept: report.kept,
            imported_at: self.platform.clock.now(),
        };
        Ok(imported_value::save(unit, vec![row]).await?)
    }
}

/// The entries that are compared.
pub(super) fn accepted(entries: &[EntryRow]) -> impl Iterator<Item = &EntryRow> {
    entries
        .iter()
        .filter(|entry| entry.action != Action::Refuse)
}

/// What an import said of an item, to be remembered.
pub(super) struct Remembered {
    item: Uuid,
    /// The item that was removed by hand, and is there again under another id.
    instead_of: Option<Uuid>,
    said: Option<Values>,
    kept: Kept,
}

/// Entries on their way to a result.
#[derive(Default)]
pub(super) struct Settled {
    entries: Vec<(EntryRow, Step)>,
}

enum Step {
    /// There is nothing to write. If an import wrote the item, what it says now is remembered.
    Done { is_known: bool },
    /// It is written.
    Write(Wanted),
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
        let step = match verdict {
            None => {
                entry.result = Some(Outcome::Refused);
                entry.message.clone_from(&entry.note);
                Step::Done { is_known: false }
            }
            Some(verdict) => step(&mut entry, verdict),
        };
        self.entries.push((entry, step));
    }

    /// What is to be written.
    pub fn wanted(&self) -> Vec<Wanted> {
        let wanted = self.entries.iter().filter_map(|(_, step)| match step {
            Step::Write(wanted) => Some(wanted.clone()),
            Step::Done { .. } => None,
        });
        wanted.collect()
    }

    /// The entries with their results, and what is to be remembered.
    pub fn results(self, written: Vec<section::Written>) -> (Vec<EntryRow>, Vec<Remembered>) {
        let mut written = written.into_iter();
        let (mut entries, mut remembered) = (Vec::new(), HashMap::new());
        for (mut entry, step) in self.entries {
            let before = entry.item_id;
            let is_known = match step {
                Step::Done { is_known } => is_known,
                Step::Write(wanted) => match written.next() {
                    Some(Ok(item)) => {
                        entry.item_id = Some(item);
                        entry.result = Some(if wanted.item.is_some() {
                            Outcome::Changed
                        } else {
                            Outcome::Added
                        });
                        true
                    }
                    Some(Err(refusal)) => {
                        entry.result = Some(Outcome::Refused);
                        entry.message = Some(refusal.to_string());
                        false
                    }
                    None => {
                        entry.result = Some(Outcome::Outdated);
                        entry.message = Some(OUTDATED.to_owned());
                        false
                    }
                },
            };
            let said = is_known.then(|| entry.imported.clone());
            let kept = std::mem::take(&mut entry.kept);
            if let Some(item) = entry.item_id
                && (said.is_some() || !kept.is_empty() && entry.action == Action::Keep)
            {
                let instead_of = before.filter(|before| *before != item);
                let new = Remembered {
                    item,
                    instead_of,
                    said,
                    kept,
                };
                remembered.insert(item, new);
            }
            entries.push(entry);
        }
        (entries, remembered.into_values().collect())
    }
}

/// The step of an entry: what was chosen, if the profile is still as the plan shows it.
fn step(entry: &mut EntryRow, verdict: Verdict) -> Step {
    if verdict.action == Action::Keep {
        entry.item_id = verdict.item;
        entry.result = Some(Outcome::Kept);
        return Step::Done {
            is_known: verdict.is_known,
        };
    }
    if entry.choice == Choice::KeepMine {
        entry.result = Some(Outcome::Kept);
        return Step::Done { is_known: false };
    }
    let is_same = verdict.action == entry.action
        && verdict.item == entry.item_id
        && verdict.existing == entry.existing;
    if !is_same {
        entry.result = Some(Outcome::Outdated);
        entry.message = Some(OUTDATED.to_owned());
        return Step::Done { is_known: false };
    }
    let values = if entry.choice == Choice::Merge {
        verdict.merged
    } else {
        verdict.proposed
    };
    Step::Write(Wanted {
        item: verdict.existing.and(verdict.item),
        values,
    })
}
