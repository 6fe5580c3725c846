//! Evidence: the facts of the items of a profile. Editing a fact makes a new version; what a fact said before stays readable, because
//! documents cite a version.

use std::collections::BTreeSet;

use uuid::Uuid;

use self::{
    fact::{Counts, EvidenceChange, NewEvidence, Provenance},
    item_id::ItemId,
    skills::Facts,
};
use super::{Written, change::at_most, section::index};
use crate::{
    error::{Error, Result},
    features::profiles::{
        EvidenceRow, EvidenceVersionRow, ProfileRow, Profiles,
        entity::{
            evidence, evidence_version,
            profile_undo::{Before, Fact},
        },
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, id::EvidenceId, write::Write},
};

pub mod fact;
pub mod item_id;
pub mod quantity;
pub mod skills;

const CONFIRMED_MAX: usize = 100;

/// A version of a fact that a document cites.
#[derive(Clone, Debug)]
pub struct CitedVersion {
    /// The version.
    pub version: EvidenceVersionRow,
    /// True if the profile has the fact and it says this now.
    pub is_current: bool,
}

impl Profiles {
    /// The facts in the actor's profile, by item and in order.
    pub async fn evidence(&self, actor: &Actor) -> Result<Vec<EvidenceRow>> {
        Ok(evidence::current(actor)
            .all(self.platform.db.conn())
            .await?)
    }

    /// The same, to be searched for skills.
    pub async fn facts(&self, actor: &Actor) -> Result<Facts> {
        self.evidence(actor).await.map(Facts::from)
    }

    /// The former versions of these facts of the actor, oldest first.
    pub async fn evidence_versions(
        &self,
        actor: &Actor,
        facts: Vec<EvidenceId>,
    ) -> Result<Vec<EvidenceVersionRow>> {
        let rows = evidence_version::of_facts(actor, facts).all(self.platform.db.conn());
        Ok(rows.await?)
    }

    /// All versions of these facts of the actor, also of removed ones, oldest first: what documents cite.
    pub async fn cited_evidence(
        &self,
        actor: &Actor,
        facts: Vec<EvidenceId>,
    ) -> Result<Vec<CitedVersion>> {
        let current = evidence::cited(actor, facts.clone()).all(self.platform.db.conn());
        let current = current.await?;
        let former = self.evidence_versions(actor, facts).await?;
        let former = former.into_iter().map(|version| CitedVersion {
            version,
            is_current: false,
        });
        let current = current.iter().map(|row| CitedVersion {
            version: row.into(),
            is_current: row.removed_at.is_none(),
        });
        Ok(former.chain(current).collect())
    }

    /// Adds a fact that the user states, which is thereby confirmed.
    pub async fn add_evidence(&self, write: &Write<'_>, new: NewEvidence) -> Result<Written> {
        let position = new.position.map(index).transpose()?;
        let clock = &self.platform.clock;
        let row = new.to_row(write.actor, Provenance::USER, clock)?;
        let act = async |unit: &Unit| {
            let profile = self.claim(unit, write).await?;
            new.item.described(unit, write.actor).await?;
            let mut rows = facts_of_item(unit, write.actor, row.item_id).await?;
            has_room(unit, write.actor, rows.len() + 1, 1).await?;
            let facts = stood(&rows, &[Fact::absent(&row)]);
            rows.insert(position.unwrap_or(rows.len()).min(rows.len()), row);
            evidence::save(unit, rows).await?;
            self.ended(unit, write, profile, facts).await
        };
        self.platform.write(write, act).await
    }

    /// Adds the statements of an item's description as facts: one for each bullet, and one for each paragraph without bullets. A statement
    /// that is a fact of the item already is left out. The facts have the source of the item; imported ones are not confirmed.
    pub async fn split_description(&self, write: &Write<'_>, item: ItemId) -> Result<Written> {
        let act = async |unit: &Unit| {
            let profile = self.claim(unit, write).await?;
            let (description, source) = item.described(unit, write.actor).await?;
            let mut rows = facts_of_item(unit, write.actor, item.uuid()).await?;
            let before = rows.len();
            let mut facts = stood(&rows, &[]);
            for text in importing::bullets::split(&description) {
                if rows.iter().all(|row| row.text != text) {
                    let new = NewEvidence::stated(item, text);
                    let provenance = source.map_or(Provenance::USER, Provenance::imported);
                    let row = new.to_row(write.actor, provenance, &self.platform.clock)?;
                    facts.push(Fact::absent(&row));
                    rows.push(row);
                }
            }
            let added = rows.len() - before;
            has_room(unit, write.actor, rows.len(), added).await?;
            evidence::save(unit, rows).await?;
            self.ended(unit, write, profile, facts).await
        };
        self.platform.write(write, act).await
    }

