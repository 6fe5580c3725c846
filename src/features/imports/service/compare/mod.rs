//! Compares what a file says with the profile. Pure: the same inputs give the same plan, when it is made and when it is applied.

use std::collections::{BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use crate::features::imports::{Action, entity::values::Values};

/// Keys of an item, the strictest first; an empty one matches nothing. All texts are folded. Each item of a section has as many.
pub(super) type Keys = Vec<String>;

/// How the items of a section are recognised and compared.
pub(super) struct Rules<K> {
    /// The keys of an item.
    pub keys: K,
    /// False if two items with an equal key of this level, from 0, are not the same.
    pub fits: fn(usize, &Values, &Values) -> bool,
    /// What is to be done with an item of the file: what it says, what the profile says, and what an earlier import said.
    pub verdict: fn(&Values, Option<&Existing>, Option<&Known>) -> Verdict,
}

/// An item of the profile.
#[derive(Clone, Debug)]
pub(super) struct Existing {
    pub id: Uuid,
    pub values: Values,
}

/// What an earlier import said of an item, which may be gone.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub item: Uuid,
    pub said: Values,
}

/// What is to be done with an item of the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verdict {
    pub action: Action,
    /// The item of the profile, which may be gone.
    pub item: Option<Uuid>,
    /// What the profile says; none if it has no such item.
    pub existing: Option<Values>,
    /// What the profile says after the import's side was chosen.
    pub proposed: Values,
    /// The same with the user's edits.
    pub merged: Values,
    /// True if an earlier import wrote the item.
    pub is_known: bool,
    pub note: Option<&'static str>,
}

const REMOVED: &str =
    "You removed this item after an earlier import. Choose USE_IMPORT to add it again.";
const EDITED: &str = "You edited this item after an earlier import. Choose USE_IMPORT for what the file says, or MERGE to keep your edits.";
const WRITTEN: &str = "Your profile has this item from elsewhere, and the file says something else. Choose USE_IMPORT, or MERGE to fill in what is empty.";

/// Compares the items of a section of the profile; see [`compare_by`].
pub(super) fn compare(
    keys: impl Fn(&Values) -> Keys,
    incoming: &[Values],
    existing: &[Existing],
    known: &[Known],
) -> Vec<Verdict> {
    let rules = Rules {
        keys,
        fits: |_, _, _| true,
        verdict,
    };
    compare_by(&rules, incoming, existing, known)
}

/// Finds for each item of the file the item that it is about, and what to do. No item is matched twice.
pub(super) fn compare_by(
    rules: &Rules<impl Fn(&Values) -> Keys>,
    incoming: &[Values],
    existing: &[Existing],
    known: &[Known],
) -> Vec<Verdict> {
    // Items that are gone come last: an equal one that is there is meant first.
    let there: HashSet<Uuid> = existing.iter().map(|item| item.id).collect();
    let (here, gone): (Vec<&Known>, Vec<&Known>) =
        known.iter().partition(|item| there.contains(&item.item));
    let known: Vec<Known> = here.into_iter().chain(gone).cloned().collect();
    let known = known.as_slice();
    let targets = Matching::new(existing, known).run(rules, incoming);
    let verdicts = incoming.iter().zip(targets).map(|(said, target)| {
        let base = target.known.and_then(|at| known.get(at));
        let current = target.existing.and_then(|at| existing.get(at));
        (rules.verdict)(said, current, base)
    });
    verdicts.collect()
}

/// The item that an item of the file is about.
#[derive(Clone, Copy, Debug, Default)]
struct Target {
    existing: Option<usize>,
    known: Option<usize>,
}

impl Target {
    const fn is_found(self) -> bool {
        self.existing.is_some() || self.known.is_some()
    }
}

struct Matching<'a> {
    existing: &'a [Existing],
    known: &'a [Known],
    place_of: HashMap<Uuid, usize>,
    known_of: HashMap<Uuid, usize>,
    taken_existing: Vec<bool>,
    taken_known: Vec<bool>,
}

impl<'a> Matching<'a> {
    fn new(existing: &'a [Existing], known: &'a [Known]) -> Self {
        let place_of = existing.iter().enumerate().map(|(at, item)| (item.id, at));
        let known_of = known.iter().enumerate().map(|(at, item)| (item.item, at));
        Self {
            existing,
            known,
            place_of: place_of.collect(),
            known_of: known_of.collect(),
            taken_existing: vec![false; existing.len()],
            taken_known: vec![false; known.len()],
        }
    }

