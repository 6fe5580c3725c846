//! Changes of several parts of a profile at once, as imports make them: one check of the version, one transaction.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Written,
    change::{ProfileChange, at_most},
    evidence::{
        fact::{Counts, EvidenceChange, NewEvidence, Provenance},
        item_id::ItemId,
    },
    item::{
        NewAward, NewCertification, NewEducation, NewEmployment, NewItem, NewLanguage, NewProject,
        NewPublication, NewSkill, NewVolunteering, Place, Row,
    },
    section::{has_own_name, position_of},
    sections::Sections,
};
use crate::{
    error::{Error, Result},
    features::profiles::{
        EvidenceRow, EvidenceVersionRow, ProfileRow, Profiles,
        entity::{
            evidence, evidence_version, profile,
            section::{self, Section},
        },
    },
    platform::{clock::Clock, unit_of_work::Unit},
    types::{actor::Actor, id::EvidenceId, import_source::ImportSource, write::Write},
};

/// A profile that is being changed. Nothing is stored before the change returns.
pub struct ProfileEdit<'a> {
    actor: &'a Actor,
    clock: &'a Clock,
    now: DateTime<Utc>,
    profile: ProfileRow,
    sections: Sections,
    /// Sections to store.
    changed: BTreeSet<&'static str>,
    removed_items: Vec<Uuid>,
    /// Items whose facts are to be stored.
    items_with_changed_facts: HashSet<Uuid>,
    former_versions: Vec<EvidenceVersionRow>,
    removed_facts: Vec<EvidenceId>,
    /// Facts that were removed before.
    removed_before: usize,
}

impl Profiles {
    /// Changes several parts of a profile in the transaction of a unit of work, at its next version. The write states the version that was
    /// read; another one is a conflict. An error of `change` stores nothing.
    pub async fn edit<T>(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        change: impl FnOnce(&mut ProfileEdit<'_>) -> Result<T> + Send,
    ) -> Result<(Written, T)> {
        let actor = write.actor;
        let profile = self.claim(unit, write).await?;
        let (current, with_removed) = evidence::counts(unit, actor).await?;
        let mut edit = ProfileEdit {
            actor,
            clock: &self.platform.clock,
            now: self.platform.clock.now(),
            profile,
            sections: Sections::read(unit, actor).await?,
            changed: BTreeSet::new(),
            removed_items: Vec::new(),
            items_with_changed_facts: HashSet::new(),
            former_versions: Vec::new(),
            removed_facts: Vec::new(),
            removed_before: with_removed.saturating_sub(current),
        };
        let made = change(&mut edit)?;
        let row = edit.store(unit).await?;
        Ok((self.written(unit, write, row).await?, made))
    }
}

impl ProfileEdit<'_> {
    /// The profile as changed so far.
    #[must_use]
    pub const fn profile(&self) -> &ProfileRow {
        &self.profile
    }

    /// The sections as changed so far.
    #[must_use]
    pub const fn sections(&self) -> &Sections {
        &self.sections
    }

    /// Changes the profile without its sections.
    pub fn change(&mut self, change: ProfileChange) -> Result<()> {
        change.check()?.apply(&mut self.profile);
        Ok(())
    }

    /// Replaces the values of the item that has this id, or adds an item at the end of its section. Returns its id. The source is that of the
    /// import; without one, an item keeps its own.
    pub fn put<N: NewItem>(&mut self, item: N, source: Option<ImportSource>) -> Result<Uuid> {
        let old = item.id();
        let place = Place {
            id: old.unwrap_or_else(|| self.clock.new_id()),
            user_id: self.actor.user_id,
            position: 0,
            path: format!("input.{}", N::WHAT),
        };
        let mut row: Row<N> = item.into_row(&place)?;
        let rows = N::shown_mut(&mut self.sections);
        has_own_name::<N>(&row, rows)?;
        let id = N::Entity::id(&row);
        let at = match old {
            Some(id) => Some(position_of::<N>(rows, id)?),
            None => None,
        };
        let before = at.and_then(|at| rows.get_mut(at));
        let kept = before.as_deref().and_then(N::Entity::source);
        N::Entity::set_source(&mut row, source.or(kept));
        if let Some(before) = before {
            *before = row;
        } else {
            at_most(&place.path, rows.len() + 1, N::MAX)?;
            rows.push(row);
        }
        self.changed.insert(N::SECTION);
        Ok(id)
    }

