//! The table `rankings`: the best postings of each user who asked for them.

use sea_orm::{
    FromJsonQueryResult, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};
use serde::{Deserialize, Serialize};

use crate::types::{
    actor::Actor,
    id::{PostingId, UserId},
};

/// The ranked postings of a user.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "rankings")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The version of the profile that was matched.
    pub profile_version: i32,
    /// The version of the rules, the taxonomy and the counts of words.
    pub version: String,
    /// The postings, best match first.
    #[sea_orm(column_type = "JsonBinary")]
    pub postings: Ranked,
    /// When they were ranked.
    pub ranked_at: DateTimeUtc,
    /// When the user last asked for them.
    pub asked_at: DateTimeUtc,
}

/// Postings with their scores, best match first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Ranked(pub Vec<RankedPosting>);

/// A ranked posting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RankedPosting {
    /// The posting.
    pub posting_id: PostingId,
    /// The key of its place in hundredths, 0 to 10 000: the score, less if little is known of the posting.
    pub score: i64,
    /// The scores for each target of the profile, in hundredths.
    pub targets: Vec<i64>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The ranking of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    of_user(actor.user_id)
}

/// The ranking of a user.
pub fn of_user(user: UserId) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(user))
}

/// Writes a ranking, over an earlier one.
pub async fn put(conn: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let again = OnConflict::column(Column::UserId)
        .update_columns([
            Column::ProfileVersion,
            Column::Version,
            Column::Postings,
            Column::RankedAt,
            Column::AskedAt,
        ])
        .to_owned();
    Entity::insert(ActiveModel::from(row))
        .on_conflict(again)
        .exec_without_returning(conn)
        .await
        .map(drop)
}

/// Notes that a user asked for their ranking.
pub async fn asked(
    conn: &impl ConnectionTrait,
    user: UserId,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::AskedAt, Expr::value(now))
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(drop)
}

/// Users who asked since a time for a ranking that was made before another; at most `limit`.
pub async fn outdated(
    conn: &impl ConnectionTrait,
    asked_since: DateTimeUtc,
    ranked_before: DateTimeUtc,
    limit: u64,
) -> Result<Vec<UserId>, DbErr> {
    Entity::find()
        .filter(Column::AskedAt.gte(asked_since))
        .filter(Column::RankedAt.lt(ranked_before))
        .select_only()
        .column(Column::UserId)
        .limit(limit)
        .into_tuple()
        .all(conn)
        .await
}
