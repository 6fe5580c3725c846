//! Runs the mutation of a proposal.

use async_graphql::Context;
use serde_json::Value;

use super::error::ProposalRefused;
use crate::{
    error::{Error, Result},
    features::proposals::ProposalRow,
    graphql::own_mutation::{self, Outcome, Reason},
};

/// Runs the mutation of a proposal as the viewer, which accepts the proposal; returns why it was refused.
pub(super) async fn run(ctx: &Context<'_>, row: &ProposalRow) -> Result<Option<ProposalRefused>> {
    let mutation = (row.mutation.as_str(), &row.input);
    let refused = match own_mutation::run(ctx, row.id, mutation).await? {
        Outcome::Refused(reason) => Some(reason),
        Outcome::Ran(user_errors) => first(user_errors)?,
    };
    Ok(refused.map(|Reason { code, message }| {
        let is_late = code == "VERSION_CONFLICT";
        let message = if is_late { CHANGED.to_owned() } else { message };
        ProposalRefused { code, message }
    }))
}

/// The first user error of a payload.
fn first(user_errors: Value) -> Result<Option<Reason>> {
    let user_errors: Vec<Reason> = serde_json::from_value(user_errors).map_err(Error::internal)?;
    Ok(user_errors.into_iter().next())
}

/// A user cannot give a proposal another version.
const CHANGED: &str = "The object has changed since this was proposed: reject it; the program may propose it again for what is there now.";
