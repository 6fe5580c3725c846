//! Connects and disconnects accounts, starts runs, and reads LinkedIn.

mod api;
pub mod connect;
mod personal_data;
mod plan;
mod start;
mod sync;
pub mod token;
pub mod view;
