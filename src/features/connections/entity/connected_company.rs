//! The table `connected_companies`: the companies at which each user knows people. Triggers of the database keep it.

use sea_orm::{QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

use crate::types::id::{CompanyId, UserId};

/// A company at which a user knows people.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "connected_companies")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The company.
    #[sea_orm(primary_key, auto_increment = false)]
    pub company_id: CompanyId,
    /// The number of people; not 0.
    pub people: i32,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The statement that selects the companies of a user.
#[must_use]
pub fn of(user: UserId) -> SelectStatement {
    QueryTrait::into_query(ids_of(user))
}

/// Some of the companies of a user.
pub async fn some_of(
    conn: &impl ConnectionTrait,
    user: UserId,
    limit: u64,
) -> Result<Vec<CompanyId>, DbErr> {
    ids_of(user).limit(limit).into_tuple().all(conn).await
}

/// The number of people at each of these companies that has any.
pub async fn counts(
    conn: &impl ConnectionTrait,
    user: UserId,
    companies: &[CompanyId],
) -> Result<Vec<(CompanyId, i32)>, DbErr> {
    Entity::find()
        .filter(Column::UserId.eq(user))
        .filter(Column::CompanyId.is_in(companies.iter().copied()))
        .select_only()
        .columns([Column::CompanyId, Column::People])
        .into_tuple()
        .all(conn)
        .await
}

fn ids_of(user: UserId) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(user))
        .select_only()
        .column(Column::CompanyId)
}
