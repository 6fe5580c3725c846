//! The way to a provider, as the crate wants to be given it: our one outbound client, with a limit on all that comes.

use std::time::Duration;

use futures_util::future::BoxFuture;
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};

use crate::{
    error::{Error, Result},
    platform::net::Net,
};

/// Bytes of any answer.
const BYTES_MAX: usize = 262_144;
/// Exchanges with providers.
pub(super) struct Http {
    pub net: Net,
    /// How long an answer may take.
    pub patience: Duration,
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Error;
    type Future = BoxFuture<'c, Result<HttpResponse>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.net.exchange(request, BYTES_MAX, self.patience))
    }
}
