//! `[documents]`: where the files of users are stored, and how many they may have.

use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use super::{Checked, ConfigError, invalid, web_address, within};

/// The region if the URL names none.
const REGION: &str = "us-east-1";

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Documents {
    pub dir: PathBuf,
    pub url: String,
    pub access_key_id: String,
    pub secret_access_key: SecretString,
    pub timeout_secs: u64,
    pub file_bytes: usize,
    pub user_bytes: u64,
    pub per_user: u64,
}

/// A bucket that speaks the S3 protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3 {
    /// Its name.
    pub bucket: String,
    /// The prefix of all keys, without slashes at its ends; may be empty.
    pub prefix: String,
    /// Its region.
    pub region: String,
    /// The URL of the service; `None` for that of AWS.
    pub endpoint: Option<String>,
    /// True if the bucket is the first part of the path, false if it is a part of the host name.
    pub path_style: bool,
}

impl Documents {
    pub(super) fn check(&self) -> Checked {
        within("documents.timeout_secs", self.timeout_secs, 1, 60)?;
        within("documents.file_bytes", self.file_bytes, 1, 104_857_600)?;
        within("documents.user_bytes", self.user_bytes, 1, 209_715_200)?;
        within("documents.per_user", self.per_user, 1, 100_000)?;
        if self.s3()?.is_none() {
            return if self.dir.as_os_str().is_empty() {
                Err(invalid("documents.dir", "must name a folder"))
            } else {
                Ok(())
            };
        }
        if self.access_key_id.is_empty() {
            let problem = "must be set, because documents.url names a bucket";
            return Err(invalid("documents.access_key_id", problem));
        }
        if self.secret_access_key.expose_secret().is_empty() {
            let problem = "must be set, because documents.url names a bucket";
            return Err(invalid("documents.secret_access_key", problem));
        }
        Ok(())
    }

    /// The bucket that the URL names; `None` if the files are stored in the folder.
    pub fn s3(&self) -> Result<Option<S3>, ConfigError> {
        const KEY: &str = "documents.url";
        if self.url.is_empty() {
            return Ok(None);
        }
        let form =
            "is not of the form s3://BUCKET/PREFIX?region=REGION&endpoint=URL&path_style=true";
        let url = Url::parse(&self.url).ok().filter(|url| {
            url.scheme() == "s3"
                && url.username().is_empty()
                && url.password().is_none()
                && url.port().is_none()
        });
        // The URL may hold credentials by mistake, so the message does not repeat it.
        let url = url.ok_or_else(|| invalid(KEY, form))?;
        let bucket = url.host_str().unwrap_or_default().to_owned();
        let prefix = url.path().trim_matches('/').to_owned();
        let plain =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
        if bucket.is_empty()
            || !prefix.bytes().all(plain)
            || prefix.contains("//")
            || prefix.contains("..")
        {
            return Err(invalid(KEY, form));
        }
        let (mut region, mut endpoint, mut path_style) = (None, None, None);
        for (name, value) in url.query_pairs() {
            match (name.as_ref(), value.as_ref()) {
                ("region", value) if !value.is_empty() => region = Some(value.to_owned()),
                ("endpoint", value) => {
                    web_address(KEY, value)?;
                    endpoint = Some(value.trim_end_matches('/').to_owned());
                }
                ("path_style", "true") => path_style = Some(true),
                ("path_style", "false") => path_style = Some(false),
                _ => return Err(invalid(KEY, form)),
            }
        }
        Ok(Some(S3 {
            bucket,
            prefix,
            region: region.unwrap_or_else(|| REGION.to_owned()),
            path_style: path_style.unwrap_or(endpoint.is_some()),
            endpoint,
        }))
    }
}
