//! Mutations that the server runs for itself: those of accepted proposals.

use std::sync::Arc;

use async_graphql::{Request, Response as Answer, ServerError, Variables};
use async_trait::async_trait;
use futures_util::FutureExt;

use crate::{
    app::App,
    error::{Error, Kind, Result},
    graphql::{
        error::code_of,
        loader::Batcher,
        own_mutation::{Document, Outcome, OwnOperations, Reason},
        proposing::Accepts,
        schema::Gateway,
    },
    http::graphql_server::GraphqlServer,
    types::{actor::Viewer, id::AgentProposalId, origin::Origin},
};

/// The schema, and what its resolvers need.
struct Own {
    app: App,
    schema: Gateway,
}

impl GraphqlServer {
    /// What runs mutations for the server itself.
    pub(super) fn own_operations(&self) -> Arc<dyn OwnOperations> {
        Arc::new(Own {
            app: self.app.clone(),
            schema: self.schema.clone(),
        })
    }
}

#[async_trait]
impl OwnOperations for Own {
    async fn mutate(
        &self,
        Document { text, variables }: Document,
        (viewer, origin): (Viewer, Origin),
        accepts: AgentProposalId,
    ) -> Result<Outcome> {
        let batcher = Batcher::for_request(self.app.clone(), viewer);
        let request = Request::new(text).variables(Variables::from_json(variables));
        let request = request.data(batcher).data(origin).data(Accepts(accepts));
        outcome(self.schema.execute(request).boxed().await)
    }
}

fn outcome(mut answer: Answer) -> Result<Outcome> {
    if let Some(error) = answer.errors.pop() {
        return refused(error);
    }
    let data = answer.data.into_json().map_err(Error::internal)?;
    let user_errors = data.pointer("/done/userErrors").cloned();
    let user_errors = user_errors.ok_or_else(|| Error::internal("a payload without userErrors"))?;
    Ok(Outcome::Ran(user_errors))
}

/// A failed mutation: refused, if trying it again cannot help; what is no error of a resolver is one of the input.
fn refused(error: ServerError) -> Result<Outcome> {
    match error.source::<Error>().cloned() {
        Some(known) if !is_final(known.kind()) => Err(known),
        _ => Ok(Outcome::Refused(Reason {
            code: code_of(&error).name().to_owned(),
            message: error.message,
        })),
    }
}

const fn is_final(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::BadInput | Kind::Forbidden | Kind::NotFound | Kind::Refused(_)
    )
}

#[cfg(test)]
mod tests {
    use async_graphql::{Response as Answer, ServerError, value};

    use super::{Error, Outcome, outcome};

    fn failed(error: Error) -> Answer {
        let message = error.to_string();
        let mut failed = ServerError::new(message, None);
        failed.source = Some(std::sync::Arc::new(error));
        Answer::from_errors(vec![failed])
    }

    #[test]
    fn only_what_cannot_succeed_later_is_refused() {
        let gone = outcome(failed(Error::not_found("application"))).expect("an outcome");
        assert!(
            matches!(gone, Outcome::Refused(why) if why.code == "NOT_FOUND" && why.message.contains("application"))
        );
        let unknown = Answer::from_errors(vec![ServerError::new("Unknown field", None)]);
        assert!(matches!(outcome(unknown), Ok(Outcome::Refused(_))));
        assert!(outcome(failed(Error::unavailable("Try again."))).is_err());
        let ran = outcome(Answer::new(value!({ "done": { "userErrors": [] } })));
        assert!(
            matches!(ran, Ok(Outcome::Ran(none)) if none.as_array().is_some_and(Vec::is_empty))
        );
        assert!(outcome(Answer::new(value!({}))).is_err());
    }
}
