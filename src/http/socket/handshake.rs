//! The opening handshake of a WebSocket (RFC 6455, 4.2). The framework's own handshake reports errors as text, so close codes could
//! not be told apart, and serves sockets in tasks that are not awaited when the process stops.

use http::{HeaderMap, Method, StatusCode, header};
use poem::{Request, Response};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::http::negotiate::members;

/// The only protocol version.
const VERSION: &str = "13";

/// `Sec-WebSocket-Accept` for the client's key; `None` if the request is not a valid handshake.
pub(super) fn accept_key(request: &Request) -> Option<String> {
    let headers = request.headers();
    let version = headers.get(header::SEC_WEBSOCKET_VERSION)?;
    if request.method() != Method::GET || version != VERSION || !asks_for_upgrade(headers) {
        return None;
    }
    Some(derive_accept_key(
        headers.get(header::SEC_WEBSOCKET_KEY)?.as_bytes(),
    ))
}

/// True if the client offers this sub-protocol, possibly among others.
pub(super) fn offers(headers: &HeaderMap, protocol: &str) -> bool {
    members(headers, &header::SEC_WEBSOCKET_PROTOCOL).any(|name| name == protocol)
}

/// The response that switches protocols.
pub(super) fn switched(accept_key: &str, protocol: &'static str) -> Response {
    Response::builder()
        .status(StatusCode::SWITCHING_PROTOCOLS)
        .header(header::CONNECTION, "upgrade")
        .header(header::UPGRADE, "websocket")
        .header(header::SEC_WEBSOCKET_ACCEPT, accept_key)
        .header(header::SEC_WEBSOCKET_PROTOCOL, protocol)
        .finish()
}

fn asks_for_upgrade(headers: &HeaderMap) -> bool {
    members(headers, &header::CONNECTION).any(|word| word.eq_ignore_ascii_case("upgrade"))
}
