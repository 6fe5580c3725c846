//! Numbers that look random and depend on a seed only, so that a letter can be written again.

/// A generator (SplitMix64).
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// The generator of a seed and of a name of what is chosen, so that one choice does not change another.
    pub fn of(seed: u64, name: &str) -> Self {
        let start = name
            .bytes()
            .fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self(start)
    }

    /// A number below another one.
    pub fn below(&mut self, count: u64) -> u64 {
        self.next() % count.max(1)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The values in another order.
    pub fn shuffled<T>(&mut self, values: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut keyed: Vec<(u64, T)> = values
            .into_iter()
            .map(|value| (self.next(), value))
            .collect();
        keyed.sort_by_key(|(key, _)| *key);
        keyed.into_iter().map(|(_, value)| value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn order_depends_on_seed_and_name() {
        let of = |seed, name| Random::of(seed, name).shuffled(0..20);
        assert_eq!(of(1, "a"), of(1, "a"));
        assert_ne!(of(1, "a"), of(2, "a"));
        assert_ne!(of(1, "a"), of(1, "b"));
    }
}
