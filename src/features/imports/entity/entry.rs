//! The table `import_entries`: the entries of a plan, with their results.

use sea_orm::{
    ExprTrait, QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Expr, OnConflict, Query},
};
use serde::Serialize;

use super::{
    kinds::{Action, Choice, Outcome, Section},
    values::{Kept, Values},
};
use crate::types::{
    actor::Actor,
    id::{ImportEntryId, ImportId, UserId},
    rows,
};

/// Ids that one statement names.
const PEOPLE_BATCH: usize = 5_000;

/// An entry: one item of the file, and what the profile has in its place.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "import_entries")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportEntryId,
    /// The import.
    pub job_id: ImportId,
    /// The owner.
    pub user_id: UserId,
    /// Its position in the plan, from 1.
    pub ordinal: i32,
    /// The section.
    pub section: Section,
    /// The action that the plan proposes.
    pub action: Action,
    /// The item of the profile that it is about; none if there is none yet.
    pub item_id: Option<Uuid>,
    /// The file inside the archive, or the section of the document.
    pub file: String,
    /// The row of the file, from 1.
    pub file_row: Option<i32>,
    /// The text that was read as this item; null unless the reading is a guess.
    pub quote: Option<String>,
    /// What the file says.
    #[sea_orm(column_type = "JsonBinary")]
    pub imported: Values,
    /// What the profile says; none if it has no such item.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub existing: Option<Values>,
    /// What the profile has no place for.
    #[sea_orm(column_type = "JsonBinary")]
    pub kept: Kept,
    /// What the owner should know before a choice.
    pub note: Option<String>,
    /// What is to be done.
    pub choice: Choice,
    /// What was done; none before.
    pub result: Option<Outcome>,
    /// The reason why nothing was written, or not what was chosen.
    pub message: Option<String>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// All entries of the actor, for an export.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .order_by_asc(Column::JobId)
        .order_by_asc(Column::Ordinal)
}

/// The entries of an import of the actor, in the order of the plan.
pub fn of_job(actor: &Actor, job: ImportId) -> Select<Entity> {
    Entity::find()
        .filter(Column::JobId.eq(job))
        .filter(Column::UserId.eq(actor.user_id))
        .order_by_asc(Column::Ordinal)
}

/// The entries of an import in sections that the actor may read, in the order of the plan.
pub fn readable(actor: &Actor, job: ImportId) -> Select<Entity> {
    readable_of(actor, &[job]).order_by_asc(Column::Ordinal)
}

/// The entries of these imports in sections that the actor may read, in no order.
pub fn readable_of(actor: &Actor, jobs: &[ImportId]) -> Select<Entity> {
    let hidden = Section::ALL
        .iter()
        .copied()
        .filter(|section| !actor.may(section.area().read()));
    Entity::find()
        .filter(Column::JobId.is_in(jobs.iter().copied()))
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::Section.is_not_in(hidden))
}

/// The first of these entries of each import, at most so many, in the order of the plans.
pub async fn first_of_each(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    entries: Select<Entity>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let place = "row_number() OVER (PARTITION BY job_id ORDER BY ordinal)";
    let numbered = entries
        .select_only()
        .column(Column::Id)
        .column_as(Expr::cust(place), "place");
    let first = Query::select()
        .column(Column::Id)
        .from_subquery(numbered.into_query(), "numbered")
        .and_where(Expr::col("place").lte(limit))
        .to_owned();
    of(actor)
        .filter(Column::Id.in_subquery(first))
        .all(conn)
        .await
}

/// The number of these entries of each import that has any.
pub async fn counts_of_each(
    conn: &impl ConnectionTrait,
    entries: Select<Entity>,
) -> Result<Vec<(ImportId, i64)>, DbErr> {
    let counts = entries
        .select_only()
        .column(Column::JobId)
        .column_as(Column::Id.count(), "entries")
        .group_by(Column::JobId);
    counts.into_tuple().all(conn).await
}

/// The sections of an import in which something is to be written.
pub async fn sections_to_write(
    conn: &impl ConnectionTrait,
    job: ImportId,
) -> Result<Vec<Section>, DbErr> {
    Entity::find()
        .filter(Column::JobId.eq(job))
        .filter(Column::Choice.ne(Choice::KeepMine))
        .select_only()
        .column(Column::Section)
        .distinct()
        .into_tuple()
        .all(conn)
        .await
}

