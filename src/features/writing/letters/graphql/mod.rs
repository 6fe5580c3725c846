//! The GraphQL API of letters.

mod author;
mod changes;
mod citation;
mod content;
mod event;
mod input;
mod kinds;
mod loader;
mod mutation;
mod object;
mod query;
mod request;
mod revision;
mod subscription;

pub(in crate::features::writing) use self::citation::{
    LetterAdvice, LetterCitation, LetterRequirement, citations, requirements,
};
pub use self::{
    kinds::WritingRule, loader::LetterKey, mutation::LettersMutation, object::Letter,
    query::LettersOfViewer, subscription::LettersSubscription,
};
