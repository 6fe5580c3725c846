//! The table `skills`: the skills of the dictionary that at least one posting has named.

use sea_orm::{entity::prelude::*, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use crate::types::{id::SkillId, rows};

/// A skill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "skills")]
pub struct Model {
    /// The skill.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SkillId,
    /// Lower case, unique.
    pub slug: String,
    /// The label, in its usual spelling.
    pub label: String,
}

/// No relations; tables that name a skill refer to this one.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Inserts the missing ones of these skills; returns all of them.
pub async fn ensure(
    conn: &impl ConnectionTrait,
    rows: Vec<ActiveModel>,
    slugs: Vec<String>,
) -> Result<Vec<Model>, DbErr> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let once = OnConflict::column(Column::Slug).do_nothing().to_owned();
    rows::insert_or::<Entity>(conn, rows, once).await?;
    Entity::find()
        .filter(Column::Slug.is_in(slugs))
        .all(conn)
        .await
}
