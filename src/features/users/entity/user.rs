//! The table `users`.

use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::{
    actor::{Actor, Role},
    email::Email,
    id::UserId,
};

/// An account.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    /// Lower case, unique.
    pub email: String,
    /// How the user wants to be called.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Argon2id, as a PHC string; none for accounts without a password.
    #[serde(skip)]
    pub password_hash: Option<String>,
    /// When the account was made.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// Whether it may be used.
    pub status: Status,
    /// When its owner proved that the address is theirs.
    pub email_verified_at: Option<DateTimeUtc>,
    /// When it will be erased, if its owner leaves.
    pub leaves_at: Option<DateTimeUtc>,
    /// The IANA name of the zone they live in, once they set it.
    pub time_zone: Option<String>,
}

/// Whether an account may be used.
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
    /// It may.
    Active,
    /// An admin has shut it.
    Suspended,
    /// Its owner leaves; it is erased when the time of grace is over.
    #[sea_orm(string_value = "LEAVING")]
    DeletionScheduled,
}

/// No relations: what belongs to a user points here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The account of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    by_id(actor.user_id)
}

/// For signing in.
pub fn by_id(id: UserId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// For signing in.
pub fn by_email(email: &Email) -> Select<Entity> {
    Entity::find().filter(Column::Email.eq(email.as_str()))
}

/// The account, locked until the caller's transaction ends.
pub fn by_id_to_change(id: UserId) -> Select<Entity> {
    by_id(id).lock_exclusive()
}

/// The account and every active admin, all locked in one order: whoever takes an admin away must know that another stays.
pub fn with_admins_to_change(id: UserId) -> Select<Entity> {
    let admins = Condition::all()
        .add(Column::Role.eq(Role::Admin))
        .add(Column::Status.eq(Status::Active));
    let wanted = Condition::any().add(Column::Id.eq(id)).add(admins);
    Entity::find()
        .filter(wanted)
        .order_by_asc(Column::Id)
        .lock_exclusive()
}

/// Every account, for those who may look through them.
pub fn all() -> Select<Entity> {
    Entity::find()
}

/// The accounts whose time of grace is over, the one that waits longest first.
pub fn due(now: DateTimeUtc) -> Select<Entity> {
    Entity::find()
        .filter(Column::LeavesAt.lte(now))
        .order_by_asc(Column::LeavesAt)
}

/// Some ids in their order, behind this one.
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

/// Deletes the account, and all that hangs on it.
pub async fn erase(conn: &impl ConnectionTrait, id: UserId) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(conn).await.map(|_| ())
}

/// Replaces the hash of a password, unless it is another by now.
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
