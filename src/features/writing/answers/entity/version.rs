//! The table `answer_versions`. Rows are added and never changed.

use std::collections::BTreeMap;

use sea_orm::{Condition, QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::value::Value;
use crate::types::{
    actor::Actor,
    id::{AnswerId, UserId},
};

/// A version of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "answer_versions")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The answer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub answer_id: AnswerId,
    /// Its number, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// The owner.
    pub user_id: UserId,
    /// The question.
    pub question: String,
    /// What it says.
    #[sea_orm(column_type = "JsonBinary")]
    pub value: Value,
    /// The time of creation.
    pub created_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The versions of all answers of the actor, in order.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .order_by_asc(Column::AnswerId)
        .order_by_asc(Column::Number)
}

/// These versions of the actor, by answer and number: at least one.
pub fn some(actor: &Actor, keys: &[(AnswerId, i32)]) -> Select<Entity> {
    let mut numbers: BTreeMap<AnswerId, Vec<i32>> = BTreeMap::new();
    for (answer, number) in keys {
        numbers.entry(*answer).or_default().push(*number);
    }
    let any = numbers.into_iter().map(|(answer, numbers)| {
        Condition::all()
            .add(Column::AnswerId.eq(answer))
            .add(Column::Number.is_in(numbers))
    });
    of(actor).filter(any.fold(Condition::any(), Condition::add))
}
