//! The table `employments`.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use super::section::{self, Section};
use crate::types::{
    actor::Actor,
    id::{EmploymentId, UserId},
    partial_date::PartialDate,
};

/// A past or present job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "employments")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EmploymentId,
    /// The owner.
    pub user_id: UserId,
    /// Position in its section, from 0.
    pub position: i32,
    /// The employer's name.
    pub company: String,
    /// The job title.
    pub title: String,
    /// The place of work; may be empty.
    pub location: String,
    /// The duties and results; may be empty.
    pub description: String,
    /// The start date; none if not given.
    pub started_on: Option<PartialDate>,
    /// The end date; none if ongoing or not given.
    pub ended_on: Option<PartialDate>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Section for Entity {
    const ID: Column = Column::Id;
    const USER_ID: Column = Column::UserId;
    const POSITION: Column = Column::Position;
}

/// The rows of the actor, in order.
pub fn of(actor: &Actor) -> Select<Entity> {
    section::of(actor)
}
