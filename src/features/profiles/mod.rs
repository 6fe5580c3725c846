//! Profiles: a user's headline, summary, links and targets in one row, sections of items in the user's order, and evidence: the facts of
//! the items. One version covers all of them.

use crate::platform::{
    Platform,
    registry::{Feature, Registry},
};

pub mod entity;
pub mod event;
pub mod graphql;
mod service;

pub use self::{
    entity::{
        award::Model as AwardRow,
        certification::Model as CertificationRow,
        education::Model as EducationRow,
        employment::Model as EmploymentRow,
        evidence::{EvidenceOrigin, Model as EvidenceRow},
        evidence_version::Model as EvidenceVersionRow,
        language::{Model as LanguageRow, Proficiency},
        profile::{
            Link, Links, Model as ProfileRow, NoticePeriod, PayFloor, TargetSources, Targets,
            ValueSources, WorkAuthorization,
        },
        project::Model as ProjectRow,
        publication::Model as PublicationRow,
        skill_claim::{Model as SkillClaimRow, SkillLevel},
        volunteering::Model as VolunteeringRow,
    },
    service::{
        Preview, Profile, Sections, Written,
        change::{
            FieldChange, NewLink, NewNoticePeriod, NewPayFloor, NewWorkAuthorization,
            ProfileChange, TargetsChange, check_url,
        },
        completeness::{Completeness, Gap, GapKind},
        edit::ProfileEdit,
        evidence::{
            CitedVersion,
            fact::{EvidenceChange, NewEvidence, Provenance},
            item_id::ItemId,
            quantity::{Quantity, quantities},
            skills::{Facts, named},
        },
        item::{
            NewAward, NewCertification, NewEducation, NewEmployment, NewItem, NewLanguage,
            NewProject, NewPublication, NewSkill, NewVolunteering, Row,
        },
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
