//! What an import changes of a person: what the user has not changed since the last import.

use crate::features::connections::Facts;

/// A field of the facts.
type FieldOf = for<'a> fn(&'a mut Facts) -> &'a mut String;

const FIELDS: [FieldOf; 7] = [
    |facts| &mut facts.first_name,
    |facts| &mut facts.last_name,
    |facts| &mut facts.profile_url,
    |facts| &mut facts.email,
    |facts| &mut facts.company,
    |facts| &mut facts.position,
    |facts| &mut facts.connected_on,
];

/// The facts after an import, and what the import is remembered to have stated; `None` if the person stays as they are. What the import
/// does not state stays, and so does what the user has typed.
pub(super) fn merged(
    shown: &Facts,
    imported: Option<&Facts>,
    stated: &Facts,
) -> Option<(Facts, Facts)> {
    let (mut after, mut remembered) = (shown.clone(), imported.cloned().unwrap_or_default());
    let mut stated = stated.clone();
    for field in FIELDS {
        let new = std::mem::take(field(&mut stated));
        if new.is_empty() {
            continue;
        }
        let (mine, last) = (field(&mut after), field(&mut remembered));
        if same(mine, last) && !same(mine, &new) {
            mine.clone_from(&new);
        }
        *last = new;
    }
    (after != *shown).then_some((after, remembered))
}

/// True if two values are the same but for the way they are written: forms of an address, the case of an e-mail address.
fn same(one: &str, other: &str) -> bool {
    one == other
        || one.contains('@') && one.eq_ignore_ascii_case(other)
        || one.starts_with("http")
            && importing::profile_identity(one) == importing::profile_identity(other)
}
