//! The table `awards`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::section::section;
use crate::types::{
    id::{AwardId, UserId},
    import_source::ImportSource,
    partial_date::PartialDate,
};

/// An award or honour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "awards")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AwardId,
    /// The owner.
    pub user_id: UserId,
    /// Position in its section, from 0.
    pub position: i32,
    /// The title.
    pub title: String,
    /// Who awarded it; may be empty.
    pub issuer: String,
    /// A description; may be empty.
    pub description: String,
    /// The date of the award; none if not given.
    pub awarded_on: Option<PartialDate>,
    /// The import that added it; none if the user typed it.
    pub source: Option<ImportSource>,
}

section!();
