//! `GraphiQL` at `/graphiql`. The page and its files are compiled in, built by `build.rs` from `web/graphiql`, and need no
//! network; a binary that was built without npm serves a page that loads the same version from a CDN, verified by hashes.

use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use poem::web::Path;
use poem::{Response, Route, get, handler};

include!(concat!(env!("OUT_DIR"), "/graphiql_assets.rs"));

// Monaco, GraphiQL's editor, writes `style` elements and attributes: hence 'unsafe-inline', for styles only.
const BUNDLE_CSP: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; \
    font-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

// A worker cannot be loaded from another origin, so `src/cdn.js` fetches its source, verified by a hash, and starts it as a blob.
const CDN_CSP: &str = "default-src 'none'; \
    script-src 'self' https://cdn.jsdelivr.net/npm/@graphql-yoga/graphiql@4.5.0/ https://cdn.jsdelivr.net/npm/graphql-ws@6.4.2/; \
    worker-src blob:; style-src 'self' 'unsafe-inline' https://cdn.jsdelivr.net/npm/@graphql-yoga/graphiql@4.5.0/; font-src data:; \
    img-src 'self' data:; connect-src 'self' https://cdn.jsdelivr.net/npm/@graphql-yoga/graphiql@4.5.0/; \
    frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The files of the fallback page that this server serves: name, content type, text.
const FALLBACK: &[(&str, &str, &str)] = &[
    (
        "cdn.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/graphiql/src/cdn.js"),
    ),
    (
        "ide.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/graphiql/src/ide.js"),
    ),
    (
        "examples.js",
        "text/javascript; charset=utf-8",
        include_str!("../../web/graphiql/src/examples.js"),
    ),
    (
        "page.css",
        "text/css; charset=utf-8",
        include_str!("../../web/graphiql/src/page.css"),
    ),
];

/// The page and its files, to be mounted at `/graphiql`.
pub fn routes() -> Route {
    Route::new()
        .at("/", get(page))
        .at("/assets/:name", get(asset))
}

/// True if the `GraphiQL` bundle is compiled in.
pub const fn bundled() -> bool {
    !ASSETS.is_empty()
}

#[handler]
fn page() -> Response {
    let found = |start: &str, end: &str| {
        ASSETS
            .iter()
            .map(|row| row.0)
            .find(|name| name.starts_with(start) && name.ends_with(end))
    };
    let (csp, html) = match (found("main-", ".js"), found("main-", ".css")) {
        (Some(js), Some(css)) => {
            let page = include_str!("../../web/graphiql/page.html");
            (
                BUNDLE_CSP,
                page.replace("{{js}}", js).replace("{{css}}", css),
            )
        }
        _ => (
            CDN_CSP,
            include_str!("../../web/graphiql/cdn.html").to_owned(),
        ),
    };
    super::pages::html(csp, html)
}

/// The files of the bundle have a hash in their names and may be cached forever. They are stored gzipped, and are sent gzipped
/// regardless of `Accept-Encoding`: every browser that can run the bundle supports gzip.
#[handler]
fn asset(Path(name): Path<String>) -> Response {
    let response = Response::builder()
        .header("x-content-type-options", "nosniff")
        .header(CONTENT_SECURITY_POLICY, "default-src 'none'");
    if let Some((_, kind, packed)) = ASSETS.iter().find(|row| row.0 == name) {
        return response
            .header(CONTENT_TYPE, *kind)
            .header(CONTENT_ENCODING, "gzip")
            .header(CACHE_CONTROL, "public, max-age=31536000, immutable")
            .body(*packed);
    }
    match FALLBACK.iter().find(|row| row.0 == name) {
        Some((_, kind, text)) => response
            .header(CONTENT_TYPE, *kind)
            .header(CACHE_CONTROL, "no-cache")
            .body(*text),
        None => response.status(StatusCode::NOT_FOUND).finish(),
    }
}