/// The entries of one section of an import.
pub fn of_section(actor: &Actor, job: ImportId, section: Section) -> Select<Entity> {
    of_job(actor, job).filter(Column::Section.eq(section))
}

/// The entries with these sections, actions and results; an empty list allows all.
pub fn filtered(
    select: Select<Entity>,
    sections: &[Section],
    actions: &[Action],
    outcomes: &[Outcome],
) -> Select<Entity> {
    let mut select = select;
    if !sections.is_empty() {
        select = select.filter(Column::Section.is_in(sections.iter().copied()));
    }
    if !actions.is_empty() {
        select = select.filter(Column::Action.is_in(actions.iter().copied()));
    }
    if !outcomes.is_empty() {
        select = select.filter(Column::Result.is_in(outcomes.iter().copied()));
    }
    select
}

/// The entries after a position.
pub fn after(select: Select<Entity>, ordinal: i64) -> Select<Entity> {
    select.filter(Column::Ordinal.gt(ordinal))
}

/// The first entry without a result.
pub async fn next(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    job: ImportId,
) -> Result<Option<Model>, DbErr> {
    let waiting = of_job(actor, job).filter(Column::Result.is_null());
    waiting.limit(1).one(conn).await
}

/// Inserts the entries of a plan.
pub async fn insert(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    rows::insert::<Entity>(conn, rows).await
}

/// Stores the results of entries.
pub async fn save_results(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    let overwrite = OnConflict::column(Column::Id)
        .update_columns([Column::ItemId, Column::Result, Column::Message])
        .to_owned();
    rows::insert_or::<Entity>(conn, rows, overwrite).await
}

/// Stores the result of entries about other people, and forgets what the file and the user's connections say of them.
pub async fn settle_and_forget(
    conn: &impl ConnectionTrait,
    entries: Vec<ImportEntryId>,
    outcome: Outcome,
    message: Option<String>,
) -> Result<(), DbErr> {
    let nothing = serde_json::Value::Object(serde_json::Map::new());
    for ids in entries.chunks(PEOPLE_BATCH) {
        Entity::update_many()
            .col_expr(Column::Result, Expr::value(outcome))
            .col_expr(Column::Message, Expr::value(message.clone()))
            .col_expr(Column::Imported, Expr::value(nothing.clone()))
            .col_expr(Column::Existing, Expr::value(Option::<Json>::None))
            .filter(Column::Id.is_in(ids.iter().copied()))
            .exec(conn)
            .await?;
    }
    Ok(())
}

/// Chooses for all entries of a section that need a choice.
pub async fn choose_for_section(
    conn: &impl ConnectionTrait,
    job: ImportId,
    section: Section,
    choice: Choice,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Choice, Expr::value(choice))
        .filter(Column::JobId.eq(job))
        .filter(Column::Section.eq(section))
        .filter(Column::Action.is_in([Action::Add, Action::Change, Action::Conflict]))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Chooses for these entries; returns how many of them the import has and can be chosen for.
pub async fn choose(
    conn: &impl ConnectionTrait,
    job: ImportId,
    entries: Vec<ImportEntryId>,
    choice: Choice,
) -> Result<u64, DbErr> {
    let chosen = Entity::update_many()
        .col_expr(Column::Choice, Expr::value(choice))
        .filter(Column::JobId.eq(job))
        .filter(Column::Id.is_in(entries))
        .filter(Column::Action.ne(Action::Refuse))
        .exec(conn)
        .await?;
    Ok(chosen.rows_affected)
}

/// These entries, as far as the import has them.
pub async fn by_ids(
    conn: &impl ConnectionTrait,
    job: ImportId,
    entries: Vec<ImportEntryId>,
) -> Result<Vec<Model>, DbErr> {
    let found = Entity::find().filter(Column::JobId.eq(job));
    found.filter(Column::Id.is_in(entries)).all(conn).await
}

/// Deletes the entries of these imports.
pub async fn delete(conn: &impl ConnectionTrait, jobs: &[ImportId]) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::JobId.is_in(jobs.iter().copied()))
        .exec(conn)
        .await
        .map(|_| ())
}
