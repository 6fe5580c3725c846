//! The choices for a plan: which side of each entry is written.

use std::collections::{BTreeMap, HashSet};

use chrono::TimeDelta;

use super::{plan::change, results::item_name};
use crate::{
    error::{Error, Refusal, Result},
    features::imports::{
        Action, Choice, EntryRow, Imports, JobRow, Section, State,
        entity::{entry, job},
        task::ApplyImport,
    },
    platform::unit_of_work::Unit,
    types::{
        actor::Actor,
        id::{ImportEntryId, ImportId},
        schema_name::schema_name,
        write::Write,
    },
};

/// The most choices of one request.
pub const CHOICES_MAX: usize = 2_000;

/// The choices for a plan.
#[derive(Clone, Debug)]
pub struct Apply {
    /// The import.
    pub id: ImportId,
    /// Choices for whole sections, made first.
    pub sections: Vec<SectionChoice>,
    /// Choices for single entries.
    pub entries: Vec<(ImportEntryId, Choice)>,
}

/// The choice for all entries of a section that would change something.
#[derive(Clone, Copy, Debug)]
pub struct SectionChoice {
    /// The section; none for all.
    pub section: Option<Section>,
    /// The choice.
    pub choice: Choice,
}

impl Imports {
    /// Makes the choices, and has the plan applied in the background. The write states the version of the plan that was read: the second of
    /// two that apply it at once is refused.
    pub async fn apply(&self, write: &Write<'_>, apply: Apply) -> Result<JobRow> {
        check(&apply)?;
        let act = async |unit: &Unit| {
            let mut job = self.locked(unit, write.actor, apply.id).await?;
            write.check_version(job.version)?;
            check_open(&job)?;
            choose(unit, &job, &apply).await?;
            check_scopes(unit, write.actor, &job).await?;
            job.state = State::Applying;
            job.version += 1;
            job.updated_at = self.platform.clock.now();
            let job = job::save(unit, job).await?;
            unit.publish(&ApplyImport {
                import_id: job.id,
                user_id: job.user_id,
            })
            .await?;
            unit.changed(change(&job)).await;
            unit.signal(super::progress::topic(job.id)).await;
            Ok(job)
        };
        self.platform.write(write, act).await
    }

    /// Cancels a plan, or stops an import that is being applied; what was written before stays.
    pub async fn cancel(&self, write: &Write<'_>, id: ImportId) -> Result<JobRow> {
        let act = async |unit: &Unit| {
            let mut job = self.locked(unit, write.actor, id).await?;
            match job.state {
                State::Planned => entry::delete(unit, &[job.id]).await?,
                State::Applying => {}
                State::Cancelled => return Ok(job),
                ended => return Err(has_ended(ended)),
            }
            self.end(&mut job, State::Cancelled);
            let job = job::save(unit, job).await?;
            unit.changed(change(&job)).await;
            unit.signal(super::progress::topic(job.id)).await;
            Ok(job)
        };
        self.platform.write(write, act).await
    }

    /// An import of the actor, locked until the transaction ends; FORBIDDEN for an API token that may not write it.
    pub(super) async fn locked(&self, unit: &Unit, actor: &Actor, id: ImportId) -> Result<JobRow> {
        let found = job::locked(actor, id).one(unit).await?;
        let job = found.ok_or_else(|| Error::not_found("import"))?;
        job.check_writable(actor)?;
        Ok(self.as_of_now(job))
    }

    /// Puts an import into an end state; it is deleted when its results have been kept long enough.
    pub(super) fn end(&self, job: &mut JobRow, state: State) {
        let days = i64::try_from(self.platform.config.imports.result_days).unwrap_or(1);
        let now = self.platform.clock.now();
        job.state = state;
        job.version += 1;
        job.updated_at = now;
        job.expires_at = now + TimeDelta::days(days);
    }
}

