//! The GraphQL API of tailoring.

mod input;
mod kinds;
mod list;
mod loader;
mod mutation;
mod object;
mod proposal;
mod query;

pub use self::{
    list::{newest_of, page_of},
    loader::TailoringKey,
    mutation::TailoringsMutation,
    object::{Newest, Tailoring},
    query::TailoringsOfViewer,
};
