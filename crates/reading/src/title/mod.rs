//! What a title says: the level of seniority, and when two titles are equal.

mod key;
mod level;
mod other;
mod stage;

pub use self::{
    key::key,
    level::{Level, level},
};

#[cfg(test)]
mod tests;
