//! What models cost: prices, how many tokens a text has, and the arithmetic of budgets. Amounts of money are in micro-units of one currency, which
//! the caller chooses.

mod budget;
mod prices;
mod tokens;

pub use self::{
    budget::{Amount, Budget, OverBudget},
    prices::Prices,
    tokens::{Counter, input_at_most, likely_input, likely_tokens, tokens_at_most},
};
