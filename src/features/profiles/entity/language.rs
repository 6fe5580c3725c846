//! The table `languages`.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::section::section;
use crate::types::{
    id::{LanguageId, UserId},
    import_source::ImportSource,
};

/// Proficiency in a language.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "LanguageProficiency")]
pub enum Proficiency {
    /// First language.
    Native,
    /// Close to native in professional use.
    FullProfessional,
    /// Sufficient for most work.
    ProfessionalWorking,
    /// Sufficient for simple work.
    LimitedWorking,
    /// Sufficient for simple conversation.
    Elementary,
}

/// A language that a user speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "languages")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LanguageId,
    /// The owner.
    pub user_id: UserId,
    /// Position in its section, from 0.
    pub position: i32,
    /// The name of the language, as the user typed it.
    pub name: String,
    /// The proficiency; none if not said.
    pub proficiency: Option<Proficiency>,
    /// The words of an import about the proficiency, if they are none of the levels; may be empty.
    pub stated: String,
    /// The import that added it; none if the user typed it.
    pub source: Option<ImportSource>,
}

section!();
