//! The people of an archive: compared and brought in by the feature `connections`, which keeps them. They are data of others: once they are
//! brought in, the import forgets them.

use std::collections::BTreeMap;

use importing::record::Connection;

use super::{cell::Cell, part::default_choice};
use crate::{
    error::Result,
    features::{
        connections::{Compared, Facts, PersonChoice, PersonDone, PersonWish},
        imports::{
            Action, Choice, EntryRow, Imports, JobRow, Outcome, Section,
            entity::{
                entry,
                values::{Kept, Values},
            },
            service::settled::{MINE_STAYS, NOT_ADDED, OUTDATED},
        },
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, id::ImportEntryId},
};

/// The outcome of an entry, and why.
type PersonResult = (Outcome, Option<String>);

const REMOVED: &str =
    "You removed this person. Choose USE_IMPORT for this entry to add them again.";
const STAYS_REMOVED: &str = "You removed this person, who stays removed.";
const EDITED: &str = "You edited this person, and the file says something new about that. Choose USE_IMPORT for what the file says, or MERGE to keep your edits.";

impl Imports {
    /// The entries of the people of a file, from this position on.
    pub(in crate::features::imports::service) async fn entries_of_people(
        &self,
        unit: &Unit,
        actor: &Actor,
        job: &JobRow,
        first: usize,
        people: Vec<Connection>,
    ) -> Result<Vec<EntryRow>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let compared = self
            .connections
            .compare(unit, actor.user_id, &people)
            .await?;
        let rows = (first..).zip(people.into_iter().zip(compared.rows));
        let entry = |(ordinal, (person, compared)): (usize, (Connection, Compared))| {
            let (action, existing, note) = match compared {
                Compared::Add => (Action::Add, None, None),
                Compared::Change { current } => (Action::Change, Some(of_facts(*current)), None),
                Compared::Conflict { current } => {
                    (Action::Conflict, Some(of_facts(*current)), Some(EDITED))
                }
                Compared::Keep { current } => (
                    Action::Keep,
                    current.map(|current| of_facts(*current)),
                    None,
                ),
                Compared::Removed => (Action::Keep, None, Some(REMOVED)),
            };
            EntryRow {
                id: ImportEntryId(self.platform.clock.new_id()),
                job_id: job.id,
                user_id: actor.user_id,
                ordinal: i32::try_from(ordinal).unwrap_or(i32::MAX),
                section: Section::Connections,
                action,
                item_id: None,
                imported: of_person(&person),
                file: person.source.file,
                file_row: person.source.row.and_then(|row| i32::try_from(row).ok()),
                quote: None,
                existing,
                kept: Kept::default(),
                note: note.map(str::to_owned),
                choice: default_choice(job.source, action),
                result: None,
                message: None,
            }
        };
        Ok(rows.map(entry).collect())
    }

    /// Brings in the people as they were chosen.
    pub(in crate::features::imports::service) async fn write_people(
        &self,
        unit: &Unit,
        actor: &Actor,
        job: &mut JobRow,
    ) -> Result<()> {
        let entries = entry::of_section(actor, job.id, Section::Connections)
            .all(unit)
            .await?;
        let waiting: Vec<EntryRow> = entries
            .into_iter()
            .filter(|entry| entry.result.is_none())
            .collect();
        let results = self.bring_in(unit, actor, job, &waiting).await?;
        let mut by_result: BTreeMap<PersonResult, Vec<ImportEntryId>> = BTreeMap::new();
        for (entry, result) in waiting.iter().zip(results) {
            job.counts.add_outcome(Section::Connections, result.0);
            job.done += 1;
            by_result.entry(result).or_default().push(entry.id);
        }
        for ((outcome, message), ids) in by_result {
            entry::settle_and_forget(unit, ids, outcome, message).await?;
        }
        Ok(())
    }

    /// The result of each entry.
    async fn bring_in(
        &self,
        unit: &Unit,
        actor: &Actor,
        job: &JobRow,
        entries: &[EntryRow],
    ) -> Result<Vec<PersonResult>> {
        let wanted: Vec<PersonWish> = entries.iter().map(wish).collect();
        let brought = self
            .connections
            .import_people(unit, actor.user_id, &wanted, job.source)
            .await;
        match brought {
            Ok(brought) => Ok(entries.iter().zip(brought.rows).map(result).collect()),
            Err(error) => {
                let refused = error.into_refusal()?.to_string();
                let result = |entry: &EntryRow| match entry.choice {
                    Choice::KeepMine => result((entry, PersonDone::Kept)),
                    _ => (Outcome::Refused, Some(refused.clone())),
                };
                Ok(entries.iter().map(result).collect())
            }
        }
    }
}

