//! What the mutations of the profile share: their payload, and inputs that state a version.

use async_graphql::Context;

use crate::{
    error::Result,
    features::profiles::{Profiles, Written, graphql::object::Profile},
    graphql::{
        context,
        mutation::{WriteRequest, payloads},
    },
    types::{area::Area, write::Write},
};

payloads! {
    reads Area::Profiles.read();

    /// The payload of all mutations of the profile, its sections and its evidence.
    ProfilePayload {
        /// The profile with its new version; null if refused, and for an API token that may not read profiles.
        profile: Profile
    }
}

/// Runs a write of the viewer's profile that expects a version, and wraps its result.
pub(super) async fn run(
    ctx: &Context<'_>,
    request: WriteRequest,
    version: i32,
    act: impl AsyncFnOnce(&Profiles, &Write<'_>) -> Result<Written>,
) -> Result<ProfilePayload> {
    let done = async {
        let actor = context::allowed(ctx, Area::Profiles.write())?;
        let write = request.write(ctx, actor)?.expecting(version);
        act(context::handle(ctx)?, &write).await
    };
    ProfilePayload::of(ctx, done.await, request)
}

/// Declares input types that state the version which the client read.
macro_rules! versioned_inputs {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $ty:ty),* })*) => {$(
        $(#[$doc])*
        #[derive(async_graphql::InputObject)]
        pub struct $name {
            /// The version of the profile that the client read; 0 for a profile that was never saved. Refused with VERSION_CONFLICT if the
            /// profile has another version.
            expected_version: i32,
            $(
                $(#[$field_doc])*
                $field: $ty,
            )*
            #[graphql(flatten)]
            request: $crate::graphql::mutation::WriteRequest,
        }
    )*};
}

pub(super) use versioned_inputs;
