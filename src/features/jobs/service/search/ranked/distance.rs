//! The order by distance: the facts of a match name its cities, and the program knows where these are.

use super::listed::Keyed;
use crate::features::jobs::service::search::{facts, near::Near};

/// These rows with the keys of their nearest cities, by the facts of each.
pub(super) fn keyed(near: &Near, rows: Vec<i64>, lists: &str) -> Vec<Keyed> {
    let apart = near.distances();
    let nearest = |facts: &str| {
        facts
            .split(' ')
            .filter_map(|fact| apart.get(&facts::city(fact)?))
            .min()
            .copied()
    };
    rows.into_iter()
        .zip(lists.split(facts::END))
        .map(|(row, facts)| (row, nearest(facts).map_or(i64::MIN, |squared| -squared)))
        .collect()
}
