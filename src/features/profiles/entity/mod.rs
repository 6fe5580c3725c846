//! Rows of profiles, their sections and the evidence of the items.

pub mod award;
pub mod certification;
pub mod education;
pub mod employment;
pub mod evidence;
pub mod evidence_version;
pub mod language;
pub mod profile;
pub mod profile_undo;
pub mod project;
pub mod publication;
pub mod section;
pub mod skill_claim;
pub mod volunteering;
