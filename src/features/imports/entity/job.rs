//! The table `import_jobs`: imports of users, each with the state of its plan.

use sea_orm::{
    ExprTrait, FromJsonQueryResult, IntoActiveModel, QueryOrder, QuerySelect, entity::prelude::*,
    sea_query::Expr,
};
use serde::{Deserialize, Serialize};

use super::kinds::{Action, Outcome, Section, State};
use crate::types::{
    actor::Actor,
    id::{ImportId, UserId},
    import_source::ImportSource,
};

/// Imports that one statement deletes because others are newer.
const OLDER_MAX: u64 = 100;

/// An import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "import_jobs")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The import.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportId,
    /// The owner.
    pub user_id: UserId,
    /// The source.
    pub source: ImportSource,
    /// The name of the file, without its folders.
    pub file_name: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// The state.
    pub state: State,
    /// Entries of each section, by action and by outcome.
    #[sea_orm(column_type = "JsonBinary")]
    pub counts: Counts,
    /// Number of entries.
    pub total: i32,
    /// Number of entries with a result.
    pub done: i32,
    /// Counts the changes of the state.
    pub version: i32,
    /// When the plan was made.
    pub created_at: DateTimeUtc,
    /// When the import was last changed.
    pub updated_at: DateTimeUtc,
    /// When the plan expires; in an end state, when the import is deleted.
    pub expires_at: DateTimeUtc,
}

/// The counts of the sections that have entries, in the order of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Counts(pub Vec<SectionCounts>);

/// Number of entries of one section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SectionCounts {
    /// The section.
    pub section: Section,
    /// Entries by what the plan would do.
    pub actions: Vec<(Action, i32)>,
    /// Entries by what was done.
    pub outcomes: Vec<(Outcome, i32)>,
}

impl SectionCounts {
    /// The number of entries with this action.
    #[must_use]
    pub fn of_action(&self, action: Action) -> i32 {
        found(&self.actions, &action)
    }

    /// The number of entries with this outcome.
    #[must_use]
    pub fn of_outcome(&self, outcome: Outcome) -> i32 {
        found(&self.outcomes, &outcome)
    }
}

impl Counts {
    /// Counts an entry of the plan.
    pub fn add(&mut self, section: Section, action: Action) {
        self.at(section, |counts| count(&mut counts.actions, action));
    }

    /// Counts an entry that has its result.
    pub fn add_outcome(&mut self, section: Section, outcome: Outcome) {
        self.at(section, |counts| count(&mut counts.outcomes, outcome));
    }

    fn at(&mut self, section: Section, change: impl FnOnce(&mut SectionCounts)) {
        let place = self.0.partition_point(|counts| counts.section < section);
        if self.0.get(place).is_none_or(|at| at.section != section) {
            let new = SectionCounts {
                section,
                actions: Vec::new(),
                outcomes: Vec::new(),
            };
            self.0.insert(place, new);
        }
        if let Some(counts) = self.0.get_mut(place) {
            change(counts);
        }
    }
}

fn found<K: PartialEq>(counts: &[(K, i32)], key: &K) -> i32 {
    let known = counts.iter().find(|(known, _)| known == key);
    known.map_or(0, |(_, count)| *count)
}

fn count<K: PartialEq>(counts: &mut Vec<(K, i32)>, key: K) {
    match counts.iter_mut().find(|(known, _)| *known == key) {
        Some((_, count)) => *count += 1,
        None => counts.push((key, 1)),
    }
}

/// No relations; entries and reports refer to this table.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The actor's imports.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// One import of the actor.
pub fn one_of(actor: &Actor, id: ImportId) -> Select<Entity> {
    of(actor).filter(Column::Id.eq(id))
}

/// These imports of the actor.
pub fn some_of(actor: &Actor, ids: &[ImportId]) -> Select<Entity> {
    of(actor).filter(Column::Id.is_in(ids.iter().copied()))
}

/// One import of the actor, locked until the transaction ends. SQLite needs no row lock: it has one writing transaction at a time.
pub fn locked(actor: &Actor, id: ImportId) -> Select<Entity> {
    one_of(actor, id).lock_exclusive()
}

/// All imports of the actor, for an export.
pub fn all_of(actor: &Actor) -> Select<Entity> {
    of(actor).order_by_asc(Column::Id)
}

/// The actor's imports that have not ended.
pub fn open_of(actor: &Actor) -> Select<Entity> {
    of(actor).filter(Column::State.is_in([State::Planned, State::Applying]))
}

/// Deletes the actor's imports that ended, but the last ones; returns those that are gone.
pub async fn keep_ended(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    keep: u64,
) -> Result<Vec<ImportId>, DbErr> {
    let ended = of(actor)
        .filter(Column::State.is_not_in([State::Planned, State::Applying]))
        .order_by_desc(Column::UpdatedAt)
        .order_by_desc(Column::Id);
    let older = ended.offset(keep).limit(OLDER_MAX);
    let older: Vec<ImportId> = older
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    if !older.is_empty() {
        Entity::delete_many()
            .filter(Column::Id.is_in(older.iter().copied()))
            .exec(conn)
            .await?;
    }
    Ok(older)
}

/// Inserts an import.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}

/// Writes the import as given.
pub async fn save(conn: &impl ConnectionTrait, row: Model) -> Result<Model, DbErr> {
    sea_orm::ActiveModelTrait::update(row.into_active_model().reset_all(), conn).await
}

/// Ends the plans that have expired; returns them.
pub async fn expire(
    conn: &impl ConnectionTrait,
    now: DateTimeUtc,
    delete_at: DateTimeUtc,
) -> Result<Vec<Model>, DbErr> {
    let due = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Expired))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .col_expr(Column::ExpiresAt, Expr::value(delete_at))
        .filter(Column::State.eq(State::Planned))
        .filter(Column::ExpiresAt.lte(now));
    due.exec_with_returning(conn).await
}

/// Gives up imports that are being applied, and had no progress since this instant; returns them.
pub async fn give_up(
    conn: &impl ConnectionTrait,
    now: DateTimeUtc,
    before: DateTimeUtc,
    delete_at: DateTimeUtc,
) -> Result<Vec<Model>, DbErr> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Failed))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .col_expr(Column::ExpiresAt, Expr::value(delete_at))
        .filter(Column::State.eq(State::Applying))
        .filter(Column::UpdatedAt.lt(before))
        .exec_with_returning(conn)
        .await
}

/// Deletes imports that ended and whose time is over, with their entries and reports; returns them.
pub async fn forget(conn: &impl ConnectionTrait, now: DateTimeUtc) -> Result<Vec<Model>, DbErr> {
    Entity::delete_many()
        .filter(Column::State.is_not_in([State::Planned, State::Applying]))
        .filter(Column::ExpiresAt.lte(now))
        .exec_with_returning(conn)
        .await
}