    /// Changes what a fact says: its next version, written by the user and so confirmed. A change that changes nothing makes no version.
    pub async fn update_evidence(
        &self,
        write: &Write<'_>,
        id: EvidenceId,
        change: EvidenceChange,
    ) -> Result<Written> {
        let change = change.check()?;
        let now = self.platform.clock.now();
        let act = async |unit: &Unit| {
            let profile = self.claim(unit, write).await?;
            let mut row = one(unit, write.actor, id).await?;
            let facts = vec![Fact::saying(&row)];
            if let Some(before) = change.apply(&mut row, Some(now), now)? {
                evidence_version::keep(unit, vec![before]).await?;
                evidence::update(unit, row).await?;
            }
            self.ended(unit, write, profile, facts).await
        };
        self.platform.write(write, act).await
    }

    /// Confirms the current versions of facts that were imported or suggested.
    pub async fn confirm_evidence(
        &self,
        write: &Write<'_>,
        ids: Vec<EvidenceId>,
    ) -> Result<Written> {
        at_most("input.ids", ids.len(), CONFIRMED_MAX)?;
        let named = ids;
        let ids: BTreeSet<EvidenceId> = named.iter().copied().collect();
        let now = self.platform.clock.now();
        let act = async |unit: &Unit| {
            let profile = self.claim(unit, write).await?;
            let ids: Vec<EvidenceId> = ids.iter().copied().collect();
            let found = evidence::some(write.actor, ids.clone()).all(unit).await?;
            if let Some(at) = first_missing(&named, &found) {
                let path = format!("input.ids.{at}");
                return Err(Error::not_found("evidence").at(&path));
            }
            let facts = stood(&found, &[]);
            evidence::confirm(unit, write.actor, ids, now).await?;
            self.ended(unit, write, profile, facts).await
        };
        self.platform.write(write, act).await
    }

    /// Moves a fact to a position among the facts of its item, from 0; beyond the end is the end.
    pub async fn move_evidence(
        &self,
        write: &Write<'_>,
        id: EvidenceId,
        position: i32,
    ) -> Result<Written> {
        let position = index(position)?;
        let act = async |unit: &Unit| {
            let profile = self.claim(unit, write).await?;
            let item = one(unit, write.actor, id).await?.item_id;
            let rows = facts_of_item(unit, write.actor, item).await?;
            let facts = stood(&rows, &[]);
            let (fact, mut rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.id == id);
            let at = position.min(rows.len());
            rows.splice(at..at, fact);
            evidence::save(unit, rows).await?;
            self.ended(unit, write, profile, facts).await
        };
        self.platform.write(write, act).await
    }

    /// Removes a fact from the profile.
    pub async fn remove_evidence(&self, write: &Write<'_>, id: EvidenceId) -> Result<Written> {
        let act = async |unit: &Unit| {
            let profile = self.claim(unit, write).await?;
            let row = one(unit, write.actor, id).await?;
            evidence::remove(unit, write.actor, vec![id], self.platform.clock.now()).await?;
            let facts = vec![Fact::of(&row)];
            self.ended(unit, write, profile, facts).await
        };
        self.platform.write(write, act).await
    }

    /// Ends a write of facts, and keeps what stood before it.
    async fn ended(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        profile: ProfileRow,
        facts: Vec<Fact>,
    ) -> Result<Written> {
        self.keep_before(unit, &profile, Before::Facts { facts })
            .await?;
        self.written(unit, write, profile).await
    }
}

/// Facts as they are, and others.
fn stood(rows: &[EvidenceRow], others: &[Fact]) -> Vec<Fact> {
    let facts = rows.iter().map(Fact::of);
    facts.chain(others.iter().cloned()).collect()
}

/// Refuses facts beyond the limits: the number of an item after the change, and how many of them are new.
async fn has_room(unit: &Unit, actor: &Actor, below_item: usize, added: usize) -> Result<()> {
    let (current, with_removed) = evidence::counts(unit, actor).await?;
    let counts = Counts {
        below_item,
        current: current + added,
        with_removed: with_removed + added,
    };
    Ok(counts.check()?)
}

async fn facts_of_item(unit: &Unit, actor: &Actor, item: Uuid) -> Result<Vec<EvidenceRow>> {
    Ok(evidence::of_item(actor, item).all(unit).await?)
}

/// The position of the first id that none of these facts has.
fn first_missing(ids: &[EvidenceId], found: &[EvidenceRow]) -> Option<usize> {
    let found: BTreeSet<EvidenceId> = found.iter().map(|row| row.id).collect();
    ids.iter().position(|id| !found.contains(id))
}

async fn one(unit: &Unit, actor: &Actor, id: EvidenceId) -> Result<EvidenceRow> {
    let found = evidence::one(actor, id).one(unit).await?;
    found.ok_or_else(|| Error::not_found("evidence").at("input.id"))
}
