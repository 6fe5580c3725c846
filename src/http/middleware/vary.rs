//! `Vary`: the request headers that a response depends on (RFC 9110, 12.5.5), in one line without duplicates.

use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::http::negotiate::members;

/// Adds a header name to `Vary`.
pub(crate) fn depends_on(headers: &mut HeaderMap, name: &HeaderName) {
    let mut names: Vec<String> = members(headers, &header::VARY)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let canonical = match name {
        name if name == header::ORIGIN => "Origin",
        name if name == header::ACCEPT => "Accept",
        name if name == header::ACCEPT_ENCODING => "Accept-Encoding",
        name if name == header::AUTHORIZATION => "Authorization",
        name => name.as_str(),
    };
    if !names
        .iter()
        .any(|there| there.eq_ignore_ascii_case(canonical))
    {
        names.push(canonical.to_owned());
    }
    if let Ok(value) = HeaderValue::from_str(&names.join(", ")) {
        headers.insert(header::VARY, value);
    }
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
