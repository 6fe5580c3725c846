//! The table `mail_refusals`: suppressed addresses, that is, addresses whose mail server refused a mail.

use sea_orm::{
    entity::prelude::*,
    sea_query::{OnConflict, Query},
};

/// A suppressed address.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_refusals")]
pub struct Model {
    /// The address, lower case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub email: String,
    /// When the suppression ends.
    pub until: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The current suppression of an address.
pub fn of(email: &str, now: DateTimeUtc) -> Select<Entity> {
    Entity::find_by_id(email.to_owned()).filter(Column::Until.gt(now))
}

/// Suppresses an address.
pub async fn note(
    conn: &impl ConnectionTrait,
    email: &str,
    until: DateTimeUtc,
) -> Result<(), DbErr> {
    let known = OnConflict::column(Column::Email)
        .update_column(Column::Until)
        .to_owned();
    let note = Query::insert()
        .into_table(Entity)
        .columns([Column::Email, Column::Until])
        .values_panic([email.into(), until.into()])
        .on_conflict(known)
        .to_owned();
    conn.execute(&note).await.map(|_| ())
}

/// Removes suppressions that have ended.
pub async fn forget(conn: &impl ConnectionTrait, now: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Until.lt(now))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Removes the suppression of an address.
pub async fn erase(conn: &impl ConnectionTrait, email: &str) -> Result<(), DbErr> {
    Entity::delete_by_id(email.to_owned())
        .exec(conn)
        .await
        .map(|_| ())
}
