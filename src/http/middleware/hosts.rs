//! The allowed values of `Host`. In a DNS rebinding attack, a page of another site has its own host name resolve to this server: the
//! browser takes the server for that site, and neither CORS nor the `Origin` of a WebSocket shows that the page is foreign; `Host` does.
//! IP addresses are always allowed, because they cannot be rebound.

use std::{collections::HashSet, net::IpAddr, sync::Arc};

use http::{HeaderMap, StatusCode, Uri, header, uri::Authority};
use poem::{Endpoint, IntoResponse, Middleware, Request, Response};

use super::RequestId;
use crate::{
    config,
    graphql::code::Code,
    http::{
        negotiate::Media,
        respond::{self, Refusal},
    },
};

/// Paths for probes in the local network, which use any host name and get nothing confidential.
const PROBES: [&str; 2] = ["/livez", "/readyz"];

/// Refuses requests for other hosts.
pub(crate) struct Hosts {
    names: Names,
}

/// The wrapped endpoint.
pub(crate) struct WithHosts<E> {
    inner: E,
    names: Names,
}

/// The allowed names in lower case; `None` allows all.
#[derive(Clone)]
struct Names(Option<Arc<HashSet<String>>>);

impl Names {
    fn are_ours(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let by_header = headers
            .get_all(header::HOST)
            .iter()
            .map(|value| value.to_str().ok().and_then(|host| host.parse().ok()));
        let mut named = uri
            .authority()
            .cloned()
            .map(Some)
            .into_iter()
            .chain(by_header);
        // Browsers always send the host.
        self.0.as_ref().is_none_or(|names| {
            named.all(|host| host.is_some_and(|host: Authority| is_ours(&host, names)))
        })
    }
}

fn is_ours(authority: &Authority, names: &HashSet<String>) -> bool {
    if authority.as_str().contains('@') {
        return false;
    }
    let host = authority.host().trim_end_matches('.').to_ascii_lowercase();
    let address = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(&host);
    // `localhost` and its sub-domains (RFC 6761, 6.3).
    host == "localhost"
        || host.ends_with(".localhost")
        || address.parse::<IpAddr>().is_ok()
        || names.contains(&host)
}

impl Hosts {
    pub(crate) fn new(config: &config::Http) -> Self {
        Self {
            names: Names(config.host_names().map(Arc::new)),
        }
    }
}

impl<E: Endpoint> Middleware<E> for Hosts {
    type Output = WithHosts<E>;

    fn transform(&self, inner: E) -> Self::Output {
        WithHosts {
            inner,
            names: self.names.clone(),
        }
    }
}

impl<E: Endpoint> Endpoint for WithHosts<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if !PROBES.contains(&request.uri().path())
            && !self.names.are_ours(request.uri(), request.headers())
        {
            let message = "This server does not serve that host; the operator can add the name to http.hosts.";
            let refused =
                Refusal::with_status(StatusCode::MISDIRECTED_REQUEST, Code::BadRequest, message);
            return Ok(respond::refusal(
                &refused,
                Media::Json,
                &RequestId::of(&request),
            ));
        }
        Ok(self.inner.get_response(request).await.into_response())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use http::{HeaderMap, HeaderValue, header};

    use super::Names;

    #[test]
    fn addresses_and_listed_names_are_ours_and_nothing_else_is() {
        let names = Names(Some(Arc::new(["careers.example.org".to_owned()].into())));
        for (uri, hosts, expected) in [
            ("/", &[][..], true),
            ("/", &["localhost"], true),
            ("/", &["LOCALHOST:8000"], true),
            ("/", &["api.localhost:8000"], true),
            ("/", &["127.0.0.1:8000"], true),
            ("/", &["192.0.2.7"], true),
            ("/", &["[::1]:8000"], true),
            ("/", &["Careers.Example.org"], true),
            ("/", &["careers.example.org.:443"], true),
            ("/", &["evil.example"], false),
            ("/", &["evil.example:8000"], false),
            ("/", &["sub.careers.example.org"], false),
            ("/", &["example.org"], false),
            ("/", &["localhost.evil.example"], false),
            ("/", &["127.0.0.1.evil.example"], false),
            ("/", &["evillocalhost"], false),
            ("/", &["evil.example@127.0.0.1"], false),
            ("/", &["localhost, evil.example"], false),
            ("/", &[""], false),
            ("/", &["localhost", "evil.example"], false),
            ("http://evil.example/", &["localhost"], false),
            ("http://localhost/", &["evil.example"], false),
            ("http://careers.example.org/", &[], true),
        ] {
            let headers: HeaderMap = hosts
                .iter()
                .map(|host| (header::HOST, HeaderValue::from_static(host)))
                .collect();
            assert_eq!(
                names.are_ours(&uri.parse().unwrap(), &headers),
                expected,
                "{uri} {hosts:?}"
            );
            assert!(
                Names(None).are_ours(&uri.parse().unwrap(), &headers),
                "{uri} {hosts:?}"
            );
        }
    }
}
