//! Prices of a model.

use serde::{Deserialize, Serialize};

use super::{Amount, input_at_most};
use crate::{request::Request, transport::Usage};

const MILLION: u128 = 1_000_000;

/// What a million tokens cost, in micro-units of the currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prices {
    /// Tokens of requests.
    pub input: u64,
    /// Tokens of answers.
    pub output: u64,
}

impl Prices {
    /// What tokens cost, rounded up.
    #[must_use]
    pub fn cost(&self, input: u64, output: u64) -> u64 {
        let part = |tokens: u64, price: u64| u128::from(tokens) * u128::from(price);
        let sum = part(input, self.input).saturating_add(part(output, self.output));
        u64::try_from(sum.div_ceil(MILLION)).unwrap_or(u64::MAX)
    }

    /// What an answer took.
    #[must_use]
    pub fn amount(&self, usage: &Usage) -> Amount {
        Amount {
            tokens: usage.input.saturating_add(usage.output),
            micros: self.cost(usage.input, usage.output),
        }
    }

    /// The most that a request takes: to reserve before it is sent. It holds for one answer; a retry is rarely billed, as it follows on an
    /// answer without text.
    #[must_use]
    pub fn amount_at_most(&self, request: &Request) -> Amount {
        let (input, output) = (input_at_most(request), u64::from(request.tokens_max));
        Amount {
            tokens: input.saturating_add(output),
            micros: self.cost(input, output),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn costs_are_rounded_up() {
        let prices = Prices {
            input: 150_000,
            output: 600_000,
        };
        assert_eq!(prices.cost(0, 0), 0);
        assert_eq!(prices.cost(1, 0), 1);
        assert_eq!(prices.cost(20, 0), 3);
        assert_eq!(prices.cost(2_000, 700), 720);
        assert_eq!(Prices::default().cost(u64::MAX, u64::MAX), 0);
        let dear = Prices {
            input: u64::MAX,
            output: u64::MAX,
        };
        assert_eq!(dear.cost(u64::MAX, u64::MAX), u64::MAX);
    }

    proptest! {
        #[test]
        fn more_tokens_never_cost_less(input: u32, output: u32, more in 0_u32..1_000, price: u32, other: u32) {
            let prices = Prices { input: price.into(), output: other.into() };
            let cost = prices.cost(input.into(), output.into());
            prop_assert!(prices.cost(u64::from(input) + u64::from(more), output.into()) >= cost);
            prop_assert!(prices.cost(input.into(), u64::from(output) + u64::from(more)) >= cost);
            let exact = u128::from(input) * u128::from(price) + u128::from(output) * u128::from(other);
            prop_assert!(u128::from(cost) * MILLION >= exact);
            prop_assert!(u128::from(cost) * MILLION < exact + MILLION);
        }
    }
}
