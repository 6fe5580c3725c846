//! The answers of one operation, on whatever they travel: one for a query or a mutation, as many as come for a subscription.

use std::{pin::Pin, sync::Arc};

use async_graphql::{Request as Operation, Response as Answer};
use futures_util::{Stream, StreamExt, stream};

use crate::{
    http::{GraphqlServer, graphql, respond},
    types::{actor::Viewer, origin::Origin},
};

/// Answers with their codes and request ids. Their end is the end of the operation.
pub(in crate::http) type Answers = Pin<Box<dyn Stream<Item = Answer> + Send>>;

impl GraphqlServer {
    /// Runs an operation that was admitted; nothing of it happens before the first answer is asked for.
    pub(in crate::http) fn answers(
        self: &Arc<Self>,
        mut operation: Operation,
        viewer: Viewer,
        origin: Origin,
        request_id: String,
    ) -> Answers {
        let gate = Arc::clone(self);
        let answers = if graphql::is_subscription(&mut operation) {
            gate.follow(operation, viewer, origin).boxed()
        } else {
            stream::once(async move { gate.run(operation, viewer, origin).await }).boxed()
        };
        let dressed = answers.map(move |mut answer| {
            respond::add_error_codes(&mut answer, &request_id);
            answer
        });
        dressed.boxed()
    }
}
