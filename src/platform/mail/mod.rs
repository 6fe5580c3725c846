//! Outbound mail: plain text and HTML (RFC 2046, 5.1.4), one recipient, to standard output, a folder or an SMTP server. Contents and recipients are never logged.

use std::{
    collections::VecDeque,
    io::Write,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue, MIME_VERSION_1_0},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};
use secrecy::ExposeSecret;
use uuid::Uuid;

use super::{process_tasks::off_reactor, secret_file};
use crate::{
    config::{self, MailTls, MailTransport},
    error::{Error, Result},
    types::email::Email,
};

/// Mails that are kept for development.
const KEPT: usize = 50;

/// A mail to be sent.
#[derive(Clone)]
pub struct Mail {
    /// The same for each attempt, so that mail clients can drop duplicates (RFC 5322, 3.6.4).
    pub id: Uuid,
    /// The recipient.
    pub to: Email,
    /// The language of the text (BCP 47).
    pub language: &'static str,
    /// The subject, one line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Why a mail was not sent.
#[derive(Debug)]
pub enum SendError {
    /// A retry may succeed.
    Later(Error),
    /// The address does not accept mail.
    Refused(Error),
    /// A permanent error on our side.
    Never(Error),
}

/// Sends mails.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    transport: Transport,
    /// The last mails, the newest first, if they are kept.
    kept: Option<Arc<Mutex<VecDeque<Mail>>>>,
}

#[derive(Clone)]
enum Transport {
    Console,
    File(Arc<PathBuf>),
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
}

impl Mailer {
    /// A mailer as configured; connects when the first mail is sent.
    pub fn new(config: &config::Mail, keeps: bool) -> Result<Self> {
        let from = config.from.parse().map_err(Error::internal)?;
        let transport = match config.transport {
            MailTransport::Console => Transport::Console,
            MailTransport::File => Transport::File(Arc::new(config.folder.clone())),
            MailTransport::Smtp => Transport::Smtp(Box::new(server(config)?)),
        };
        let kept = keeps.then(Arc::default);
        Ok(Self {
            from,
            transport,
            kept,
        })
    }

    /// The last mails that were sent, the newest first; empty if none are kept.
    #[must_use]
    pub fn kept(&self) -> Vec<Mail> {
        let kept = self.kept.as_ref();
        let kept = kept.map(|kept| kept.lock().unwrap_or_else(PoisonError::into_inner));
        kept.map(|kept| kept.iter().cloned().collect())
            .unwrap_or_default()
    }

    fn keep(&self, letter: &Mail) {
        let Some(kept) = &self.kept else {
            return;
        };
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|known| known.id != letter.id);
        kept.push_front(letter.clone());
        kept.truncate(KEPT);
    }

    /// Sends one mail.
    pub async fn send(&self, letter: Mail) -> std::result::Result<(), SendError> {
        self.keep(&letter);
        let message = self.message(&letter).map_err(SendError::Never)?;
        match &self.transport {
            Transport::Console => {
                let text = format!(
                    "\n--- mail to {}: {}\n{}---\n",
                    letter.to.as_str(),
                    letter.subject,
                    letter.text
                );
                std::io::stdout()
                    .lock()
                    .write_all(text.as_bytes())
                    .map_err(|cause| SendError::Later(Error::internal(cause)))
            }
            Transport::File(folder) => {
                let (folder, name, content) = (
                    Arc::clone(folder),
                    letter.id.simple().to_string(),
                    message.formatted(),
                );
                let written =
                    off_reactor(move || secret_file::write(&folder, &name, ".eml", &content))
                        .await
                        .map_err(SendError::Later)?;
                written.map_err(|cause| SendError::Later(away().caused_by(cause)))
            }
            Transport::Smtp(server) => server
                .send(message)
                .await
                .map(drop)
                .map_err(|failure| reason(&failure)),
        }
    }

    fn message(&self, letter: &Mail) -> Result<Message> {
        let to: Address = letter.to.as_str().parse().map_err(Error::internal)?;
        // Control characters are removed, so that the subject cannot inject a header.
        let subject: String = letter.subject.chars().filter(|c| !c.is_control()).collect();
        let id = format!("<{}@{}>", letter.id.simple(), self.from.email.domain());
        let automatic = HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        );
        let language = HeaderValue::new(
            HeaderName::new_from_ascii_str("Content-Language"),
            letter.language.to_owned(),
        );
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .message_id(Some(id))
            .header(MIME_VERSION_1_0)
            .raw_header(automatic)
            .raw_header(language)
            .multipart(MultiPart::alternative_plain_html(
                letter.text.clone(),
                letter.html.clone(),
            ))
            .map_err(Error::internal)
    }
}

