//! A fuzzing client: keeps a connection for as long as the server does, and checks every response.

use std::{io, time::Duration};

use super::{
    broken, frames,
    http2::Modern,
    judge::{self, Judge},
    transport::{Attack, Request, Talk},
    wire::{Connection, Frame, Received, STREAM_WAIT},
};

/// Timeout for a response: far longer than a working server needs.
const PATIENCE: Duration = Duration::from_mins(3);
/// Sent at the end: its response shows that everything before was read.
const GOOD: &str = r#"{"id":"good","type":"subscribe","payload":{"query":"{ __typename }"}}"#;
const END: &str = r#"{"type":"ping","payload":{"end":true}}"#;

pub struct FuzzClient<'a> {
    port: u16,
    judge: &'a Judge,
    kept: Option<Connection>,
    modern: Modern,
}

type Verdict = Result<(), String>;

impl<'a> FuzzClient<'a> {
    pub const fn new(port: u16, judge: &'a Judge, modern: Modern) -> Self {
        Self {
            port,
            judge,
            kept: None,
            modern,
        }
    }

    /// Sends a request and checks the response.
    pub async fn send(&mut self, attack: &Attack) -> Verdict {
        let done = async {
            match attack {
                Attack::Request(request) => {
                    let received = self.exchange(request).await?;
                    self.answered(request, &received)
                }
                Attack::Http2(request) => {
                    self.answered(request, &self.modern.exchange(request).await?)
                }
                Attack::Bytes(bytes) => {
                    let received = self.connect().await?.throw(bytes).await.map_err(dropped)?;
                    self.judge.bytes(&received)
                }
                Attack::Http2Bytes(bytes) => self.frames(bytes).await,
                Attack::Frames(talk) => self.talk(talk).await,
            }
        };
        tokio::time::timeout(PATIENCE, done)
            .await
            .unwrap_or_else(|_| Err("no answer".to_owned()))
    }

    /// Requests of the owner between the hostile ones, on the same connections, return the owner's data.
    pub async fn own(&mut self, token: &str, canary: &str, by_http2: bool) -> Verdict {
        let mut request = Request::of(
            "POST",
            "/graphql",
            &[
                ("content-type", "application/json"),
                ("authorization", &format!("Bearer {token}")),
            ],
        );
        request.body =
            br#"{"query":"{ viewer { profile { headline } applications { nodes { note } } } }"}"#
                .to_vec();
        let received = if by_http2 {
            self.modern.exchange(&request).await?
        } else {
            self.exchange(&request).await?
        };
        let expected = format!(
            r#"{{"data":{{"viewer":{{"profile":{{"headline":"{canary}"}},"applications":{{"nodes":[{{"note":"{canary}"}}]}}}}}}"#
        );
        let text = String::from_utf8_lossy(&received.body).into_owned();
        if text.starts_with(&expected) {
            Ok(())
        } else {
            Err(format!("answered {text}"))
        }
    }

    fn answered(&self, request: &Request, received: &Received) -> Verdict {
        self.judge.answer(request, received).map_err(|reason| {
            format!(
                "{reason}\n    answered: {} {}",
                received.head.trim(),
                shown(&received.body)
            )
        })
    }

    /// The server may close a persistent connection: then the response is due on another.
    async fn exchange(&mut self, request: &Request) -> Result<Received, String> {
        let (bytes, has_body) = (request.bytes(), request.method != "HEAD");
        if let Some(mut kept) = self.kept.take()
            && let Ok(received) = kept.exchange(&bytes, has_body).await
        {
            self.kept = received.is_open.then_some(kept);
            return Ok(received);
        }
        let mut fresh = self.connect().await?;
        let received = fresh.exchange(&bytes, has_body).await.map_err(dropped)?;
        self.kept = received.is_open.then_some(fresh);
        Ok(received)
    }

    async fn frames(&self, bytes: &[u8]) -> Verdict {
        let mut connection = self.connect().await?;
        // There is no response if the bytes were read as the rest of a frame.
        drop(
            tokio::time::timeout(
                STREAM_WAIT,
                connection.hear(&[bytes, &frames::ping()].concat(), frames::PONG),
            )
            .await,
        );
        self.judge
            .frames(&connection.rest().await.map_err(dropped)?)?;
        let next = self
            .connect()
            .await?
            .hear(&frames::good(), b"alive\n")
            .await;
        next.map_err(|error| format!("the next connection got no response: {error}"))
    }

    async fn talk(&self, talk: &Talk) -> Verdict {
        let mut socket = self.connect().await?;
        let status = socket.upgrade().await.map_err(dropped)?;
        if status != 101 {
            return Err(format!("no socket: status {status}"));
        }
        let last_words = [GOOD, END].map(|message| broken::text_frame(message.as_bytes()));
        for frame in talk.frames.iter().chain(&last_words) {
            // The server may have closed the connection already, with a reason.
            if socket.send(frame).await.is_err() {
                break;
            }
        }
        let mut good = false;
        loop {
            match socket.frame().await {
                Ok(Frame::Text(text)) => {
                    self.judge.message(&text).map_err(|reason| {
                        format!("{reason}\n    answered: {}", shown(text.as_bytes()))
                    })?;
                    good |= text.contains(r#""id":"good","type":"next""#)
                        || text.contains(r#""type":"complete","id":"good""#);
                    if good {
                        return Ok(());
                    }
                }
                Ok(Frame::Close(code)) => return judge::close(code),
                Ok(Frame::Other) => {}
                Err(_) if !talk.is_sound => return Ok(()),
                Err(error) => return Err(dropped(error)),
            }
        }
    }

    async fn connect(&self) -> Result<Connection, String> {
        Connection::open(self.port)
            .await
            .map_err(|error| format!("no connection: {error}"))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
fn dropped(error: io::Error) -> String {
    format!("dropped without a response: {error}")
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .chars()
        .take(1_500)
        .flat_map(char::escape_debug)
        .collect()
}
