//! The table `resumes`.

use async_graphql::Enum;
use sea_orm::{ActiveValue::Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    features::writing::entity::layout::{Language, Paper, Template},
    types::{
        actor::Actor,
        id::{PostingId, ResumeId, UserId},
    },
};

/// A résumé. What it says is in its revisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "resumes")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The résumé.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResumeId,
    /// The owner.
    pub user_id: UserId,
    /// The kind.
    pub kind: Kind,
    /// The résumé that it was copied from; none for a MASTER, or if that was removed.
    pub parent_id: Option<ResumeId>,
    /// The posting that it is for; none for a MASTER, or if that was deleted.
    pub posting_id: Option<PostingId>,
    /// The name that the user gave it.
    pub name: String,
    /// The language of the newest revision.
    pub language: Language,
    /// The look.
    pub template: Template,
    /// The paper.
    pub paper: Paper,
    /// The number of the newest revision, from 1.
    pub revision: i32,
    /// Incremented by every change.
    pub version: i32,
    /// When it was archived; none if it is not.
    pub archived_at: Option<DateTimeUtc>,
    /// The time of creation.
    pub created_at: DateTimeUtc,
    /// The time of the last change.
    pub updated_at: DateTimeUtc,
}

/// The kind of a résumé.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ResumeKind")]
pub enum Kind {
    /// Made of the profile, with everything in it.
    Master,
    /// Copied from another résumé for a posting.
    Tailored,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The actor's résumés.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// One résumé of the actor.
pub fn of_by_id(actor: &Actor, id: ResumeId) -> Select<Entity> {
    of(actor).filter(Column::Id.eq(id))
}

/// Writes the row as the next version, if it is still at the version that was read, and returns it; `None` if the version has changed.
pub async fn update_if(
    conn: &impl ConnectionTrait,
    change: ActiveModel,
    read: &Model,
) -> Result<Option<Model>, DbErr> {
    let next = ActiveModel {
        version: Set(read.version.saturating_add(1)),
        ..change
    };
    let written = Entity::update_many()
        .set(next)
        .filter(Column::Id.eq(read.id))
        .filter(Column::Version.eq(read.version))
        .exec_with_returning(conn)
        .await?;
    Ok(written.into_iter().next())
}

/// Deletes a résumé of the actor, and its revisions with it.
pub async fn delete(conn: &impl ConnectionTrait, actor: &Actor, id: ResumeId) -> Result<(), DbErr> {
    Entity::delete_by_id(id)
        .filter(Column::UserId.eq(actor.user_id))
        .exec(conn)
        .await
        .map(drop)
}
