//! The input and payload fields that all mutations share.

use async_graphql::{Context, InputObject, SimpleObject};

use super::{error::user_errors, user_error::UserError};
use crate::{
    error::{Error, Result},
    types::{
        actor::Actor,
        write::{IdempotencyKey, InputHash, Write},
    },
};

/// The input fields of every mutation.
#[derive(InputObject, Default)]
#[graphql(name = "RequestPart")]
pub struct Request {
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
}

/// The input fields of mutations that support retries and dry runs.
#[derive(InputObject, Default)]
#[graphql(name = "WriteRequestPart")]
pub struct WriteRequest {
    /// Idempotency key, at most 200 characters: a retry with the same key and input changes nothing and returns the first result.
    /// With another input it is refused with IDEMPOTENCY_KEY_REUSED. Kept for 7 days.
    idempotency_key: Option<String>,
    /// Dry run: the whole mutation runs and is then rolled back. The payload is that of the real one; nothing is stored, queued or sent.
    #[graphql(default)]
    dry_run: bool,
    #[graphql(flatten)]
    request: Request,
}

/// The payload fields of every mutation.
#[derive(SimpleObject)]
pub struct Outcome {
    /// Why the mutation was refused; empty on success.
    user_errors: Vec<UserError>,
    /// As given in the input.
    client_mutation_id: Option<String>,
}

impl Request {
    /// Splits the result of a service into its value, if any, and the common part of the payload. Errors that are not refusals are returned
    /// and end up in `errors[]`.
    pub fn settle<T>(self, result: Result<T>) -> Result<(Option<T>, Outcome)> {
        let (done, user_errors) = user_errors(result)?;
        let outcome = Outcome {
            user_errors,
            client_mutation_id: self.client_mutation_id,
        };
        Ok((done, outcome))
    }
}

impl WriteRequest {
    /// How the mutation of this field is to be run by an actor. The input hash excludes the fields of [`Request`] and [`WriteRequest`].
    pub fn write<'a>(&self, ctx: &Context<'_>, actor: &'a Actor) -> Result<Write<'a>> {
        let key = self.idempotency_key.as_deref();
        let key =
            key.map(|key| IdempotencyKey::parse("input.idempotencyKey", key, input_hash(ctx)?));
        Ok(Write {
            key: key.transpose()?,
            dry_run: self.dry_run,
            ..Write::by(actor)
        })
    }
}

impl From<WriteRequest> for Request {
    fn from(write: WriteRequest) -> Self {
        write.request
    }
}

/// The hash of the arguments of this field, with variables resolved.
fn input_hash(ctx: &Context<'_>) -> Result<InputHash> {
    const NOT_INPUT: [&str; 3] = ["idempotencyKey", "dryRun", "clientMutationId"];
    let field = ctx.field();
    let arguments = field
        .arguments()
        .map_err(|cause| Error::internal(cause.message))?;
    let mut input = serde_json::Map::new();
    for (name, value) in arguments {
        let mut value = value.into_json().map_err(Error::internal)?;
        if let Some(members) = value.as_object_mut() {
            members.retain(|name, _| !NOT_INPUT.contains(&name.as_str()));
        }
        input.insert(name.to_string(), value);
    }
    Ok(InputHash::new(field.name(), &input.into()))
}

/// Defines payload types: the changed object, null if the mutation was refused, and the [`Outcome`].
///
/// `Name { field: Object }` becomes an object type and `Name::of(result, request)`, which wraps what the service returned. After
/// `reads SCOPE;` it is `Name::of(ctx, result, request)`, and the object is also null for an API token without that scope: the right
/// to write is no right to read.
macro_rules! payloads {
    (reads $scope:expr; $($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident: $object:ty })*) => {$(
        $crate::graphql::mutation::payloads! { @type $(#[$doc])* $name { $(#[$field_doc])* $field: $object } }

        impl $name {
            /// Wraps the result of a service in the payload.
            pub fn of<T: Into<$object>>(
                ctx: &async_graphql::Context<'_>,
                result: $crate::error::Result<T>,
                request: impl Into<$crate::graphql::mutation::Request>,
            ) -> $crate::error::Result<Self> {
                let (done, outcome) = request.into().settle(result)?;
                let shown = done.filter(|_| $crate::graphql::context::allowed(ctx, $scope).is_ok());
                Ok(Self { $field: shown.map(Into::into), outcome })
            }
        }
    )*};
    (@type $(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident: $object:ty }) => {
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            $(#[$field_doc])*
            $field: Option<$object>,
            #[graphql(flatten)]
            outcome: $crate::graphql::mutation::Outcome,
        }
    };
    ($($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident: $object:ty })*) => {$(
        $crate::graphql::mutation::payloads! { @type $(#[$doc])* $name { $(#[$field_doc])* $field: $object } }

        impl $name {
            /// Wraps the result of a service in the payload.
            pub fn of<T: Into<$object>>(
                result: $crate::error::Result<T>,
                request: impl Into<$crate::graphql::mutation::Request>,
            ) -> $crate::error::Result<Self> {
                let (done, outcome) = request.into().settle(result)?;
                Ok(Self { $field: done.map(Into::into), outcome })
            }
        }
    )*};
}

pub(crate) use payloads;
