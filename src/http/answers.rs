//! The answers of one operation, on whatever they travel: one for a query or a mutation, as many as come for a subscription.

use std::{pin::Pin, sync::Arc};

use async_graphql::{Request as Operation, Response as Answer};
use futures_util::{Stream, StreamExt, stream};

use crate::{
    http::{graphql_server::GraphqlServer, operation, respond},
    types::{actor::Viewer, origin::Origin},
};

/// Answers with their codes and request ids. Their end is the end of the operation.
pub(super) type Answers = Pin<Box<dyn Stream<Item = Answer> + Send>>;

impl GraphqlServer {
    /// Runs an operation that was admitted; nothing of it happens before the first answer is asked for.
    pub(super) fn answers(
        self: &Arc<Self>,
        mut operation: Operation,
        viewer: Viewer,
        origin: Origin,
        request_id: String,
    ) -> Answers {
        let server = Arc::clone(self);
        let answers = if operation::is_subscription(&mut operation) {
            server.follow(operation, viewer, origin).boxed()
        } else {
            stream::once(async move { server.run(operation, viewer, origin).await }).boxed()
        };
        let dressed = answers.map(move |mut answer| {
            respond::add_error_codes(&mut answer, &request_id);
            answer
        });
        dressed.boxed()
    }
}
