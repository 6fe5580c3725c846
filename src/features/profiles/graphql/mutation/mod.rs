//! Mutations of the viewer's profile.

mod evidence;
mod items;
mod payload;

use async_graphql::{Context, MergedObject, Object};

use self::{
    evidence::EvidenceMutations,
    items::{
        AwardMutations, CertificationMutations, EducationMutations, EmploymentMutations,
        LanguageMutations, ProjectMutations, PublicationMutations, SkillMutations,
        VolunteeringMutations,
    },
    payload::{ProfilePayload, run},
};
use super::input::UpdateProfileInput;
use crate::error::Result;

/// Mutations of the viewer's profile, its sections and its evidence.
#[derive(Default, MergedObject)]
pub struct ProfilesMutation(
    ProfileRowMutations,
    EmploymentMutations,
    EducationMutations,
    SkillMutations,
    LanguageMutations,
    ProjectMutations,
    CertificationMutations,
    VolunteeringMutations,
    PublicationMutations,
    AwardMutations,
    EvidenceMutations,
);

/// Mutations of the profile without its sections.
#[derive(Default)]
struct ProfileRowMutations;

/// Mutations of the profile without its sections.
#[Object]
impl ProfileRowMutations {
    /// Changes the viewer's profile; fields that are left out stay as they are.
    async fn update_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change.")] mut input: UpdateProfileInput,
    ) -> Result<ProfilePayload> {
        let request = std::mem::take(&mut input.request);
        let version = input.expected_version;
        run(ctx, request, version, async |profiles, write| {
            profiles.update(write, input.into()).await
        })
        .await
    }
}
