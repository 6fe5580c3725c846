//! The table `volunteerings`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::section::section;
use crate::types::{
    id::{UserId, VolunteeringId},
    import_source::ImportSource,
    partial_date::PartialDate,
};

/// Unpaid work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "volunteerings")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VolunteeringId,
    /// The owner.
    pub user_id: UserId,
    /// Position in its section, from 0.
    pub position: i32,
    /// The organisation.
    pub organization: String,
    /// The role; may be empty.
    pub role: String,
    /// The cause; may be empty.
    pub cause: String,
    /// A description; may be empty.
    pub description: String,
    /// The start date; none if not given.
    pub started_on: Option<PartialDate>,
    /// The end date; none if ongoing or not given.
    pub ended_on: Option<PartialDate>,
    /// The import that added it; none if the user typed it.
    pub source: Option<ImportSource>,
}

section!();
