//! Text that is written for a person who applies: the facts that it may say ([`fact`]), its sentences with their citations ([`sentence`]), and
//! the verifier that refuses a sentence which says more than its facts ([`verifier`]). [`injection`] finds instructions to a language model in the
//! text of a posting. Pure functions without I/O.

pub mod compose;
pub mod fact;
pub mod injection;
pub mod knowledge;
pub mod language;
pub mod posting;
pub mod questions;
pub mod refusal;
pub mod selection;
pub mod sentence;
pub mod spoken;
pub mod tailor;
pub mod verifier;

mod check;
mod date;
mod job_title;
mod prepared;
mod quantity;
mod rule;
mod scope;
mod text;

#[cfg(test)]
mod tests;
