//! Brings the people of an import in: adds and changes them in batches.

use chrono::{DateTime, TimeDelta, Utc};
use importing::record::Connection;

use super::{
    compare::{PersonDone, Step},
    keys::{fill, set_facts},
};
use crate::{
    error::{Refusal, Result},
    features::connections::{
        Connections, Facts, PersonRow,
        entity::person::{self, Tags},
    },
    platform::unit_of_work::{Change, Unit},
    types::{
        id::{PersonId, UserId},
        import_source::ImportSource,
    },
};

/// How precisely it is stored when a person was last seen by an import: one that runs every hour does not write all rows every hour.
const SEEN_PRECISION: TimeDelta = TimeDelta::days(1);

/// What an import has done with its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// What was done with each row, in their order.
    pub rows: Vec<PersonDone>,
    /// People who were added.
    pub added: usize,
    /// People who were changed.
    pub changed: usize,
    /// People who stay as they are, and rows about the person of an earlier row.
    pub kept: usize,
    /// People whom the user had removed, and who stay removed.
    pub removed: usize,
}

impl Connections {
    /// Brings in the rows of one file, as [`Connections::compare`] shows it; rows that the user does not choose are left out by the caller.
    /// The same rows again change nothing.
    pub async fn bring_in(
        &self,
        unit: &Unit,
        owner: UserId,
        rows: &[Connection],
        source: ImportSource,
        now: DateTime<Utc>,
    ) -> Result<Brought> {
        self.users.lock_to_count(unit, owner).await?;
        let people = person::of(owner).all(unit).await?;
        let steps = self.steps(unit, owner, &people, rows).await?;
        let (mut added, mut changed, mut kept) = (Vec::new(), Vec::new(), Vec::new());
        let mut brought = Brought::default();
        for step in steps {
            brought.rows.push(step.done());
            match step {
                Step::Add(facts) => added.push(self.new_row(owner, facts, source, now)),
                Step::Change(index, after, remembered) => {
                    let row = people.get(index).cloned();
                    changed.extend(row.map(|row| next_row(row, after, remembered, now)));
                }
                Step::Keep(index) => {
                    brought.kept += 1;
                    kept.extend(index.and_then(|index| people.get(index)).map(|row| row.id));
                }
                Step::Removed => brought.removed += 1,
            }
        }
        (brought.added, brought.changed) = (added.len(), changed.len());
        self.refuse_more(people.len() + added.len())?;
        self.note_companies(unit, &mut added).await?;
        self.note_companies(unit, &mut changed).await?;
        for row in added.iter().chain(&changed) {
            unit.changed(change(row, Some(row.version))).await;
        }
        person::insert(unit, added).await?;
        person::replace(unit, changed).await?;
        person::note_seen(unit, owner, &kept, now, now - SEEN_PRECISION).await?;
        Ok(brought)
    }

    fn new_row(
        &self,
        owner: UserId,
        facts: Facts,
        source: ImportSource,
        now: DateTime<Utc>,
    ) -> PersonRow {
        let mut row = PersonRow {
            imported: Some(facts.clone()),
            source: Some(source),
            ..self.blank(owner, now)
        };
        set_facts(&mut row, facts);
        fill(&mut row);
        row
    }

    /// A person of whom nothing is known.
    pub(super) fn blank(&self, owner: UserId, now: DateTime<Utc>) -> PersonRow {
        PersonRow {
            id: PersonId(self.platform.clock.new_id()),
            user_id: owner,
            first_name: String::new(),
            last_name: String::new(),
            name_key: String::new(),
            profile_url: None,
            email: None,
            company: String::new(),
            company_key: String::new(),
            company_id: None,
            position: String::new(),
            connected_on: None,
            notes: String::new(),
            tags: Tags::default(),
            tag_keys: String::new(),
            words: String::new(),
            follow_up_on: None,
            source: None,
            imported: None,
            version: 1,
            created_at: now,
            updated_at: now,
            seen_at: now,
        }
    }

    /// Refuses more people than a user may keep.
    pub(super) fn refuse_more(&self, people: usize) -> Result<()> {
        let limit = self.platform.config.connections.per_user;
        if u64::try_from(people).is_ok_and(|people| people <= limit) {
            return Ok(());
        }
        let message = format!("A user has at most {limit} connections.");
        Err(Refusal::invalid("input", message).into())
    }
}

/// The next version of a person.
fn next_row(row: PersonRow, after: Facts, remembered: Facts, now: DateTime<Utc>) -> PersonRow {
    let mut next = PersonRow {
        imported: Some(remembered),
        version: row.version.saturating_add(1),
        updated_at: now,
        seen_at: now,
        ..row
    };
    set_facts(&mut next, after);
    fill(&mut next);
    next
}

/// A change of a person, as a unit of work reports it.
pub(super) fn change(row: &PersonRow, version: Option<i32>) -> Change {
    Change {
        owner: row.user_id,
        object_type: "Person",
        id: row.id.0,
        version,
    }
}
