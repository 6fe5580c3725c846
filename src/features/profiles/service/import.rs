//! What an import reads and writes of a profile, in the unit of work of its caller: it records its own results in the same transaction.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    Profile,
    change::{ProfileChange, at_most},
    evidence::{
        below,
        fact::{PER_ITEM_MAX, Provenance, check_text},
        has_room,
    },
    item::{NewItem, Row},
    section::has_own_name,
};
use crate::{
    error::{Error, Refusal, Result},
    features::profiles::{
        EvidenceRow, ProfileRow, Profiles,
        entity::{
            evidence::{self, SkillNames},
            profile,
            section::{self, Section},
        },
    },
    platform::unit_of_work::{Change, Unit},
    types::{actor::Actor, id::EvidenceId, import_source::ImportSource},
};

/// An item that an import adds, or changes if it has an id.
#[derive(Clone, Debug)]
pub struct Incoming<N> {
    /// Its values.
    pub item: N,
    /// What the facts below it say afterwards; none leaves them as they are.
    pub claims: Option<Vec<String>>,
}

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
        change.apply(&mut row);
        Ok(row.into())
    }

    /// The most facts below one item.
    #[must_use]
    pub const fn claims_max() -> usize {
        PER_ITEM_MAX
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

    /// The profile without its sections.
    pub async fn profile_within(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
    ) -> Result<Profile> {
        let row = profile::of(actor).one(conn).await?;
        Ok(row.map(Profile::from).unwrap_or_default())
    }

    /// Moves the profile to its next version, whichever it has. The row stays locked until the transaction ends.
    pub async fn begin_import(&self, unit: &Unit, actor: &Actor) -> Result<ProfileRow> {
        let (first, now) = (self.first_row(actor.user_id), self.platform.clock.now());
        let row = if profile::begin(unit, first.clone()).await? {
            first
        } else {
            let bumped = profile::bump_any(unit, actor, now).await?;
            bumped.ok_or_else(|| Error::not_found("profile"))?
        };
        unit.changed(Change {
            owner: row.user_id,
            object_type: "Profile",
            id: row.id.0,
            version: Some(row.version),
        })
        .await;
        Ok(row)
    }

    /// Writes a change of the profile row, after [`Profiles::begin_import`].
    pub async fn import_change(
        &self,
        unit: &Unit,
        mut row: ProfileRow,
        change: ProfileChange,
    ) -> Result<ProfileRow> {
        change.check()?.apply(&mut row);
        Ok(profile::save(unit, row).await?)
    }

    /// Adds items at the end of a section and changes those with an id, after [`Profiles::begin_import`]. Returns for each the id of its row,
    /// or why it was refused; one that is refused stops no other.
    pub async fn import_items<N: NewItem>(
        &self,
        unit: &Unit,
        actor: &Actor,
        source: ImportSource,
        items: Vec<Incoming<N>>,
    ) -> Result<Vec<std::result::Result<Uuid, Refusal>>> {
        let mut rows = section::of::<N::Entity>(actor).all(unit).await?;
        let (mut written, mut claims) = (Vec::with_capacity(items.len()), Vec::new());
        for Incoming { item, claims: said } in items {
            let id = match self.put(actor, source, item, &mut rows) {
                Ok(id) => Ok(id),
                Err(error) => Err(error.into_refusal()?),
            };
            if let (Ok(id), Some(said)) = (&id, said) {
                claims.push((*id, said));
            }
            written.push(id);
        }
        section::replace::<N::Entity>(unit, actor, rows).await?;
        for (item, said) in claims {
            self.put_claims(unit, actor, source, item, said).await?;
        }
        Ok(written)
    }

    fn put<N: NewItem>(
        &self,
        actor: &Actor,
        source: ImportSource,
        item: N,
        rows: &mut Vec<Row<N>>,
    ) -> Result<Uuid> {
        let known = item.id();
        let mut row = self.checked_item(actor, item)?;
        has_own_name::<N>(&row, rows)?;
        N::Entity::set_source(&mut row, Some(source));
        let id = N::Entity::id(&row);
        let at = rows.iter().position(|row| N::Entity::id(row) == id);
        match (known, at.and_then(|at| rows.get_mut(at))) {
            (None, _) => {
                at_most(N::SECTION, rows.len() + 1, N::MAX)?;
                rows.push(row);
            }
            (Some(_), Some(place)) => *place = row,
            (Some(_), None) => {
                let gone = "This item was removed meanwhile.";
                return Err(Refusal::invalid(N::WHAT, gone).into());
            }
        }
        Ok(id)
    }

    /// Makes the facts below an item say this: facts that say it already stay, others are removed or added unconfirmed at the end.
    async fn put_claims(
        &self,
        unit: &Unit,
        actor: &Actor,
        source: ImportSource,
        item: Uuid,
        said: Vec<String>,
    ) -> Result<()> {
        let now = self.platform.clock.now();
        let (mut rows, gone): (Vec<_>, Vec<_>) = below(unit, actor, item)
            .await?
            .into_iter()
            .partition(|row| said.contains(&row.text));
        if !gone.is_empty() {
            let gone = gone.into_iter().map(|row| row.id).collect();
            evidence::remove(unit, actor, gone, now).await?;
        }
        let before = rows.len();
        let provenance = Provenance::imported(source);
        for text in said {
            if rows.len() >= PER_ITEM_MAX || rows.iter().any(|row| row.text == text) {
                continue;
            }
            rows.push(EvidenceRow {
                id: EvidenceId(self.platform.clock.new_id()),
                user_id: actor.user_id,
                item_id: item,
                position: 0,
                text,
                skills: SkillNames::default(),
                origin: provenance.origin,
                source: provenance.source,
                confirmed_at: None,
                version: 1,
                updated_at: now,
                removed_at: None,
            });
        }
        if !rows.is_empty() {
            // Without room the description still has what it says.
            match has_room(unit, actor, rows.len(), rows.len() - before).await {
                Ok(()) => evidence::save(unit, rows).await?,
                Err(error) => drop(error.into_refusal()?),
            }
        }
        Ok(())
    }
}
