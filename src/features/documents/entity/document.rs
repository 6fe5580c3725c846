//! The table `documents`.

use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::types::{
    actor::Actor,
    id::{DocumentId, UserId},
};

/// A document: a file that a user stores, with a title and a kind. Several documents of a user with the same content share a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "documents")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentId,
    /// The owner.
    pub user_id: UserId,
    /// The file.
    pub file_id: Uuid,
    /// The kind.
    pub kind: Kind,
    /// The title.
    pub title: String,
    /// The name of the file, with an extension that fits its content.
    pub file_name: String,
    /// The media type, by the content.
    pub media_type: String,
    /// The SHA-256 of the content in hexadecimal.
    pub sha256: String,
    /// The size in bytes.
    pub size: i64,
    /// Incremented by every change.
    pub version: i32,
    /// The time of the upload.
    pub created_at: DateTimeUtc,
    /// The time of the last change.
    pub updated_at: DateTimeUtc,
}

/// The kind of a document.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "DocumentKind")]
pub enum Kind {
    /// A résumé.
    Resume,
    /// A cover letter.
    CoverLetter,
    /// Samples of work.
    Portfolio,
    /// A certificate, a diploma or a reference.
    Certificate,
    /// Anything else.
    Other,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The actor's documents.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// One document of the actor.
pub fn of_by_id(actor: &Actor, id: DocumentId) -> Select<Entity> {
    of(actor).filter(Column::Id.eq(id))
}

/// Writes the row as the next version, if it is still at the version that was read, and returns it; `None` if the version has changed.
pub async fn update_if(
    conn: &impl ConnectionTrait,
    change: ActiveModel,
    read: &Model,
) -> Result<Option<Model>, DbErr> {
    let written = Entity::update_many()
        .set(change)
        .col_expr(
            Column::Version,
            sea_orm::sea_query::Expr::value(read.version.saturating_add(1)),
        )
        .filter(Column::Id.eq(read.id))
        .filter(Column::Version.eq(read.version))
        .exec_with_returning(conn)
        .await?;
    Ok(written.into_iter().next())
}

/// Deletes a document of the actor.
pub async fn delete(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    id: DocumentId,
) -> Result<(), DbErr> {
    Entity::delete_by_id(id)
        .filter(Column::UserId.eq(actor.user_id))
        .exec(conn)
        .await
        .map(drop)
}

/// True if a document names the file.
pub async fn names(conn: &impl ConnectionTrait, file: Uuid) -> Result<bool, DbErr> {
    let one = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::FileId.eq(file))
        .limit(1);
    Ok(one.into_tuple::<DocumentId>().one(conn).await?.is_some())
}
