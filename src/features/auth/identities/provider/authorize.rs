//! The authorization request to a provider (OpenID Connect Core, 3.1.2.1).

use oauth2::{CsrfToken, PkceCodeChallenge, Scope};
use openidconnect::{
    Nonce,
    core::{CoreAuthenticationFlow, CoreClient},
};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Fault, Provider};

/// The secrets that are needed again for the provider's response.
#[derive(Serialize, Deserialize)]
pub(in crate::features::auth) struct Secrets {
    /// The nonce that the ID token must contain.
    pub nonce: String,
    /// The PKCE verifier (RFC 7636); none if the provider does not support PKCE.
    pub verifier: Option<String>,
}

impl Provider {
    /// The authorization URL with this state.
    pub(in crate::features::auth) async fn authorize(
        &self,
        state: &str,
    ) -> Result<(Url, Secrets), Fault> {
        let document = self.document().await?;
        let client = CoreClient::new(
            self.client_id.clone(),
            self.issuer.clone(),
            openidconnect::JsonWebKeySet::default(),
        )
        .set_auth_uri(document.authorization.clone())
        .set_redirect_uri(self.redirect.clone());
        let state = state.to_owned();
        let mut request = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(state),
            Nonce::new_random,
        );
        // The crate adds `openid` itself.
        request = request.add_scopes(
            self.scopes
                .iter()
                .filter(|scope| *scope != "openid")
                .cloned()
                .map(Scope::new),
        );
        let mut verifier = None;
        if self.quirks.pkce {
            let (challenge, secret) = PkceCodeChallenge::new_random_sha256();
            request = request.set_pkce_challenge(challenge);
            verifier = Some(secret.into_secret());
        }
        let (url, _, nonce) = request.url();
        Ok((
            url,
            Secrets {
                nonce: nonce.secret().clone(),
                verifier,
            },
        ))
    }
}