    /// Removes an item, and the facts below it from the profile.
    pub fn remove<N: NewItem>(&mut self, id: Uuid) -> Result<()> {
        let rows = N::shown_mut(&mut self.sections);
        rows.remove(position_of::<N>(rows, id)?);
        self.sections.evidence.retain(|fact| fact.item_id != id);
        self.changed.insert(N::SECTION);
        self.removed_items.push(id);
        Ok(())
    }

    /// Adds a fact below an item, at its end; the position that the fact states is not read.
    pub fn add_fact(&mut self, new: &NewEvidence, provenance: Provenance) -> Result<EvidenceId> {
        self.has_item(new.item)?;
        let row = new.to_row(self.actor, provenance, self.clock)?;
        let (id, item) = (row.id, row.item_id);
        let current = self.sections.evidence.len();
        let is_below = |fact: &&EvidenceRow| fact.item_id == item;
        Counts {
            below_item: self.sections.evidence.iter().filter(is_below).count() + 1,
            current: current + 1,
            with_removed: current + 1 + self.removed_before + self.removed_facts.len(),
        }
        .check()?;
        self.sections.evidence.push(row);
        self.items_with_changed_facts.insert(item);
        Ok(id)
    }

    /// Changes what a fact says: its next version, confirmed or not. False if it says the same already.
    pub fn update_fact(
        &mut self,
        id: EvidenceId,
        change: EvidenceChange,
        confirmed: bool,
    ) -> Result<bool> {
        let confirmed_at = confirmed.then_some(self.now);
        let row = self.sections.evidence.iter_mut().find(|row| row.id == id);
        let row = row.ok_or_else(|| Error::not_found("evidence"))?;
        let Some(before) = change.check()?.apply(row, confirmed_at, self.now)? else {
            return Ok(false);
        };
        self.items_with_changed_facts.insert(row.item_id);
        self.former_versions.push(before);
        Ok(true)
    }

    /// Removes a fact from the profile.
    pub fn remove_fact(&mut self, id: EvidenceId) -> Result<()> {
        let facts = &mut self.sections.evidence;
        let at = facts.iter().position(|row| row.id == id);
        facts.remove(at.ok_or_else(|| Error::not_found("evidence"))?);
        self.removed_facts.push(id);
        Ok(())
    }

    fn has_item(&self, item: ItemId) -> Result<()> {
        let id = item.uuid();
        match item {
            ItemId::Employment(_) => position_of::<NewEmployment>(&self.sections.employments, id),
            ItemId::Education(_) => position_of::<NewEducation>(&self.sections.educations, id),
            ItemId::Project(_) => position_of::<NewProject>(&self.sections.projects, id),
            ItemId::Volunteering(_) => {
                position_of::<NewVolunteering>(&self.sections.volunteerings, id)
            }
        }
        .map(|_| ())
    }

    async fn store(self, unit: &Unit) -> Result<ProfileRow> {
        self.store_section::<NewEmployment>(unit).await?;
        self.store_section::<NewEducation>(unit).await?;
        self.store_section::<NewSkill>(unit).await?;
        self.store_section::<NewLanguage>(unit).await?;
        self.store_section::<NewProject>(unit).await?;
        self.store_section::<NewCertification>(unit).await?;
        self.store_section::<NewVolunteering>(unit).await?;
        self.store_section::<NewPublication>(unit).await?;
        self.store_section::<NewAward>(unit).await?;
        self.store_facts(unit).await?;
        Ok(profile::save(unit, self.profile).await?)
    }

    async fn store_section<N: NewItem>(&self, unit: &Unit) -> Result<()> {
        if self.changed.contains(N::SECTION) {
            let rows = N::shown(&self.sections).to_vec();
            section::replace::<N::Entity>(unit, self.actor, rows).await?;
        }
        Ok(())
    }

    async fn store_facts(&self, unit: &Unit) -> Result<()> {
        let facts = self.sections.evidence.iter();
        let changed = |fact: &&EvidenceRow| self.items_with_changed_facts.contains(&fact.item_id);
        evidence::save(unit, facts.filter(changed).cloned().collect()).await?;
        evidence_version::keep(unit, self.former_versions.clone()).await?;
        if !self.removed_facts.is_empty() {
            evidence::remove(unit, self.actor, self.removed_facts.clone(), self.now).await?;
        }
        if !self.removed_items.is_empty() {
            let items = self.removed_items.clone();
            evidence::remove_below(unit, self.actor, items, self.now).await?;
        }
        Ok(())
    }
}
