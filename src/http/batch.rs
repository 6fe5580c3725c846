//! Batching: a JSON array of requests, answered by an array in the same order. The operations run concurrently, and the limits of one
//! operation apply to all of them together.

use async_graphql::Response as Answer;
use futures_util::future::join_all;
use serde_json::Value;
use tracing::Instrument;

use super::{
    graphql_server::GraphqlServer,
    incoming::Incoming,
    operation,
    respond::{self, Refusal},
};
use crate::{
    graphql::{code::Code, guard, operation::Operation, upload::UploadedFiles},
    types::{actor::Viewer, origin::Origin},
};

/// The requests of a body.
pub(super) enum Requests {
    One(Box<Incoming>),
    Batch(Vec<Incoming>),
}

impl Requests {
    /// Parses a single request, or a batch of at most `max`.
    pub(super) fn of(value: Value, max: usize) -> Result<Self, Refusal> {
        let refused = |message: String| Err(Refusal::new(Code::BatchingNotSupported, message));
        match value {
            Value::Array(_) if max == 0 => {
                refused("Send one operation per request; batches are not supported.".into())
            }
            Value::Array(entries) if entries.len() > max => {
                refused(format!("A batch has at most {max} operations."))
            }
            Value::Array(entries) if entries.is_empty() => {
                Err(Refusal::malformed("The batch is empty."))
            }
            Value::Array(entries) => entries
                .into_iter()
                .map(Incoming::from_json)
                .collect::<Result<_, _>>()
                .map(Self::Batch),
            one => Incoming::from_json(one).map(|incoming| Self::One(Box::new(incoming))),
        }
    }
}

impl GraphqlServer {
    /// Runs a batch whose first entry has been charged to the rate limit. Entries are refused independently of each other.
    pub(super) async fn run_batch(
        &self,
        entries: Vec<Incoming>,
        files: &UploadedFiles,
        viewer: &Viewer,
        origin: &Origin,
        request_id: &str,
    ) -> Result<Vec<Answer>, Refusal> {
        let mut admitted = Vec::with_capacity(entries.len());
        for (place, entry) in entries.into_iter().enumerate() {
            let paid = if place == 0 {
                Ok(())
            } else {
                self.charge(viewer, origin).await.map_err(Refusal::from)
            };
            admitted.push(match paid {
                Ok(()) => self.admit(entry, false).await.map(|mut operation| {
                    operation.files = files.clone();
                    operation
                }),
                Err(refusal) => Err(refusal),
            });
        }
        self.within_limits(admitted.iter().filter_map(|entry| entry.as_ref().ok()))
            .await?;
        let running = admitted.into_iter().map(|entry| async {
            match entry {
                Ok(operation) => {
                    let span = operation::span(&operation, request_id);
                    self.run(operation, viewer.clone(), origin.clone())
                        .instrument(span)
                        .await
                }
                Err(refusal) => respond::refused(&refusal),
            }
        });
        Ok(join_all(running).await)
    }

    /// Refuses a batch whose operations together exceed a limit of one operation.
    async fn within_limits(
        &self,
        operations: impl Iterator<Item = &Operation>,
    ) -> Result<(), Refusal> {
        let limits = &self.app.platform.config.limits;
        let (mut bytes, mut tokens, mut cost, mut extent) =
            (0_usize, 0_usize, 0_usize, guard::Extent::default());
        for operation in operations {
            let prepared = operation.prepared();
            bytes = bytes.saturating_add(prepared.text.len());
            tokens = tokens.saturating_add(guard::tokens(&prepared.text));
            // An invalid operation costs nothing, because it will not run.
            cost = cost.saturating_add(self.cost_of(operation).await.unwrap_or_default());
            extent = extent.and(guard::extent(&prepared.document)?);
        }
        guard::within(&extent, limits, "The batch")?;
        for (code, what, found, limit) in [
            (
                Code::QueryTooLong,
                "documents have more bytes",
                bytes,
                limits.document_bytes,
            ),
            (
                Code::TokenLimitExceeded,
                "documents have more tokens",
                tokens,
                limits.document_tokens,
            ),
            (
                Code::CostEstimatedTooExpensive,
                "operations cost more",
                cost,
                limits.cost,
            ),
        ] {
            if found > limit {
                let message =
                    format!("Together, the {what} than {limit}; send fewer operations per batch.");
                return Err(Refusal::new(code, message));
            }
        }
        Ok(())
    }
}
