//! The tables of answers.

pub mod answer;
pub mod recorded;
pub mod value;
pub mod version;
