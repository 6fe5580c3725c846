//! Takes the last act on a profile back: what stood before it is kept until the next one. Taking it back is an act itself, so that it can be
//! taken back, too. A fact never gets an earlier version number, because documents cite versions: its earlier text is a new version.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{
    Written,
    evidence::fact::EvidenceChange,
    item::{
        NewAward, NewCertification, NewEducation, NewEmployment, NewItem, NewLanguage, NewProject,
        NewPublication, NewSkill, NewVolunteering, Row,
    },
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        changes::{CannotUndo, CannotUndoReason},
        profiles::{
            ProfileRow, Profiles,
            entity::{
                evidence, evidence_version, profile,
                profile_undo::{self, Before, Fact, Items, Values},
                section::{self, Section},
            },
        },
    },
    platform::unit_of_work::Unit,
    types::{actor::Actor, id::EvidenceId, write::Write},
};

const NOT_KEPT: &str = "What stood before this change is not kept: it was made by an earlier release of the server, or changed many parts of the \
                        profile at once. Write the values that you want by the mutations of the profile.";

impl Profiles {
    /// The actor's profile at its next version, locked until the transaction ends, so that its last change stays the last one.
    pub async fn begin_undo(&self, unit: &Unit, actor: &Actor) -> Result<Option<ProfileRow>> {
        let now = self.platform.clock.now();
        Ok(profile::increment_any_version(unit, actor, now).await?)
    }

    /// Takes the last act on a profile back, which `begin_undo` returned; refuses if that is not possible. Whose act it was is for the caller to
    /// check.
    pub async fn undo_last(
        &self,
        unit: &Unit,
        write: &Write<'_>,
        mut row: ProfileRow,
    ) -> Result<Written> {
        let kept = profile_undo::of(write.actor).one(unit).await?;
        let kept = kept.filter(|kept| kept.version.saturating_add(1) == row.version);
        let kept = kept.ok_or_else(|| CannotUndo::new(CannotUndoReason::NotKept, NOT_KEPT))?;
        let before = match kept.before {
            Before::Values(values) => {
                let before = Values::from(&row);
                restore_values(&mut row, *values);
                row = profile::save(unit, row).await?;
                Before::Values(Box::new(before))
            }
            Before::Items(items) => Before::Items(self.restore(unit, write.actor, items).await?),
            Before::Facts { facts } => {
                let facts = self.restore_facts(unit, write.actor, facts).await?;
                Before::Facts { facts }
            }
        };
        self.keep_before(unit, &row, before).await?;
        self.written(unit, write, row).await
    }

    /// Keeps what stood before an act; `row` is the profile after it.
    pub(super) async fn keep_before(
        &self,
        unit: &Unit,
        row: &ProfileRow,
        before: Before,
    ) -> Result<()> {
        let kept = profile_undo::Model {
            user_id: row.user_id,
            version: row.version,
            before,
        };
        Ok(profile_undo::keep(unit, kept).await?)
    }

    /// Replaces the rows of a section, with which the facts of removed items go; returns what stood before.
    pub(super) async fn replace_items<N: NewItem>(
        &self,
        unit: &Unit,
        actor: &Actor,
        (old, new): (Vec<Row<N>>, Vec<Row<N>>),
    ) -> Result<Items> {
        let order: Vec<Uuid> = old.iter().map(N::Entity::id).collect();
        let kept: HashSet<Uuid> = new.iter().map(N::Entity::id).collect();
        let gone: Vec<Uuid> = order
            .iter()
            .copied()
            .filter(|id| !kept.contains(id))
            .collect();
        let rows = changed::<N>(old, &new)?;
        section::replace::<N::Entity>(unit, actor, new).await?;
        let mut facts = Vec::new();
        if !gone.is_empty() {
            let of_gone = evidence::of_items(actor, gone.clone()).all(unit).await?;
            facts.extend(of_gone.iter().map(Fact::of));
            evidence::remove_of_items(unit, actor, gone, self.platform.clock.now()).await?;
        }
        Ok(Items {
            section: N::SECTION.to_owned(),
            order,
            rows,
            facts,
        })
    }

