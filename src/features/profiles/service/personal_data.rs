//! What somebody has in profiles. It goes with the account: every table here refers to it.

use serde::Serialize;

use crate::{
    error::Result,
    features::profiles::{
        EducationRow, EmploymentRow, LanguageRow, ProfileRow, Profiles, SkillClaimRow,
        entity::profile,
    },
    types::actor::Actor,
};

/// A profile with its sections.
#[derive(Debug, Serialize)]
pub struct ProfileExport {
    /// The profile itself; none before the first write.
    profile: Option<ProfileRow>,
    employments: Vec<EmploymentRow>,
    educations: Vec<EducationRow>,
    skills: Vec<SkillClaimRow>,
    languages: Vec<LanguageRow>,
}

impl Profiles {
    /// The whole profile of the one who asks.
    pub async fn export(&self, actor: &Actor) -> Result<ProfileExport> {
        Ok(ProfileExport {
            profile: profile::of(actor).one(self.platform.db.conn()).await?,
            employments: self.employments(actor).await?,
            educations: self.educations(actor).await?,
            skills: self.skills(actor).await?,
            languages: self.languages(actor).await?,
        })
    }
}
