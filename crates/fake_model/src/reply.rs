//! What the server replies.

/// A reply: what the model writes, and how the server behaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status; a text is only sent with 200.
    pub status: u16,
    /// Further headers; `content-type` replaces that of a stream of events.
    pub headers: Vec<(String, String)>,
    /// What is sent, in order.
    pub steps: Vec<Step>,
    /// The tokens that it tells, of the request and the answer; none if it tells none.
    pub usage: Option<(u64, u64)>,
    /// Lines of events end with CRLF.
    pub crlf: bool,
    /// Bytes that are written at once; 0 for whole events.
    pub bytes_at_once: usize,
}

/// A step of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A piece of the text, as an event of the protocol.
    Text(String),
    /// Something that is no part of the text, as reasoning models write.
    Thinking,
    /// The lines that a model writes which obeys every instruction in the request.
    Obey,
    /// The end, with this reason in the words of the protocol of OpenAI, and the usage.
    End(&'static str),
    /// A comment that keeps the connection alive.
    KeepAlive,
    /// These bytes as they are.
    Raw(Vec<u8>),
    /// These bytes as they are, again and again without end.
    Endless(Vec<u8>),
    /// Nothing more, and the connection stays open.
    Stall,
    /// The connection is closed in the middle of the answer.
    Cut,
}

impl Reply {
    /// A complete answer with this text, in pieces of a few characters.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let characters: Vec<char> = text.chars().collect();
        let pieces = characters.chunks(7);
        let pieces = pieces.map(|piece| Step::Text(piece.iter().collect()));
        Self::steps(pieces.chain([Step::End("stop")]))
    }

    /// A complete answer with these lines.
    #[must_use]
    pub fn lines(lines: &[&str]) -> Self {
        Self::text(&lines.join("\n"))
    }

    /// A model that obeys every instruction in the request.
    #[must_use]
    pub fn obedient() -> Self {
        Self::steps([Step::Obey, Step::End("stop")])
    }

    /// A stream of events with these steps.
    pub fn steps(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            status: 200,
            headers: Vec::new(),
            steps: steps.into_iter().collect(),
            usage: Some((100, 20)),
            crlf: false,
            bytes_at_once: 0,
        }
    }

    /// No stream, but a status and a body.
    #[must_use]
    pub fn status(status: u16, body: &str) -> Self {
        Self {
            status,
            ..Self::steps([Step::Raw(body.as_bytes().to_vec())])
        }
        .with_header("content-type", "application/json")
    }

    /// No answer, and an open connection.
    #[must_use]
    pub fn silent() -> Self {
        Self {
            status: 0,
            ..Self::steps([Step::Stall])
        }
    }

    /// The reply with other steps.
    #[must_use]
    pub fn with_steps(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        self.steps = steps.into_iter().collect();
        self
    }

    /// The reply with a header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The reply without any usage.
    #[must_use]
    pub const fn without_usage(mut self) -> Self {
        self.usage = None;
        self
    }

    /// The reply with these tokens of the request and the answer.
    #[must_use]
    pub const fn with_usage(mut self, input: u64, output: u64) -> Self {
        self.usage = Some((input, output));
        self
    }

    /// The reply with CRLF in its events.
    #[must_use]
    pub const fn with_crlf(mut self) -> Self {
        self.crlf = true;
        self
    }

    /// The reply in writes of so many bytes.
    #[must_use]
    pub const fn cut_into(mut self, bytes: usize) -> Self {
        self.bytes_at_once = bytes;
        self
    }
}

impl Default for Reply {
    fn default() -> Self {
        Self::text("")
    }
}
