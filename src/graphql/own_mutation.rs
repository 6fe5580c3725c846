//! Mutations that the server runs for itself, inside of another one: those of accepted proposals.

use std::sync::Arc;

use async_graphql::Context;
use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{code::Code, context, proposing::input_of};
use crate::{
    error::{Error, Result},
    types::{actor::Viewer, id::AgentProposalId, origin::Origin},
};

/// What became of a mutation.
pub enum Outcome {
    /// It ran; its user errors, as JSON.
    Ran(Value),
    /// It failed before it changed anything.
    Refused(Reason),
}

/// Why a mutation was refused, for the viewer.
#[derive(Debug, Deserialize)]
pub struct Reason {
    /// A code of an error or a user error.
    pub code: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// A mutation with its input, as an operation. Its payload is selected under the name `done`.
pub struct Document {
    /// The document.
    pub text: String,
    /// Its variables.
    pub variables: Value,
}

/// Runs mutations for the server itself. The transport puts one into the context of each mutation.
#[async_trait]
pub trait OwnOperations: Send + Sync {
    /// Runs a mutation for a viewer, which accepts a proposal. An error leaves it open what was changed.
    async fn mutate(
        &self,
        document: Document,
        viewer: (Viewer, Origin),
        accepts: AgentProposalId,
    ) -> Result<Outcome>;
}

/// Runs the mutation of a proposal with its input as the viewer of this request, and accepts the proposal with it.
pub async fn run(
    ctx: &Context<'_>,
    accepts: AgentProposalId,
    (mutation, input): (&str, &Value),
) -> Result<Outcome> {
    let Some(argument) = input_of(ctx, mutation) else {
        let message = format!("There is no mutation \"{mutation}\" any more.");
        let code = Code::GraphqlValidationFailed.name().to_owned();
        return Ok(Outcome::Refused(Reason { code, message }));
    };
    let ty = &argument.ty;
    let document = Document {
        text: format!(
            "mutation ($input: {ty}) {{ done: {mutation}(input: $input) {{ userErrors {{ code message }} }} }}"
        ),
        variables: json!({ "input": input }),
    };
    let viewer = (context::viewer(ctx)?.clone(), context::origin(ctx)?.clone());
    own_operations(ctx)?.mutate(document, viewer, accepts).await
}

/// What runs mutations for the server itself.
fn own_operations<'a>(ctx: &Context<'a>) -> Result<&'a Arc<dyn OwnOperations>> {
    ctx.data_opt()
        .ok_or_else(|| Error::internal("the request context runs no operations"))
}
