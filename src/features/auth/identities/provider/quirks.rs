//! Deviations of providers from the standard.

use jsonwebtoken::Algorithm;

use crate::config::Preset;

/// What a provider supports, and how it deviates.
pub(super) struct Quirks {
    /// Its issuer; empty if the configuration sets it.
    pub issuer: &'static str,
    /// Its label.
    pub label: Option<&'static str>,
    /// True if it supports PKCE (RFC 7636).
    pub pkce: bool,
    /// True if the ID token contains the nonce.
    pub nonce: bool,
    /// True if it expects the client secret in the request body.
    pub secret_in_body: bool,
    /// Its signature algorithms.
    pub algorithms: &'static [Algorithm],
}

impl Quirks {
    /// LinkedIn refuses every `code_verifier` of a confidential client, accepts a nonce but never returns it, expects the client secret in
    /// the body, and changed its issuer once without notice. The first two are compensated for by a state that is bound to the browser and
    /// valid for one use, and by ID tokens of at most a few minutes of age. Its `locale` is an object, which is not read; its
    /// `email_verified` is sometimes a string, which is accepted from every provider.
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
