//! Headers, methods, paths and content types to choose from.

use super::NEW;

pub(super) const ACCEPTS: [&str; 14] = [
    NEW,
    "application/json",
    "*/*",
    "application/json, application/graphql-response+json;q=0.5",
    "application/graphql-response+json;q=0, */*;q=0.1",
    "text/html",
    "",
    ",",
    ";q=",
    "application/json;q=nonsense",
    "*/*;q=1e400",
    "image/*",
    "application/graphql-response+json;charset=\"utf-16",
    "a/b/c",
];

pub(super) const CONTENT_TYPES: [&str; 13] = [
    "application/json",
    "application/json;charset=utf-8",
    "application/json; charset=utf-16",
    "application/json; charset",
    "APPLICATION/JSON",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "application/graphql",
    "",
    ";",
    "application/jsonl",
];

pub(super) const METHODS: [&str; 12] = [
    "POST",
    "GET",
    "PUT",
    "DELETE",
    "PATCH",
    "OPTIONS",
    "TRACE",
    "PROPFIND",
    "get",
    "QUERY",
    "X",
    "BREW-COFFEE",
];

pub(super) const PATHS: [&str; 22] = [
    "/graphql/",
    "/graphql//",
    "//graphql",
    "/graphql/../graphql",
    "/graphql%2f",
    "/GRAPHQL",
    "/graphql;x=1",
    "/",
    "/livez",
    "/readyz",
    "/metrics",
    "/.well-known/jwks.json",
    "/docs/..%2f..%2f..%2fetc%2fpasswd",
    "/docs/../../etc/passwd",
    "/docs/%00",
    "/docs/%ff%fe",
    "/graphiql/assets/..%2f..%2fmain.rs",
    "/graphiql/assets/%c0%ae",
    "/schema.graphql?%",
    "/graphql/%e2%80%ae",
    "/nowhere/%0d%0aX:1",
    "/*",
];

/// Headers that change how a request is parsed, with hostile values.
pub(super) const ODD_HEADERS: [(&str, &[&str]); 19] = [
    (
        "content-encoding",
        &["gzip", "identity", "br, gzip", "deflate", "nonsense", ""],
    ),
    (
        "accept-encoding",
        &[
            "gzip",
            "br",
            "zstd",
            "gzip;q=0, *;q=0",
            "identity;q=0",
            "gzip, gzip, gzip;q=9",
            "",
        ],
    ),
    (
        "authorization",
        &[
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Bearer a.b.c",
            "Basic YTpi",
            "bearer\t\tx",
            "",
            "Bearer eyJhbGciOiJub25lIn0.e30.",
        ],
    ),
    (
        "x-request-id",
        &[
            "abc",
            "FORGED level=ERROR",
            "\u{e9}",
            "x\tFORGED",
            "{\"a\":1}",
            "",
        ],
    ),
    (
        "origin",
        &[
            "null",
            "https://evil.example",
            "file://",
            "",
            "http://127.0.0.1",
            "a b",
            "https://evil.example:99999",
        ],
    ),
    (
        "host",
        &["evil.example", "", "127.0.0.1:99999", "a b", "[::1", "x@y"],
    ),
    (
        "x-forwarded-for",
        &[
            "1.2.3.4",
            "127.0.0.1, ::1",
            "' OR 1",
            ",,,",
            "999.999.999.999",
        ],
    ),
    (
        "forwarded",
        &[
            "for=1.2.3.4;proto=https;host=evil.example",
            "for=\"[::1]\"",
            ";;;=",
        ],
    ),
    (
        "cookie",
        &["session=1", ";;;;", "a=b; a=c", "__Host-session=x"],
    ),
    (
        "traceparent",
        &[
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-0-0-0",
            "ff-",
            "zz",
            "",
        ],
    ),
    ("graphql-require-preflight", &["1", "", "false"]),
    ("apollo-require-preflight", &["true"]),
    ("if-none-match", &["*", "\"x\"", "W/\"", ""]),
    ("range", &["bytes=0-0", "bytes=-1", "bytes=9-1"]),
    ("expect", &["100-continue", "200-maybe"]),
    ("x-http-method-override", &["DELETE"]),
    (
        "connection",
        &["close", "keep-alive", "x-request-id", "te, trailers"],
    ),
    ("access-control-request-method", &["POST", "X", ""]),
    ("te", &["trailers", "gzip"]),
];
