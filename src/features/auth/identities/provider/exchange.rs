//! Exchanges a code for the provider's tokens (OpenID Connect Core, 3.1.3). The ID token is read as a string: the crate would parse it
//! together with the response, and LinkedIn's does not conform to the standard.

use oauth2::{
    AuthorizationCode, Client, EndpointNotSet, ExtraTokenFields, PkceCodeVerifier,
    RequestTokenError, StandardRevocableToken, StandardTokenResponse, TokenResponse,
    basic::{
        BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse,
        BasicTokenType,
    },
};
use serde::{Deserialize, Serialize};

use super::{Document, Fault, Provider, Secrets};

/// Maximum number of characters of an ID token.
const ID_TOKEN_MAX: usize = 16_384;

/// The fields of the response besides those of OAuth.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct WithIdToken {
    id_token: String,
}

impl ExtraTokenFields for WithIdToken {}

type OAuth = Client<
    BasicErrorResponse,
    StandardTokenResponse<WithIdToken, BasicTokenType>,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
>;

/// The provider's tokens for further requests.
#[derive(Clone, Serialize, Deserialize)]
pub struct Tokens {
    /// The access token.
    pub access: String,
    /// The refresh token.
    pub refresh: Option<String>,
    /// Lifetime of the access token in seconds, from `at` on.
    pub lives_secs: Option<u64>,
    /// The time of issue, in seconds since 1970.
    pub at: i64,
}

impl Provider {
    /// Exchanges the code; returns the ID token, unparsed, and the other tokens.
    pub(super) async fn swap(
        &self,
        document: &Document,
        code: String,
        secrets: &Secrets,
    ) -> Result<(String, Tokens), Fault> {
        let mut client = OAuth::new(self.client_id.clone())
            .set_auth_type(self.auth.clone())
            .set_redirect_uri(self.redirect.clone());
        if let Some(secret) = self.client_secret() {
            client = client.set_client_secret(secret);
        }
        let client = client.set_token_uri(document.token.clone());
        let mut request = client.exchange_code(AuthorizationCode::new(code));
        if let Some(verifier) = &secrets.verifier {
            request = request.set_pkce_verifier(PkceCodeVerifier::new(verifier.clone()));
        }
        let answer = request
            .request_async(&self.http)
            .await
            .map_err(|error| match error {
                RequestTokenError::Request(trouble) => trouble.into(),
                RequestTokenError::ServerResponse(_) => Fault::ProviderRefused,
                RequestTokenError::Parse(..) => {
                    Fault::BadAnswer("the response of the token endpoint has the wrong format")
                }
                RequestTokenError::Other(_) => {
                    Fault::BadAnswer("the response of the token endpoint is unusable")
                }
            })?;
        if *answer.token_type() != BasicTokenType::Bearer {
            return Err(Fault::BadAnswer("the token type is not Bearer"));
        }
        let id_token = answer.extra_fields().id_token.clone();
        if id_token.len() > ID_TOKEN_MAX {
            return Err(Fault::BadIdToken("it is too long"));
        }
        let tokens = Tokens {
            access: answer.access_token().secret().clone(),
            refresh: answer.refresh_token().map(|token| token.secret().clone()),
            lives_secs: answer.expires_in().map(|time| time.as_secs()),
            at: self.clock.now().timestamp(),
        };
        Ok((id_token, tokens))
    }
}
