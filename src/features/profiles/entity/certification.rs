//! The table `certifications`.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::section::section;
use crate::types::{
    id::{CertificationId, UserId},
    import_source::ImportSource,
    partial_date::PartialDate,
};

/// A certificate or licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "certifications")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CertificationId,
    /// The owner.
    pub user_id: UserId,
    /// Position in its section, from 0.
    pub position: i32,
    /// The name of the certificate.
    pub name: String,
    /// The body that issued it; may be empty.
    pub authority: String,
    /// Its number; may be empty.
    pub license_number: String,
    /// A page that shows it; none if not given.
    pub url: Option<String>,
    /// The date of issue; none if not given.
    pub issued_on: Option<PartialDate>,
    /// The date of expiry; none if not given.
    pub expires_on: Option<PartialDate>,
    /// The import that added it; none if the user typed it.
    pub source: Option<ImportSource>,
}

section!();
