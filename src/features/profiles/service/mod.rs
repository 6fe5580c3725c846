//! Reads a profile and writes its row. Every write states the version that it expects; one version covers the row and all sections, so the
//! second of two concurrent writes is refused.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Link, ProfileRow, Profiles, Targets, ValueSources,
    entity::{
        profile,
        profile_undo::{Before, Values},
    },
    event::ProfileChanged,
};
use crate::{
    error::{Refusal, Result},
    platform::unit_of_work::{Change, Unit},
    types::{
        actor::Actor,
        id::{ProfileId, UserId},
        object_kind::ObjectKind,
        write::Write,
    },
};

pub mod change;
pub mod completeness;
pub mod edit;
pub mod evidence;
pub mod import;
pub mod item;
pub mod personal_data;
mod section;
mod sections;
pub mod undo;

use self::change::ProfileChange;
pub use self::sections::{Preview, Sections};

/// A profile without its sections. A user who never saved one has an empty profile at version 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// None before the first write.
    pub id: Option<ProfileId>,
    /// A one-line headline; may be empty.
    pub headline: String,
    /// A summary of a few paragraphs; may be empty.
    pub summary: String,
    /// Where the user lives; may be empty.
    pub location: String,
    /// Web pages of the user, in order.
    pub links: Vec<Link>,
    /// The jobs that the user looks for.
    pub targets: Targets,
    /// The imports that the values come from.
    #[serde(default)]
    pub sources: ValueSources,
    /// Counts every write to the profile or to a section.
    pub version: i32,
    /// When the profile or a section was last written; none before the first write.
    pub updated_at: Option<DateTime<Utc>>,
}

/// A profile after a write.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Written {
    /// The profile as it was right after the write.
    pub profile: Profile,
    /// The rows that a dry run would store.
    #[serde(skip)]
    pub preview: Option<Preview>,
}

impl Profiles {
    /// The profile of the actor.
    pub async fn get(&self, actor: &Actor) -> Result<Profile> {
        let row = profile::of(actor).one(self.platform.db.conn()).await?;
        Ok(row.map(Profile::from).unwrap_or_default())
    }

    /// All sections of the actor.
    pub async fn sections(&self, actor: &Actor) -> Result<Sections> {
        Sections::read(self.platform.db.conn(), actor).await
    }

    /// Changes the profile row, not its sections. The write states the version that was read: 0 for a profile that was never saved.
    pub async fn update(&self, write: &Write<'_>, change: ProfileChange) -> Result<Written> {
        let change = change.check()?;
        let act = async |unit: &Unit| {
            let mut row = self.claim(unit, write).await?;
            let before = Before::Values(Box::new(Values::from(&row)));
            change.apply(&mut row, None);
            let row = profile::save(unit, row).await?;
            self.keep_before(unit, &row, before).await?;
            self.written(unit, write, row).await
        };
        self.platform.write(write, act).await
    }

    /// Ends a write: records the change and, in a dry run, reads the sections before the rollback.
    async fn written(&self, unit: &Unit, write: &Write<'_>, row: ProfileRow) -> Result<Written> {
        announce(unit, &row).await?;
        let preview = if unit.is_dry_run() {
            Some(Preview::read(unit, write.actor).await?)
        } else {
            None
        };
        Ok(Written {
            profile: row.into(),
            preview,
        })
    }

    /// Moves the profile from the expected version to the next, or refuses with the current version. The row stays locked until the
    /// transaction ends.
    async fn claim(&self, tx: &Unit, write: &Write<'_>) -> Result<ProfileRow> {
        let (actor, expected) = (write.actor, write.expected_version.unwrap_or_default());
        let claimed = if expected == 0 {
            let row = self.first_row(actor.user_id);
            profile::begin(tx, row.clone()).await?.then_some(row)
        } else {
            profile::increment_version(tx, actor, expected, self.platform.clock.now()).await?
        };
        if let Some(row) = claimed {
            return Ok(row);
        }
        let current = profile::of(actor)
            .one(tx)
            .await?
            .map_or(0, |row| row.version);
        Err(Refusal::VersionConflict { current }.into())
    }

    fn first_row(&self, user_id: UserId) -> ProfileRow {
        let Profile {
            headline,
            summary,
            location,
            targets,
            sources,
            ..
        } = Profile::default();
        let (id, updated_at) = (
            ProfileId(self.platform.clock.new_id()),
            self.platform.clock.now(),
        );
        ProfileRow {
            id,
            user_id,
            headline,
            summary,
            location,
            links: profile::Links::default(),
            targets,
            sources,
            version: 1,
            updated_at,
        }
    }
}

/// Tells other features and the change feed that a profile has changed.
async fn announce(unit: &Unit, row: &ProfileRow) -> Result<()> {
    unit.changed(change_of(row)).await;
    let fact = ProfileChanged {
        user_id: row.user_id,
        version: row.version,
    };
    unit.announce(&fact).await
}

/// The change of a profile, for the change feed and idempotency.
const fn change_of(row: &ProfileRow) -> Change {
    Change::of(
        row.user_id,
        ObjectKind::Profile,
        row.id.0,
        Some(row.version),
    )
}

impl From<ProfileRow> for Profile {
    fn from(row: ProfileRow) -> Self {
        Self {
            id: Some(row.id),
            headline: row.headline,
            summary: row.summary,
            location: row.location,
            links: row.links.0,
            targets: row.targets,
            sources: row.sources,
            version: row.version,
            updated_at: Some(row.updated_at),
        }
    }
}

#[cfg(test)]
mod tests;
