//! The table `employments`.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use super::section::{self, Section};
use crate::types::{
    actor::Actor,
    id::{EmploymentId, UserId},
    partial_date::PartialDate,
};

/// A job in a person's past or present.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "employments")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EmploymentId,
    /// Whose it is.
    pub user_id: UserId,
    /// Where it stands in its section, from 0.
    pub position: i32,
    /// The employer.
    pub company: String,
    /// What the job was called.
    pub title: String,
    /// Where it was; may be empty.
    pub location: String,
    /// What was done; may be empty.
    pub description: String,
    /// When it began.
    pub started_on: Option<PartialDate>,
    /// When it ended; none while it lasts.
    pub ended_on: Option<PartialDate>,
}

/// No relations are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Section for Entity {
    const ID: Column = Column::Id;
    const USER_ID: Column = Column::UserId;
    const POSITION: Column = Column::Position;
}

/// Those of the one who asks, in order.
pub fn of(actor: &Actor) -> Select<Entity> {
    section::of(actor)
}
