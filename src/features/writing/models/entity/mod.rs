//! The tables of language models.

pub mod answer;
pub mod author;
pub mod consent;
pub mod run;
pub mod spending;
pub mod user_spending;
