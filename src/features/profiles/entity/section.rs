//! What the tables of the sections share: rows of one user, in the order of their position.

use sea_orm::{
    IdenStatic, IntoActiveModel, Iterable, QueryOrder, QuerySelect, entity::prelude::*,
    sea_query::OnConflict,
};

use crate::types::actor::Actor;

/// A table whose rows are one section of a profile.
pub trait Section: EntityTrait<Model: IntoActiveModel<Self::ActiveModel>> {
    /// The key of a row.
    const ID: Self::Column;
    /// Whose row it is.
    const USER_ID: Self::Column;
    /// Where it stands in its section.
    const POSITION: Self::Column;
}

/// The section of the one who asks, in order.
pub fn of<E: Section>(actor: &Actor) -> Select<E> {
    E::find()
        .filter(E::USER_ID.eq(actor.user_id))
        .order_by_asc(E::POSITION)
        .order_by_asc(E::ID)
}

/// The keys of the section.
pub async fn ids<E: Section>(
    conn: &impl ConnectionTrait,
    actor: &Actor,
) -> Result<Vec<Uuid>, DbErr> {
    of::<E>(actor)
        .select_only()
        .column(E::ID)
        .into_tuple()
        .all(conn)
        .await
}

/// Makes the section consist of these rows. What has a row keeps it, so that whatever points to it still does.
/// The caller makes sure that no key belongs to somebody else.
pub async fn replace<E: Section>(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    keep: Vec<Uuid>,
    rows: Vec<E::Model>,
) -> Result<(), DbErr> {
    E::delete_many()
        .filter(E::USER_ID.eq(actor.user_id))
        .filter(E::ID.is_not_in(keep))
        .exec(conn)
        .await?;
    let said = E::Column::iter().filter(|column| !matches!(column.as_str(), "id" | "user_id"));
    let overwrite = OnConflict::column(E::ID).update_columns(said).to_owned();
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    E::insert_many(rows)
        .on_conflict(overwrite)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}
