//! Shared by the tables of the sections: rows of one user, ordered by position.

use sea_orm::{
    IdenStatic, IntoActiveModel, Iterable, QueryOrder, QuerySelect, entity::prelude::*,
    sea_query::OnConflict,
};

use crate::types::actor::Actor;

/// A table whose rows are one section of a profile.
pub trait Section: EntityTrait<Model: IntoActiveModel<Self::ActiveModel>> {
    /// The key of a row.
    const ID: Self::Column;
    /// The owner of a row.
    const USER_ID: Self::Column;
    /// Position in its section.
    const POSITION: Self::Column;
}

/// The actor's rows of the section, in order.
pub fn of<E: Section>(actor: &Actor) -> Select<E> {
    E::find()
        .filter(E::USER_ID.eq(actor.user_id))
        .order_by_asc(E::POSITION)
        .order_by_asc(E::ID)
}

/// The ids of the actor's rows.
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

/// Replaces the rows of the section. Rows whose id is given are updated in place, so that references to them stay valid. The caller has
/// checked that the ids belong to the actor.
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
