//! What is compared: items of the profile and what imports said of them, and by which rules.

use uuid::Uuid;

use super::sides::Fact;
use crate::features::imports::entity::values::Values;

/// Keys of an item, the strictest first; an empty one matches nothing. All texts are folded. Each item of a section has as many.
pub(in crate::features::imports::service) type Keys = Vec<String>;

/// An item of the profile.
#[derive(Clone, Debug, Default)]
pub(in crate::features::imports::service) struct Existing {
    pub id: Uuid,
    pub values: Values,
    /// The facts below it.
    pub facts: Vec<Fact>,
}

/// What earlier imports said of an item, which may be gone.
#[derive(Clone, Debug)]
pub(in crate::features::imports::service) struct Known {
    pub item: Uuid,
    /// What the last import wrote; none if the user wrote the item.
    pub said: Option<Values>,
    /// What a later file said when the user kept their own version.
    pub declined: Option<Values>,
}

impl Known {
    /// What the last file said.
    pub(in crate::features::imports::service) fn last(&self) -> Option<&Values> {
        self.declined.as_ref().or(self.said.as_ref())
    }
}

/// Whether two items with an equal key of a level, from 0, can be the same: one of a file and another one.
pub(in crate::features::imports::service) type Fits = fn(usize, &Values, &Values) -> bool;

/// How the items of a section are compared.
pub(in crate::features::imports::service) struct Rules<K> {
    /// The keys by which an item is recognised.
    pub keys: K,
    /// The field that names an item: its letter case is no difference.
    pub name: Option<&'static str>,
    /// Whether one of a file and one that the user has can be the same.
    pub fits: Fits,
    /// The same for one that the user removed, as the last import said it.
    pub fits_removed: Fits,
    /// Whether one of a file may be one that the user removed, although another one fits it as well: then it is neither, and asked.
    pub may_be_removed: Option<Fits>,
}

/// Equal keys are enough.
pub(in crate::features::imports::service) const fn any(_: usize, _: &Values, _: &Values) -> bool {
    true
}
