//! `[auth]`: keys, tokens and sessions.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer};

use super::{Checked, bool_or, invalid, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Auth {
    pub keys_dir: PathBuf,
    pub erasures_file: PathBuf,
    pub issuer: String,
    pub access_minutes: i64,
    pub session_days: i64,
    pub idle_days: i64,
    pub refresh_grace_secs: i64,
    pub step_up_minutes: i64,
    pub key_lead_secs: u64,
    pub watch_secs: u64,
    pub sign_up: bool,
    /// The configured value; `None` for `"auto"`.
    #[serde(rename = "verify_email", deserialize_with = "verify_email")]
    pub(super) verify_email_setting: Option<bool>,
    /// The effective value, derived from the whole configuration.
    #[serde(skip)]
    pub verify_email: bool,
    pub password_score: u8,
    pub return_to: Vec<String>,
    pub provider_timeout_secs: u64,
    pub deletion_days: i64,
    pub passkey_rp_id: String,
    pub passkey_origins: Vec<String>,
    pub failed_sign_ins_per_account: u32,
    pub failed_sign_ins_per_address: u32,
    pub failed_sign_ins_per_network: u32,
    pub api_tokens_per_user: u64,
    pub api_token_days: i64,
}

impl Auth {
    pub(super) fn check(&self) -> Checked {
        within("auth.access_minutes", self.access_minutes, 1, 1_440)?;
        within("auth.session_days", self.session_days, 1, 365)?;
        within("auth.idle_days", self.idle_days, 1, 365)?;
        within("auth.refresh_grace_secs", self.refresh_grace_secs, 0, 60)?;
        within("auth.step_up_minutes", self.step_up_minutes, 1, 60)?;
        within("auth.watch_secs", self.watch_secs, 1, 60)?;
        within("auth.key_lead_secs", self.key_lead_secs, 15, 86_400)?;
        within("auth.password_score", self.password_score, 0, 4)?;
        within(
            "auth.provider_timeout_secs",
            self.provider_timeout_secs,
            1,
            4,
        )?;
        for address in &self.return_to {
            if !is_return_address(address) {
                let problem = format!(
                    "{address:?} is not a return address such as https://app.example.org/signed-in or com.example.app:/signed-in"
                );
                return Err(invalid("auth.return_to", problem));
            }
        }
        within("auth.deletion_days", self.deletion_days, 0, 90)?;
        if self.erasures_file.file_name().is_none() {
            return Err(invalid("auth.erasures_file", "must name a file"));
        }
        self.check_passkeys()?;
        self.check_limits()?;
        if self.keys_dir.as_os_str().is_empty() {
            Err(invalid("auth.keys_dir", "must name a folder"))
        } else {
            Ok(())
        }
    }

    fn check_limits(&self) -> Checked {
        for (key, failures) in [
            (
                "auth.failed_sign_ins_per_account",
                self.failed_sign_ins_per_account,
            ),
            (
                "auth.failed_sign_ins_per_address",
                self.failed_sign_ins_per_address,
            ),
            (
                "auth.failed_sign_ins_per_network",
                self.failed_sign_ins_per_network,
            ),
        ] {
            within(key, failures, 2, 1_000_000)?;
        }
        within(
            "auth.api_tokens_per_user",
            self.api_tokens_per_user,
            1,
            100_000,
        )?;
        within("auth.api_token_days", self.api_token_days, 1, 3_660)
    }

    fn check_passkeys(&self) -> Checked {
        let name = &self.passkey_rp_id;
        if !name.is_empty()
            && !matches!(url::Host::parse(name), Ok(url::Host::Domain(host)) if host == *name)
        {
            return Err(invalid(
                "auth.passkey_rp_id",
                format!("{name:?} is not a name such as careers.example.org"),
            ));
        }
        for origin in &self.passkey_origins {
            let is_page = url::Url::parse(origin)
                .is_ok_and(|url| url.has_host() && url.origin().ascii_serialization() == *origin);
            if !is_page && !origin.starts_with("android:apk-key-hash:") {
                let problem = format!(
                    "{origin:?} is not an origin such as https://app.example.org, or android:apk-key-hash:…"
                );
                return Err(invalid("auth.passkey_origins", problem));
            }
        }
        Ok(())
    }
}

fn verify_email<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    bool_or(deserializer, "auto")
}

/// True for an absolute URL without a query: of a web page, or with an app's private-use scheme, which contains a dot (RFC 8252, 7.1).
fn is_return_address(text: &str) -> bool {
    let Ok(url) = url::Url::parse(text) else {
        return false;
    };
    let is_bare = url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    let is_reachable = match url.scheme() {
        "https" | "http" => url.has_host(),
        scheme => scheme.contains('.'),
    };
    is_bare && is_reachable
}
