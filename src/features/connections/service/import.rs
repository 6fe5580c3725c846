//! Imports people: adds and changes them in batches.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    compare::{PersonChoice, PersonDone, PersonWish, Step},
    keys::{fill, set_facts},
    merge::Merged,
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
        object_kind::ObjectKind,
    },
};

/// How precisely it is stored when a person was last seen by an import: one that runs every hour does not write all rows every hour.
const SEEN_PRECISION: TimeDelta = TimeDelta::days(1);

/// The result of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedPeople {
    /// The outcome of each row, in their order.
    pub rows: Vec<PersonDone>,
    /// People who were added.
    pub added: usize,
    /// People who were changed.
    pub changed: usize,
    /// People who stay as they are, and rows about the person of an earlier row.
    pub kept: usize,
    /// People whom the user had removed, and who stay removed.
    pub removed: usize,
    /// People who were changed since the rows were compared, and of whom nothing was written.
    pub outdated: usize,
}

/// The rows of people that an import writes.
#[derive(Default)]
struct Rows {
    added: Vec<PersonRow>,
    changed: Vec<PersonRow>,
    /// People of whom only the values of the import are stored.
    noted: Vec<PersonRow>,
    /// People who stay as they are.
    kept: Vec<PersonId>,
    /// People who were removed, and are added again.
    wanted_again: Vec<PersonRow>,
}

impl Connections {
    /// Imports the rows of one file, each with the choice of the user, if [`Connections::compare`] still shows what it showed. The same
    /// rows again change nothing.
    pub async fn import_people(
        &self,
        unit: &Unit,
        owner: UserId,
        wanted: &[PersonWish],
        source: ImportSource,
    ) -> Result<ImportedPeople> {
        self.users.lock_to_count(unit, owner).await?;
        let now = self.platform.clock.now();
        let people = person::of(owner).all(unit).await?;
        let stated = wanted.iter().map(|wish| &wish.stated);
        let steps = self.steps(unit, owner, &people, stated).await?;
        let (mut rows, mut imported) = (Rows::default(), ImportedPeople::default());
        for (step, wish) in steps.into_iter().zip(wanted) {
            let new = |facts| self.new_row(owner, facts, source, now);
            imported.add(match step.if_shown(wish, &people) {
                Ok(step) => rows.add(step, wish.choice, &people, new, now),
                Err(done) => done,
            });
        }
        self.refuse_more(people.len() + rows.added.len())?;
        self.forget_removed(unit, owner, &rows.wanted_again).await?;
        self.note_companies(unit, &mut rows.added).await?;
        self.note_companies(unit, &mut rows.changed).await?;
        for row in rows.added.iter().chain(&rows.changed) {
            unit.changed(change(row, Some(row.version))).await;
        }
        rows.changed.append(&mut rows.noted);
        person::insert(unit, rows.added).await?;
        person::replace(unit, rows.changed).await?;
        person::note_seen(unit, owner, &rows.kept, now, now - SEEN_PRECISION).await?;
        Ok(imported)
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

impl Rows {
    /// Adds what the user wants of a step; `new` makes the row of a person who is not known.
    fn add(
        &mut self,
        step: Step,
        choice: PersonChoice,
        people: &[PersonRow],
        new: impl FnOnce(Facts) -> PersonRow,
        now: DateTime<Utc>,
    ) -> PersonDone {
        match (step, choice) {
            (Step::Add(facts), PersonChoice::Merge | PersonChoice::Take) => {
                self.added.push(new(facts));
                PersonDone::Added
            }
            (Step::Removed(facts), PersonChoice::Take) => {
                let row = new(facts);
                self.wanted_again.push(row.clone());
                self.added.push(row);
                PersonDone::Added
            }
            (Step::Removed(_), _) => PersonDone::Removed,
            (Step::Change(index, merged), _) => match people.get(index) {
                Some(row) => self.change(row.clone(), *merged, choice, now),
                None => PersonDone::Kept,
            },
            (Step::Keep(index), _) => {
                self.kept
                    .extend(index.and_then(|index| people.get(index)).map(|row| row.id));
                PersonDone::Kept
            }
            (Step::Add(_), PersonChoice::Leave) => PersonDone::Kept,
        }
    }

    fn change(
        &mut self,
        mut row: PersonRow,
        merged: Merged,
        choice: PersonChoice,
        now: DateTime<Utc>,
    ) -> PersonDone {
        let after = match choice {
            PersonChoice::Leave if merged.is_conflict => row.facts(),
            PersonChoice::Leave => {
                self.kept.push(row.id);
                return PersonDone::Kept;
            }
            PersonChoice::Merge => merged.kept,
            PersonChoice::Take => merged.taken,
        };
        row.imported = Some(merged.remembered);
        row.seen_at = now;
        if after == row.facts() {
            // The conflict is decided: it is not asked again before an import states something else.
            self.noted.push(row);
            return PersonDone::Kept;
        }
        row.version = row.version.saturating_add(1);
        row.updated_at = now;
        set_facts(&mut row, after);
        fill(&mut row);
        self.changed.push(row);
        PersonDone::Changed
    }
}

impl ImportedPeople {
    fn add(&mut self, done: PersonDone) {
        *match done {
            PersonDone::Added => &mut self.added,
            PersonDone::Changed => &mut self.changed,
            PersonDone::Kept => &mut self.kept,
            PersonDone::Removed => &mut self.removed,
            PersonDone::Outdated => &mut self.outdated,
        } += 1;
        self.rows.push(done);
    }
}

/// A change of a person, as a unit of work reports it.
pub(super) fn change(row: &PersonRow, version: Option<i32>) -> Change {
    Change::of(row.user_id, ObjectKind::Person, row.id.0, version)
}
