//! `Vary`: the request headers that a response depends on (RFC 9110, 12.5.5), in one line without duplicates.

use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::http::negotiate::members;

/// Adds a header name to `Vary`.
pub(crate) fn depends_on(headers: &mut HeaderMap, name: &HeaderName) {
    let canonical = match name {
        name if name == header::ORIGIN => "Origin",
        name if name == header::ACCEPT => "Accept",
        name if name == header::ACCEPT_ENCODING => "Accept-Encoding",
        name if name == header::AUTHORIZATION => "Authorization",
        name => name.as_str(),
    };
    let mut line = String::with_capacity(64);
    let mut is_new = true;
    for there in members(headers, &header::VARY).filter(|there| !there.is_empty()) {
        is_new &= !there.eq_ignore_ascii_case(canonical);
        push(&mut line, there);
    }
    if is_new {
        push(&mut line, canonical);
    }
    if let Ok(value) = HeaderValue::try_from(line) {
        headers.insert(header::VARY, value);
    }
}

fn push(line: &mut String, name: &str) {
    if !line.is_empty() {
        line.push_str(", ");
    }
    line.push_str(name);
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    use super::depends_on;

    #[test]
    fn each_name_stands_once_in_one_line() {
        let mut headers = HeaderMap::new();
        headers.append(header::VARY, HeaderValue::from_static("accept"));
        headers.append(header::VARY, HeaderValue::from_static("X-Other , Origin"));
        for name in [header::ORIGIN, header::ACCEPT, header::ACCEPT_ENCODING] {
            depends_on(&mut headers, &name);
        }
        assert_eq!(
            headers.get_all(header::VARY).iter().collect::<Vec<_>>(),
            ["accept, X-Other, Origin, Accept-Encoding"]
        );
    }
}
