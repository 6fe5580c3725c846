//! The table `posting_locations`: the places of a posting, in the order of the board.

use sea_orm::{
    DbBackend, ExprTrait, FromQueryResult, QueryOrder,
    entity::prelude::*,
    sea_query::{Alias, Func, Query},
};
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

#[derive(FromQueryResult)]
struct Named {
    city_id: i64,
}

/// Those of these cities, by their GeoNames ids, that postings name.
pub async fn named(conn: &impl ConnectionTrait, cities: &[u32]) -> Result<Vec<u32>, DbErr> {
    let list: Vec<String> = cities.iter().map(u32::to_string).collect();
    let list = Expr::value(format!("[{}]", list.join(",")));
    let backend = conn.get_database_backend();
    let (each, list, city) = match backend {
        DbBackend::Postgres => (
            "json_array_elements_text",
            list.cast_as(Alias::new("json")),
            "CAST(near.value AS bigint)",
        ),
        _ => ("json_each", list, "near.value"),
    };
    let select = Query::select()
        .expr_as(Expr::cust(city), Alias::new("city_id"))
        .from_function(Func::cust(Alias::new(each)).arg(list), Alias::new("near"))
        // With an offset, a planner looks each one up, and makes no set of all places.
        .and_where(Expr::cust(format!(
            "EXISTS (SELECT 1 FROM posting_locations WHERE city_id = {city} LIMIT 1 OFFSET 0)"
        )))
        .to_owned();
    let rows = Named::find_by_statement(backend.build(&select))
        .all(conn)
        .await?;
    let cities = rows.into_iter().map(|row| u32::try_from(row.city_id));
    Ok(cities.flatten().collect())
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