fn server(config: &config::Mail) -> Result<AsyncSmtpTransport<Tokio1Executor>> {
    let parameters = || TlsParameters::new(config.host.clone()).map_err(Error::internal);
    let (tls, usual_port) = match config.tls {
        MailTls::Implicit => (Tls::Wrapper(parameters()?), 465),
        MailTls::Starttls => (Tls::Required(parameters()?), 587),
        MailTls::None => (Tls::None, 587),
    };
    let mut server = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host)
        .port(if config.port == 0 {
            usual_port
        } else {
            config.port
        })
        .tls(tls)
        .timeout(Some(Duration::from_secs(config.timeout_secs)));
    if !config.user.is_empty() {
        server = server.credentials(Credentials::new(
            config.user.clone(),
            config.password.expose_secret().to_owned(),
        ));
    }
    Ok(server.build())
}

/// Classifies an error of the mail server. Its message may contain personal data, so only its code is kept.
fn reason(failure: &lettre::transport::smtp::Error) -> SendError {
    let Some(code) = failure
        .status()
        .map(u16::from)
        .filter(|_| failure.is_permanent())
    else {
        let code = failure
            .status()
            .map_or_else(|| "no answer".to_owned(), |code| code.to_string());
        return SendError::Later(away().caused_by(code));
    };
    match code {
        // The mailbox does not exist or has no valid name (RFC 5321, 4.2.3).
        550 | 551 | 553 => SendError::Refused(Error::unavailable(
            "The mail server does not accept mail for this address.",
        )),
        _ => SendError::Never(Error::unavailable(format!(
            "The mail server answered {code}."
        ))),
    }
}

fn away() -> Error {
    Error::unavailable("The mail could not be sent.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailer() -> Mailer {
        Mailer {
            from: "Careergraph <jobs@example.org>".parse().unwrap(),
            transport: Transport::Console,
            kept: None,
        }
    }

    fn letter(subject: &str, text: &str) -> String {
        let to = Email::parse("email", "ada@example.org").unwrap();
        let letter = Mail {
            id: Uuid::from_u128(7),
            to,
            language: "en",
            subject: subject.to_owned(),
            text: text.to_owned(),
            html: format!("<p>{text}</p>"),
        };
        String::from_utf8(mailer().message(&letter).unwrap().formatted()).unwrap()
    }

    #[test]
    fn no_subject_begins_a_header_of_its_own() {
        for subject in [
            "Hello\r\nBcc: eve@example.org",
            "Hello\nBcc: eve@example.org",
            "Hello\rBcc: eve@example.org",
            "H\u{e9}llo\r\nBcc: eve",
        ] {
            let text = letter(subject, "Body\n");
            let head = text.split("\r\n\r\n").next().unwrap();
            assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
            assert_eq!(
                head.matches('\n').count(),
                head.matches("\r\n").count(),
                "no bare line ends: {head:?}"
            );
        }
    }

    #[test]
    fn each_try_has_the_same_id_and_says_that_a_program_wrote_it() {
        let (once, again) = (letter("A", "Body\n"), letter("A", "Body\n"));
        for text in [once, again] {
            assert!(
                text.contains("Message-ID: <00000000000000000000000000000007@example.org>\r\n"),
                "{text}"
            );
            assert!(
                text.contains("Auto-Submitted: auto-generated\r\n"),
                "{text}"
            );
            assert!(text.contains("Content-Language: en\r\n"), "{text}");
        }
    }
}
