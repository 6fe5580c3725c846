//! The table `users`.

use sea_orm::{
    Condition, FromJsonQueryResult, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, LockType},
};
use serde::{Deserialize, Serialize};

use crate::types::{
    actor::{Actor, Role},
    email::Email,
    id::UserId,
    import_source::ImportSource,
};

/// An account.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    /// The address, in lower case; unique.
    pub email: String,
    /// The display name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The Argon2id hash as a PHC string; none for accounts without a password.
    #[serde(skip)]
    pub password_hash: Option<String>,
    /// The time of creation.
    pub created_at: DateTimeUtc,
    /// The time of the last change.
    pub updated_at: DateTimeUtc,
    /// The state.
    pub status: Status,
    /// The time when the owner proved control of the address.
    pub email_verified_at: Option<DateTimeUtc>,
    /// The time of the scheduled deletion, if the owner requested one.
    pub leaves_at: Option<DateTimeUtc>,
    /// The IANA name of the user's time zone, if set.
    pub time_zone: Option<String>,
    /// The tag of the language in which the product speaks to the user, if set (BCP 47).
    pub locale: Option<String>,
    /// The imports that values come from.
    #[sea_orm(column_type = "JsonBinary")]
    pub sources: AccountSources,
}

/// The imports that values of an account come from; a value that the user wrote or edited has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(default, rename_all = "camelCase")]
pub struct AccountSources {
    /// That of the name.
    pub name: Option<ImportSource>,
    /// That of the language.
    pub locale: Option<ImportSource>,
}

/// The state of an account.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "UserStatus")]
pub enum Status {
    /// Can be used.
    Active,
    /// Suspended by an admin or operator.
    Suspended,
    /// The owner requested the deletion; the account is erased after the grace period.
    #[sea_orm(string_value = "LEAVING")]
    DeletionScheduled,
}

/// No relations; the other tables refer to this one.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The account of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    by_id(actor.user_id)
}

/// The account with this id; for sign-in.
pub fn by_id(id: UserId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// The account with this address; for sign-in.
pub fn by_email(email: &Email) -> Select<Entity> {
    Entity::find().filter(Column::Email.eq(email.as_str()))
}

/// The account, locked until the caller's transaction ends, also against rows that refer to it. Not for a transaction that reports changes:
/// one that holds the head of the feed may wait for the account.
pub fn by_id_to_change(id: UserId) -> Select<Entity> {
    by_id(id).lock_exclusive()
}

/// The account, locked against other transactions that lock it, but not against rows that refer to it: a transaction that has added one
/// holds a lock of the account already, and two of these would wait for each other (PostgreSQL, 13.3.2).
pub fn by_id_to_count(id: UserId) -> Select<Entity> {
    by_id(id).lock(LockType::NoKeyUpdate)
}

/// The account and every active admin, locked in one order: removing an admin must check that another one remains.
pub fn with_admins_to_change(id: UserId) -> Select<Entity> {
    let admins = Condition::all()
        .add(Column::Role.eq(Role::Admin))
        .add(Column::Status.eq(Status::Active));
    let wanted = Condition::any().add(Column::Id.eq(id)).add(admins);
    Entity::find()
        .filter(wanted)
        .order_by_asc(Column::Id)
        .lock(LockType::NoKeyUpdate)
}

/// Every account, for admins and operators.
pub fn all() -> Select<Entity> {
    Entity::find()
}

/// The accounts whose grace period is over, longest overdue first.
pub fn due(now: DateTimeUtc) -> Select<Entity> {
    Entity::find()
        .filter(Column::LeavesAt.lte(now))
        .order_by_asc(Column::LeavesAt)
}

/// The next ids in ascending order, after this one.
pub async fn ids_after(
    conn: &impl ConnectionTrait,
    after: Option<UserId>,
    count: u64,
) -> Result<Vec<UserId>, DbErr> {
    let mut ids = Entity::find()
        .select_only()
        .column(Column::Id)
        .order_by_asc(Column::Id)
        .limit(count);
    if let Some(after) = after {
        ids = ids.filter(Column::Id.gt(after));
    }
    ids.into_tuple().all(conn).await
}

/// Deletes the account; the database deletes all rows that refer to it.
pub async fn erase(conn: &impl ConnectionTrait, id: UserId) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(conn).await.map(|_| ())
}

/// Replaces a password hash if it has not changed since it was read.
pub async fn replace_hash(
    conn: &impl ConnectionTrait,
    user: &Model,
    hash: String,
) -> Result<(), DbErr> {
    let same = Entity::update_many()
        .filter(Column::Id.eq(user.id))
        .filter(Column::PasswordHash.eq(user.password_hash.clone()));
    same.col_expr(Column::PasswordHash, Expr::value(hash))
        .exec(conn)
        .await
        .map(|_| ())
}
