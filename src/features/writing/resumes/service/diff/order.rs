//! Which elements of a list were moved: the fewest without which the others have their order.

/// The pairs that are not in the longest chain of pairs whose order is the same before and after. Of several longest chains, the one with the
/// least keys is taken: it is the same in both directions, if equal keys are of equal elements.
pub(super) fn moved<K: Ord>(
    pairs: &[(usize, usize)],
    key: impl Fn(usize, usize) -> K,
) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = pairs.to_vec();
    pairs.sort_unstable();
    let is_ordered = pairs.windows(2).all(|two| match two {
        [one, next] => one.1 < next.1,
        _ => true,
    });
    if is_ordered {
        return Vec::new();
    }
    let lengths = lengths(&pairs);
    let longest = lengths.iter().copied().max().unwrap_or_default();
    let mut chain = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for length in (1..=longest).rev() {
        let candidates = pairs.iter().zip(&lengths);
        let candidates = candidates.filter(|(pair, of)| {
            **of == length && last.is_none_or(|last| last.0 < pair.0 && last.1 < pair.1)
        });
        let next = candidates
            .map(|(pair, _)| *pair)
            .min_by_key(|(one, other)| (one + other, one.abs_diff(*other), key(*one, *other)));
        chain.extend(next);
        last = next.or(last);
    }
    pairs.retain(|pair| !chain.contains(pair));
    pairs
}

/// For each pair, the length of the longest chain that begins with it.
fn lengths(pairs: &[(usize, usize)]) -> Vec<usize> {
    let mut lengths: Vec<usize> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate().rev() {
        let later = pairs.iter().skip(index + 1).rev().zip(&lengths);
        let longest = later
            .filter(|(next, _)| pair.1 < next.1)
            .map(|(_, length)| *length)
            .max();
        lengths.push(longest.unwrap_or_default() + 1);
    }
    lengths.reverse();
    lengths
}
