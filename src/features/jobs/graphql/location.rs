//! Places of work as GraphQL objects.

use async_graphql::SimpleObject;
use reading::place;

use crate::features::jobs::LocationRow;

/// A place of work.
#[derive(SimpleObject)]
pub struct PostingLocation {
    /// The place, as the board names it.
    raw: String,
    /// The city; null if it was not recognised.
    city: Option<String>,
    /// The region of the first level (state, province, Land, canton); null if it was not recognised.
    region: Option<PostingRegion>,
    /// The country, ISO 3166-1 alpha-2; null if it was not recognised.
    country: Option<String>,
    /// The part of the world that is named instead of a country, such as `EMEA`, `EUROPE` or `LATAM`; null if there is a country.
    area: Option<String>,
    /// The latitude of the city in degrees; null if the city is not known.
    latitude: Option<f64>,
    /// The longitude of the city in degrees; null if the city is not known.
    longitude: Option<f64>,
}

/// A region of the first level: a state, province, Land or canton.
#[derive(SimpleObject)]
pub struct PostingRegion {
    /// Its code, ISO 3166-2, such as `US-MA`.
    code: String,
    /// Its English name.
    name: String,
}

impl From<&LocationRow> for PostingLocation {
    fn from(row: &LocationRow) -> Self {
        let region = row.region_code.as_deref().and_then(|code| {
            Some(PostingRegion {
                code: code.to_owned(),
                name: place::region_name(code)?.to_owned(),
            })
        });
        Self {
            raw: row.raw.clone(),
            city: row.city.clone(),
            region,
            country: row.country.clone(),
            area: row.area.clone(),
            latitude: row.latitude,
            longitude: row.longitude,
        }
    }
}
