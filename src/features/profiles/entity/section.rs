//! Shared by the tables of the sections: rows of one user, ordered by position.

use sea_orm::{
    IdenStatic, IntoActiveModel, Iterable, QueryOrder, entity::prelude::*, sea_query::OnConflict,
};
use serde::{Serialize, de::DeserializeOwned};

use crate::types::{actor::Actor, import_source::ImportSource, rows};

/// A table whose rows are one section of a profile.
pub trait Section:
    EntityTrait<
        Model: IntoActiveModel<Self::ActiveModel>
                   + Clone
                   + PartialEq
                   + Serialize
                   + DeserializeOwned
                   + Send
                   + Sync,
        ActiveModel: Send,
    >
{
    /// The key of a row.
    const ID: Self::Column;
    /// The owner of a row.
    const USER_ID: Self::Column;
    /// Position in its section.
    const POSITION: Self::Column;

    /// The key of this row.
    fn id(row: &Self::Model) -> Uuid;
    /// The import that added this row.
    fn source(row: &Self::Model) -> Option<ImportSource>;
    /// Notes the import that added this row.
    fn set_source(row: &mut Self::Model, source: Option<ImportSource>);
    /// Moves this row to a position.
    fn set_position(row: &mut Self::Model, position: i32);
}

/// Declares the entity of the file as a section; its rows have no relations.
macro_rules! section {
    () => {
        /// No relations.
        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}

        impl super::section::Section for Entity {
            const ID: Column = Column::Id;
            const USER_ID: Column = Column::UserId;
            const POSITION: Column = Column::Position;

            fn id(row: &Model) -> Uuid {
                row.id.0
            }

            fn source(row: &Model) -> Option<$crate::types::import_source::ImportSource> {
                row.source
            }

            fn set_source(
                row: &mut Model,
                source: Option<$crate::types::import_source::ImportSource>,
            ) {
                row.source = source;
            }

            fn set_position(row: &mut Model, position: i32) {
                row.position = position;
            }
        }
    };
}

pub(super) use section;

/// The actor's rows of the section, in order.
pub fn of<E: Section>(actor: &Actor) -> Select<E> {
    E::find()
        .filter(E::USER_ID.eq(actor.user_id))
        .order_by_asc(E::POSITION)
        .order_by_asc(E::ID)
}

/// A row of the actor.
pub async fn one<E: Section>(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<Option<E::Model>, DbErr> {
    of::<E>(actor).filter(E::ID.eq(id)).one(conn).await
}

/// Replaces the rows of the section by these, each at the position that it has in the list. Rows that are there already are updated in
/// place, so that references to them stay valid. The caller has checked that they belong to the actor.
pub async fn replace<E: Section>(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    mut rows: Vec<E::Model>,
) -> Result<(), DbErr> {
    for (position, row) in (0_i32..).zip(&mut rows) {
        E::set_position(row, position);
    }
    let keep: Vec<Uuid> = rows.iter().map(E::id).collect();
    E::delete_many()
        .filter(E::USER_ID.eq(actor.user_id))
        .filter(E::ID.is_not_in(keep))
        .exec(conn)
        .await?;
    let said = E::Column::iter().filter(|column| !matches!(column.as_str(), "id" | "user_id"));
    let overwrite = OnConflict::column(E::ID).update_columns(said).to_owned();
    rows::insert_or::<E>(conn, rows, overwrite).await
}
