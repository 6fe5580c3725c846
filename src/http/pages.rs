//! The start page at `/`, and its links besides `GraphiQL`: the schema and the docs, all compiled in.

use http::StatusCode;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use poem::web::Path;
use poem::{Response, Route, get, handler};

/// The policy of a page with our stylesheet and nothing else.
pub(super) const START_CSP: &str = "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Name below `/docs/` and text. `web/start/index.html` links to them.
const DOCS: &[(&str, &str)] = &[
    ("README.md", include_str!("../../README.md")),
    ("API.md", include_str!("../../docs/API.md")),
    (
        "ARCHITECTURE.md",
        include_str!("../../docs/ARCHITECTURE.md"),
    ),
    ("ADDING.md", include_str!("../../docs/ADDING.md")),
    ("OPERATIONS.md", include_str!("../../docs/OPERATIONS.md")),
];

/// The start page, its stylesheet, the schema and the docs.
pub fn routes() -> Route {
    Route::new()
        .at("/", get(start))
        .at("/start.css", get(style))
        .at("/schema.graphql", get(schema))
        .at("/docs/*name", get(document))
}

/// A page that cannot be framed and that runs only what the policy `csp` allows.
pub fn html(csp: &'static str, body: String) -> Response {
    text("text/html; charset=utf-8", csp, body)
}

/// A page of this media type.
pub(super) fn text(kind: &'static str, csp: &'static str, body: impl Into<poem::Body>) -> Response {
    Response::builder()
        .header(CONTENT_TYPE, kind)
        .header(CONTENT_SECURITY_POLICY, csp)
        .header(CACHE_CONTROL, "no-cache")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(X_FRAME_OPTIONS, "DENY")
        .header(REFERRER_POLICY, "no-referrer")
        .body(body)
}

#[handler]
fn start() -> Response {
    html(
        START_CSP,
        include_str!("../../web/start/index.html").to_owned(),
    )
}

#[handler]
fn style() -> Response {
    text(
        "text/css; charset=utf-8",
        START_CSP,
        include_str!("../../web/start/start.css"),
    )
}

#[handler]
fn schema() -> Response {
    text(
        "text/plain; charset=utf-8",
        START_CSP,
        include_str!("../../schema.graphql"),
    )
}

/// The README links to `docs/API.md` and the like, so the docs are served below `/docs/docs/` as well.
#[handler]
fn document(Path(name): Path<String>) -> Response {
    let name = name.strip_prefix("docs/").unwrap_or(&name);
    match DOCS.iter().find(|row| row.0 == name) {
        Some((_, markdown)) => text("text/markdown; charset=utf-8", START_CSP, *markdown),
        None => StatusCode::NOT_FOUND.into(),
    }
}
