//! What the inputs and payloads of all mutations have in common.

use async_graphql::{Context, InputObject, SimpleObject};

use super::{error::user_errors, user_error::UserError};
use crate::{
    error::{Error, Result},
    types::{
        actor::Actor,
        write::{IdempotencyKey, InputHash, Write},
    },
};

/// The part of an input that every mutation has.
#[derive(InputObject, Default)]
pub struct Request {
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
}

/// The part of an input of mutations that may be retried and tried out.
#[derive(InputObject, Default)]
pub struct WriteRequest {
    /// Idempotency key, at most 200 characters: a retry with the same key and input changes nothing and returns the first result.
    /// With another input it is refused with IDEMPOTENCY_KEY_REUSED. Kept for at least 24 hours.
    idempotency_key: Option<String>,
    /// Dry run: the whole mutation runs and is then rolled back. The payload is that of the real one; nothing is stored, queued or sent.
    #[graphql(default)]
    dry_run: bool,
    #[graphql(flatten)]
    request: Request,
}

/// The part of a payload that every mutation has.
#[derive(SimpleObject)]
pub struct Outcome {
    /// Why nothing was done; empty on success.
    user_errors: Vec<UserError>,
    /// As given in the input.
    client_mutation_id: Option<String>,
}

impl Request {
    /// Splits the result of a service: what was done, if it was, and the common part of the payload. An error that is no refusal goes
    /// on to `errors[]`.
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
    /// How the mutation of this field is to be run by an actor. Its key stands for the input without the fields of this part.
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

/// Defines payloads that hold the thing that was changed, or null when refused, beside the [`Outcome`].
///
/// `Name { field: Object }` becomes an object type and `Name::of(result, request)`, which wraps what the service returned.
macro_rules! payloads {
    ($($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident: $object:ty })*) => {$(
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            $(#[$field_doc])*
            $field: Option<$object>,
            #[graphql(flatten)]
            outcome: $crate::graphql::mutation::Outcome,
        }

        impl $name {
            /// The payload of what a service returned.
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
