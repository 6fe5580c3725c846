//! The table `profile_suggestions`: suggestions that were found before, so that it is known which the user dismissed and which are done.

use async_graphql::Enum;
use sea_orm::{QueryOrder, entity::prelude::*, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use crate::types::{actor::Actor, id::UserId, rows};

/// The state of a suggestion.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Enum, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SuggestionState {
    /// It stands.
    Open,
    /// The user does not want it.
    Dismissed,
    /// Its cause is gone.
    Done,
}

/// A suggestion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "profile_suggestions")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The owner.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The rule.
    #[sea_orm(primary_key, auto_increment = false)]
    pub rule: String,
    /// The item, fact or skill that it is about; empty for the profile.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// The state.
    pub state: SuggestionState,
    /// What was suggested.
    pub message: String,
    /// When the state last changed.
    pub changed_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The suggestions of the actor, by rule and subject.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .order_by_asc(Column::Rule)
        .order_by_asc(Column::Subject)
}

/// Writes suggestions, over earlier ones.
pub async fn put(conn: &impl ConnectionTrait, suggestions: Vec<Model>) -> Result<(), DbErr> {
    let again = OnConflict::columns([Column::UserId, Column::Rule, Column::Subject])
        .update_columns([Column::State, Column::Message, Column::ChangedAt])
        .to_owned();
    let suggestions = suggestions.into_iter().map(ActiveModel::from);
    rows::insert_or::<Entity>(conn, suggestions, again).await
}
