//! The input and payload fields that all mutations share.

use std::sync::{Arc, OnceLock};

use async_graphql::{Context, InputObject, SimpleObject};
use serde_json::{Map, Value};

use super::{error::user_errors, proposing, user_error::UserError};
use crate::{
    error::{Error, Result},
    types::{
        actor::Actor,
        id::AgentProposalId,
        text::Prose,
        write::{Asked, IdempotencyKey, InputHash, Write},
    },
};

/// Maximum characters of the reason of a proposal.
const REASON_MAX: usize = 500;

/// The input fields of every mutation.
#[derive(InputObject, Default)]
#[graphql(name = "RequestPart")]
pub struct Request {
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
    /// The proposal that was made instead of a change.
    #[graphql(skip)]
    proposed: Arc<OnceLock<AgentProposalId>>,
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
    /// For API tokens that may only propose this: why, as the user reads it in `viewer.proposals`; at most 500 characters.
    #[graphql(validator(chars_max_length = 500))]
    proposal_reason: Option<String>,
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
    /// The proposal that was made instead of the change, because the API token may only propose it: the payload shows what it would change, and
    /// nothing is changed until the user accepts it. Null for everyone else.
    proposal_id: Option<AgentProposalId>,
}

impl Request {
    /// Splits the result of a service into its value, if any, and the common part of the payload. Errors that are not refusals are returned
    /// and end up in `errors[]`.
    pub fn settle<T>(self, result: Result<T>) -> Result<(Option<T>, Outcome)> {
        let (done, user_errors) = user_errors(result)?;
        let outcome = Outcome {
            user_errors,
            client_mutation_id: self.client_mutation_id,
            proposal_id: self.proposed.get().copied(),
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
        let (key, space) = (key.transpose()?, proposing::key_space(actor));
        Ok(Write {
            key: match space {
                Some(space) => key.map(|key| key.within(&space)),
                None => key,
            },
            dry_run: self.dry_run,
            asked: actor.proposes().then(|| self.asked(ctx)).transpose()?,
            accepts: proposing::accepts(ctx),
            ..Write::by(actor)
        })
    }

    /// What the mutation of this field is asked to do.
    fn asked(&self, ctx: &Context<'_>) -> Result<Asked> {
        let reason = self.proposal_reason.as_deref().unwrap_or_default();
        let reason = Prose::parse("input.proposalReason", reason, REASON_MAX)?.into_string();
        Ok(Asked {
            mutation: ctx.field().name().to_owned(),
            input: input(ctx)?,
            reason: Some(reason).filter(|reason| !reason.is_empty()),
            takes_version: proposing::takes_version(ctx),
            taken: Arc::default(),
            version: Arc::default(),
            made: Arc::clone(&self.request.proposed),
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
    let arguments = arguments(ctx)?;
    Ok(InputHash::new(ctx.field().name(), &arguments.into()))
}

/// The input of this field.
fn input(ctx: &Context<'_>) -> Result<Map<String, Value>> {
    match arguments(ctx)?.remove("input") {
        Some(Value::Object(input)) => Ok(input),
        _ => Err(Error::internal("a mutation without an input")),
    }
}

/// The arguments of this field, with variables resolved, without what belongs to the request alone.
fn arguments(ctx: &Context<'_>) -> Result<Map<String, Value>> {
    const NOT_INPUT: [&str; 4] = [
        "idempotencyKey",
        "dryRun",
        "proposalReason",
        "clientMutationId",
    ];
    let arguments = ctx.field().arguments();
    let arguments = arguments.map_err(|cause| Error::internal(cause.message))?;
    let mut input = Map::new();
    for (name, value) in arguments {
        let mut value = value.into_json().map_err(Error::internal)?;
        if let Some(members) = value.as_object_mut() {
            members.retain(|name, _| !NOT_INPUT.contains(&name.as_str()));
        }
        input.insert(name.to_string(), value);
    }
    Ok(input)
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
