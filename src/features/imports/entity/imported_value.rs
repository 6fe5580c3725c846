//! The table `imported_values`: what imports wrote last, item by item. An item that says something else was edited by hand, and one that is
//! gone was removed by hand.

use sea_orm::{QueryOrder, entity::prelude::*, sea_query::OnConflict};
use serde::Serialize;

use super::{
    kinds::Section,
    values::{Kept, Values},
};
use crate::types::{actor::Actor, id::UserId, import_source::ImportSource, rows};

/// Ids that one statement names.
const BATCH: usize = 1_000;

/// Sources that say the same of a person: LinkedIn's archive and its snapshot are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Origin {
    /// The archive and the snapshot of LinkedIn.
    Linkedin,
    /// The claims of a sign-in.
    SignIn,
    /// JSON Resume documents.
    JsonResume,
    /// Résumés.
    File,
}

impl From<ImportSource> for Origin {
    fn from(source: ImportSource) -> Self {
        match source {
            ImportSource::ExportZip | ImportSource::DmaSnapshot => Self::Linkedin,
            ImportSource::Oidc => Self::SignIn,
            ImportSource::JsonResume => Self::JsonResume,
            ImportSource::File => Self::File,
        }
    }
}

/// What an import wrote last of one item.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "imported_values")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The owner.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The section.
    #[sea_orm(primary_key, auto_increment = false)]
    pub section: Section,
    /// The item, which may be gone.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: Uuid,
    /// Where it came from.
    #[sea_orm(primary_key, auto_increment = false)]
    pub origin: Origin,
    /// The source of the last import.
    pub source: ImportSource,
    /// What the file said; none if the import wrote no value of the item.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub said: Option<Values>,
    /// What a later file said when the user kept their own version; none if that was never so.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub declined: Option<Values>,
    /// What the profile has no place for.
    #[sea_orm(column_type = "JsonBinary")]
    pub kept: Kept,
    /// When it was imported.
    pub imported_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// All values that imports of the actor wrote.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .order_by_asc(Column::Section)
        .order_by_asc(Column::ItemId)
}

/// The values from one origin.
pub fn of_origin(actor: &Actor, origin: Origin) -> Select<Entity> {
    of(actor).filter(Column::Origin.eq(origin))
}

/// The values of one section.
pub fn of_section(actor: &Actor, origin: Origin, section: Section) -> Select<Entity> {
    of_origin(actor, origin).filter(Column::Section.eq(section))
}

/// Stores values, over those of earlier imports.
pub async fn save(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    let said = [
        Column::Source,
        Column::Said,
        Column::Declined,
        Column::Kept,
        Column::ImportedAt,
    ];
    write(conn, rows, &said).await
}

/// Stores what the user decided against, and leaves what earlier imports wrote.
pub async fn decline(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    write(conn, rows, &[Column::Declined]).await
}

/// Inserts rows; of those that are there already, overwrites these columns.
async fn write(
    conn: &impl ConnectionTrait,
    rows: Vec<Model>,
    columns: &[Column],
) -> Result<(), DbErr> {
    let key = [
        Column::UserId,
        Column::Section,
        Column::ItemId,
        Column::Origin,
    ];
    let overwrite = OnConflict::columns(key)
        .update_columns(columns.iter().copied())
        .to_owned();
    rows::insert_or::<Entity>(conn, rows, overwrite).await
}

/// Forgets items that were removed by hand and are there again under other ids.
pub async fn forget(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    section: Section,
    items: Vec<Uuid>,
) -> Result<(), DbErr> {
    for items in items.chunks(BATCH) {
        Entity::delete_many()
            .filter(Column::UserId.eq(actor.user_id))
            .filter(Column::Section.eq(section))
            .filter(Column::ItemId.is_in(items.iter().copied()))
            .exec(conn)
            .await?;
    }
    Ok(())
}
