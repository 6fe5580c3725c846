//! Rows of profiles and their sections.

pub mod education;
pub mod employment;
pub mod language;
pub mod profile;
pub mod section;
pub mod skill_claim;
