//! Which elements of two lists belong together.

use std::{collections::HashMap, hash::Hash};

/// The elements of two lists that are the same: the index before, and the index after.
pub(super) type Pairs = Vec<(usize, usize)>;

/// The elements of two lists with equal keys, each key once.
pub(super) fn pairs_by<'a, T, K: Hash + Eq>(
    before: &'a [T],
    after: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> Pairs {
    let mut places: HashMap<K, Vec<usize>> = HashMap::new();
    for (index, element) in after.iter().enumerate().rev() {
        places.entry(key(element)).or_default().push(index);
    }
    let pair = |(index, element)| Some((index, places.get_mut(&key(element))?.pop()?));
    before.iter().enumerate().filter_map(pair).collect()
}

/// The elements that are in no pair.
pub(super) fn without<T>(list: &[T], paired: impl Iterator<Item = usize>) -> Vec<(usize, &T)> {
    let mut alone: Vec<Option<&T>> = list.iter().map(Some).collect();
    for index in paired {
        if let Some(element) = alone.get_mut(index) {
            *element = None;
        }
    }
    let alone = alone.into_iter().enumerate();
    alone
        .filter_map(|(index, element)| Some((index, element?)))
        .collect()
}
