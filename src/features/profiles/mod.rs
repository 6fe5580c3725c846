//! Profiles: a user's headline, summary, links and targets in one row, and four sections in the user's order. One version covers all of
//! them.

use crate::platform::{
    Platform,
    registry::{Feature, Registry},
};

pub mod entity;
pub mod graphql;
mod service;

pub use self::{
    entity::{
        education::Model as EducationRow,
        employment::Model as EmploymentRow,
        language::{Model as LanguageRow, Proficiency},
        profile::{Link, Links, Model as ProfileRow, PayFloor, Targets},
        skill_claim::{Model as SkillClaimRow, SkillLevel},
    },
    service::{
        Profile, Sections, Written,
        change::{NewLink, NewPayFloor, PayFloorChange, ProfileChange, TargetsChange},
        item::{NewEducation, NewEmployment, NewLanguage, NewSkill},
    },
};

/// The service of the profiles.
#[derive(Clone)]
pub struct Profiles {
    platform: Platform,
}

impl Profiles {
    /// A service on this platform.
    #[must_use]
    pub const fn new(platform: Platform) -> Self {
        Self { platform }
    }
}

impl Feature for Profiles {
    fn register(&self, registry: &mut Registry) {
        registry.personal_data(self.clone());
    }
}

#[cfg(test)]
mod tests;
