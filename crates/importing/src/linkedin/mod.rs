//! Reads the rows of LinkedIn's tables, which have the same columns in the archive that a member downloads and in the snapshot API.

mod career;
mod columns;
mod connections;
mod gather;
mod jobs;
mod orders;
mod pages;
mod person;
mod recognition;
mod websites;

pub(crate) use columns::{Fields, Kind, Layout};
pub(crate) use gather::{Gather, Outcome, Sheet};
pub(crate) use orders::Orders;
pub use pages::identity as profile_identity;