    /// What an import wrote before is looked at first, then what the profile says; strict keys before loose ones.
    fn run(mut self, rules: &Rules<impl Fn(&Values) -> Keys>, incoming: &[Values]) -> Vec<Target> {
        let keys = &rules.keys;
        let of_file: Vec<Keys> = incoming.iter().map(keys).collect();
        let of_known: Vec<Keys> = self.known.iter().map(|item| keys(&item.said)).collect();
        let of_existing: Vec<Keys> = self
            .existing
            .iter()
            .map(|item| keys(&item.values))
            .collect();
        let mut targets = vec![Target::default(); incoming.len()];
        for level in 0..of_file.first().map_or(0, Vec::len) {
            let waiting: Vec<bool> = targets.iter().map(|target| target.is_found()).collect();
            let found = pairs(
                level,
                &pool(&waiting, &of_file, level),
                &pool(&self.taken_known, &of_known, level),
            );
            for (file, known) in found {
                let other = self.known.get(known).map(|item| &item.said);
                if !fits(rules, level, incoming.get(file), other) {
                    continue;
                }
                self.take(&mut targets, file, None, Some(known));
            }
            let waiting: Vec<bool> = targets.iter().map(|target| target.is_found()).collect();
            let found = pairs(
                level,
                &pool(&waiting, &of_file, level),
                &pool(&self.taken_existing, &of_existing, level),
            );
            for (file, place) in found {
                let other = self.existing.get(place).map(|item| &item.values);
                if !fits(rules, level, incoming.get(file), other) {
                    continue;
                }
                self.take(&mut targets, file, Some(place), None);
            }
        }
        targets
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

fn fits<K>(rules: &Rules<K>, level: usize, file: Option<&Values>, other: Option<&Values>) -> bool {
    let both = file.zip(other);
    both.is_some_and(|(file, other)| (rules.fits)(level, file, other))
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

/// Pairs of equal keys: of the strictest in order, of a looser one only if both sides have it once.
fn pairs(
    level: usize,
    files: &HashMap<&str, Vec<usize>>,
    others: &HashMap<&str, Vec<usize>>,
) -> Vec<(usize, usize)> {
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

fn verdict(said: &Values, current: Option<&Existing>, base: Option<&Known>) -> Verdict {
    let Some(current) = current else {
        let removed = base.is_some();
        return Verdict {
            action: if removed {
                Action::Conflict
            } else {
                Action::Add
            },
            item: base.map(|base| base.item),
            existing: None,
            proposed: said.clone(),
            merged: said.clone(),
            is_known: removed,
            note: removed.then_some(REMOVED),
        };
    };
    let mut sides = Sides {
        proposed: current.values.clone(),
        merged: current.values.clone(),
        ..Sides::default()
    };
    let base_values = base.map(|base| &base.said);
    let of_base = base_values.into_iter().flat_map(|base| base.0.keys());
    let fields: BTreeSet<&String> = said.0.keys().chain(of_base).collect();
    for field in fields {
        let (file, mine) = (said.of(field), current.values.of(field));
        let before = base_values.map(|base| base.of(field));
        if Values::is_list(field) {
            sides.list(field, file, mine, before);
        } else {
            sides.text(field, file, mine, before);
        }
    }
    let (action, note) = match (sides.differs, base) {
        (false, _) => (Action::Keep, None),
        (true, Some(_)) if !sides.edited => (Action::Change, None),
        (true, Some(_)) => (Action::Conflict, Some(EDITED)),
        (true, None) => (Action::Conflict, Some(WRITTEN)),
    };
    Verdict {
        action,
        item: Some(current.id),
        existing: Some(current.values.clone()),
        proposed: sides.proposed,
        merged: sides.merged,
        is_known: base.is_some(),
        note,
    }
}

/// The two sides of an item, field by field.
#[derive(Default)]
struct Sides {
    proposed: Values,
    merged: Values,
    /// True if the file says something else than the profile.
    differs: bool,
    /// True if the user edited what the file says something else about.
    edited: bool,
}

impl Sides {
    /// A text: what the file does not say, and did not say before, is no difference.
    fn text(&mut self, field: &str, file: &[String], mine: &[String], before: Option<&[String]>) {
        let is_said = !file.is_empty() || before.is_some_and(|before| !before.is_empty());
        if !is_said || file == mine {
            return;
        }
        self.differs = true;
        self.proposed.set(field, file.to_vec());
        let is_mine = match before {
            Some(before) => before != mine,
            None => !mine.is_empty(),
        };
        self.edited |= is_mine;
        if !is_mine {
            self.merged.set(field, file.to_vec());
        }
    }

    /// A list: values that the user added are no difference.
    fn list(&mut self, field: &str, file: &[String], mine: &[String], before: Option<&[String]>) {
        let earlier = before.unwrap_or_default();
        let new: Vec<&String> = file.iter().filter(|text| !mine.contains(text)).collect();
        let is_dropped = |text: &String| earlier.contains(text) && !file.contains(text);
        let kept: Vec<String> = mine
            .iter()
            .filter(|text| !is_dropped(text))
            .cloned()
            .collect();
        if new.is_empty() && kept.len() == mine.len() {
            return;
        }
        self.differs = true;
        self.edited |= earlier.iter().any(|text| !mine.contains(text));
        let with = |new: Vec<&String>| -> Vec<String> { kept.iter().chain(new).cloned().collect() };
        let unseen = new.iter().copied().filter(|text| !earlier.contains(text));
        self.merged.set(field, with(unseen.collect()));
        self.proposed.set(field, with(new));
    }
}

#[cfg(test)]
mod tests;
