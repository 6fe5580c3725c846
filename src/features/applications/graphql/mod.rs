//! The face of applications.

mod input;
mod loader;
mod mutation;
mod object;
mod query;

pub use self::{
    input::ApplicationFilterInput,
    loader::{ApplicationKey, EventsOfApplication},
    mutation::ApplicationsMutation,
    object::{AllowedTransition, Application, ApplicationEvent, BoardColumn},
    query::ApplicationsOfViewer,
};
