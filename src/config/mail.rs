//! `[mail]`: the sender and transport of e-mails.

use std::path::PathBuf;

use lettre::message::Mailbox;
use secrecy::SecretString;
use serde::Deserialize;

use super::{Checked, invalid, web_address, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Mail {
    pub transport: MailTransport,
    pub from: String,
    pub folder: PathBuf,
    pub host: String,
    pub port: u16,
    pub tls: MailTls,
    pub user: String,
    pub password: SecretString,
    pub timeout_secs: u64,
    pub verify_url: String,
    pub reset_url: String,
}

/// The transport of e-mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    /// Standard output.
    Console,
    /// A folder.
    File,
    /// An SMTP server.
    Smtp,
}

/// The encryption of the connection to the SMTP server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// TLS from the first byte (RFC 8314).
    Implicit,
    /// TLS after STARTTLS, which is required.
    Starttls,
    /// No encryption.
    None,
}

impl Mail {
    pub(super) fn check(&self) -> Checked {
        within("mail.timeout_secs", self.timeout_secs, 1, 300)?;
        if self.from.parse::<Mailbox>().is_err() {
            return Err(invalid(
                "mail.from",
                format!(
                    "{:?} is not a sender such as Careergraph <jobs@example.org>",
                    self.from
                ),
            ));
        }
        for (key, url) in [
            ("mail.verify_url", &self.verify_url),
            ("mail.reset_url", &self.reset_url),
        ] {
            if !url.is_empty() {
                web_address(key, url)?;
            }
        }
        match self.transport {
            MailTransport::Smtp if self.host.is_empty() => {
                Err(invalid("mail.host", "must name the mail server"))
            }
            MailTransport::File if self.folder.as_os_str().is_empty() => {
                Err(invalid("mail.folder", "must name a folder"))
            }
            _ => Ok(()),
        }
    }
}
