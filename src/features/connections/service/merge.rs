//! Merges the values of an import into a person. A field is the user's if they changed it since the last import; the others follow the import.

use crate::features::connections::Facts;

/// The facts of a person after an import that states something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    /// With what the user typed.
    pub kept: Facts,
    /// With all that the import states newly.
    pub taken: Facts,
    /// The values of the import, to be compared with the next one.
    pub remembered: Facts,
    /// True if the import states something new about a field that the user typed.
    pub is_conflict: bool,
}

/// The facts of a person after an import; `None` if it states nothing new. What the import does not state stays.
pub(super) fn merge(shown: &Facts, imported: Option<&Facts>, stated: &Facts) -> Option<Merged> {
    let mut all = Merged {
        kept: shown.clone(),
        taken: shown.clone(),
        remembered: imported.cloned().unwrap_or_default(),
        is_conflict: false,
    };
    let mut stated = stated.clone();
    for (_, field) in Facts::FIELDS {
        let new = std::mem::take(field(&mut stated));
        if new.is_empty() {
            continue;
        }
        let (mine, last) = (field(&mut all.kept), field(&mut all.remembered));
        let is_mine = !same(mine, last);
        let is_known = same(mine, &new) || is_mine && same(last, &new);
        let is_new = !is_known;
        if is_new && !is_mine {
            mine.clone_from(&new);
        }
        all.is_conflict |= is_new && is_mine;
        if is_new {
            field(&mut all.taken).clone_from(&new);
        }
        *last = new;
    }
    (all.kept != *shown || all.is_conflict).then_some(all)
}

/// True if two values are the same but for the way they are written: forms of an address, the case of an e-mail address.
fn same(one: &str, other: &str) -> bool {
    one == other
        || one.contains('@') && one.eq_ignore_ascii_case(other)
        || one.starts_with("http")
            && importing::profile_identity(one) == importing::profile_identity(other)
}
