//! What the inputs and payloads of all mutations have in common.

use async_graphql::{InputObject, SimpleObject};

use super::error::{UserError, user_errors};
use crate::error::Result;

/// The part of an input that every mutation has.
#[derive(InputObject, Default)]
pub struct Request {
    /// Echoed in the payload; at most 256 characters.
    #[graphql(validator(chars_max_length = 256))]
    client_mutation_id: Option<String>,
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

/// Defines payloads that hold the thing that was changed, or null when refused, beside the [`Outcome`].
///
/// `Name { field: Object }` becomes an object type and `Name::of(result, request)`, which wraps what the service returned.
#[macro_export]
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
                request: $crate::graphql::mutation::Request,
            ) -> $crate::error::Result<Self> {
                let (done, outcome) = request.settle(result)?;
                Ok(Self { $field: done.map(Into::into), outcome })
            }
        }
    )*};
}
