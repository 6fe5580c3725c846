//! How providers depart from the standard.

use jsonwebtoken::Algorithm;

use crate::config::Preset;

/// What a provider does, and what it does not.
pub(super) struct Quirks {
    /// How it calls itself; empty: the configuration says it.
    pub issuer: &'static str,
    /// What people call it.
    pub label: Option<&'static str>,
    /// Whether it takes PKCE (RFC 7636).
    pub pkce: bool,
    /// Whether the ID token brings the nonce back.
    pub nonce: bool,
    /// Whether it wants the client's secret in the body of a request.
    pub secret_in_body: bool,
    /// What it signs with.
    pub algorithms: &'static [Algorithm],
}

impl Quirks {
    /// LinkedIn refuses every `code_verifier` of a confidential client, takes a nonce and never returns it, wants the secret in the
    /// body, and changed its issuer once without notice. What makes up for the first two: the state is bound to the browser and good
    /// for one use, and an ID token is some minutes old at most. Its `locale` is an object and its `email_verified` at times a text:
    /// the first is not read, and the second is read either way, from whomever it comes.
    pub(super) const fn of(preset: Preset) -> Self {
        match preset {
            Preset::Generic => Self {
                issuer: "",
                label: None,
                pkce: true,
                nonce: true,
                secret_in_body: false,
                algorithms: &[
                    Algorithm::RS256,
                    Algorithm::RS384,
                    Algorithm::RS512,
                    Algorithm::PS256,
                    Algorithm::PS384,
                    Algorithm::PS512,
                    Algorithm::ES256,
                    Algorithm::ES384,
                    Algorithm::EdDSA,
                ],
            },
            Preset::Linkedin => Self {
                issuer: "https://www.linkedin.com/oauth",
                label: Some("LinkedIn"),
                pkce: false,
                nonce: false,
                secret_in_body: true,
                algorithms: &[Algorithm::RS256],
            },
        }
    }
}
