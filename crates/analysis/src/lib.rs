//! The one analysis of text that the search uses, for its index and for queries, on both databases.

mod distance;
mod fold;
mod function_words;
mod language;
mod neighbours;
mod script;
mod stemming_exceptions;
mod token;

pub use self::{
    distance::distance_within,
    fold::fold,
    function_words::is_function_word,
    language::Language,
    neighbours::neighbours,
    script::{has_no_spaces, without_particle},
    token::{Analysis, Compound, Shape, Token, analyse},
};
