//! The GraphQL API of applications.

mod error;
mod input;
mod loader;
mod mutation;
mod object;
mod query;

pub use self::{
    error::{DateOutOfOrderError, InvalidTransitionError},
    input::ApplicationFilterInput,
    loader::{ApplicationKey, EventsOfApplication},
    mutation::ApplicationsMutation,
    object::{AllowedTransition, Application, ApplicationEvent, BoardColumn},
    query::ApplicationsOfViewer,
};
