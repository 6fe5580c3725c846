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
    /// As it calls itself.
    pub name: String,
    /// Lower case, for addresses; unique.
    pub slug: String,
    /// Its site, such as `example.org`.
    pub domain: Option<String>,
    /// Its industry, in words.
    pub industry: Option<String>,
    /// How many people work there, such as `51-200`.
    pub size_band: Option<String>,
    /// When we first heard of it.
    pub created_at: DateTimeUtc,
    /// Counts the changes of moderators.
    pub version: i32,
}

/// No relations: what belongs to a company points here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// These companies.
pub fn by_ids(ids: &[CompanyId]) -> Select<Entity> {
    Entity::find().filter(Column::Id.is_in(ids.iter().copied()))
}

/// One of them, locked until the caller's transaction ends.
pub fn by_id_to_change(id: CompanyId) -> Select<Entity> {
    Entity::find_by_id(id).lock_exclusive()
}

/// Whether a slug is taken.
pub fn by_slug(slug: &str) -> Select<Entity> {
    Entity::find().filter(Column::Slug.eq(slug))
}
