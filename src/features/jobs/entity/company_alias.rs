//! The table `company_aliases`: the names of each company.

use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};

use crate::types::id::CompanyId;

/// A normalised name of a company.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "company_aliases")]
pub struct Model {
    /// The key of the name, with or without its legal form; unique.
    #[sea_orm(primary_key, auto_increment = false)]
    pub alias: String,
    /// The company.
    pub company_id: CompanyId,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Those of these aliases that exist.
pub fn by_aliases(aliases: impl IntoIterator<Item = String>) -> Select<Entity> {
    Entity::find().filter(Column::Alias.is_in(aliases))
}

/// All aliases of these companies.
pub fn of_companies(ids: &[CompanyId]) -> Select<Entity> {
    Entity::find().filter(Column::CompanyId.is_in(ids.iter().copied()))
}

/// Inserts a new alias of a company.
pub async fn insert(
    conn: &impl ConnectionTrait,
    alias: String,
    company_id: CompanyId,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        alias: Set(alias),
        company_id: Set(company_id),
    };
    Entity::insert(row)
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}

/// Adds an alias of a company, unless the alias exists already.
pub async fn add(
    conn: &impl ConnectionTrait,
    alias: String,
    company_id: CompanyId,
) -> Result<(), DbErr> {
    if alias.is_empty() {
        return Ok(());
    }
    let once = OnConflict::column(Column::Alias).do_nothing().to_owned();
    let row = ActiveModel {
        alias: Set(alias),
        company_id: Set(company_id),
    };
    Entity::insert(row)
        .on_conflict(once)
        .try_insert()
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}
