//! Points on the globe. Distances between them are those of the search.

/// A point in thousandths of a degree, exact enough for a city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    latitude: i32,
    longitude: i32,
}

impl Point {
    /// A point from degrees; none outside of the globe.
    #[must_use]
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let on_globe = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        on_globe.then(|| Self {
            latitude: thousandths(latitude),
            longitude: thousandths(longitude),
        })
    }

    /// Degrees north of the equator.
    #[must_use]
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / 1_000.0
    }

    /// Degrees east of Greenwich.
    #[must_use]
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / 1_000.0
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees are within ±180, which the caller checked"
)]
fn thousandths(degrees: f64) -> i32 {
    (degrees * 1_000.0).round() as i32
}
