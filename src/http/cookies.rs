//! The cookies: a session's, a device's, by which it is recognised at sign-in, and a browser's, which binds a pending provider sign-in
//! to it. The `__Host-` prefix of their names makes browsers require this host, TLS and the path `/` (RFC 6265bis, 4.1.3.2); they are
//! `HttpOnly`; and with `SameSite=Lax` they are sent with links from other sites, but not with those sites' cross-site requests.

use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderValue, header};
use poem::Response;

use crate::graphql::cookies::{Change, CookieJar};

const NAME: &str = "__Host-careergraph";
const DEVICE: &str = "__Host-careergraph-device";
const BROWSER: &str = "__Host-careergraph-browser";
/// Lifetime of the browser cookie: the time limit of a sign-in at a provider.
const BROWSER_SECONDS: i64 = 600;
/// Lifetime of the device cookie: the maximum that browsers allow (RFC 6265bis, 5.5).
const DEVICE_SECONDS: i64 = 400 * 86_400;
/// Maximum length of a cookie value; longer ones cannot be valid and are not looked up.
const VALUE_MAX: usize = 64;

/// The secret of the session cookie, if the request has one.
pub(super) fn secret(headers: &HeaderMap) -> Option<&str> {
    value(headers, NAME)
}

/// The device cookie, if the request has one.
pub(super) fn device(headers: &HeaderMap) -> Option<&str> {
    value(headers, DEVICE)
}

/// The cookie of a browser with a pending provider sign-in, if the request has one.
pub(super) fn browser(headers: &HeaderMap) -> Option<&str> {
    value(headers, BROWSER)
}

/// The value of the cookie with this name.
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

/// The jar of a request; [`set`] then copies its contents into the response.
pub(super) fn jar(headers: &HeaderMap) -> CookieJar {
    CookieJar::of_device(device(headers))
}

/// Sets the cookies that an operation put into its jar.
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

/// Sets the session cookie.
pub(super) fn set_session(
    response: &mut Response,
    secret: &str,
    ends_at: DateTime<Utc>,
    now: DateTime<Utc>,
) {
    put(response, NAME, secret, (ends_at - now).num_seconds().max(0));
}

/// Sets the device cookie.
pub(super) fn set_device(response: &mut Response, token: &str) {
    put(response, DEVICE, token, DEVICE_SECONDS);
}

/// Sets the cookie that binds a pending provider sign-in to the browser.
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
