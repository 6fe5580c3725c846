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
    features::profiles,
    graphql::{
        context,
        error::{UserError, settle},
    },
    types::area::Area,
};

/// The answer of `updateProfile`, `setEmployments`, `setEducations`, `setSkills` and `setLanguages`.
#[derive(SimpleObject)]
pub struct ProfilePayload {
    /// The profile with its new version; null when refused.
    profile: Option<Profile>,
    /// Why nothing was done; empty on success.
    user_errors: Vec<UserError>,
    /// As given in the input.
    client_mutation_id: Option<String>,
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
        #[graphql(desc = "What is asked for.")] input: UpdateProfileInput,
    ) -> Result<ProfilePayload> {
        let client_mutation_id = input.client_mutation_id.clone();
        let done = context::app(ctx)?
            .profiles
            .update(context::allowed(ctx, Area::Profiles.write())?, input.into())
            .await;
        payload(done, client_mutation_id)
    }

    /// Replaces the viewer's employments as a whole, in the given order. An id that is not among them is NOT_FOUND.
    async fn set_employments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SetEmploymentsInput,
    ) -> Result<ProfilePayload> {
        let done = context::app(ctx)?
            .profiles
            .set_employments(
                context::allowed(ctx, Area::Profiles.write())?,
                input.expected_version,
                all(input.employments),
            )
            .await;
        payload(done, input.client_mutation_id)
    }

    /// Replaces the viewer's educations as a whole, in the given order. An id that is not among them is NOT_FOUND.
    async fn set_educations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SetEducationsInput,
    ) -> Result<ProfilePayload> {
        let done = context::app(ctx)?
            .profiles
            .set_educations(
                context::allowed(ctx, Area::Profiles.write())?,
                input.expected_version,
                all(input.educations),
            )
            .await;
        payload(done, input.client_mutation_id)
    }

    /// Replaces the viewer's skills as a whole, in the given order. An id that is not among them is NOT_FOUND.
    async fn set_skills(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SetSkillsInput,
    ) -> Result<ProfilePayload> {
        let done = context::app(ctx)?
            .profiles
            .set_skills(
                context::allowed(ctx, Area::Profiles.write())?,
                input.expected_version,
                all(input.skills),
            )
            .await;
        payload(done, input.client_mutation_id)
    }

    /// Replaces the viewer's languages as a whole, in the given order. An id that is not among them is NOT_FOUND.
    async fn set_languages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SetLanguagesInput,
    ) -> Result<ProfilePayload> {
        let done = context::app(ctx)?
            .profiles
            .set_languages(
                context::allowed(ctx, Area::Profiles.write())?,
                input.expected_version,
                all(input.languages),
            )
            .await;
        payload(done, input.client_mutation_id)
    }
}

fn all<A, B: From<A>>(items: Vec<A>) -> Vec<B> {
    items.into_iter().map(B::from).collect()
}

fn payload(
    result: Result<profiles::Profile>,
    client_mutation_id: Option<String>,
) -> Result<ProfilePayload> {
    let (profile, user_errors) = settle(result)?;
    Ok(ProfilePayload {
        profile: profile.map(Profile),
        user_errors,
        client_mutation_id,
    })
}
