//! What ends a wait early: the caller, or the time.

use std::{future::pending, sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use tokio_util::sync::CancellationToken;

use super::Call;
use crate::{
    clock::Clock,
    error::{Error, Wait},
};

/// The limits of one answer.
pub(super) struct Waits {
    total: BoxFuture<'static, ()>,
    next: Option<BoxFuture<'static, ()>>,
    cancel: CancellationToken,
    clock: Arc<dyn Clock>,
}

impl Waits {
    pub(super) fn new(clock: &Arc<dyn Clock>, call: Call<'_>) -> Self {
        let left = call.deadline.saturating_sub(clock.now());
        Self {
            total: clock.sleep(left),
            next: None,
            cancel: call.cancel.clone(),
            clock: Arc::clone(clock),
        }
    }

    /// Text, or what follows it, has to come within this time.
    pub(super) fn expect_within(&mut self, within: Duration) {
        self.next = Some(self.clock.sleep(within));
    }

    /// Text has come.
    pub(super) fn text_came(&mut self) {
        self.next = None;
    }

    /// What the future gives, unless something ends the wait before. Limits are looked at first: a server that never stops must not outrun them.
    pub(super) async fn until<T>(&mut self, future: impl Future<Output = T>) -> Result<T, Error> {
        let next = async {
            match &mut self.next {
                Some(within) => within.await,
                None => pending().await,
            }
        };
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(Error::Cancelled),
            () = &mut self.total => Err(Error::Slow(Wait::Total)),
            () = next => Err(Error::Slow(Wait::FirstText)),
            value = future => Ok(value),
        }
    }
}
