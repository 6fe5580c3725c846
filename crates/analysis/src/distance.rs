//! The distance between two words: insertions, deletions, replacements and swaps of neighbours.

/// The distance of two words in characters, if it is at most `max` (optimal string alignment).
#[must_use]
pub fn distance_within(left: &str, right: &str, max: usize) -> Option<usize> {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    if left.len().abs_diff(right.len()) > max {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    let mut last = None;
    for (row, a) in left.iter().enumerate() {
        let mut line = Vec::with_capacity(right.len() + 1);
        line.push(row + 1);
        let mut left_of = row + 1;
        let mut previous = None;
        for (column, b) in right.iter().enumerate() {
            let at =
                |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&above, column) + usize::from(a != b))
                .min(at(&above, column + 1) + 1)
                .min(left_of + 1);
            if last == Some(b) && previous == Some(a) && column > 0 {
                best = best.min(at(&before, column - 1) + 1);
            }
            line.push(best);
            (left_of, previous) = (best, Some(b));
        }
        if line.iter().min().is_some_and(|least| *least > max) {
            return None;
        }
        last = Some(a);
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().filter(|distance| *distance <= max)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::distance_within;

    #[test]
    fn edits_are_counted() {
        for (left, right, distance) in [
            ("engineer", "engineer", 0),
            ("enginer", "engineer", 1),
            ("engineeer", "engineer", 1),
            ("engineet", "engineer", 1),
            ("enigneer", "engineer", 1),
            ("kubernets", "kubernetes", 1),
            ("kuberntes", "kubernetes", 1),
            ("kubrnets", "kubernetes", 2),
            ("ab", "ba", 1),
            ("", "ab", 2),
        ] {
            assert_eq!(distance_within(left, right, 2), Some(distance), "{left}");
            assert_eq!(distance_within(right, left, 2), Some(distance), "{right}");
        }
        assert_eq!(distance_within("java", "javascript", 2), None);
        assert_eq!(distance_within("abcd", "efgh", 2), None);
    }

    proptest! {
        #[test]
        fn distance_is_symmetric(left in "[a-d]{0,8}", right in "[a-d]{0,8}") {
            prop_assert_eq!(distance_within(&left, &right, 2), distance_within(&right, &left, 2));
            prop_assert_eq!(distance_within(&left, &left, 0), Some(0));
        }
    }
}
