//! The cookies: one keeps a session, by one a device is known when it signs in, and one binds a browser to the way to a provider that
//! it began. Their names' prefix makes browsers hold them to this host, to TLS and to the path `/` (RFC 6265bis, 4.1.3.2); no script
//! reads them; and they go along on a link from elsewhere, but not on what another site's page sends.

use async_graphql::Request as Operation;
use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderValue, header};
use poem::Response;

use crate::graphql::cookies::{Change, CookieJar};

const NAME: &str = "__Host-careergraph";
const DEVICE: &str = "__Host-careergraph-device";
const BROWSER: &str = "__Host-careergraph-browser";
/// As long as somebody may take at a provider.
const BROWSER_SECONDS: i64 = 600;
/// As long as browsers keep any (RFC 6265bis, 5.5).
const DEVICE_SECONDS: i64 = 400 * 86_400;
/// Longer than any value of ours; what is longer is not looked up.
const VALUE_MAX: usize = 64;

/// The secret of the session's cookie, if one was sent.
pub(super) fn secret(headers: &HeaderMap) -> Option<&str> {
    value(headers, NAME)
}

/// The cookie of a device, if one was sent.
pub(super) fn device(headers: &HeaderMap) -> Option<&str> {
    value(headers, DEVICE)
}

/// The cookie of a browser that set out for a provider, if one was sent.
pub(super) fn browser(headers: &HeaderMap) -> Option<&str> {
    value(headers, BROWSER)
}

/// The value of one of our cookies.
fn value<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value)
        .filter(|value| !value.is_empty() && value.len() <= VALUE_MAX)
}

/// Gives an operation a jar, which is kept to be emptied into the answer.
pub(super) fn with_jar(operation: Operation, headers: &HeaderMap) -> (Operation, CookieJar) {
    let jar = CookieJar::of_device(device(headers));
    (operation.data(jar.clone()), jar)
}

/// Sets what an operation put into its jar.
pub(super) fn set(response: &mut Response, jar: &CookieJar, now: DateTime<Utc>) {
    match jar.take() {
        Some(Change::Set { secret, ends_at }) => set_session(response, &secret, ends_at, now),
        Some(Change::Remove) => put(response, NAME, "", 0),
        None => {}
    }
    if let Some(token) = jar.take_device() {
        set_device(response, &token);
    }
}

/// Sets the cookie of a session.
pub(super) fn set_session(
    response: &mut Response,
    secret: &str,
    ends_at: DateTime<Utc>,
    now: DateTime<Utc>,
) {
    put(response, NAME, secret, (ends_at - now).num_seconds().max(0));
}

/// Sets the cookie of a device.
pub(super) fn set_device(response: &mut Response, token: &str) {
    put(response, DEVICE, token, DEVICE_SECONDS);
}

/// Sets the cookie of a browser that sets out.
pub(super) fn set_browser(response: &mut Response, secret: &str) {
    put(response, BROWSER, secret, BROWSER_SECONDS);
}

fn put(response: &mut Response, name: &str, value: &str, seconds: i64) {
    let cookie =
        format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Lax");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::COOKIE};

    use super::secret;

    #[test]
    fn only_our_cookie_is_read() {
        for (lines, expected) in [
            (&["__Host-careergraph=abc"][..], Some("abc")),
            (&["a=b; __Host-careergraph=abc; c=d"], Some("abc")),
            (&["a=b", "__Host-careergraph=abc"], Some("abc")),
            (&["careergraph=abc"], None),
            (&["__Host-careergraph="], None),
            (&["__host-careergraph=abc"], None),
            (&["x__Host-careergraph=abc"], None),
            (&[], None),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(COOKIE, HeaderValue::from_static(line));
            }
            assert_eq!(secret(&headers), expected, "{lines:?}");
        }
    }
}
