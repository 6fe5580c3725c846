//! Compares what a file says with the profile. Pure: the same inputs give the same plan, when it is made and when it is applied.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashSet},
};

use uuid::Uuid;

use self::{matching::Matching, sides::Sides};
use crate::features::imports::{Action, entity::values::Values};

mod items;
mod matching;
mod sides;

pub(super) use self::{
    items::{Existing, Keys, Known, Rules, any},
    sides::Fact,
};

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
    /// What is remembered of the file if its side or a part of it is written: also what it left out of what an earlier one said.
    pub said: Values,
    /// True if an earlier import wrote the item.
    pub is_known: bool,
    /// True if the item differs, and the file says what the user decided against at an earlier import.
    pub is_declined: bool,
    pub note: Option<Cow<'static, str>>,
    /// What of the file is not written, and why.
    pub left_out: Option<String>,
}

const REMOVED: &str =
    "You removed this item after an earlier import. Choose USE_IMPORT to add it again.";
const EDITED: &str = "You edited this item after an earlier import. Choose USE_IMPORT for what the file says, or MERGE to keep your edits.";
const DECLINED: &str = "You kept your version of this item at an earlier import, and the file says nothing new. Choose USE_IMPORT to decide anew.";
const LEFT_REMOVED: &str = "You left this item removed at an earlier import, and the file says nothing new. Choose USE_IMPORT to add it again.";
const WRITTEN: &str = "Your profile has this item from elsewhere, and the file says something else. Choose USE_IMPORT, or MERGE to fill in what is empty.";

/// Compares the items of a section of the profile; see [`compare_by`].
pub(super) fn compare(
    rules: &Rules<impl Fn(&Values) -> Keys>,
    incoming: &[Values],
    existing: &[Existing],
    known: &[Known],
) -> Vec<Verdict> {
    compare_by(rules, incoming, existing, known, |said, current, known| {
        verdict(rules.name, said, current, known)
    })
}

/// Finds for each item of the file the item that it is about, and asks what to do: of what the file says, the item, and what earlier imports
/// said. No item is matched twice.
pub(super) fn compare_by(
    rules: &Rules<impl Fn(&Values) -> Keys>,
    incoming: &[Values],
    existing: &[Existing],
    known: &[Known],
    verdict: impl Fn(&Values, Option<&Existing>, Option<&Known>) -> Verdict,
) -> Vec<Verdict> {
    // Items that are gone come last. Those that no import wrote are not missed.
    let there: HashSet<Uuid> = existing.iter().map(|item| item.id).collect();
    let (here, gone): (Vec<&Known>, Vec<&Known>) =
        known.iter().partition(|item| there.contains(&item.item));
    let gone = gone.into_iter().filter(|item| item.said.is_some());
    let present = here.len();
    let known: Vec<Known> = here.into_iter().chain(gone).cloned().collect();
    let known = known.as_slice();
    let targets = Matching::new(existing, known, present).run(rules, incoming);
    let verdicts = incoming.iter().zip(targets).map(|(said, target)| {
        let base = target.known.and_then(|at| known.get(at));
        let current = target.existing.and_then(|at| existing.get(at));
        verdict(said, current, base)
    });
    verdicts.collect()
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
        None => of_file(said, known.map(|known| known.item), REMOVED),
    };
    unless_declined(verdict, said, known)
}

/// A conflict that the user decided at an earlier import is not asked again while the file says the same.
pub(super) fn unless_declined(verdict: Verdict, said: &Values, known: Option<&Known>) -> Verdict {
    let declined = known.and_then(|known| known.declined.as_ref());
    if verdict.action == Action::Conflict && declined == Some(said) {
        let note = match verdict.existing {
            Some(_) => DECLINED,
            None => LEFT_REMOVED,
        };
        return Verdict {
            action: Action::Keep,
            is_declined: true,
            note: Some(note.into()),
            ..verdict
        };
    }
    verdict
}

/// An item that the user does not have, and had if an import wrote it: then the note says so.
pub(super) fn of_file(said: &Values, removed: Option<Uuid>, note: &'static str) -> Verdict {
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
        said: said.clone(),
        is_known: removed.is_some(),
        is_declined: false,
        note: removed.map(|_| note.into()),
        left_out: None,
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
        said: said.or(base),
        is_known: base.is_some(),
        is_declined: false,
        note: note.map(Cow::Borrowed),
        left_out: None,
    }
}

fn folded(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| text.to_lowercase()).collect()
}

#[cfg(test)]
mod tests;
