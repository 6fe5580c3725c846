//! The table `publications`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::section::section;
use crate::types::{
    id::{PublicationId, UserId},
    import_source::ImportSource,
    partial_date::PartialDate,
};

/// A publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "publications")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PublicationId,
    /// The owner.
    pub user_id: UserId,
    /// Position in its section, from 0.
    pub position: i32,
    /// The title.
    pub title: String,
    /// The publisher or journal; may be empty.
    pub publisher: String,
    /// Its web page; none if not given.
    pub url: Option<String>,
    /// A description; may be empty.
    pub description: String,
    /// The date of publication; none if not given.
    pub published_on: Option<PartialDate>,
    /// The import that added it; none if the user typed it.
    pub source: Option<ImportSource>,
}

section!();
