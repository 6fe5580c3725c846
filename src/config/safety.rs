//! Refuses combinations of valid values that would expose data. Messages hold no value that may be
//! secret.

use std::path::Path;

use secrecy::ExposeSecret;
use url::{Host, Url};

use super::{Auth, Checked, Database, Http, Mail, MailTls, MailTransport, Redis, invalid};

/// Well-known passwords, among them those in examples, including ours.
const WELL_KNOWN: [&str; 12] = [
    "careergraph",
    "postgres",
    "password",
    "secret",
    "admin",
    "root",
    "redis",
    "example",
    "changeme",
    "change-me",
    "change_me",
    "correct horse battery staple",
];
/// Minimum length of a password of the database or of Redis.
const PASSWORD_MIN: usize = 12;

/// The values that the checks need.
pub(super) struct Facts<'a> {
    pub http: &'a Http,
    pub mail: &'a Mail,
    pub database: &'a Database,
    pub redis: &'a Redis,
    pub auth: &'a Auth,
    /// True if browsers reach the server on the machine itself only.
    pub is_local: bool,
}

/// Refuses settings that are only safe on the local machine if other machines are involved, and keys that other accounts can read.
pub(super) fn check(config: &Facts<'_>) -> Checked {
    check_reach(config)?;
    check_mail(config)?;
    if !config.is_local {
        check_password(
            "database.url",
            password_of(config.database.url.expose_secret()).as_deref(),
        )?;
        check_password(
            "redis.url",
            password_of(config.redis.url.expose_secret()).as_deref(),
        )?;
    }
    check_keys(&config.auth.keys_dir)
}

/// Refuses unencrypted access from other machines, and listening on other addresses than loopback without a public URL.
fn check_reach(config: &Facts<'_>) -> Checked {
    let public_url = &config.http.public_url;
    if public_url.is_empty() && !config.http.listen.ip().is_loopback() {
        let problem = "must be the URL of a server that listens on more than loopback, such as https://careers.example.org";
        return Err(invalid("http.public_url", problem));
    }
    if public_url.starts_with("http://") && !config.is_local {
        return Err(invalid(
            "http.public_url",
            "must be https unless it leads to this machine: put a proxy with TLS in front",
        ));
    }
    Ok(())
}

fn check_mail(config: &Facts<'_>) -> Checked {
    let mail = &config.mail;
    if mail.transport != MailTransport::Smtp || is_loopback(Host::parse(&mail.host).ok().as_ref()) {
        return Ok(());
    }
    if mail.tls == MailTls::None && !mail.user.is_empty() {
        return Err(invalid(
            "mail.tls",
            "\"none\" would send the password of mail.user unencrypted to another machine",
        ));
    }
    if mail.user.is_empty() {
        Ok(())
    } else {
        check_password("mail.password", Some(mail.password.expose_secret()))
    }
}

fn check_password(key: &'static str, password: Option<&str>) -> Checked {
    match password.map(str::to_lowercase) {
        Some(password) if WELL_KNOWN.contains(&password.as_str()) => {
            Err(invalid(key, "has a well-known password; choose another"))
        }
        Some(password) if password.chars().count() < PASSWORD_MIN => Err(invalid(
            key,
            format!("has a password of less than {PASSWORD_MIN} characters; choose another"),
        )),
        _ => Ok(()),
    }
}

/// The password in a URL, percent-decoded, if it has one.
fn password_of(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let password = url.password().filter(|password| !password.is_empty())?;
    Some(
        url::form_urlencoded::parse(format!("p={}", password.replace('+', "%2B")).as_bytes())
            .next()?
            .1
            .into_owned(),
    )
}

/// True if browsers reach this machine by the name: they resolve all names below `localhost` to it (RFC 6761, 6.3).
pub(super) fn is_here<S: AsRef<str>>(host: Option<&Host<S>>) -> bool {
    matches!(host, Some(Host::Domain(name)) if name.as_ref().ends_with(".localhost"))
        || is_loopback(host)
}

/// True if connections to the host stay on the machine. A name below `localhost` is not sufficient: not every resolver keeps it local.
pub(super) fn is_loopback<S: AsRef<str>>(host: Option<&Host<S>>) -> bool {
    match host {
        Some(Host::Domain(name)) => name.as_ref() == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Refuses keys that other accounts can read: with a key, anyone can act as any user.
#[cfg(unix)]
fn check_keys(folder: &Path) -> Checked {
    use std::os::unix::fs::PermissionsExt;

    let is_open = |path: &Path| {
        path.metadata()
            .is_ok_and(|facts| facts.permissions().mode() & 0o077 != 0)
    };
    if is_open(folder) {
        return Err(invalid(
            "auth.keys_dir",
            "is readable by other accounts of this machine; run `chmod 700` on the folder",
        ));
    }
    let Ok(entries) = folder.read_dir() else {
        return Ok(());
    };
    let is_key = |path: &Path| {
        path.extension()
            .is_some_and(|end| end == "pem" || end == "seal")
    };
    let open = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| is_key(path) && is_open(path));
    let name = open
        .as_ref()
        .and_then(|path| path.file_name())
        .map(std::ffi::OsStr::to_string_lossy);
    match name {
        Some(name) => Err(invalid(
            "auth.keys_dir",
            format!("the key {name:?} is readable by other accounts; run `chmod 600` on it"),
        )),
        None => Ok(()),
    }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
fn check_keys(_: &Path) -> Checked {
    Ok(())
}
