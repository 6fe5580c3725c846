//! Titles: the level of seniority, equality of titles, and whether a title names a certain job.

mod another_person;
mod key;
mod level;
mod stage_word;
mod talent_pool;

pub use self::{
    key::key,
    level::{Level, level},
    talent_pool::collects_applications,
};

#[cfg(test)]
mod tests;
