//! The client for URLs from users or web pages. It connects to public addresses only, against server-side request forgery: an address
//! is checked in the URL, in the result of name resolution when connecting, and both again after each redirect.

use std::{io, net::IpAddr, net::SocketAddr, sync::Arc};

use futures_util::future::BoxFuture;
use http::{Method, StatusCode, header};
use reqwest::{
    Client,
    dns::{Addrs, Name, Resolve, Resolving},
};
use url::{Host, Url};

use super::{
    address::is_public,
    client::{builder, to_send},
    exchange::{Answer, Failure, FailureKind, Limits, Request, read, send},
};
use crate::{
    config,
    error::{Error, Result},
};

/// Maximum redirects.
const REDIRECTS_MAX: usize = 5;
/// Maximum characters of a URL.
const URL_CHARS_MAX: usize = 4_000;
/// Maximum addresses of one name that are tried.
const ADDRESSES_MAX: usize = 16;
/// Headers that are sent to the first server only.
const SECRETS: [header::HeaderName; 3] = [
    header::AUTHORIZATION,
    header::COOKIE,
    header::PROXY_AUTHORIZATION,
];
const NOT_PUBLIC: &str = "its name resolves to no public address";

/// Resolves names to addresses.
pub trait Lookup: Send + Sync + 'static {
    /// The addresses of a name.
    fn lookup(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// Outbound HTTP to URLs from users or web pages.
#[derive(Clone)]
pub struct Guarded {
    client: Client,
    rules: Arc<Rules>,
}

/// The rules for allowed addresses.
struct Rules {
    plain_http: bool,
    ports: Vec<u16>,
    networks: Vec<ipnet::IpNet>,
}

/// Resolves a name and keeps only allowed addresses: the client connects to no others, so DNS rebinding has no effect.
struct CheckedLookup {
    lookup: Arc<dyn Lookup>,
    rules: Arc<Rules>,
}

/// The system's resolver.
struct SystemLookup;

/// The error for a name without any allowed address.
#[derive(Debug, thiserror::Error)]
#[error("{NOT_PUBLIC}")]
struct NoAddress;

impl Guarded {
    /// A client as configured, with the system's resolver.
    pub fn new(config: &config::Outbound) -> Result<Self> {
        Self::with_lookup(config, Arc::new(SystemLookup))
    }

    /// A client with another resolver.
    pub fn with_lookup(config: &config::Outbound, lookup: Arc<dyn Lookup>) -> Result<Self> {
        let rules = Arc::new(Rules {
            plain_http: config.named_plain_http,
            ports: config.named_ports.clone(),
            networks: config.named_networks.clone(),
        });
        let checked = CheckedLookup {
            lookup,
            rules: Arc::clone(&rules),
        };
        let client = builder(&config.user_agent)
            .dns_resolver(Arc::new(checked))
            .build()
            .map_err(Error::internal)?;
        Ok(Self { client, rules })
    }

    /// One exchange, redirects included; the limits apply to all requests together. There are no retries.
    pub async fn exchange(
        &self,
        request: Request,
        limits: &Limits<'_>,
    ) -> std::result::Result<Answer, Failure> {
        let request = to_send(request)?;
        let first = request.url().clone();
        tokio::time::timeout(limits.within, self.follow(request, limits))
            .await
            .unwrap_or_else(|_| Err(Failure::new(&first, FailureKind::NoAnswer)))
    }

    async fn follow(
        &self,
        mut request: reqwest::Request,
        limits: &Limits<'_>,
    ) -> std::result::Result<Answer, Failure> {
        let mut url = request.url().clone();
        for _ in 0..=REDIRECTS_MAX {
            self.rules
                .check(&url)
                .map_err(|why| Failure::new(&url, FailureKind::Forbidden(why)))?;
            let again = request.try_clone();
            let response = send(&self.client, request).await.map_err(refused_name)?;
            if !is_redirect(response.status()) {
                return read(response, limits).await;
            }
            let nowhere = || Failure::new(&url, FailureKind::Redirect);
            let target = target(&url, &response).ok_or_else(nowhere)?;
            request = redirected(
                again.ok_or_else(nowhere)?,
                response.status(),
                target.clone(),
            );
            url = target;
        }
        Err(Failure::new(&url, FailureKind::Redirect))
    }
}

impl Rules {
    /// Refuses a URL that is not allowed.
    fn check(&self, url: &Url) -> std::result::Result<(), &'static str> {
        if url.as_str().len() > URL_CHARS_MAX {
            return Err("the URL is too long");
        }
        match url.scheme() {
            "https" => {}
            "http" if self.plain_http => {}
            _ => return Err("the URL is not https"),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("the URL contains credentials");
        }
        if !url
            .port_or_known_default()
            .is_some_and(|port| self.ports.contains(&port))
        {
            return Err("the port is not a standard port of http or https");
        }
        let is_permitted = match url.host() {
            Some(Host::Ipv4(address)) => self.permits(address.into()),
            Some(Host::Ipv6(address)) => self.permits(address.into()),
            // The addresses of the name are checked when it is resolved.
            Some(Host::Domain(name)) => !name.is_empty(),
            None => false,
        };
        is_permitted
            .then_some(())
            .ok_or("the address is not public")
    }

    fn permits(&self, address: IpAddr) -> bool {
        is_public(address)
            || self
                .networks
                .iter()
                .any(|network| network.contains(&address))
    }
}

impl Resolve for CheckedLookup {
    fn resolve(&self, name: Name) -> Resolving {
        let (found, rules) = (self.lookup.lookup(name.as_str()), Arc::clone(&self.rules));
        Box::pin(async move {
            let permitted: Vec<SocketAddr> = found
                .await?
                .into_iter()
                .filter(|address| rules.permits(*address))
                .take(ADDRESSES_MAX)
                .map(|address| SocketAddr::new(address, 0))
                .collect();
            if permitted.is_empty() {
                return Err(NoAddress.into());
            }
            Ok(Box::new(permitted.into_iter()) as Addrs)
        })
    }
}

impl Lookup for SystemLookup {
    fn lookup(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let name = name.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// A connection that the check of resolved addresses prevented is reported as forbidden.
fn refused_name(failure: Failure) -> Failure {
    let mut cause = std::error::Error::source(&failure);
    while let Some(error) = cause {
        if error.is::<NoAddress>() {
            return failure.with_kind(FailureKind::Forbidden(NOT_PUBLIC));
        }
        cause = error.source();
    }
    failure
}

const fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The target of a redirect.
fn target(from: &Url, response: &reqwest::Response) -> Option<Url> {
    let location = response.headers().get(header::LOCATION)?.to_str().ok()?;
    from.join(location).ok()
}

/// The redirected request: without its body if the status requires it (RFC 9110, 15.4), and without secret headers for another server.
fn redirected(mut request: reqwest::Request, status: StatusCode, target: Url) -> reqwest::Request {
    let keeps_method = matches!(status.as_u16(), 307 | 308)
        || matches!(*request.method(), Method::GET | Method::HEAD);
    if !keeps_method {
        *request.method_mut() = Method::GET;
        *request.body_mut() = None;
        for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH] {
            request.headers_mut().remove(name);
        }
    }
    if target.origin() != request.url().origin() {
        for name in SECRETS {
            request.headers_mut().remove(name);
        }
    }
    *request.url_mut() = target;
    request
}
