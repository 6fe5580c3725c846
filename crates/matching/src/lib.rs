//! Matches people with postings, without a language model: what a posting asks for ([`extraction`]), what can be computed once ([`prepared`]),
//! a score that explains itself ([`score`]), the candidates of a person ([`index`]), what would lift a score ([`levers`]), why one posting is
//! above another ([`compare`]), advice for a profile ([`advice`]), and measurements ([`evaluation`]). Pure functions without I/O.

pub mod advice;
pub mod compare;
pub mod corpus;
pub mod evaluation;
pub mod extraction;
pub mod index;
pub mod levers;
pub mod prepared;
pub mod score;
pub mod terms;

mod lexical;
mod numerals;
mod occupations;
