//! The table `company_aliases`: under which names a company is known.

use sea_orm::entity::prelude::*;

use crate::types::id::CompanyId;

/// A name of a company, made comparable.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "company_aliases")]
pub struct Model {
    /// Lower case, without legal form; unique.
    #[sea_orm(primary_key, auto_increment = false)]
    pub alias: String,
    /// Whose name it is.
    pub company_id: CompanyId,
}

/// No relations are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Those of these names that are known.
pub fn by_aliases(aliases: impl IntoIterator<Item = String>) -> Select<Entity> {
    Entity::find().filter(Column::Alias.is_in(aliases))
}
