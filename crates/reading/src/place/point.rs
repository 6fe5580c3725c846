//! Points on the globe and their distance.

/// The mean radius of the earth in kilometres.
const EARTH_KM: f64 = 6_371.008_8;

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

    /// The distance over the ground in kilometres (haversine).
    #[must_use]
    pub fn distance_km(self, other: Self) -> f64 {
        let (from, to) = (self.latitude().to_radians(), other.latitude().to_radians());
        let across = (other.longitude() - self.longitude()).to_radians();
        let half = |angle: f64| (angle / 2.0).sin().powi(2);
        let chord = half(to - from) + from.cos() * to.cos() * half(across);
        2.0 * EARTH_KM * chord.sqrt().min(1.0).asin()
    }

    /// The smallest box of degrees around the circle: (south, north, west, east). West is greater than east if the circle crosses the date
    /// line; a circle around a pole spans all longitudes.
    #[must_use]
    pub fn bounds(self, radius_km: f64) -> (f64, f64, f64, f64) {
        let reach = (radius_km / EARTH_KM).to_degrees();
        let (south, north) = (self.latitude() - reach, self.latitude() + reach);
        if south <= -90.0 || north >= 90.0 {
            return (south.max(-90.0), north.min(90.0), -180.0, 180.0);
        }
        let ratio = (radius_km / EARTH_KM).sin() / self.latitude().to_radians().cos();
        if ratio >= 1.0 {
            return (south, north, -180.0, 180.0);
        }
        let across = ratio.asin().to_degrees();
        let wrapped = |degrees: f64| {
            if degrees < -180.0 {
                degrees + 360.0
            } else if degrees > 180.0 {
                degrees - 360.0
            } else {
                degrees
            }
        };
        (
            south,
            north,
            wrapped(self.longitude() - across),
            wrapped(self.longitude() + across),
        )
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees are within ±180, which the caller checked"
)]
fn thousandths(degrees: f64) -> i32 {
    (degrees * 1_000.0).round() as i32
}
