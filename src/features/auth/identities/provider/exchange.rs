//! The provider's tokens for its code (OpenID Connect Core, 3.1.3). The ID token is taken as a text: the crate would read it together
//! with the answer, and LinkedIn's does not have the form of the standard.

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

/// Characters of an ID token.
const ID_TOKEN_MAX: usize = 16_384;

/// What the answer holds beside what OAuth says.
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

/// What a provider gives to ask it for more.
#[derive(Clone, Serialize, Deserialize)]
pub struct Tokens {
    /// For its other addresses.
    pub access: String,
    /// For another access token.
    pub refresh: Option<String>,
    /// Seconds that the access token lives, from `at` on.
    pub lives_secs: Option<u64>,
    /// When it was given, in seconds since 1970.
    pub at: i64,
}

impl Provider {
    /// Swaps the code for tokens; gives the ID token, unread, and the others.
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
                    Fault::BadAnswer("the answer of the token endpoint is not of the form")
                }
                RequestTokenError::Other(_) => {
                    Fault::BadAnswer("the answer of the token endpoint is none")
                }
            })?;
        if *answer.token_type() != BasicTokenType::Bearer {
            return Err(Fault::BadAnswer("the token is not a bearer's"));
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
