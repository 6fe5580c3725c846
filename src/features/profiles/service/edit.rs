//! Changes of several parts of a profile at once, as imports make them, in one transaction and at one version.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Written, announce,
    change::{ProfileChange, at_most},
    evidence::{
        fact::{self, Counts, EvidenceChange, NewEvidence, Provenance},
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
    /// True if the profile itself is to be stored.
    profile_changed: bool,
    sections: Sections,
    /// The sections that were read.
    read: Read,
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

/// The parts that were read: others are not changed, because all rows of a section are stored together.
enum Read {
    Everything,
    Only(BTreeSet<&'static str>),
}

/// The name of the facts among the parts that were read.
const FACTS: &str = "evidence";

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
        let mut edit = self.edit_of(actor, profile);
        edit.sections = Sections::read(unit, actor).await?;
        edit.removed_before = removed(unit, actor).await?;
        edit.read = Read::Everything;
        let made = change(&mut edit)?;
        let row = edit.store_parts(unit).await?;
        Ok((self.written(unit, write, row).await?, made))
    }

    /// Begins a change of a profile at its next version, whichever it has, for a caller that compares what it writes with what is there. The
    /// profile stays locked until the transaction ends. The caller reads what it changes, and stores the edit.
    pub async fn begin_edit<'a>(
        &'a self,
        unit: &Unit,
        actor: &'a Actor,
    ) -> Result<ProfileEdit<'a>> {
        let (first, now) = (self.first_row(actor.user_id), self.platform.clock.now());
        let profile = if profile::begin(unit, first.clone()).await? {
            first
        } else {
            let bumped = profile::increment_any_version(unit, actor, now).await?;
            bumped.ok_or_else(|| Error::not_found("profile"))?
        };
        Ok(self.edit_of(actor, profile))
    }

    fn edit_of<'a>(&'a self, actor: &'a Actor, profile: ProfileRow) -> ProfileEdit<'a> {
        ProfileEdit {
            actor,
            clock: &self.platform.clock,
            now: self.platform.clock.now(),
            profile,
            profile_changed: false,
            sections: Sections::default(),
            read: Read::Only(BTreeSet::new()),
            changed: BTreeSet::new(),
            removed_items: Vec::new(),
            items_with_changed_facts: HashSet::new(),
            former_versions: Vec::new(),
            removed_facts: Vec::new(),
            removed_before: 0,
        }
    }
}

/// The number of facts that the actor removed.
async fn removed(unit: &Unit, actor: &Actor) -> Result<usize> {
    let (current, with_removed) = evidence::counts(unit, actor).await?;
    Ok(with_removed.saturating_sub(current))
}

