//! The client's address and scheme: those of the peer, or, if the peer is a proxy that the operator trusts, those in its forwarding
//! headers. Any client can send such headers, so they are ignored from other peers.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use http::{HeaderMap, HeaderName};
use ipnet::IpNet;
use poem::{Endpoint, IntoResponse, Middleware, Request, Response};

use crate::http::negotiate::members;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The client of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The address; `None` if the peer has no internet address.
    pub address: Option<IpAddr>,
    /// True if the client used TLS to reach the proxy.
    pub by_tls: bool,
}

impl Caller {
    pub(crate) fn of(request: &Request) -> Self {
        request
            .extensions()
            .get::<Self>()
            .cloned()
            .unwrap_or_default()
    }

    /// The key of rate limits: the address, or for IPv6 the network of one customer (RFC 6177), who could otherwise use a new
    /// address for every request.
    pub(crate) fn budget_key(&self) -> String {
        match self.address {
            None => "unknown".to_owned(),
            Some(IpAddr::V4(address)) => address.to_string(),
            Some(IpAddr::V6(address)) => {
                format!("{}/64", Ipv6Addr::from_bits(address.to_bits() >> 64 << 64))
            }
        }
    }

    fn find(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
        let Some(peer) = peer.map(|peer| peer.to_canonical()).filter(is_trusted) else {
            return Self {
                address: peer.map(|peer| peer.to_canonical()),
                by_tls: false,
            };
        };
        // Each proxy appends its peer; entries to the left of the first untrusted one may be forged.
        let mut address = peer;
        for named in members(headers, &FORWARDED_FOR).rev() {
            let Some(named) = address_of(named) else {
                break;
            };
            address = named;
            if !is_trusted(&named) {
                break;
            }
        }
        let by_tls = members(headers, &FORWARDED_PROTO)
            .next_back()
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
        Self {
            address: Some(address),
            by_tls,
        }
    }
}

/// Parses an address as proxies write it: alone, with a port, or in brackets.
fn address_of(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .unwrap_or(text);
    let address = bare
        .parse()
        .or_else(|_| text.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address| address.to_canonical())
}

/// Determines the client of each request.
pub(crate) struct Callers {
    /// Networks of trusted proxies.
    pub trusted: Vec<IpNet>,
}

/// The wrapped endpoint.
pub(crate) struct WithCaller<E> {
    inner: E,
    trusted: Vec<IpNet>,
}

impl<E: Endpoint> Middleware<E> for Callers {
    type Output = WithCaller<E>;

    fn transform(&self, inner: E) -> Self::Output {
        WithCaller {
            inner,
            trusted: self.trusted.clone(),
        }
    }
}

impl<E: Endpoint> Endpoint for WithCaller<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let peer = request.remote_addr().as_socket_addr().map(SocketAddr::ip);
        let caller = Caller::find(peer, request.headers(), &self.trusted);
        request.extensions_mut().insert(caller);
        Ok(self.inner.get_response(request).await.into_response())
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::Caller;

    #[test]
    fn only_trusted_proxies_name_the_client() {
        let trusted = ["10.0.0.0/8", "fd00::/8"].map(|network| network.parse().unwrap());
        for (peer, named, expected) in [
            ("203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
            (
                "10.0.0.1",
                &["1.1.1.1, 198.51.100.1, 10.9.9.9"],
                "198.51.100.1",
            ),
            (
                "10.0.0.1",
                &["1.1.1.1", "198.51.100.1 ,10.9.9.9"],
                "198.51.100.1",
            ),
            ("10.0.0.1", &["10.1.1.1, 10.2.2.2"], "10.1.1.1"),
            ("10.0.0.1", &["198.51.100.1:4711"], "198.51.100.1"),
            ("10.0.0.1", &["[2001:db8::1]:4711"], "2001:db8::1"),
            ("10.0.0.1", &["[2001:db8::1]"], "2001:db8::1"),
            ("10.0.0.1", &["2001:db8::1"], "2001:db8::1"),
            ("10.0.0.1", &["198.51.100.1, unknown"], "10.0.0.1"),
            (
                "10.0.0.1",
                &["198.51.100.1, nonsense, 10.9.9.9"],
                "10.9.9.9",
            ),
            ("10.0.0.1", &[""], "10.0.0.1"),
            ("::ffff:10.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1"),
            ("::ffff:203.0.113.9", &["198.51.100.1"], "203.0.113.9"),
            ("fd00::1", &["198.51.100.1"], "198.51.100.1"),
            ("fe00::1", &["198.51.100.1"], "fe00::1"),
        ] {
            let name = HeaderName::from_static("x-forwarded-for");
            let mut headers = HeaderMap::new();
            for value in named {
                headers.append(name.clone(), HeaderValue::from_static(value));
            }
            let caller = Caller::find(Some(peer.parse().unwrap()), &headers, &trusted);
            assert_eq!(
                caller.address,
                Some(expected.parse().unwrap()),
                "{peer} {named:?}"
            );
        }
    }

    #[test]
    fn a_network_of_ipv6_has_one_budget() {
        for (address, key) in [
            ("198.51.100.1", "198.51.100.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
            ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
            ("::1", "::/64"),
        ] {
            assert_eq!(
                Caller {
                    address: Some(address.parse().unwrap()),
                    by_tls: false
                }
                .budget_key(),
                key,
                "{address}"
            );
        }
    }

    #[test]
    fn only_trusted_proxies_tell_of_tls() {
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        for (peer, scheme, expected) in [
            ("10.0.0.1", "https", true),
            ("10.0.0.1", "HTTPS", true),
            ("10.0.0.1", "http", false),
            ("10.0.0.1", "https, http", false),
            ("10.0.0.1", "", false),
            ("203.0.113.9", "https", false),
        ] {
            let headers = HeaderMap::from_iter([(
                HeaderName::from_static("x-forwarded-proto"),
                HeaderValue::from_static(scheme),
            )]);
            assert_eq!(
                Caller::find(Some(peer.parse().unwrap()), &headers, &trusted).by_tls,
                expected,
                "{peer} {scheme}"
            );
        }
    }
}
