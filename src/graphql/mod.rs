//! What the GraphQL API of every feature uses (context, errors, pages, limits), and the schema.

pub mod code;
pub mod context;
pub mod cookies;

pub mod error;
pub mod filter_values;
pub mod guard;
pub mod input_place;
pub mod limits;
pub mod loader;
pub mod mutation;
pub mod node;
pub mod operation;
pub mod own_mutation;
pub mod page;
pub mod prepared;
pub mod proposing;
pub mod scalar;
pub mod schema;
pub mod shared_event;
pub mod single_root;
pub mod time_budget;
pub mod upload;
pub mod user_error;
pub mod validation;
pub mod variables;
