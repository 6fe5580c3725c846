//! Reads of a profile for an import, in the transaction of the caller: checked values, and the stored items. `edit` writes them.

use std::collections::{HashMap, HashSet};

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    Profile,
    change::{LINKS_MAX, ProfileChange},
    evidence::fact::{PER_ITEM_MAX, check_text},
    item::{NewItem, Row},
};
use crate::{
    error::Result,
    features::profiles::{
        EvidenceRow, Profiles,
        entity::{
            evidence, evidence_version, profile,
            section::{self, Section},
        },
    },
    types::{actor::Actor, id::EvidenceId},
};

impl Profiles {
    /// The item as the profile stores it, or why it does not.
    pub fn checked_item<N: NewItem>(&self, actor: &Actor, item: N) -> Result<Row<N>> {
        self.row(actor, item, N::WHAT.to_owned())
    }

    /// The text of a fact as the profile stores it, or why it does not.
    pub fn checked_claim(&self, text: &str) -> Result<String> {
        Ok(check_text(text)?)
    }

    /// The values that a change writes, in an otherwise empty profile, or why it is refused.
    pub fn checked_change(&self, actor: &Actor, change: ProfileChange) -> Result<Profile> {
        let change = change.check()?;
        let mut row = self.first_row(actor.user_id);
        change.apply(&mut row, None);
        Ok(row.into())
    }

    /// The most facts of one item.
    #[must_use]
    pub const fn claims_max() -> usize {
        PER_ITEM_MAX
    }

    /// The most links of a profile.
    #[must_use]
    pub const fn links_max() -> usize {
        LINKS_MAX
    }

    /// The rows of a section with their ids, in order.
    pub async fn items_within<N: NewItem>(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
    ) -> Result<Vec<(Uuid, Row<N>)>> {
        let rows = section::of::<N::Entity>(actor).all(conn).await?;
        let with_id = |row: Row<N>| (N::Entity::id(&row), row);
        Ok(rows.into_iter().map(with_id).collect())
    }

    /// The facts in the profile, by item and in order.
    pub async fn evidence_within(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
    ) -> Result<Vec<EvidenceRow>> {
        Ok(evidence::current(actor).all(conn).await?)
    }

    /// The texts of earlier versions of these facts, oldest first.
    pub async fn earlier_texts(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
        facts: &[EvidenceRow],
    ) -> Result<HashMap<EvidenceId, Vec<String>>> {
        let edited = facts.iter().filter(|fact| fact.version > 1);
        let edited: HashSet<EvidenceId> = edited.map(|fact| fact.id).collect();
        let mut texts: HashMap<EvidenceId, Vec<String>> = HashMap::new();
        if edited.is_empty() {
            return Ok(texts);
        }
        for version in evidence_version::of(actor).all(conn).await? {
            if edited.contains(&version.evidence_id) {
                let of_fact = texts.entry(version.evidence_id).or_default();
                of_fact.push(version.text);
            }
        }
        Ok(texts)
    }

    /// The profile without its sections.
    pub async fn profile_within(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
    ) -> Result<Profile> {
        let row = profile::of(actor).one(conn).await?;
        Ok(row.map(Profile::from).unwrap_or_default())
    }
}
