//! The table `projects`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::section::section;
use crate::types::{
    id::{ProjectId, UserId},
    import_source::ImportSource,
    partial_date::PartialDate,
};

/// A project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "projects")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProjectId,
    /// The owner.
    pub user_id: UserId,
    /// Position in its section, from 0.
    pub position: i32,
    /// The name of the project.
    pub name: String,
    /// Its web page; none if not given.
    pub url: Option<String>,
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
