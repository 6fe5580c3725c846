//! The table `evidence`: facts of the items of a profile. A removed fact keeps its row, because documents may cite it.

use std::collections::HashMap;

use async_graphql::Enum;
use sea_orm::{
    ActiveModelTrait, FromJsonQueryResult, IntoActiveModel, PaginatorTrait, QueryOrder,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};
use serde::{Deserialize, Serialize};

use crate::types::{
    actor::Actor,
    id::{EvidenceId, UserId},
    import_source::ImportSource,
    rows,
};

/// The origin of a fact.
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
pub enum EvidenceOrigin {
    /// The user typed it.
    User,
    /// It was imported from LinkedIn: sign-in, archive or snapshot.
    #[sea_orm(string_value = "IMPORT_LINKEDIN")]
    #[graphql(name = "IMPORT_LINKEDIN")]
    #[serde(rename = "IMPORT_LINKEDIN")]
    ImportLinkedIn,
    /// It was imported from a file: JSON Resume or a résumé.
    ImportFile,
    /// A language model suggested it.
    AiSuggested,
}

/// A fact of an item of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The fact.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvidenceId,
    /// The owner.
    pub user_id: UserId,
    /// The id of the employment, education, project or volunteering that the fact belongs to.
    pub item_id: Uuid,
    /// Position among the facts of its item, from 0.
    pub position: i32,
    /// The statement.
    pub text: String,
    /// Skills that the user linked to it, beside those that its text names.
    #[sea_orm(column_type = "JsonBinary")]
    pub skills: SkillNames,
    /// The origin: the user, an import or a language model.
    pub origin: EvidenceOrigin,
    /// The import that added it, if one did.
    pub source: Option<ImportSource>,
    /// When the user wrote or confirmed this version; none if the user has not yet.
    pub confirmed_at: Option<DateTimeUtc>,
    /// Counts the versions of the text, from 1.
    pub version: i32,
    /// The time when this version was written.
    pub updated_at: DateTimeUtc,
    /// When it was removed from the profile.
    pub removed_at: Option<DateTimeUtc>,
}

/// Names of skills, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct SkillNames(pub Vec<String>);

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The facts of the actor, removed ones included.
fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// The facts in the actor's profile, by item and position.
pub fn current(actor: &Actor) -> Select<Entity> {
    of(actor)
        .filter(Column::RemovedAt.is_null())
        .order_by_asc(Column::ItemId)
        .order_by_asc(Column::Position)
        .order_by_asc(Column::Id)
}

/// The facts that the actor removed.
pub fn removed(actor: &Actor) -> Select<Entity> {
    of(actor)
        .filter(Column::RemovedAt.is_not_null())
        .order_by_asc(Column::Id)
}

/// The facts of an item of the actor, in order.
pub fn of_item(actor: &Actor, item: Uuid) -> Select<Entity> {
    current(actor).filter(Column::ItemId.eq(item))
}

/// The facts of some items of the actor.
pub fn of_items(actor: &Actor, items: Vec<Uuid>) -> Select<Entity> {
    current(actor).filter(Column::ItemId.is_in(items))
}

/// A fact in the actor's profile.
pub fn one(actor: &Actor, id: EvidenceId) -> Select<Entity> {
    current(actor).filter(Column::Id.eq(id))
}

/// These facts of the actor, also removed ones, because documents cite them.
pub fn cited(actor: &Actor, ids: Vec<EvidenceId>) -> Select<Entity> {
    of(actor).filter(Column::Id.is_in(ids))
}

/// These facts in the actor's profile.
pub fn some(actor: &Actor, ids: Vec<EvidenceId>) -> Select<Entity> {
    current(actor).filter(Column::Id.is_in(ids))
}

/// The number of facts in the actor's profile, and the same with removed ones.
pub async fn counts(conn: &impl ConnectionTrait, actor: &Actor) -> Result<(usize, usize), DbErr> {
    let current = current(actor).count(conn).await?;
    let all = of(actor).count(conn).await?;
    let size = |count| usize::try_from(count).unwrap_or(usize::MAX);
    Ok((size(current), size(all)))
}

/// Confirms the current versions of these facts of the actor that are not confirmed yet.
pub async fn confirm(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    ids: Vec<EvidenceId>,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::ConfirmedAt, Expr::value(now))
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::Id.is_in(ids))
        .filter(Column::ConfirmedAt.is_null())
        .exec(conn)
        .await?;
    Ok(())
}

/// Writes a row as given.
pub async fn update(conn: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    row.into_active_model().reset_all().update(conn).await?;
    Ok(())
}

/// Writes these rows, in the order in which their items list them: new ones are inserted, others updated.
pub async fn save(conn: &impl ConnectionTrait, mut rows: Vec<Model>) -> Result<(), DbErr> {
    let mut next: HashMap<Uuid, i32> = HashMap::new();
    for row in &mut rows {
        let position = next.entry(row.item_id).or_default();
        row.position = *position;
        *position += 1;
    }
    let overwrite = OnConflict::column(Column::Id)
        .update_columns([
            Column::Position,
            Column::Text,
            Column::Skills,
            Column::ConfirmedAt,
            Column::Version,
            Column::UpdatedAt,
        ])
        .to_owned();
    rows::insert_or::<Entity>(conn, rows, overwrite).await
}

/// Writes rows that are there already as given, also whether they are removed.
pub async fn restore(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    let overwrite = OnConflict::column(Column::Id)
        .update_columns([
            Column::Position,
            Column::Text,
            Column::Skills,
            Column::ConfirmedAt,
            Column::Version,
            Column::UpdatedAt,
            Column::RemovedAt,
        ])
        .to_owned();
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    rows::insert_or::<Entity>(conn, rows, overwrite).await
}

/// Marks facts as removed.
pub async fn remove(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    ids: Vec<EvidenceId>,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    removal(actor, now)
        .filter(Column::Id.is_in(ids))
        .exec(conn)
        .await?;
    Ok(())
}

/// Marks the facts of these items as removed.
pub async fn remove_of_items(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    items: Vec<Uuid>,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    removal(actor, now)
        .filter(Column::ItemId.is_in(items))
        .exec(conn)
        .await?;
    Ok(())
}

fn removal(actor: &Actor, now: DateTimeUtc) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::RemovedAt, Expr::value(now))
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::RemovedAt.is_null())
}
