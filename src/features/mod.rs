//! The product, one folder for each feature, in the order in which they may know each other.
pub mod auth;
pub mod profiles;
pub mod users;
