//! A client of graphql-transport-ws.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpSocket, TcpStream},
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{
        Error, Message, client::IntoClientRequest, handshake::client::Request, http::HeaderValue,
    },
};

use super::{PATIENCE, TestApp};

const PROTOCOL: (&str, &str) = ("sec-websocket-protocol", "graphql-transport-ws");

/// An open socket. Pings of the server are answered and not shown.
pub struct Socket {
    stream: WebSocketStream<TcpStream>,
}

impl Socket {
    /// Opens a socket and sends `connection_init` with the token; the server has acknowledged.
    pub async fn connect(app: &TestApp, token: Option<&str>) -> Self {
        Self::connect_to(&app.ws_url, token).await
    }

    /// The same, to any server.
    pub async fn connect_to(url: &str, token: Option<&str>) -> Self {
        let mut socket = Self::upgrade_at(url, &[PROTOCOL])
            .await
            .expect("the server opens the socket");
        let payload = token.map_or_else(
            || json!({}),
            |token| json!({ "authorization": format!("Bearer {token}") }),
        );
        socket
            .send(&json!({ "type": "connection_init", "payload": payload }))
            .await;
        assert_eq!(socket.next().await, json!({ "type": "connection_ack" }));
        socket
    }

    /// Opens a socket without sending anything.
    pub async fn open(app: &TestApp) -> Self {
        Self::upgrade(app, &[PROTOCOL])
            .await
            .expect("the server opens the socket")
    }

    /// Requests a socket with these headers; returns the status of the refusal, if any.
    pub async fn upgrade(app: &TestApp, headers: &[(&'static str, &str)]) -> Result<Self, u16> {
        Self::upgrade_at(&app.ws_url, headers).await
    }

    /// The same with a small window, so that the server soon notices when nothing is read.
    pub async fn open_narrow(app: &TestApp) -> Self {
        let request = request_for(&app.ws_url, &[PROTOCOL]);
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(4_096).expect("a small buffer");
        let connection = socket
            .connect(app.platform.config.http.listen)
            .await
            .expect("a connection");
        let (stream, _) = client_async(request, connection)
            .await
            .expect("the server opens the socket");
        Self { stream }
    }

    /// Sends `connection_init`; the server has acknowledged, or the socket is closed with a code.
    pub async fn init(&mut self, token: &str) -> Result<(), u16> {
        self.send(&json!({ "type": "connection_init", "payload": { "authorization": format!("Bearer {token}") } })).await;
        match self.receive().await {
            Ok(message) => {
                assert_eq!(message, json!({ "type": "connection_ack" }));
                Ok(())
            }
            Err(close) => Err(close.expect("a code").0),
        }
    }

    async fn upgrade_at(url: &str, headers: &[(&'static str, &str)]) -> Result<Self, u16> {
        let request = request_for(url, headers);
        let address = request.uri().authority().expect("an address").as_str();
        let connection = TcpStream::connect(address).await.expect("a connection");
        match client_async(request, connection).await {
            Ok((stream, _)) => Ok(Self { stream }),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(other) => panic!("no socket and no refusal: {other}"),
        }
    }

    /// Starts an operation.
    pub async fn subscribe(&mut self, id: &str, query: &str, variables: Value) {
        self.send(&json!({ "id": id, "type": "subscribe", "payload": { "query": query, "variables": variables } })).await;
    }

    /// Sends a message.
    pub async fn send(&mut self, message: &Value) {
        self.send_raw(Message::text(message.to_string())).await;
    }

    /// Sends a frame.
    pub async fn send_raw(&mut self, message: Message) {
        self.stream
            .send(message)
            .await
            .expect("the message is sent");
    }

    /// Sends bytes below the WebSocket layer.
    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        self.stream
            .get_mut()
            .write_all(bytes)
            .await
            .expect("the bytes are sent");
    }

    /// Sends a message on a socket that may be closed by now.
    pub async fn try_send(&mut self, message: &Value) {
        drop(self.stream.send(Message::text(message.to_string())).await);
    }

    /// The next message.
    pub async fn next(&mut self) -> Value {
        match self.receive().await {
            Ok(message) => message,
            Err(close) => panic!("the socket was closed: {close:?}"),
        }
    }

    /// The next message, which must be a result of this operation without errors: its data.
    pub async fn next_data(&mut self, id: &str) -> Value {
        let mut message = self.next().await;
        assert!(
            message["type"] == "next"
                && message["id"] == id
                && message["payload"].get("errors").is_none(),
            "no data of {id}: {message}"
        );
        message["payload"]["data"].take()
    }

    /// Waits for a ping of the server.
    pub async fn expect_ping(&mut self) {
        let message = tokio::time::timeout(PATIENCE, self.stream.next())
            .await
            .expect("a message in time");
        let message = message
            .expect("an open socket")
            .expect("a message")
            .into_text()
            .expect("a text");
        assert_eq!(message.as_str(), r#"{"type":"ping"}"#);
    }

    /// Reads until the socket is closed, which must be with this code; returns the reason. Earlier messages are skipped.
    pub async fn expect_close(&mut self, code: u16) -> String {
        loop {
            match self.receive().await {
                Ok(_) => {}
                Err(Some((found, reason))) => {
                    assert_eq!(found, code, "closed with another code: {reason}");
                    return reason;
                }
                Err(None) => panic!("the socket was closed without a code, not with {code}"),
            }
        }
    }

    /// The next message, or the close frame.
    pub async fn receive(&mut self) -> Result<Value, Option<(u16, String)>> {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.stream.next())
                .await
                .expect("a message in time");
            match message {
                Some(Ok(Message::Text(text))) => {
                    let message: Value = serde_json::from_str(&text).expect("JSON");
                    if message["type"] != "ping" {
                        return Ok(message);
                    }
                    self.send(&json!({ "type": "pong" })).await;
                }
                Some(Ok(Message::Close(frame))) => {
                    return Err(frame.map(|frame| (frame.code.into(), frame.reason.to_string())));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }
}

fn request_for(url: &str, headers: &[(&'static str, &str)]) -> Request {
    let mut request = url.into_client_request().expect("a request");
    for (name, value) in headers {
        request
            .headers_mut()
            .insert(*name, HeaderValue::from_str(value).expect("a header"));
    }
    request
}
