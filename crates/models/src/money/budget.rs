//! The arithmetic of a budget: what a request may take is reserved before it is sent, and settled by what it took, or refunded. Pure
//! functions: whoever stores a budget applies them in one transaction.

use serde::{Deserialize, Serialize};

/// Tokens and money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// Tokens of requests and answers.
    pub tokens: u64,
    /// Micro-units of the currency.
    pub micros: u64,
}

/// What may be spent within a time, and what is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// The most that may be spent; `u64::MAX` for no limit.
    pub limit: Amount,
    /// What was spent.
    pub spent: Amount,
    /// What requests under way may spend.
    pub reserved: Amount,
}

/// The budget has not enough left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The budget for language models is used up.")]
pub struct OverBudget {
    /// What is left of it.
    pub left: Amount,
}

impl Amount {
    /// No limit.
    pub const UNLIMITED: Self = Self {
        tokens: u64::MAX,
        micros: u64::MAX,
    };

    /// The sum.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            tokens: self.tokens.saturating_add(other.tokens),
            micros: self.micros.saturating_add(other.micros),
        }
    }

    /// The difference; nothing where the other is greater.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self {
            tokens: self.tokens.saturating_sub(other.tokens),
            micros: self.micros.saturating_sub(other.micros),
        }
    }

    /// The greater tokens and the greater money of both.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self {
            tokens: self.tokens.max(other.tokens),
            micros: self.micros.max(other.micros),
        }
    }

    /// True if neither tokens nor money are more than those of the other.
    #[must_use]
    pub const fn fits(self, other: Self) -> bool {
        self.tokens <= other.tokens && self.micros <= other.micros
    }
}

impl Budget {
    /// A budget of which nothing is spent.
    #[must_use]
    pub const fn new(limit: Amount) -> Self {
        let nothing = Amount {
            tokens: 0,
            micros: 0,
        };
        Self {
            limit,
            spent: nothing,
            reserved: nothing,
        }
    }

    /// What may still be reserved.
    #[must_use]
    pub const fn left(&self) -> Amount {
        self.limit.minus(self.spent).minus(self.reserved)
    }

    /// Reserves an amount, if it is left.
    pub fn reserve(self, amount: Amount) -> Result<Self, OverBudget> {
        let left = self.left();
        if !amount.fits(left) {
            return Err(OverBudget { left });
        }
        Ok(Self {
            reserved: self.reserved.plus(amount),
            ..self
        })
    }

    /// Replaces what was reserved by what was spent, even if that is more.
    #[must_use]
    pub const fn settle(self, reserved: Amount, spent: Amount) -> Self {
        Self {
            limit: self.limit,
            spent: self.spent.plus(spent),
            reserved: self.reserved.minus(reserved),
        }
    }

    /// Gives back what was reserved for a request that took nothing.
    #[must_use]
    pub const fn refund(self, reserved: Amount) -> Self {
        Self {
            reserved: self.reserved.minus(reserved),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn amount(tokens: u64, micros: u64) -> Amount {
        Amount { tokens, micros }
    }

    #[test]
    fn tokens_and_money_both_have_to_suffice() {
        let budget = Budget::new(amount(100, 50));
        let budget = budget.reserve(amount(60, 10)).unwrap();
        let left = amount(40, 40);
        assert_eq!(budget.reserve(amount(41, 0)), Err(OverBudget { left }));
        assert_eq!(budget.reserve(amount(0, 41)), Err(OverBudget { left }));
        let budget = budget.reserve(amount(40, 40)).unwrap();
        assert_eq!(budget.left(), Amount::default());
        let budget = budget.settle(amount(60, 10), amount(20, 5));
        assert_eq!(budget.left(), amount(40, 5));
        let budget = budget.refund(amount(40, 40));
        assert_eq!(budget.left(), amount(80, 45));
    }

    #[test]
    fn what_cost_more_than_reserved_counts_and_nothing_overflows() {
        let budget = Budget::new(amount(10, 10)).reserve(amount(1, 1)).unwrap();
        let budget = budget.settle(amount(1, 1), Amount::UNLIMITED);
        assert_eq!(budget.left(), Amount::default());
        let budget = budget.settle(Amount::UNLIMITED, Amount::UNLIMITED);
        assert_eq!(budget.spent, Amount::UNLIMITED);
        let free = Budget::new(Amount::UNLIMITED)
            .reserve(amount(5, 5))
            .unwrap();
        assert!(free.reserve(amount(1 << 60, 1 << 60)).is_ok());
    }

    proptest! {
        #[test]
        fn a_budget_is_never_exceeded(
            limit in (0_u64..1_000, 0_u64..1_000),
            steps in proptest::collection::vec((0_u64..200, 0_u64..200, 0_u64..=100, any::<bool>()), 0..40),
        ) {
            let limit = amount(limit.0, limit.1);
            let (mut budget, mut open, mut spent) = (Budget::new(limit), Vec::new(), Amount::default());
            for (tokens, micros, part, settles) in steps {
                let wanted = amount(tokens, micros);
                if let Ok(reserved) = budget.reserve(wanted) {
                    budget = reserved;
                    open.push(wanted);
                }
                if let Some(reserved) = open.pop().filter(|_| settles) {
                    let taken = amount(reserved.tokens * part / 100, reserved.micros * part / 100);
                    budget = if part == 0 { budget.refund(reserved) } else { budget.settle(reserved, taken) };
                    spent = spent.plus(taken);
                } else if let Some(reserved) = open.first().copied().filter(|_| part > 50) {
                    open.remove(0);
                    budget = budget.refund(reserved);
                }
                prop_assert_eq!(budget.spent, spent);
                prop_assert!(budget.spent.plus(budget.reserved).fits(limit));
            }
        }
    }
}
