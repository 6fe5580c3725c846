//! Finds for each item of a file the item that it is about.

use std::{collections::HashMap, ops::Range};

use uuid::Uuid;

use super::items::{Existing, Fits, Keys, Known, Rules};
use crate::features::imports::entity::values::Values;

/// The item that an item of the file is about.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Target {
    pub existing: Option<usize>,
    pub known: Option<usize>,
}

impl Target {
    const fn is_found(self) -> bool {
        self.existing.is_some() || self.known.is_some()
    }
}

pub(super) struct Matching<'a> {
    existing: &'a [Existing],
    known: &'a [Known],
    /// How many of the known items are in the profile; these come first.
    present: usize,
    place_of: HashMap<Uuid, usize>,
    known_of: HashMap<Uuid, usize>,
    taken_existing: Vec<bool>,
    taken_known: Vec<bool>,
}

impl<'a> Matching<'a> {
    pub(super) fn new(existing: &'a [Existing], known: &'a [Known], present: usize) -> Self {
        let place_of = existing.iter().enumerate().map(|(at, item)| (item.id, at));
        let known_of = known.iter().enumerate().map(|(at, item)| (item.item, at));
        Self {
            existing,
            known,
            present,
            place_of: place_of.collect(),
            known_of: known_of.collect(),
            taken_existing: vec![false; existing.len()],
            taken_known: vec![false; known.len()],
        }
    }

    /// Items that an import wrote before come first, then other items of the profile, then items that are gone; strict keys before loose
    /// ones.
    pub(super) fn run(
        mut self,
        rules: &Rules<impl Fn(&Values) -> Keys>,
        incoming: &[Values],
    ) -> Vec<Target> {
        let keys = &rules.keys;
        let agree = |fits: Fits, level: usize, file: Option<&Values>, other: Option<&Values>| {
            let both = file.zip(other);
            both.is_some_and(|(file, other)| fits(level, file, other))
        };
        let of_file: Vec<Keys> = incoming.iter().map(keys).collect();
        let of_known: Vec<Keys> = self
            .known
            .iter()
            .map(|item| item.last().map(keys).unwrap_or_default())
            .collect();
        let of_existing: Vec<Keys> = self
            .existing
            .iter()
            .map(|item| keys(&item.values))
            .collect();
        let mut targets = vec![Target::default(); incoming.len()];
        for level in 0..of_file.first().map_or(0, Vec::len) {
            let of_others = (of_known.as_slice(), of_existing.as_slice());
            let doubtful = rules.may_be_removed.map_or_else(Vec::new, |may_be| {
                self.doubtful(level, may_be, incoming, &of_file, of_others)
            });
            let is_clear = |file: usize| doubtful.get(file) != Some(&true);
            let known = self.taken_known(0..self.present);
            for (file, known) in pairs(level, &targets, &of_file, &known, &of_known) {
                let other = self.known.get(known).and_then(Known::last);
                if is_clear(file) && agree(rules.fits, level, incoming.get(file), other) {
                    self.take(&mut targets, file, None, Some(known));
                }
            }
            let taken = self.taken_existing.clone();
            for (file, place) in pairs(level, &targets, &of_file, &taken, &of_existing) {
                let other = self.existing.get(place).map(|item| &item.values);
                if is_clear(file) && agree(rules.fits, level, incoming.get(file), other) {
                    self.take(&mut targets, file, Some(place), None);
                }
            }
            let gone = self.taken_known(self.present..self.known.len());
            for (file, known) in pairs(level, &targets, &of_file, &gone, &of_known) {
                let other = self.known.get(known).and_then(Known::last);
                if is_clear(file) && agree(rules.fits_removed, level, incoming.get(file), other) {
                    self.take(&mut targets, file, None, Some(known));
                }
            }
        }
        targets
    }

    /// The items of the file that may be one that is gone, and for which the profile has another one by the same key.
    fn doubtful(
        &self,
        level: usize,
        may_be_removed: Fits,
        incoming: &[Values],
        of_file: &[Keys],
        (of_known, of_existing): (&[Keys], &[Keys]),
    ) -> Vec<bool> {
        if self.present == self.known.len() {
            return Vec::new();
        }
        let gone = self.taken_known(self.present..self.known.len());
        let gone = pool(&gone, of_known, level);
        let known = pool(&self.taken_known(0..self.present), of_known, level);
        let existing = pool(&self.taken_existing, of_existing, level);
        let is_doubtful = |(file, keys): (&Values, &Keys)| {
            let key = keys.get(level).map_or("", String::as_str);
            let is_there = known.contains_key(key) || existing.contains_key(key);
            let mut removed = gone.get(key).into_iter().flatten();
            is_there
                && removed.any(|at| {
                    let said = self.known.get(*at).and_then(Known::last);
                    said.is_some_and(|said| may_be_removed(level, file, said))
                })
        };
        incoming.iter().zip(of_file).map(is_doubtful).collect()
    }

    /// The known items that are taken, and those outside of a range.
    fn taken_known(&self, range: Range<usize>) -> Vec<bool> {
        let taken = self.taken_known.iter().enumerate();
        taken
            .map(|(at, taken)| *taken || !range.contains(&at))
            .collect()
    }

    /// Takes an item of the profile together with what an import said of it.
    fn take(
        &mut self,
        targets: &mut [Target],
        file: usize,
        existing: Option<usize>,
        known: Option<usize>,
    ) {
        let of_known = known
            .and_then(|at| self.known.get(at))
            .and_then(|item| self.place_of.get(&item.item).copied());
        let of_existing = existing
            .and_then(|at| self.existing.get(at))
            .and_then(|item| self.known_of.get(&item.id).copied());
        let target = Target {
            existing: existing.or(of_known),
            known: known.or(of_existing),
        };
        for (taken, at) in [
            (&mut self.taken_existing, target.existing),
            (&mut self.taken_known, target.known),
        ] {
            if let Some(taken) = at.and_then(|at| taken.get_mut(at)) {
                *taken = true;
            }
        }
        if let Some(place) = targets.get_mut(file) {
            *place = target;
        }
    }
}

/// The positions that are not taken, by their key of a level.
fn pool<'k>(taken: &[bool], keys: &'k [Keys], level: usize) -> HashMap<&'k str, Vec<usize>> {
    let mut pool: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, keys) in keys.iter().enumerate() {
        let key = keys.get(level).map_or("", String::as_str);
        if !key.is_empty() && taken.get(at) == Some(&false) {
            pool.entry(key).or_default().push(at);
        }
    }
    pool
}

/// Pairs of items of the file and others that are not taken, with equal keys: of the strictest in order, of a looser one only if both sides
/// have it once.
fn pairs(
    level: usize,
    targets: &[Target],
    of_file: &[Keys],
    taken: &[bool],
    of_others: &[Keys],
) -> Vec<(usize, usize)> {
    let found: Vec<bool> = targets.iter().map(|target| target.is_found()).collect();
    let files = pool(&found, of_file, level);
    let others = pool(taken, of_others, level);
    let mut pairs = Vec::new();
    for (key, of_file) in files {
        let Some(of_other) = others.get(key) else {
            continue;
        };
        if level == 0 || (of_file.len() == 1 && of_other.len() == 1) {
            pairs.extend(of_file.iter().copied().zip(of_other.iter().copied()));
        }
    }
    pairs
}
