//! Signing in: the door that every way in passes, what it is given and what it answers.

pub(super) mod context;
pub(super) mod door;
pub mod graphql;

pub use self::context::{Challenge, SignInOutcome, SignedIn};
