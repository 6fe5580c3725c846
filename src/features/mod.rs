//! The product, one folder for each feature, in the order in which they may know each other.
pub mod analytics;
pub mod applications;
pub mod auth;
pub mod jobs;
pub mod notifications;
pub mod users;
