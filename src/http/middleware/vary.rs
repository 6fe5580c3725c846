//! `Vary`: the headers of a request that its answer depends on (RFC 9110, 12.5.5), in one line, each once.

use http::{HeaderMap, HeaderName, HeaderValue, header};
use poem::{Endpoint, IntoResponse, Middleware, Request, Response};

/// Adds a name to those that are there.
pub(crate) fn depends_on(headers: &mut HeaderMap, name: &HeaderName) {
    let there = headers.get_all(header::VARY).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let mut names: Vec<String> = there.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    let canonical = match name {
        name if name == header::ORIGIN => "Origin",
        name if name == header::ACCEPT => "Accept",
        name if name == header::ACCEPT_ENCODING => "Accept-Encoding",
        name => name.as_str(),
    };
    if !names.iter().any(|there| there.eq_ignore_ascii_case(canonical)) {
        names.push(canonical.to_owned());
    }
    if let Ok(value) = HeaderValue::from_str(&names.join(", ")) {
        headers.insert(header::VARY, value);
    }
}

/// All answers of this endpoint depend on this header.
pub(crate) struct DependsOn(pub HeaderName);

/// The endpoint behind it.
pub(crate) struct Dependent<E> {
    inner: E,
    on: HeaderName,
}

impl<E: Endpoint> Middleware<E> for DependsOn {
    type Output = Dependent<E>;

    fn transform(&self, inner: E) -> Self::Output {
        Dependent { inner, on: self.0.clone() }
    }
}

impl<E: Endpoint> Endpoint for Dependent<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let mut response = self.inner.get_response(request).await.into_response();
        depends_on(response.headers_mut(), &self.on);
        Ok(response)
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
        assert_eq!(headers.get_all(header::VARY).iter().collect::<Vec<_>>(), ["accept, X-Other, Origin, Accept-Encoding"]);
    }
}
