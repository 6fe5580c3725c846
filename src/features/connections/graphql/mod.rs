//! The GraphQL API of connections.

mod at_company;
mod input;
mod loader;
mod mutation;
mod object;
mod query;

pub use self::{
    at_company::connections_at,
    loader::{PeopleAtCompany, PersonKey},
    mutation::ConnectionsMutation,
    object::Person,
    query::ConnectionsOfViewer,
};
