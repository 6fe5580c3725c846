//! The product, one folder for each feature. A feature may know those above it, never those below; what it wants to tell
//! them it publishes as a fact.

pub mod audit;
pub mod settings;
pub mod users;

pub mod mail;

pub mod auth;
pub mod documents;
pub mod profiles;

pub mod jobs;

pub mod connections;

pub mod imports;

pub mod applications;

pub mod linkedin;
pub mod matching;

pub mod writing;

pub mod analytics;
pub mod changes;
pub mod moderation;
pub mod notifications;
pub mod proposals;

pub mod undo;

pub mod admin;
pub mod personal_data;
