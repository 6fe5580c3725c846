//! Measures of rankings and of sets.

/// The mean of the precisions at each relevant item; items that are not in the ranking count as never found.
#[must_use]
pub fn average_precision(ranking: &[bool], relevant: usize) -> f64 {
    let (mut hits, mut sum) = (0.0, 0.0);
    for (rank, is_relevant) in (1_u32..).zip(ranking) {
        if *is_relevant {
            hits += 1.0;
            sum += hits / f64::from(rank);
        }
    }
    mean(sum, relevant)
}

/// The normalised discounted gain of the first `k`: each grade counts `2^grade - 1`.
#[must_use]
pub fn ndcg(ranking: &[u8], k: usize) -> f64 {
    let gain = |grades: &[u8]| -> f64 {
        let all = (2_u32..).zip(grades).take(k);
        all.map(|(rank, grade)| (f64::from(*grade).exp2() - 1.0) / f64::from(rank).log2())
            .sum()
    };
    let mut ideal = ranking.to_vec();
    ideal.sort_unstable_by(|one, other| other.cmp(one));
    let best = gain(&ideal);
    if best > 0.0 {
        gain(ranking) / best
    } else {
        0.0
    }
}

/// One divided by the rank of the first relevant item; 0 if there is none.
#[must_use]
pub fn reciprocal_rank(ranking: &[bool]) -> f64 {
    let first = (1_u32..)
        .zip(ranking)
        .find(|(_, is_relevant)| **is_relevant);
    first.map_or(0.0, |(rank, _)| 1.0 / f64::from(rank))
}

/// The harmonic mean of precision and recall.
#[must_use]
pub fn f1(correct: usize, found: usize, expected: usize) -> f64 {
    2.0 * mean(count(correct), found + expected)
}

/// The probability that a positive item has a higher score than a negative one; equal scores count half.
#[must_use]
pub fn auc(scores: &[(f64, bool)]) -> f64 {
    let of = |positive: bool| {
        scores
            .iter()
            .filter(move |one| one.1 == positive)
            .map(|one| one.0)
    };
    let (mut sum, mut pairs) = (0.0, 0);
    for positive in of(true) {
        for negative in of(false) {
            pairs += 1;
            sum += match positive.total_cmp(&negative) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    mean(sum, pairs)
}

/// A sum divided by a count; 0 for none.
pub(super) fn mean(sum: f64, of: usize) -> f64 {
    if of == 0 { 0.0 } else { sum / count(of) }
}

fn count(all: usize) -> f64 {
    f64::from(u32::try_from(all).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::{auc, average_precision, f1, ndcg, reciprocal_rank};

    fn near(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-9, "{left} {right}");
    }

    #[test]
    fn measures_are_those_computed_by_hand() {
        // Precision 1/1 and 2/3, of two.
        near(
            average_precision(&[true, false, true], 2),
            f64::midpoint(1.0, 2.0 / 3.0),
        );
        // One of two is never found.
        near(average_precision(&[false, true], 2), 0.25);
        near(average_precision(&[], 0), 0.0);
        near(reciprocal_rank(&[false, false, true, true]), 1.0 / 3.0);
        near(reciprocal_rank(&[false]), 0.0);
        // Gains 0, 7, 1 at discounts 1, log2(3), 2; the best order is 7, 1, 0.
        near(
            ndcg(&[0, 3, 1], 3),
            (7.0 / 3_f64.log2() + 0.5) / (7.0 + 1.0 / 3_f64.log2()),
        );
        near(ndcg(&[0, 3, 1], 1), 0.0);
        near(ndcg(&[0, 0], 3), 0.0);
        // Precision 2/4, recall 2/5.
        near(f1(2, 4, 5), 4.0 / 9.0);
        near(f1(0, 0, 0), 0.0);
        // Of four pairs one is wrong and one is equal.
        near(
            auc(&[(0.9, true), (0.4, true), (0.4, false), (0.6, false)]),
            2.5 / 4.0,
        );
    }
}
