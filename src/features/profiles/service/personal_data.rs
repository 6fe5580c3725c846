//! The profile as personal data. All tables refer to the account and are deleted with it.

use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::Value as Json;

use crate::{
    error::Result,
    features::profiles::{
        EducationRow, EmploymentRow, LanguageRow, ProfileRow, Profiles, SkillClaimRow,
        entity::profile,
    },
    platform::personal_data::{DataSubject, PersonalData, member},
    types::actor::Actor,
};

/// A profile with its sections.
#[derive(Debug, Serialize)]
struct ProfileExport {
    /// The profile itself; none before the first write.
    profile: Option<ProfileRow>,
    employments: Vec<EmploymentRow>,
    educations: Vec<EducationRow>,
    skills: Vec<SkillClaimRow>,
    languages: Vec<LanguageRow>,
}

impl PersonalData for Profiles {
    fn name(&self) -> &'static str {
        "profile"
    }

    fn schema(&self) -> &'static str {
        include_str!("../profile.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            member(&ProfileExport {
                profile: profile::of(actor).one(self.platform.db.conn()).await?,
                employments: self.employments(actor).await?,
                educations: self.educations(actor).await?,
                skills: self.skills(actor).await?,
                languages: self.languages(actor).await?,
            })
        })
    }
}
