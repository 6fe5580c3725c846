//! The HTTP client for providers, in the form that the crate expects: the shared outbound client with a size limit. Its errors are divided
//! here into two kinds: the provider is unavailable, or its response is unusable.

use std::time::Duration;

use futures_util::future::BoxFuture;
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use openidconnect::DiscoveryError;
use url::Url;

use super::fault::Fault;
use crate::{
    error::Error,
    platform::net::{FailureKind, Limits, Net},
};

/// Maximum size of a response in bytes.
const BYTES_MAX: usize = 262_144;

/// The HTTP client of a provider.
pub(super) struct Http {
    pub net: Net,
    /// The timeout of a request.
    pub patience: Duration,
    /// The provider.
    pub issuer: Url,
}

/// Why there is no usable response of a provider.
#[derive(Clone, Debug, thiserror::Error)]
pub(super) enum Trouble {
    /// It does not respond, responds too late, or with a server error.
    #[error("{0}")]
    Away(Error),
    /// Its response is unusable.
    #[error("{0}")]
    Unusable(&'static str),
}

impl Http {
    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, Trouble> {
        let url = Url::parse(&request.uri().to_string())
            .map_err(|_| Trouble::Unusable("a URL is invalid"))?;
        self.check(&url)?;
        let limits = Limits {
            within: self.patience,
            max_bytes: BYTES_MAX,
            media_types: &[],
        };
        let answer = self
            .net
            .exchange(request, &limits)
            .await
            .map_err(|failure| match failure.kind() {
                FailureKind::TooLong(_) => Trouble::Unusable("a response is too large"),
                _ => Trouble::Away(failure.into()),
            })?;
        match answer.status() {
            status if status.is_server_error() || matches!(status.as_u16(), 408 | 429) => {
                Err(Trouble::Away(Error::unavailable(format!(
                    "{} answers {status}.",
                    url.host_str().unwrap_or("The provider")
                ))))
            }
            status if status.is_redirection() => Err(Trouble::Unusable("a response is a redirect")),
            _ => Ok(answer),
        }
    }

    /// Refuses an insecure URL: TLS is required, except for the local machine if the configuration allows it.
    pub fn check(&self, url: &Url) -> Result<(), Trouble> {
        let is_own = url.scheme() == "http"
            && self.issuer.scheme() == "http"
            && url.host() == self.issuer.host();
        if url.scheme() == "https" || is_own {
            Ok(())
        } else {
            Err(Trouble::Unusable("a URL does not use TLS"))
        }
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Trouble;
    type Future = BoxFuture<'c, Result<HttpResponse, Trouble>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.exchange(request))
    }
}

impl From<Trouble> for Fault {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Away(error) => Self::ProviderAway(error),
            Trouble::Unusable(why) => Self::BadAnswer(why),
        }
    }
}

impl From<DiscoveryError<Self>> for Trouble {
    fn from(error: DiscoveryError<Self>) -> Self {
        match error {
            DiscoveryError::Request(trouble) => trouble,
            DiscoveryError::Validation(_) => {
                Self::Unusable("its discovery document names another issuer")
            }
            DiscoveryError::Parse(_) => {
                Self::Unusable("its discovery document or its keys have the wrong format")
            }
            _ => Self::Unusable("its discovery document or its keys are unusable"),
        }
    }
}