fn wish(entry: &EntryRow) -> PersonWish {
    PersonWish {
        stated: person(&entry.imported),
        choice: match entry.choice {
            Choice::KeepMine => PersonChoice::Leave,
            Choice::Merge => PersonChoice::Merge,
            Choice::UseImport => PersonChoice::Take,
        },
        shown: shown(entry),
    }
}

/// What the plan showed.
fn shown(entry: &EntryRow) -> Compared {
    let current = entry.existing.as_ref().map(facts).map(Box::new);
    match (entry.action, current) {
        (Action::Keep, None) if entry.note.as_deref() == Some(REMOVED) => Compared::Removed,
        (Action::Change, Some(current)) => Compared::Change { current },
        (Action::Conflict, Some(current)) => Compared::Conflict { current },
        (Action::Keep, current) => Compared::Keep { current },
        _ => Compared::Add,
    }
}

fn result((entry, done): (&EntryRow, PersonDone)) -> PersonResult {
    match done {
        PersonDone::Added => (Outcome::Added, None),
        PersonDone::Changed => (Outcome::Changed, None),
        PersonDone::Removed => (Outcome::Kept, Some(STAYS_REMOVED.to_owned())),
        PersonDone::Kept => (Outcome::Kept, why_kept(entry).map(str::to_owned)),
        PersonDone::Outdated => (Outcome::Outdated, Some(OUTDATED.to_owned())),
    }
}

/// Why a person stays who would have been added or changed.
const fn why_kept(entry: &EntryRow) -> Option<&'static str> {
    match (entry.choice, entry.action) {
        (Choice::KeepMine, Action::Add) => Some(NOT_ADDED),
        (Choice::KeepMine, Action::Change | Action::Conflict) => Some(MINE_STAYS),
        _ => None,
    }
}

fn of_person(person: &Connection) -> Values {
    let mut values = Values::default();
    for (field, texts) in [
        ("firstName", person.first_name.texts()),
        ("lastName", person.last_name.texts()),
        ("profileUrl", person.profile_url.texts()),
        ("email", person.email.texts()),
        ("company", person.company.texts()),
        ("position", person.position.texts()),
        ("connectedOn", person.connected_on.texts()),
    ] {
        if !texts.is_empty() {
            values.set(field, texts);
        }
    }
    values
}

fn person(values: &Values) -> Connection {
    Connection {
        first_name: Cell::of(values.of("firstName")),
        last_name: Cell::of(values.of("lastName")),
        profile_url: Cell::of(values.of("profileUrl")),
        email: Cell::of(values.of("email")),
        company: Cell::of(values.of("company")),
        position: Cell::of(values.of("position")),
        connected_on: Cell::of(values.of("connectedOn")),
        ..Connection::default()
    }
}

fn of_facts(mut facts: Facts) -> Values {
    let mut values = Values::default();
    for (name, field) in Facts::FIELDS {
        values.set(name, std::mem::take(field(&mut facts)).texts());
    }
    values
}

fn facts(values: &Values) -> Facts {
    let mut facts = Facts::default();
    for (name, field) in Facts::FIELDS {
        *field(&mut facts) = Cell::of(values.of(name));
    }
    facts
}
