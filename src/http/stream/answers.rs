//! The answers of one operation, on whatever they travel: one for a query or a mutation, as many as come for a subscription.

use std::{panic::AssertUnwindSafe, pin::Pin, sync::Arc};

use async_graphql::{Request as Operation, Response as Answer};
use futures_util::{Stream, StreamExt, stream};

use crate::{
    http::{Gate, graphql, respond},
    types::actor::Viewer,
};

/// Answers with their codes and request ids. Their end is the end of the operation.
pub(in crate::http) type Answers = Pin<Box<dyn Stream<Item = Answer> + Send>>;

impl Gate {
    /// Runs an operation that was admitted; nothing of it happens before the first answer is asked for.
    pub(in crate::http) fn answers(
        self: &Arc<Self>,
        mut operation: Operation,
        viewer: Viewer,
        address: String,
        request_id: String,
    ) -> Answers {
        let answers = if graphql::is_subscription(&mut operation) {
            unbroken(self.schema.execute_stream(self.equip(operation, viewer, address)))
        } else {
            let gate = Arc::clone(self);
            stream::once(async move { gate.run(operation, viewer, address).await }).boxed()
        };
        let dressed = answers.map(move |mut answer| {
            respond::dress(&mut answer, &request_id);
            answer
        });
        dressed.boxed()
    }
}

/// A panic becomes an answer, the last one; whatever runs beside goes on.
fn unbroken(answers: impl Stream<Item = Answer> + Send + 'static) -> Answers {
    let caught = AssertUnwindSafe(answers).catch_unwind().map(|answer| {
        answer.unwrap_or_else(|_| {
            tracing::error!("a subscription panicked");
            respond::broken("INTERNAL_SERVER_ERROR", "Something went wrong on our side; subscribe again.")
        })
    });
    caught.boxed()
}

#[cfg(test)]
mod tests {
    use async_graphql::Response as Answer;
    use futures_util::{StreamExt, stream};

    use super::unbroken;
    use crate::http::respond;

    #[tokio::test]
    async fn a_panic_is_the_last_answer() {
        let answers = stream::iter(0..5).map(|number| {
            assert!(number < 2, "planted");
            Answer::new(number)
        });
        let heard: Vec<Answer> = unbroken(answers).collect().await;
        let told: Vec<String> = heard.iter().map(respond::body).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert_eq!(&told[..2], [r#"{"data":0}"#, r#"{"data":1}"#]);
        assert!(told[2].contains("INTERNAL_SERVER_ERROR") && !told[2].contains("planted"), "{told:?}");
    }
}
