//! The single end point of every sign-in, with its input, result and payload.

pub(super) mod completion;
pub(super) mod context;
pub mod graphql;

pub use self::context::{Challenge, SignInOutcome, SignedIn};
