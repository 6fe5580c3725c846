//! Mutations of the viewer's profile.

use async_graphql::{Context, Object};

use super::{
    input::{
        SetEducationsInput, SetEmploymentsInput, SetLanguagesInput, SetSkillsInput,
        UpdateProfileInput,
    },
    object::Profile,
};
use crate::{
    error::Result,
    features::profiles::Profiles,
    graphql::{
        context,
        mutation::{WriteRequest, payloads},
    },
    types::{area::Area, write::Write},
};

payloads! {
    reads Area::Profiles.read();

    /// The payload of `updateProfile`, `setEmployments`, `setEducations`, `setSkills` and `setLanguages`.
    ProfilePayload {
        /// The profile with its new version; null if refused, and for an API token that may not read profiles.
        profile: Profile
    }
}

/// Mutations of the viewer's profile.
#[derive(Default)]
pub struct ProfilesMutation;

/// Mutations of the viewer's profile.
#[Object]
impl ProfilesMutation {
    /// Changes the viewer's profile; fields that are left out stay as they are.
    async fn update_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change.")] mut input: UpdateProfileInput,
    ) -> Result<ProfilePayload> {
        let request = std::mem::take(&mut input.request);
        let version = input.expected_version;
        let done = async {
            let write = write(ctx, &request, version)?;
            handle(ctx)?.update(&write, input.into()).await
        };
        ProfilePayload::of(ctx, done.await, request)
    }

    /// Replaces all employments of the viewer, in the given order. Refused with NOT_FOUND if an id is not one of them.
    async fn set_employments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version that was read and all employments, in order.")]
        input: SetEmploymentsInput,
    ) -> Result<ProfilePayload> {
        let done = async {
            let write = write(ctx, &input.request, input.expected_version)?;
            handle(ctx)?
                .set_employments(&write, all(input.employments))
                .await
        };
        ProfilePayload::of(ctx, done.await, input.request)
    }

    /// Replaces all educations of the viewer, in the given order. Refused with NOT_FOUND if an id is not one of them.
    async fn set_educations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version that was read and all educations, in order.")]
        input: SetEducationsInput,
    ) -> Result<ProfilePayload> {
        let done = async {
            let write = write(ctx, &input.request, input.expected_version)?;
            handle(ctx)?
                .set_educations(&write, all(input.educations))
                .await
        };
        ProfilePayload::of(ctx, done.await, input.request)
    }

    /// Replaces all skills of the viewer, in the given order. Refused with NOT_FOUND if an id is not one of them.
    async fn set_skills(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version that was read and all skills, in order.")]
        input: SetSkillsInput,
    ) -> Result<ProfilePayload> {
        let done = async {
            let write = write(ctx, &input.request, input.expected_version)?;
            handle(ctx)?.set_skills(&write, all(input.skills)).await
        };
        ProfilePayload::of(ctx, done.await, input.request)
    }

    /// Replaces all languages of the viewer, in the given order. Refused with NOT_FOUND if an id is not one of them.
    async fn set_languages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version that was read and all languages, in order.")]
        input: SetLanguagesInput,
    ) -> Result<ProfilePayload> {
        let done = async {
            let write = write(ctx, &input.request, input.expected_version)?;
            handle(ctx)?
                .set_languages(&write, all(input.languages))
                .await
        };
        ProfilePayload::of(ctx, done.await, input.request)
    }
}

fn all<A, B: From<A>>(items: Vec<A>) -> Vec<B> {
    items.into_iter().map(B::from).collect()
}

fn handle<'a>(ctx: &Context<'a>) -> Result<&'a Profiles> {
    context::handle(ctx)
}

/// The write context of a mutation, with the expected version of the profile.
fn write<'a>(ctx: &Context<'a>, request: &WriteRequest, version: i32) -> Result<Write<'a>> {
    let actor = context::allowed(ctx, Area::Profiles.write())?;
    Ok(request.write(ctx, actor)?.expecting(version))
}
