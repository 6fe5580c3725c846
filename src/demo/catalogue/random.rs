//! Reproducible pseudo-random numbers: `SplitMix64` with a fixed seed, so that the demo is the same on every machine.

const SEED: u64 = 0x0C4A_EE26_9A9F_2026;
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// A reproducible stream of pseudo-random numbers.
pub struct Random(u64);

impl Random {
    /// The stream of one posting: each has its own, so that editing one leaves the others unchanged.
    pub fn for_posting(number: usize) -> Self {
        let number = u64::try_from(number).unwrap_or_default();
        let mut random = Self(SEED ^ number.wrapping_mul(STEP));
        random.step();
        random
    }

    fn step(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both inclusive.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high.saturating_sub(low))
            .unwrap_or_default()
            .saturating_add(1);
        low.saturating_add(i64::try_from(self.step() % width).unwrap_or_default())
    }

    /// True with this probability in percent.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.step() % 100 < percent
    }

    /// A random item; `None` if there are none.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let count = u64::try_from(items.len()).unwrap_or_default().max(1);
        items.get(usize::try_from(self.step() % count).unwrap_or_default())
    }

    /// A random item, with probabilities proportional to the weights; `None` if all weights are zero.
    pub fn weighted<T: Copy>(&mut self, items: &[(T, u64)]) -> Option<T> {
        let total: u64 = items.iter().map(|(_, weight)| weight).sum();
        let mut left = self.step() % total.max(1);
        for (item, weight) in items {
            if left < *weight {
                return Some(*item);
            }
            left -= weight;
        }
        None
    }

    /// A random selection of `count` items (or all, if there are fewer), in their order.
    pub fn sample<'a, T>(&mut self, items: &'a [T], count: usize) -> Vec<&'a T> {
        let mut kept: Vec<&T> = items.iter().collect();
        while kept.len() > count {
            let size = u64::try_from(kept.len()).unwrap_or_default().max(1);
            kept.remove(usize::try_from(self.step() % size).unwrap_or_default());
        }
        kept
    }
}
