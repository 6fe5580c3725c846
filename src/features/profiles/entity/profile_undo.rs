//! The table `profile_undos`: what stood before the last act on a profile, so that it can be taken back.

use sea_orm::{FromJsonQueryResult, IntoActiveModel, entity::prelude::*, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use super::{
    evidence::{self, SkillNames},
    profile::{self, Links, Targets, ValueSources},
};
use crate::types::{
    actor::Actor,
    id::{EvidenceId, UserId},
};

/// What stood before the last act on a profile.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "profile_undos")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The owner of the profile.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The version of the profile after the act.
    pub version: i32,
    /// What stood before.
    #[sea_orm(column_type = "JsonBinary")]
    pub before: Before,
}

/// What stood before an act.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Before {
    /// The profile without its sections.
    Values(Box<Values>),
    /// The items of a section.
    Items(Items),
    /// Facts.
    Facts {
        /// Those that the act touched.
        facts: Vec<Fact>,
    },
}

/// The values of a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the row of a profile documents them")]
pub struct Values {
    pub headline: String,
    pub summary: String,
    pub location: String,
    pub links: Links,
    pub targets: Targets,
    #[serde(default)]
    pub sources: ValueSources,
}

/// The items of a section: their order, and those that the act changed or removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Items {
    /// The name of the section in the API.
    pub section: String,
    /// The keys of all items, in order.
    pub order: Vec<Uuid>,
    /// The rows that the act changed or removed.
    pub rows: Vec<Json>,
    /// The facts that went with removed items.
    pub facts: Vec<Fact>,
}

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// Its key.
    pub id: EvidenceId,
    /// True if the profile did not have it.
    pub removed: bool,
    /// Its position among the facts of its item.
    pub position: i32,
    /// When the user wrote or confirmed its version.
    pub confirmed_at: Option<DateTimeUtc>,
    /// What it said; none if the act left that as it was.
    pub said: Option<Said>,
}

/// What a fact said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The statement.
    pub text: String,
    /// Skills that the user linked to it.
    pub skills: SkillNames,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&profile::Model> for Values {
    fn from(row: &profile::Model) -> Self {
        Self {
            headline: row.headline.clone(),
            summary: row.summary.clone(),
            location: row.location.clone(),
            links: row.links.clone(),
            targets: row.targets.clone(),
            sources: row.sources.clone(),
        }
    }
}

impl Fact {
    /// A fact as it is, but for what it says.
    #[must_use]
    pub const fn of(row: &evidence::Model) -> Self {
        Self {
            id: row.id,
            removed: row.removed_at.is_some(),
            position: row.position,
            confirmed_at: row.confirmed_at,
            said: None,
        }
    }

    /// The same with what it says.
    #[must_use]
    pub fn saying(row: &evidence::Model) -> Self {
        let said = Said {
            text: row.text.clone(),
            skills: row.skills.clone(),
        };
        Self {
            said: Some(said),
            ..Self::of(row)
        }
    }

    /// A fact that is about to be added.
    #[must_use]
    pub fn absent(row: &evidence::Model) -> Self {
        Self {
            removed: true,
            ..Self::of(row)
        }
    }
}

/// What stood before the last act on the actor's profile.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// Keeps what stood before an act, in place of what stood before the act before it.
pub async fn keep(conn: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let instead = OnConflict::column(Column::UserId)
        .update_columns([Column::Version, Column::Before])
        .to_owned();
    let kept = Entity::insert(row.into_active_model()).on_conflict(instead);
    kept.exec_without_returning(conn).await.map(drop)
}
