//! Sends a reply as the protocol of the request demands.

use std::{future::pending, io};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    obedient::obey,
    reply::{Reply, Step},
    script::Asked,
};

/// Sends a reply. False if the client closed the connection before its end.
pub(crate) async fn send(stream: &mut TcpStream, asked: &Asked, reply: &Reply) -> bool {
    let (mut from, to) = stream.split();
    let mut sender = Sender {
        to,
        is_anthropic: asked.is_anthropic(),
        reply,
    };
    let mut byte = [0];
    tokio::select! {
        sent = sender.send(asked) => sent.is_ok(),
        _ = from.read(&mut byte) => false,
    }
}

struct Sender<'a> {
    to: tokio::net::tcp::WriteHalf<'a>,
    is_anthropic: bool,
    reply: &'a Reply,
}

impl Sender<'_> {
    async fn send(&mut self, asked: &Asked) -> io::Result<()> {
        if self.reply.status == 0 {
            return pending().await;
        }
        self.head().await?;
        if self.is_anthropic && self.reply.status == 200 {
            let usage = self
                .reply
                .usage
                .map(|(input, _)| json!({"input_tokens": input, "output_tokens": 1}));
            let start = json!({"type": "message_start", "message": {"id": "msg", "usage": usage}});
            self.event(&start).await?;
        }
        for step in &self.reply.steps {
            match step {
                Step::Text(text) => self.text(text).await?,
                Step::Thinking => self.thinking().await?,
                Step::Obey => {
                    for line in obey(&asked.system, &asked.user) {
                        self.text(&format!("{line}\n")).await?;
                    }
                }
                Step::End(reason) => self.end(reason).await?,
                Step::KeepAlive => self.chunk(b": keep-alive\n\n").await?,
                Step::Raw(bytes) => self.chunk(bytes).await?,
                Step::Endless(bytes) => loop {
                    self.chunk(bytes).await?;
                },
                Step::Stall => pending().await,
                Step::Cut => return Ok(()),
            }
        }
        self.to.write_all(b"0\r\n\r\n").await?;
        self.to.shutdown().await
    }

    async fn head(&mut self) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} Scripted\r\n", self.reply.status);
        let is_content = |(name, _): &(String, String)| name == "content-type";
        if !self.reply.headers.iter().any(is_content) {
            head.push_str("content-type: text/event-stream; charset=utf-8\r\n");
        }
        for (name, value) in &self.reply.headers {
            for part in [name, ": ", value, "\r\n"] {
                head.push_str(part);
            }
        }
        head.push_str("transfer-encoding: chunked\r\nconnection: close\r\n\r\n");
        self.to.write_all(head.as_bytes()).await
    }

    async fn text(&mut self, text: &str) -> io::Result<()> {
        let event = if self.is_anthropic {
            json!({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}})
        } else {
            json!({"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": null}]})
        };
        self.event(&event).await
    }

    async fn thinking(&mut self) -> io::Result<()> {
        let event = if self.is_anthropic {
            json!({"type": "content_block_delta", "index": 0, "delta": {"type": "thinking_delta", "thinking": "hm"}})
        } else {
            json!({"choices": [{"index": 0, "delta": {"reasoning_content": "hm"}, "finish_reason": null}]})
        };
        self.event(&event).await
    }

    async fn end(&mut self, reason: &str) -> io::Result<()> {
        if self.is_anthropic {
            let reason = match reason {
                "length" => "max_tokens",
                "content_filter" => "refusal",
                _ => "end_turn",
            };
            let usage = self
                .reply
                .usage
                .map(|(_, output)| json!({"output_tokens": output}));
            self.event(
                &json!({"type": "message_delta", "delta": {"stop_reason": reason}, "usage": usage}),
            )
            .await?;
            return self.event(&json!({"type": "message_stop"})).await;
        }
        self.event(&json!({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}))
            .await?;
        if let Some((input, output)) = self.reply.usage {
            let usage = json!({"prompt_tokens": input, "completion_tokens": output, "total_tokens": input + output});
            self.event(&json!({"choices": [], "usage": usage})).await?;
        }
        self.write_event(None, "[DONE]").await
    }

    async fn event(&mut self, data: &Value) -> io::Result<()> {
        let name = data.get("type").and_then(Value::as_str);
        self.write_event(name.filter(|_| self.is_anthropic), &data.to_string())
            .await
    }

    async fn write_event(&mut self, name: Option<&str>, data: &str) -> io::Result<()> {
        let end = if self.reply.crlf { "\r\n" } else { "\n" };
        let name = name.map_or_else(String::new, |name| format!("event: {name}{end}"));
        self.chunk(format!("{name}data: {data}{end}{end}").as_bytes())
            .await
    }

    /// Chunks of HTTP, so that a connection that is closed early can be told from an end.
    async fn chunk(&mut self, bytes: &[u8]) -> io::Result<()> {
        let size = match self.reply.bytes_at_once {
            0 => bytes.len().max(1),
            size => size,
        };
        for piece in bytes.chunks(size) {
            let head = format!("{:x}\r\n", piece.len());
            self.to
                .write_all(&[head.as_bytes(), piece, b"\r\n"].concat())
                .await?;
            self.to.flush().await?;
        }
        Ok(())
    }
}
