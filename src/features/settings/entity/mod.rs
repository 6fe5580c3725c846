//! Rows of settings.

pub mod setting;