fn check_open(job: &JobRow) -> Result<()> {
    match job.state {
        State::Planned => Ok(()),
        State::Applying => Err(Refusal::invalid(
            "input.id",
            "This import is being applied already; follow it by importProgressed.",
        )
        .into()),
        ended => Err(has_ended(ended)),
    }
}

fn has_ended(state: State) -> Error {
    let message = format!(
        "This import has the state {}; import the file again for a new plan.",
        schema_name(state)
    );
    Refusal::invalid("input.id", message).into()
}

/// Refuses to write what an API token may not write.
async fn check_scopes(unit: &Unit, actor: &Actor, job: &JobRow) -> Result<()> {
    for section in entry::sections_to_write(unit, job.id).await? {
        let scope = section.area().write();
        if !actor.may(scope) {
            let section = schema_name(section);
            return Err(Error::forbidden(format!(
                "This API token lacks the scope \"{scope}\"; choose KEEP_MINE for the section {section}."
            )));
        }
    }
    Ok(())
}

fn check(apply: &Apply) -> Result<()> {
    if apply.entries.len() > CHOICES_MAX {
        let message = format!(
            "At most {CHOICES_MAX} choices are made at once; choose for whole sections as well."
        );
        return Err(Refusal::invalid("input.choices", message).into());
    }
    let mut sections = Vec::new();
    for (at, choice) in apply.sections.iter().enumerate() {
        if sections.contains(&choice.section) {
            return Err(Refusal::invalid(
                &format!("input.sections.{at}.section"),
                "This section is in the list twice; make one choice for it.",
            )
            .into());
        }
        sections.push(choice.section);
    }
    let mut seen = HashSet::new();
    match apply.entries.iter().position(|(id, _)| !seen.insert(*id)) {
        Some(at) => Err(Refusal::invalid(
            &format!("input.choices.{at}.entryId"),
            "This entry is in the list twice.",
        )
        .into()),
        None => Ok(()),
    }
}

/// Stores the choices; those for single entries come last.
async fn choose(unit: &Unit, job: &JobRow, apply: &Apply) -> Result<()> {
    for SectionChoice { section, choice } in &apply.sections {
        let sections = section.map_or_else(|| Section::ALL.to_vec(), |section| vec![section]);
        for section in sections {
            entry::choose_for_section(unit, job.id, section, *choice).await?;
        }
    }
    let mut by_choice: BTreeMap<Choice, Vec<ImportEntryId>> = BTreeMap::new();
    for (id, choice) in &apply.entries {
        by_choice.entry(*choice).or_default().push(*id);
    }
    for (choice, ids) in by_choice {
        let expected = ids.len() as u64;
        if entry::choose(unit, job.id, ids, choice).await? != expected {
            return Err(not_chosen(unit, job, apply).await?);
        }
    }
    Ok(())
}

/// Names the first entry for which nothing can be chosen, and why.
async fn not_chosen(unit: &Unit, job: &JobRow, apply: &Apply) -> Result<Error> {
    let ids = apply.entries.iter().map(|(id, _)| *id).collect();
    let entries = entry::by_ids(unit, job.id, ids).await?;
    let find = |id: &ImportEntryId| entries.iter().find(|entry| entry.id == *id);
    let of = apply.entries.iter().enumerate();
    let mut of = of.map(|(at, (id, _))| (at, find(id)));
    let open = |entry: &EntryRow| entry.action != Action::Refuse;
    let first = of.find(|(_, entry)| !entry.is_some_and(open));
    let (at, entry) = first.unwrap_or_default();
    let message = match entry {
        None => {
            "This entry is not one of this import; choose for entries of its plan only.".to_owned()
        }
        Some(entry) => format!(
            "Nothing can be chosen for the entry \"{}\"{}, which the plan refuses: {} Leave it out of the choices.",
            item_name(entry),
            entry
                .file_row
                .map_or_else(String::new, |row| format!(" of row {row}")),
            entry.note.as_deref().unwrap_or_default()
        ),
    };
    let path = format!("input.choices.{at}.entryId");
    Ok(Refusal::invalid(&path, message).into())
}
