//! The sections of a profile, one file for each: its object and its input.

mod award;
mod certification;
mod education;
mod employment;
mod language;
mod project;
mod publication;
mod skill;
mod volunteering;

pub use self::{
    award::{Award, AwardInput},
    certification::{Certification, CertificationInput},
    education::{Education, EducationInput},
    employment::{Employment, EmploymentInput},
    language::{Language, LanguageInput},
    project::{Project, ProjectInput},
    publication::{Publication, PublicationInput},
    skill::{SkillClaim, SkillClaimInput},
    volunteering::{Volunteering, VolunteeringInput},
};
