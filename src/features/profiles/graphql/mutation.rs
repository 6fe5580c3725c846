//! Changing the profile.

use async_graphql::{Context, Object, SimpleObject};

use super::{
    input::{
        SetEducationsInput, SetEmploymentsInput, SetLanguagesInput, SetSkillsInput,
        UpdateProfileInput,
    },
    object::Profile,
};
use crate::{
    error::Result,
    features::profiles::{self, Profiles},
    graphql::{
        context,
        mutation::{Outcome, Request},
    },
    types::area::Area,
};

/// The answer of `updateProfile`, `setEmployments`, `setEducations`, `setSkills` and `setLanguages`.
#[derive(SimpleObject)]
pub struct ProfilePayload {
    /// The profile with its new version; null when refused.
    profile: Option<Profile>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Changing the profile.
#[derive(Default)]
pub struct ProfilesMutation;

/// Changing the profile.
#[Object]
impl ProfilesMutation {
    /// Changes the viewer's profile; what the input does not name stays as it is.
    async fn update_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] mut input: UpdateProfileInput,
    ) -> Result<ProfilePayload> {
        let request = std::mem::take(&mut input.request);
        let done = context::handle::<Profiles>(ctx)?
            .update(context::allowed(ctx, Area::Profiles.write())?, input.into())
            .await;
        payload(done, request)
    }

    /// Replaces the viewer's employments as a whole, in the given order. An id that is not among them is NOT_FOUND.
    async fn set_employments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SetEmploymentsInput,
    ) -> Result<ProfilePayload> {
        let done = context::handle::<Profiles>(ctx)?
            .set_employments(
                context::allowed(ctx, Area::Profiles.write())?,
                input.expected_version,
                all(input.employments),
            )
            .await;
        payload(done, input.request)
    }

    /// Replaces the viewer's educations as a whole, in the given order. An id that is not among them is NOT_FOUND.
    async fn set_educations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SetEducationsInput,
    ) -> Result<ProfilePayload> {
        let done = context::handle::<Profiles>(ctx)?
            .set_educations(
                context::allowed(ctx, Area::Profiles.write())?,
                input.expected_version,
                all(input.educations),
            )
            .await;
        payload(done, input.request)
    }

    /// Replaces the viewer's skills as a whole, in the given order. An id that is not among them is NOT_FOUND.
    async fn set_skills(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SetSkillsInput,
    ) -> Result<ProfilePayload> {
        let done = context::handle::<Profiles>(ctx)?
            .set_skills(
                context::allowed(ctx, Area::Profiles.write())?,
                input.expected_version,
                all(input.skills),
            )
            .await;
        payload(done, input.request)
    }

    /// Replaces the viewer's languages as a whole, in the given order. An id that is not among them is NOT_FOUND.
    async fn set_languages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SetLanguagesInput,
    ) -> Result<ProfilePayload> {
        let done = context::handle::<Profiles>(ctx)?
            .set_languages(
                context::allowed(ctx, Area::Profiles.write())?,
                input.expected_version,
                all(input.languages),
            )
            .await;
        payload(done, input.request)
    }
}

fn all<A, B: From<A>>(items: Vec<A>) -> Vec<B> {
    items.into_iter().map(B::from).collect()
}

fn payload(result: Result<profiles::Profile>, request: Request) -> Result<ProfilePayload> {
    let (profile, outcome) = request.settle(result)?;
    Ok(ProfilePayload {
        profile: profile.map(Profile),
        outcome,
    })
}
