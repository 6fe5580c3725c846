//! The source that an item of a profile was imported from.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// The source that an item was imported from.
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
pub enum ImportSource {
    /// The claims of a sign-in with a provider.
    Oidc,
    /// The archive that LinkedIn hands out to its member.
    ExportZip,
    /// LinkedIn's member snapshot, read with the member's consent.
    DmaSnapshot,
    /// A JSON Resume document.
    JsonResume,
    /// A résumé as PDF, DOCX, Markdown or text.
    File,
}
