//! The stream of answers of one operation, for every transport: one answer for a query or a mutation, any number for a subscription.

use std::{pin::Pin, sync::Arc};

use async_graphql::Response as Answer;
use futures_util::{Stream, StreamExt, stream};

use crate::{
    graphql::operation::Operation,
    http::{graphql_server::GraphqlServer, respond},
    types::{actor::Viewer, origin::Origin},
};

/// Answers with error codes and request ids. The stream ends with the operation.
pub(super) type Answers = Pin<Box<dyn Stream<Item = Answer> + Send>>;

impl GraphqlServer {
    /// Runs an admitted operation; it starts when the first answer is polled.
    pub(super) fn answers(
        self: &Arc<Self>,
        operation: Operation,
        viewer: Viewer,
        origin: Origin,
        request_id: String,
    ) -> Answers {
        let server = Arc::clone(self);
        let answers = if operation.is_subscription() {
            server.run_subscription(operation, viewer, origin).boxed()
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
