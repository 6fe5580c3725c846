//! The table `posting_locations`: the places of a posting, in the order of the board.

use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::types::id::PostingId;

/// A place of work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "posting_locations")]
pub struct Model {
    /// The posting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub posting_id: PostingId,
    /// Its position, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The place, as the board names it.
    pub raw: String,
    /// The city.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The latitude of the city, in degrees.
    pub latitude: Option<f64>,
    /// The longitude of the city, in degrees.
    pub longitude: Option<f64>,
    /// The part of the world, such as `EMEA`, of a place without a country.
    pub area: Option<String>,
    /// The GeoNames id of the city, the same in all languages.
    pub city_id: Option<i64>,
    /// ISO 3166-2, such as `US-TX`.
    pub region_code: Option<String>,
    /// The place as a point in metres from the centre of the earth, for distances: towards longitude 0 on the equator.
    pub x: Option<i64>,
    /// Towards longitude 90 east on the equator.
    pub y: Option<i64>,
    /// Towards the north pole.
    pub z: Option<i64>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The places of these postings, in order.
pub fn of_postings(ids: &[PostingId]) -> Select<Entity> {
    Entity::find()
        .filter(Column::PostingId.is_in(ids.iter().copied()))
        .order_by_asc(Column::PostingId)
        .order_by_asc(Column::Position)
}

/// Deletes the places of these postings.
pub async fn clear(conn: &impl ConnectionTrait, postings: &[PostingId]) -> Result<(), DbErr> {
    if postings.is_empty() {
        return Ok(());
    }
    Entity::delete_many()
        .filter(Column::PostingId.is_in(postings.iter().copied()))
        .exec(conn)
        .await
        .map(|_| ())
}
