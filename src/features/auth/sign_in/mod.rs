//! The single end point of every sign-in, with its input, result and payload.

pub(super) mod context;
pub(super) mod door;
pub mod graphql;

pub use self::context::{Challenge, SignInOutcome, SignedIn};
