//! Runs the mutation of an accepted proposal.

use async_graphql::Context;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    error::{Error, Refusal, Result},
    features::proposals::ProposalRow,
    graphql::own_mutation::{self, Outcome},
};

/// A user error of the mutation.
#[derive(Deserialize)]
struct UserError {
    code: String,
    message: String,
    current: Option<i32>,
}

/// Runs the mutation of a proposal as the viewer, with the proposal as its idempotency key; returns why it was refused.
pub(super) async fn run(ctx: &Context<'_>, row: &ProposalRow) -> Result<Option<Refusal>> {
    let mut input = row.input.clone();
    if let Some(input) = input.as_object_mut() {
        input.insert("idempotencyKey".to_owned(), row.id.to_string().into());
    }
    Ok(match own_mutation::run(ctx, &row.mutation, input).await? {
        Outcome::Refused(message) => Some(Refusal::invalid("input.id", message)),
        Outcome::Ran(user_errors) => first(user_errors)?,
    })
}

/// The first user error of a payload, as a refusal of accepting.
fn first(user_errors: Value) -> Result<Option<Refusal>> {
    let user_errors: Vec<UserError> =
        serde_json::from_value(user_errors).map_err(Error::internal)?;
    Ok(user_errors
        .into_iter()
        .next()
        .map(|error| match error.current {
            Some(current) if error.code == "VERSION_CONFLICT" => {
                Refusal::VersionConflict { current }
            }
            _ => Refusal::invalid("input.id", error.message),
        }))
}
