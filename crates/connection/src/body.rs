//! A response body that keeps its request counted as running until the body is dropped.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use hyper::body::{Body, Frame, SizeHint};

use crate::RunningRequest;

/// A response body with the guard of its request.
pub struct TrackedBody<B> {
    body: B,
    _request: RunningRequest,
}

impl<B> TrackedBody<B> {
    /// Ties a body to the request that it answers.
    pub const fn new(body: B, request: RunningRequest) -> Self {
        Self {
            body,
            _request: request,
        }
    }
}

impl<B: Body + Unpin> Body for TrackedBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
