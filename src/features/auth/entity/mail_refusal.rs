//! The table `mail_refusals`: addresses that take no mail, as their server says. They get none for a while.

use sea_orm::{
    entity::prelude::*,
    sea_query::{OnConflict, Query},
};

/// An address that takes no mail.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_refusals")]
pub struct Model {
    /// The address, lower case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub email: String,
    /// How long it is believed.
    pub until: DateTimeUtc,
}

/// No relations are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What is known against an address.
pub fn of(email: &str, now: DateTimeUtc) -> Select<Entity> {
    Entity::find_by_id(email.to_owned()).filter(Column::Until.gt(now))
}

/// Notes that an address takes no mail.
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

/// Forgets what is not believed any more.
pub async fn forget(conn: &impl ConnectionTrait, now: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Until.lt(now))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Forgets what is known against an address.
pub async fn erase(conn: &impl ConnectionTrait, email: &str) -> Result<(), DbErr> {
    Entity::delete_by_id(email.to_owned())
        .exec(conn)
        .await
        .map(|_| ())
}
