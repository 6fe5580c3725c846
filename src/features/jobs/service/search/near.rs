//! Distances between places, in whole numbers, so that both databases compute the same: a place is a point in metres from the centre of
//! the earth, and two places are as far apart as the straight line between them is long.

use std::{
    hash::{Hash, Hasher},
    sync::{Arc, LazyLock},
};

use reading::place;
use rustc_hash::FxHashMap;

/// The mean radius of the earth in metres (IUGG).
const EARTH: f64 = 6_371_008.8;

/// The cities of the gazetteer as points. Places of postings are at these points.
static CITIES: LazyLock<Vec<(u32, [i64; 3])>> = LazyLock::new(|| {
    let cities = place::cities().iter();
    let mut cities: Vec<_> = cities
        .map(|(id, city)| (*id, point(city.point.latitude(), city.point.longitude())))
        .collect();
    cities.sort_unstable();
    cities
});

/// Places within a radius around a centre.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Near {
    centre: [i64; 3],
    /// The length of the straight line between the centre and a place at the radius, in metres.
    chord: i64,
    named: Named,
}

/// The cities within the radius that postings name, if they were looked up. They follow from the radius, so they make no difference.
#[derive(Clone, Debug, Default)]
struct Named(Option<Arc<[u32]>>);

impl PartialEq for Named {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Named {}

impl Hash for Named {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Near {
    /// Places within a radius around a latitude and longitude in degrees.
    #[must_use]
    pub fn new(latitude: f64, longitude: f64, radius_km: f64) -> Self {
        let angle = radius_km * 1_000.0 / EARTH;
        Self {
            centre: point(latitude, longitude),
            // A place is rounded to a metre, and so is the centre.
            chord: whole(2.0 * EARTH * (angle / 2.0).sin()) + 2,
            named: Named::default(),
        }
    }

    /// The centre, in metres.
    pub(super) const fn centre(&self) -> [i64; 3] {
        self.centre
    }

    /// The lowest and highest z, x and y of a place within the radius.
    pub(super) fn sides(&self) -> [(i64, i64); 3] {
        let [x, y, z] = self.centre;
        [z, x, y].map(|middle| (middle - self.chord, middle + self.chord))
    }

    /// The GeoNames ids of the cities within the radius; only those that postings name, if these were looked up.
    pub(super) fn cities(&self) -> Arc<[u32]> {
        match &self.named.0 {
            Some(named) => Arc::clone(named),
            None => self.within().map(|(city, _)| city).collect(),
        }
    }

    /// Keeps of the cities within the radius those that postings name.
    pub(super) fn keep(&mut self, named: impl IntoIterator<Item = u32>) {
        self.named = Named(Some(named.into_iter().collect()));
    }

    /// The squares of the straight distances of the cities within the radius, by their GeoNames ids.
    pub(super) fn distances(&self) -> FxHashMap<u32, i64> {
        self.within().collect()
    }

    fn within(&self) -> impl Iterator<Item = (u32, i64)> {
        let squared = |at: &[i64; 3]| -> i64 {
            let apart = at.iter().zip(self.centre);
            apart.map(|(at, centre)| (at - centre).pow(2)).sum()
        };
        let apart = CITIES.iter().map(move |(city, at)| (*city, squared(at)));
        apart.filter(|(_, squared)| *squared <= self.chord_squared())
    }

    /// The square of the longest distance, in square metres.
    pub(super) const fn chord_squared(&self) -> i64 {
        self.chord * self.chord
    }
}

/// A place in metres from the centre of the earth: x towards longitude 0 on the equator, y towards longitude 90, z towards the north pole.
#[must_use]
pub fn point(latitude: f64, longitude: f64) -> [i64; 3] {
    let (latitude, longitude) = (latitude.to_radians(), longitude.to_radians());
    [
        latitude.cos() * longitude.cos(),
        latitude.cos() * longitude.sin(),
        latitude.sin(),
    ]
    .map(|part| whole(part * EARTH))
}

/// The distance along the surface that belongs to the square of a straight distance, in kilometres.
#[must_use]
pub(super) fn kilometres(chord_squared: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "below 2^48")]
    let chord = (chord_squared.max(0) as f64).sqrt();
    2.0 * EARTH * (chord / (2.0 * EARTH)).min(1.0).asin() / 1_000.0
}

fn whole(metres: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "at most the diameter of the earth"
    )]
    let whole = metres.round() as i64;
    whole
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{EARTH, Near, kilometres, point};

    fn haversine(a: (f64, f64), b: (f64, f64)) -> f64 {
        let [(lat1, lon1), (lat2, lon2)] =
            [a, b].map(|(lat, lon)| (lat.to_radians(), lon.to_radians()));
        let half = |angle: f64| (angle / 2.0).sin().powi(2);
        let h = half(lat2 - lat1) + lat1.cos() * lat2.cos() * half(lon2 - lon1);
        2.0 * EARTH * h.sqrt().min(1.0).asin() / 1_000.0
    }

    fn squared(a: (f64, f64), b: (f64, f64)) -> i64 {
        let [a, b] = [a, b].map(|(lat, lon)| point(lat, lon));
        a.iter().zip(b).map(|(a, b)| (a - b).pow(2)).sum()
    }

    #[test]
    fn known_distances_are_right() {
        let lisbon = (38.716_67, -9.133_33);
        for (place, km) in [
            ((41.149_61, -8.610_99), 274.0),
            ((40.416_5, -3.702_56), 503.0),
            ((38.716_67, -9.133_33), 0.0),
        ] {
            let found = kilometres(squared(lisbon, place));
            assert!((found - km).abs() < 2.0, "{place:?}: {found}");
        }
    }

    fn places() -> impl Strategy<Value = (f64, f64)> {
        (-90.0..=90.0_f64, -180.0..=180.0_f64)
    }

    proptest! {
        #[test]
        fn the_straight_distance_decides_as_the_haversine_does(a in places(), near in (-8.0..8.0_f64, -8.0..8.0_f64), km in 1.0..1_000.0_f64) {
            let b = ((a.0 + near.0).clamp(-90.0, 90.0), a.1 + near.1);
            let far = haversine(a, b);
            prop_assume!((far - km).abs() > 0.01);
            let within = squared(a, b) <= Near::new(a.0, a.1, km).chord_squared();
            prop_assert_eq!(within, far < km, "{} km of {}", far, km);
        }

        #[test]
        fn a_place_within_the_radius_is_in_the_box(a in places(), b in places(), km in 1.0..1_000.0_f64) {
            let around = Near::new(a.0, a.1, km);
            if squared(a, b) <= around.chord_squared() {
                let [x, y, z] = point(b.0, b.1);
                for (middle, (low, high)) in [z, x, y].into_iter().zip(around.sides()) {
                    prop_assert!((low..=high).contains(&middle));
                }
            }
        }

        #[test]
        fn kilometres_are_those_of_the_surface(a in places(), b in places()) {
            let (found, right) = (kilometres(squared(a, b)), haversine(a, b));
            // Near the opposite side of the earth, a metre of the line is many of the surface.
            prop_assert!((found - right).abs() < 0.01 || right > 15_000.0, "{} and {}", found, right);
        }
    }
}