impl ProfileEdit<'_> {
    /// Reads a section, so that its items can be changed.
    pub async fn read_items<N: NewItem>(&mut self, unit: &Unit) -> Result<()> {
        if self.mark_read(N::SECTION) {
            let rows = section::of::<N::Entity>(self.actor).all(unit).await?;
            *N::rows_mut(&mut self.sections) = rows;
        }
        Ok(())
    }

    /// Reads the facts, so that they can be changed.
    pub async fn read_facts(&mut self, unit: &Unit) -> Result<()> {
        if self.mark_read(FACTS) {
            self.sections.evidence = evidence::current(self.actor).all(unit).await?;
            self.removed_before = removed(unit, self.actor).await?;
        }
        Ok(())
    }

    /// True if the part was not read before.
    fn mark_read(&mut self, part: &'static str) -> bool {
        match &mut self.read {
            Read::Everything => false,
            Read::Only(parts) => parts.insert(part),
        }
    }

    fn has_read(&self, part: &'static str) -> Result<()> {
        match &self.read {
            Read::Only(parts) if !parts.contains(part) => Err(Error::internal(format!(
                "{part} is changed before it is read"
            ))),
            _ => Ok(()),
        }
    }

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

    /// Changes the profile without its sections. What differs from before comes from this import, or from the user.
    pub fn change(&mut self, change: ProfileChange, source: Option<ImportSource>) -> Result<()> {
        change.check()?.apply(&mut self.profile, source);
        self.profile_changed = true;
        Ok(())
    }

    /// Replaces the values of the item that has this id, or adds an item at the end of its section. Returns its id. The source is that of the
    /// import; without one, an item keeps its own.
    pub fn put<N: NewItem>(&mut self, item: N, source: Option<ImportSource>) -> Result<Uuid> {
        self.put_before(item, source, None)
    }

    /// The same; a new item comes before this one.
    pub fn put_before<N: NewItem>(
        &mut self,
        item: N,
        source: Option<ImportSource>,
        before: Option<Uuid>,
    ) -> Result<Uuid> {
        self.has_read(N::SECTION)?;
        let old = item.id();
        let place = Place {
            id: old.unwrap_or_else(|| self.clock.new_id()),
            user_id: self.actor.user_id,
            position: 0,
            path: format!("input.{}", N::WHAT),
        };
        let mut row: Row<N> = item.into_row(&place)?;
        let rows = N::rows_mut(&mut self.sections);
        has_own_name::<N>(&row, rows)?;
        let id = N::Entity::id(&row);
        let at = match old {
            Some(id) => Some(position_of::<N>(rows, id)?),
            None => None,
        };
        let former = at.and_then(|at| rows.get_mut(at));
        let kept = former.as_deref().and_then(N::Entity::source);
        N::Entity::set_source(&mut row, source.or(kept));
        if let Some(former) = former {
            *former = row;
        } else {
            at_most(&place.path, rows.len() + 1, N::MAX)?;
            let next = before.and_then(|id| rows.iter().position(|row| N::Entity::id(row) == id));
            rows.insert(next.unwrap_or(rows.len()), row);
        }
        self.changed.insert(N::SECTION);
        Ok(id)
    }

    /// Removes an item, and its facts from the profile.
    pub fn remove<N: NewItem>(&mut self, id: Uuid) -> Result<()> {
        self.has_read(N::SECTION)?;
        let rows = N::rows_mut(&mut self.sections);
        rows.remove(position_of::<N>(rows, id)?);
        self.sections.evidence.retain(|fact| fact.item_id != id);
        self.changed.insert(N::SECTION);
        self.removed_items.push(id);
        Ok(())
    }

    /// Adds a fact to an item, at the end; the position that the fact states is not read.
    pub fn add_fact(&mut self, new: &NewEvidence, provenance: Provenance) -> Result<EvidenceId> {
        self.has_read(FACTS)?;
        self.has_item(new.item)?;
        let row = new.to_row(self.actor, provenance, self.clock)?;
        let (id, item) = (row.id, row.item_id);
        self.counts_with(item, 1).check()?;
        self.sections.evidence.push(row);
        self.items_with_changed_facts.insert(item);
        Ok(id)
    }

    /// Makes the facts of an item say this, as an import does whose description has the same: facts that say it already stay, others are
    /// removed, and what no fact says is added unconfirmed at the end. Returns the texts for which there was no room. The texts were checked.
    pub fn set_facts(
        &mut self,
        item: Uuid,
        said: Vec<String>,
        source: ImportSource,
    ) -> Result<Vec<String>> {
        self.has_read(FACTS)?;
        let all = self.sections.evidence.iter();
        let (mut texts, mut gone) = (Vec::new(), Vec::new());
        for fact in all.filter(|fact| fact.item_id == item) {
            if said.contains(&fact.text) {
                texts.push(fact.text.clone());
            } else {
                gone.push(fact.id);
            }
        }
        for id in gone {
            self.remove_fact(id)?;
        }
        let mut left_out = Vec::new();
        for text in said {
            if texts.contains(&text) {
                continue;
            }
            if self.counts_with(item, 1).check().is_err() {
                left_out.push(text);
                continue;
            }
            texts.push(text.clone());
            let provenance = Provenance::imported(source);
            let row = fact::new_row(item, text, self.actor, provenance, self.clock);
            self.sections.evidence.push(row);
            self.items_with_changed_facts.insert(item);
        }
        Ok(left_out)
    }

    /// The numbers of facts after this many more were added to an item.
    fn counts_with(&self, item: Uuid, more: usize) -> Counts {
        let facts = &self.sections.evidence;
        let current = facts.len() + more;
        Counts {
            below_item: facts.iter().filter(|fact| fact.item_id == item).count() + more,
            current,
            with_removed: current + self.removed_before + self.removed_facts.len(),
        }
    }

    /// Changes what a fact says: its next version, confirmed or not. False if it says the same already.
    pub fn update_fact(
        &mut self,
        id: EvidenceId,
        change: EvidenceChange,
        confirmed: bool,
    ) -> Result<bool> {
        self.has_read(FACTS)?;
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
        self.has_read(FACTS)?;
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

    /// Stores what was changed, after [`Profiles::begin_edit`].
    pub async fn store(self, unit: &Unit) -> Result<()> {
        let row = self.store_parts(unit).await?;
        announce(unit, &row).await
    }

    async fn store_parts(self, unit: &Unit) -> Result<ProfileRow> {
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
        if !self.profile_changed {
            return Ok(self.profile);
        }
        Ok(profile::save(unit, self.profile).await?)
    }

    async fn store_section<N: NewItem>(&self, unit: &Unit) -> Result<()> {
        if self.changed.contains(N::SECTION) {
            let rows = N::rows(&self.sections).to_vec();
            section::replace::<N::Entity>(unit, self.actor, rows).await?;
        }
        Ok(())
    }

    async fn store_facts(&self, unit: &Unit) -> Result<()> {
        if !self.items_with_changed_facts.is_empty() {
            let facts = self.sections.evidence.iter();
            let changed =
                |fact: &&EvidenceRow| self.items_with_changed_facts.contains(&fact.item_id);
            evidence::save(unit, facts.filter(changed).cloned().collect()).await?;
        }
        if !self.former_versions.is_empty() {
            evidence_version::keep(unit, self.former_versions.clone()).await?;
        }
        if !self.removed_facts.is_empty() {
            evidence::remove(unit, self.actor, self.removed_facts.clone(), self.now).await?;
        }
        if !self.removed_items.is_empty() {
            let items = self.removed_items.clone();
            evidence::remove_of_items(unit, self.actor, items, self.now).await?;
        }
        Ok(())
    }
}
