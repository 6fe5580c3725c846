//! What a title says: the level of seniority, when two titles are equal, and whether it names a job at all.

mod key;
mod level;
mod other;
mod pool;
mod stage;

pub use self::{
    key::key,
    level::{Level, level},
    pool::collects_applications,
};

#[cfg(test)]
mod tests;
