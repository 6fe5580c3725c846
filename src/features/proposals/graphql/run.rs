//! Runs the mutation of a proposal.

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
}

/// Runs the mutation of a proposal as the viewer, which accepts the proposal; returns why it was refused.
pub(super) async fn run(ctx: &Context<'_>, row: &ProposalRow) -> Result<Option<Refusal>> {
    let mutation = (row.mutation.as_str(), &row.input);
    Ok(match own_mutation::run(ctx, row.id, mutation).await? {
        Outcome::Refused(message) => Some(Refusal::invalid("input.id", message)),
        Outcome::Ran(user_errors) => first(user_errors)?,
    })
}

/// The first user error of a payload, as a refusal of accepting.
fn first(user_errors: Value) -> Result<Option<Refusal>> {
    let user_errors: Vec<UserError> =
        serde_json::from_value(user_errors).map_err(Error::internal)?;
    Ok(user_errors.into_iter().next().map(|error| {
        let message = if error.code == "VERSION_CONFLICT" {
            CHANGED.to_owned()
        } else {
            error.message
        };
        Refusal::invalid("input.id", message)
    }))
}

/// A user cannot give a proposal another version.
const CHANGED: &str = "The object has changed since this was proposed: reject it; the program may propose it again for what is there now.";
