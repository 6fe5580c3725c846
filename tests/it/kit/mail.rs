//! Mails in the folder of the file transport, and a fake mail server: a real one on loopback that responds as the test configures it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use base64::Engine;
use careergraph::config::{Config, MailTls, MailTransport};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use super::TestApp;

/// A received mail: its head, and its two parts.
#[derive(Clone, Debug)]
pub struct Mail {
    pub head: String,
    pub text: String,
    pub html: String,
}

impl Mail {
    fn of(content: &str) -> Self {
        let (head, body) = content.split_once("\r\n\r\n").expect("a head and a body");
        let bound = head.split("boundary=\"").nth(1).expect("two parts");
        let bound = bound.split('"').next().expect("an end");
        let bound = format!("--{bound}");
        let mut parts = body.split(&bound).skip(1).map(Part::of);
        let mut part = |media| parts.next().expect("a part").of_type(media);
        Self {
            head: head.to_owned(),
            text: part("text/plain; charset=utf-8"),
            html: part("text/html; charset=utf-8"),
        }
    }

    /// A header; empty if it is missing.
    pub fn header(&self, name: &str) -> &str {
        let line = self
            .head
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.unwrap_or_default()
    }

    /// The token in the text: the only line of its form.
    pub fn token(&self) -> String {
        let plain = |line: &&str| {
            line.len() == 43
                && line
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        };
        self.text
            .lines()
            .find(plain)
            .unwrap_or_else(|| panic!("no token in {}", self.text))
            .to_owned()
    }
}

/// A part of a mail (RFC 2045).
struct Part<'m> {
    head: &'m str,
    body: &'m str,
}

impl<'m> Part<'m> {
    fn of(part: &'m str) -> Self {
        let (head, body) = part.split_once("\r\n\r\n").expect("a head and a body");
        // The line end before the next bound belongs to the bound.
        let body = body.strip_suffix("\r\n").unwrap_or(body);
        Self { head, body }
    }

    /// The decoded text of a part of this type.
    fn of_type(&self, media: &str) -> String {
        assert!(self.head.contains(media), "{media}: {}", self.head);
        let encoding = self.head.split("Content-Transfer-Encoding: ").nth(1);
        let bytes = match encoding.and_then(|rest| rest.lines().next()) {
            Some("7bit") => self.body.as_bytes().to_vec(),
            Some("quoted-printable") => unquoted(self.body),
            Some("base64") => {
                let lines: String = self.body.split_whitespace().collect();
                base64::engine::general_purpose::STANDARD
                    .decode(lines)
                    .expect("base64")
            }
            other => panic!("another encoding: {other:?}"),
        };
        String::from_utf8(bytes).expect("UTF-8")
    }
}

/// A text in the encoding quoted-printable (RFC 2045, 6.7).
fn unquoted(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let mut pieces = text.split('=');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (code, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).expect("two digits"));
        bytes.extend_from_slice(rest.as_bytes());
    }
    bytes
}

impl TestApp {
    /// The mails in the app's folder, in the order they were queued.
    pub fn mails(&self) -> Vec<Mail> {
        let Ok(entries) = std::fs::read_dir(&self.app.platform.config.mail.folder) else {
            return Vec::new();
        };
        let mut files: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "eml"));
        files.sort();
        files
            .iter()
            .map(|file| Mail::of(&std::fs::read_to_string(file).expect("a mail")))
            .collect()
    }

    /// Sends waiting mails; returns those after this number.
    pub async fn mails_after(&self, count: usize) -> Vec<Mail> {
        self.run_tasks().await;
        self.mails().split_off(count)
    }
}

/// The behaviour of the mail server for one mail.
#[derive(Clone, Copy, Debug)]
pub enum Whim {
    /// Accepts it.
    Take,
    /// Responds to RCPT with this code.
    Recipient(u16),
    /// Responds to DATA with this code.
    Text(u16),
    /// Reads the text and closes the connection without a response.
    Drop,
}

/// The server; it is stopped when this is dropped.
pub struct MailServer {
    port: u16,
    state: Arc<Mutex<State>>,
    _serving: JoinSet<()>,
}

#[derive(Default)]
struct State {
    next: VecDeque<Whim>,
    /// Every received text, accepted or not.
    seen: Vec<Mail>,
    taken: usize,
}

impl MailServer {
    /// Accepts every mail, except the next ones as configured.
    pub async fn start(next: &[Whim]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(Mutex::new(State {
            next: next.iter().copied().collect(),
            ..State::default()
        }));
        let (mut serving, shared) = (JoinSet::new(), Arc::clone(&state));
        serving.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                connections.spawn(async move {
                    // Some tests break the connection.
                    drop(talk(stream, &state).await);
                });
            }
        });
        Self {
            port,
            state,
            _serving: serving,
        }
    }

    /// Configures an app to send its mails here.
    pub fn configure(&self, config: &mut Config) {
        config.mail.transport = MailTransport::Smtp;
        config.mail.tls = MailTls::None;
        "127.0.0.1".clone_into(&mut config.mail.host);
        config.mail.port = self.port;
    }

    /// Every received text, accepted or not.
    pub fn seen(&self) -> Vec<Mail> {
        self.state.lock().expect("free").seen.clone()
    }

    /// The number of accepted mails.
    pub fn taken(&self) -> usize {
        self.state.lock().expect("free").taken
    }
}

/// One connection (RFC 5321).
async fn talk(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let mut whim = Whim::Take;
    writer.write_all(b"220 ready\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let verb = line.split(' ').next().unwrap_or_default().to_uppercase();
        let answer = match (verb.as_str(), whim) {
            ("MAIL", _) => {
                whim = state
                    .lock()
                    .expect("free")
                    .next
                    .pop_front()
                    .unwrap_or(Whim::Take);
                "250 go on".to_owned()
            }
            ("RCPT", Whim::Recipient(code)) => format!("{code} not this one"),
            ("DATA", _) => {
                writer.write_all(b"354 go on\r\n").await?;
                let mut content = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    content = content + line.strip_prefix('.').unwrap_or(&line) + "\r\n";
                }
                let mut state = state.lock().expect("free");
                state.seen.push(Mail::of(&content));
                match whim {
                    Whim::Drop => return Ok(()),
                    Whim::Text(code) => format!("{code} not now"),
                    _ => {
                        state.taken += 1;
                        "250 taken".to_owned()
                    }
                }
            }
            ("QUIT", _) => "221 bye".to_owned(),
            _ => "250 fine".to_owned(),
        };
        writer.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
