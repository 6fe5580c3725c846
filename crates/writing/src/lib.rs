//! Text that is written for a person who applies: the facts that it may say, its sentences with their citations, and the refusals of a sentence
//! that says more. Pure functions without I/O.

pub mod fact;
pub mod language;
pub mod posting;
pub mod refusal;
pub mod sentence;