    async fn restore(&self, unit: &Unit, actor: &Actor, items: Items) -> Result<Items> {
        macro_rules! of_section {
            ($($new:ty),*) => {
                $(if items.section == <$new>::SECTION {
                    return self.restore_items::<$new>(unit, actor, items).await;
                })*
            };
        }
        of_section!(
            NewEmployment,
            NewEducation,
            NewSkill,
            NewLanguage,
            NewProject,
            NewCertification,
            NewVolunteering,
            NewPublication,
            NewAward
        );
        Err(Error::internal("what stood before is of no section"))
    }

    async fn restore_items<N: NewItem>(
        &self,
        unit: &Unit,
        actor: &Actor,
        items: Items,
    ) -> Result<Items> {
        let now = section::of::<N::Entity>(actor).all(unit).await?;
        let with_id = |row: Row<N>| (N::Entity::id(&row), row);
        let mut rows: HashMap<Uuid, Row<N>> = now.iter().cloned().map(with_id).collect();
        for row in items.rows {
            let row: Row<N> = serde_json::from_value(row).map_err(Error::internal)?;
            rows.insert(N::Entity::id(&row), row);
        }
        let before = items.order.iter().filter_map(|id| rows.remove(id));
        let before = before.collect();
        let mut stood = self.replace_items::<N>(unit, actor, (now, before)).await?;
        let facts = self.restore_facts(unit, actor, items.facts).await?;
        // A fact of an item that went just now stood there, and not as it was found removed.
        let gone: HashSet<EvidenceId> = stood.facts.iter().map(|fact| fact.id).collect();
        let others = facts.into_iter().filter(|fact| !gone.contains(&fact.id));
        stood.facts.extend(others);
        Ok(stood)
    }

    /// Restores facts; returns what they were.
    async fn restore_facts(
        &self,
        unit: &Unit,
        actor: &Actor,
        facts: Vec<Fact>,
    ) -> Result<Vec<Fact>> {
        if facts.is_empty() {
            return Ok(facts);
        }
        let now = self.platform.clock.now();
        let ids: Vec<EvidenceId> = facts.iter().map(|fact| fact.id).collect();
        let mut rows = evidence::cited(actor, ids).all(unit).await?;
        let mut facts: HashMap<EvidenceId, Fact> =
            facts.into_iter().map(|fact| (fact.id, fact)).collect();
        let (mut stood, mut versions) = (Vec::new(), Vec::new());
        for row in &mut rows {
            let Some(fact) = facts.remove(&row.id) else {
                continue;
            };
            let is_said = fact.said.is_some();
            stood.push(if is_said {
                Fact::saying(row)
            } else {
                Fact::of(row)
            });
            if let Some(said) = fact.said {
                let change = EvidenceChange {
                    text: Some(said.text),
                    skills: Some(said.skills.0),
                };
                let change = change.check().map_err(|refusal| at_change(&refusal))?;
                let former = change.apply(row, fact.confirmed_at, now);
                versions.extend(former.map_err(|refusal| at_change(&refusal))?);
            }
            row.position = fact.position;
            row.confirmed_at = fact.confirmed_at;
            row.removed_at = fact.removed.then(|| row.removed_at.unwrap_or(now));
        }
        if !versions.is_empty() {
            evidence_version::keep(unit, versions).await?;
        }
        evidence::restore(unit, rows).await?;
        Ok(stood)
    }
}

/// The same refusal about the change that is to be taken back.
fn at_change(refusal: &Refusal) -> Refusal {
    Refusal::invalid("input.changeId", refusal.to_string())
}

fn restore_values(row: &mut ProfileRow, values: Values) {
    row.headline = values.headline;
    row.summary = values.summary;
    row.location = values.location;
    row.links = values.links;
    row.targets = values.targets;
    row.sources = values.sources;
}

/// The old rows that are not among the new ones, or have other values there; their order is kept elsewhere.
fn changed<N: NewItem>(old: Vec<Row<N>>, new: &[Row<N>]) -> Result<Vec<serde_json::Value>> {
    let placed_first = |mut row: Row<N>| {
        N::Entity::set_position(&mut row, 0);
        row
    };
    let new = new.iter().cloned().map(placed_first);
    let new: HashMap<Uuid, Row<N>> = new.map(|row| (N::Entity::id(&row), row)).collect();
    let old = old.into_iter().map(placed_first);
    old.filter(|row| new.get(&N::Entity::id(row)) != Some(row))
        .map(|row| serde_json::to_value(row).map_err(Error::internal))
        .collect()
}
