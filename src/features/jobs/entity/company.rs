//! The table `companies`.

use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::types::id::CompanyId;

/// An employer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "companies")]
pub struct Model {
    /// The employer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// Lower-case name for URLs; unique.
    pub slug: String,
    /// The host name of its website, such as `example.org`.
    pub domain: Option<String>,
    /// Its industry.
    pub industry: Option<String>,
    /// Its number of employees, such as `51-200`.
    pub size_band: Option<String>,
    /// The time when it was first seen.
    pub created_at: DateTimeUtc,
    /// Incremented by every change of a moderator.
    pub version: i32,
}

/// No relations; tables that belong to a company refer to this one.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// These companies.
pub fn by_ids(ids: &[CompanyId]) -> Select<Entity> {
    Entity::find().filter(Column::Id.is_in(ids.iter().copied()))
}

/// One company, locked until the caller's transaction ends.
pub fn by_id_to_change(id: CompanyId) -> Select<Entity> {
    Entity::find_by_id(id).lock_exclusive()
}

/// The company with this slug.
pub fn by_slug(slug: &str) -> Select<Entity> {
    Entity::find().filter(Column::Slug.eq(slug))
}
