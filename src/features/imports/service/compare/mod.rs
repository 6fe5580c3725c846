//! Compares what a file says with the profile. Pure: the same inputs give the same plan, when it is made and when it is applied.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ops::Range,
};

use uuid::Uuid;

use self::sides::Sides;
use crate::features::imports::{Action, entity::values::Values};

mod sides;

pub(super) use self::sides::Fact;

/// Keys of an item, the strictest first; an empty one matches nothing. All texts are folded.
pub(super) type Keys = [String; 3];

/// An item of the profile.
#[derive(Clone, Debug, Default)]
pub(super) struct Existing {
    pub id: Uuid,
    pub values: Values,
    /// The facts below it.
    pub facts: Vec<Fact>,
}

/// What earlier imports said of an item, which may be gone.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub item: Uuid,
    /// What the last import wrote; none if the user wrote the item.
    pub said: Option<Values>,
    /// What a later file said when the user kept their own version.
    pub declined: Option<Values>,
}

impl Known {
    /// What the last file said.
    fn last(&self) -> Values {
        let last = self.declined.as_ref().or(self.said.as_ref());
        last.cloned().unwrap_or_default()
    }
}

/// How the items of a section are compared.
pub(super) struct Rules<K> {
    /// The keys by which an item is recognised.
    pub keys: K,
    /// The field that names an item: its letter case is no difference.
    pub name: Option<&'static str>,
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
    /// True if the item differs, and the file says what the user decided against at an earlier import.
    pub is_declined: bool,
    pub note: Option<&'static str>,
}

const REMOVED: &str =
    "You removed this item after an earlier import. Choose USE_IMPORT to add it again.";
const EDITED: &str = "You edited this item after an earlier import. Choose USE_IMPORT for what the file says, or MERGE to keep your edits.";
const DECLINED: &str = "You kept your version of this item at an earlier import, and the file says nothing new. Choose USE_IMPORT to decide anew.";
const WRITTEN: &str = "Your profile has this item from elsewhere, and the file says something else. Choose USE_IMPORT, or MERGE to fill in what is empty.";

/// Finds for each item of the file the item of the profile that it is about, and what to do. No item of the profile is matched twice.
pub(super) fn compare(
    rules: &Rules<impl Fn(&Values) -> Keys>,
    incoming: &[Values],
    existing: &[Existing],
    known: &[Known],
) -> Vec<Verdict> {
    // Items that are gone come last. Those that no import wrote are not missed.
    let there: HashSet<Uuid> = existing.iter().map(|item| item.id).collect();
    let (here, gone): (Vec<&Known>, Vec<&Known>) =
        known.iter().partition(|item| there.contains(&item.item));
    let gone = gone.into_iter().filter(|item| item.said.is_some());
    let present = here.len();
    let known: Vec<Known> = here.into_iter().chain(gone).cloned().collect();
    let known = known.as_slice();
    let targets = Matching::new(existing, known, present).run(&rules.keys, incoming);
    let verdicts = incoming.iter().zip(targets).map(|(said, target)| {
        let base = target.known.and_then(|at| known.get(at));
        let current = target.existing.and_then(|at| existing.get(at));
        verdict(rules.name, said, current, base)
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
    /// How many of the known items are in the profile; these come first.
    present: usize,
    place_of: HashMap<Uuid, usize>,
    known_of: HashMap<Uuid, usize>,
    taken_existing: Vec<bool>,
    taken_known: Vec<bool>,
}

impl<'a> Matching<'a> {
    fn new(existing: &'a [Existing], known: &'a [Known], present: usize) -> Self {
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
    fn run(mut self, keys: &impl Fn(&Values) -> Keys, incoming: &[Values]) -> Vec<Target> {
        let of_file: Vec<Keys> = incoming.iter().map(keys).collect();
        let of_known: Vec<Keys> = self.known.iter().map(|item| keys(&item.last())).collect();
        let of_existing: Vec<Keys> = self
            .existing
            .iter()
            .map(|item| keys(&item.values))
            .collect();
        let mut targets = vec![Target::default(); incoming.len()];
        for level in 0..3 {
            let known = self.taken_known(0..self.present);
            for (file, known) in pairs(level, &targets, &of_file, &known, &of_known) {
                self.take(&mut targets, file, None, Some(known));
            }
            let taken = self.taken_existing.clone();
            for (file, place) in pairs(level, &targets, &of_file, &taken, &of_existing) {
                self.take(&mut targets, file, Some(place), None);
            }
            let gone = self.taken_known(self.present..self.known.len());
            for (file, known) in pairs(level, &targets, &of_file, &gone, &of_known) {
                self.take(&mut targets, file, None, Some(known));
            }
        }
        targets
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

fn verdict(
    name: Option<&str>,
    said: &Values,
    current: Option<&Existing>,
    known: Option<&Known>,
) -> Verdict {
    let base = known.and_then(|known| known.said.as_ref());
    let verdict = match current {
        Some(current) => of_both(name, said, current, base),
        None => of_file(said, known.map(|known| known.item)),
    };
    let declined = known.and_then(|known| known.declined.as_ref());
    if verdict.action == Action::Conflict && declined == Some(said) {
        return Verdict {
            action: Action::Keep,
            is_declined: true,
            note: Some(DECLINED),
            ..verdict
        };
    }
    verdict
}

/// An item that the profile does not have, and had if an import wrote it.
fn of_file(said: &Values, removed: Option<Uuid>) -> Verdict {
    Verdict {
        action: if removed.is_some() {
            Action::Conflict
        } else {
            Action::Add
        },
        item: removed,
        existing: None,
        proposed: said.clone(),
        merged: said.clone(),
        is_known: removed.is_some(),
        is_declined: false,
        note: removed.map(|_| REMOVED),
    }
}

/// An item that the profile has; base is what an import wrote.
fn of_both(
    name: Option<&str>,
    said: &Values,
    current: &Existing,
    base: Option<&Values>,
) -> Verdict {
    let mut sides = Sides {
        proposed: current.values.clone(),
        merged: current.values.clone(),
        ..Sides::default()
    };
    let of_base = base.into_iter().flat_map(|base| base.0.keys());
    let fields: BTreeSet<&String> = said.0.keys().chain(of_base).collect();
    for field in fields {
        let (file, mine) = (said.of(field), current.values.of(field));
        let before = base.map(|base| base.of(field));
        if name == Some(field.as_str()) && folded(file) == folded(mine) {
            // The user's spelling stays.
        } else if Values::is_list(field) {
            sides.list(field, file, mine, before, &current.facts);
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
        is_declined: false,
        note,
    }
}

fn folded(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| text.to_lowercase()).collect()
}

#[cfg(test)]
mod tests;
