//! The table `idempotency_keys`.

use sea_orm::{
    ActiveValue::Set,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use crate::types::{id::UserId, write::IdempotencyKey};

/// Objects that one statement names.
const SUBJECTS: usize = 5_000;

/// A request that was done, or is being done in this transaction.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// The user who made the request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// SHA-256 of the key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_hash: String,
    /// SHA-256 of the operation and its input.
    pub input_hash: String,
    /// The id of the written object; none if it has no id.
    pub subject: Option<Uuid>,
    /// The first result; none once the subject is deleted.
    pub result: Option<Json>,
    /// When the request was made.
    pub created_at: DateTimeUtc,
}

/// No relations are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Claims a key for the rest of the transaction, or returns the request that has it. Another transaction that claims the same key
/// waits until this one ends.
pub(super) async fn claim(
    conn: &impl ConnectionTrait,
    user: UserId,
    key: &IdempotencyKey,
    now: DateTimeUtc,
) -> Result<Option<Model>, DbErr> {
    let row = ActiveModel {
        user_id: Set(user),
        key_hash: Set(key.key_hash().to_owned()),
        input_hash: Set(key.input_hash().to_owned()),
        subject: Set(None),
        result: Set(None),
        created_at: Set(now),
    };
    let claimed = Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::UserId, Column::KeyHash])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await?;
    if claimed == 1 {
        return Ok(None);
    }
    Entity::find_by_id((user, key.key_hash().to_owned()))
        .one(conn)
        .await
}

/// Stores the first result under a claimed key.
pub(super) async fn store_result(
    conn: &impl ConnectionTrait,
    user: UserId,
    key: &IdempotencyKey,
    subject: Option<Uuid>,
    result: Json,
) -> Result<(), DbErr> {
    let change = ActiveModel {
        subject: Set(subject),
        result: Set(Some(result)),
        ..Default::default()
    };
    Entity::update_many()
        .set(change)
        .filter(Column::UserId.eq(user))
        .filter(Column::KeyHash.eq(key.key_hash()))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Deletes the results of requests that wrote these objects.
pub(super) async fn forget_results(
    conn: &impl ConnectionTrait,
    user: UserId,
    subjects: &[Uuid],
) -> Result<(), DbErr> {
    for subjects in subjects.chunks(SUBJECTS) {
        Entity::update_many()
            .col_expr(Column::Result, Expr::value(Option::<Json>::None))
            .filter(Column::UserId.eq(user))
            .filter(Column::Subject.is_in(subjects.iter().copied()))
            .exec(conn)
            .await?;
    }
    Ok(())
}

/// Deletes the keys of requests that were made before this instant.
pub(super) async fn forget_before(
    conn: &impl ConnectionTrait,
    instant: DateTimeUtc,
) -> Result<u64, DbErr> {
    let old = Entity::delete_many().filter(Column::CreatedAt.lt(instant));
    Ok(old.exec(conn).await?.rows_affected)
}
