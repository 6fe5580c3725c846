//! The user's name and address from a provider: in the ID token, or from the UserInfo endpoint (OpenID Connect Core, 5.3). An address
//! counts only with `email_verified` from the same source.

use oauth2::AsyncHttpClient;
use serde::{Deserialize, Deserializer, de};

use super::{Document, Fault, Provider, Tokens};
use crate::types::{email::Email, text::Line};

/// Maximum number of characters of a name.
const NAME_MAX: usize = 120;

/// What a provider says about a user in one source.
#[derive(Clone, Debug, Default)]
pub(in crate::features::auth) struct Facts {
    /// The address, verified or not.
    pub email: Option<Email>,
    /// The user's name.
    pub name: Option<String>,
    is_verified: bool,
}

#[derive(Deserialize)]
struct Answer {
    sub: String,
    email: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    email_verified: bool,
    name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
}

/// An identity that a provider has verified, after every check.
#[derive(Clone, Debug)]
pub struct VerifiedIdentity {
    /// The issuer of the provider.
    pub issuer: String,
    /// The subject: the provider's id of the user.
    pub subject: String,
    /// The session at the provider (`sid`), if it names one.
    pub sid: Option<String>,
    pub(in crate::features::auth) facts: Facts,
}

impl Facts {
    /// Facts from claims; `names` are the full, given and family name.
    pub(super) fn new(
        email: Option<String>,
        is_verified: bool,
        names: [Option<String>; 3],
    ) -> Self {
        let [whole, given, family] = names;
        let parts = [given, family]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
        let name = whole.unwrap_or(parts);
        Self {
            email: email.and_then(|email| Email::parse("email", &email).ok()),
            name: Line::parse(
                "name",
                &name.chars().take(NAME_MAX).collect::<String>(),
                NAME_MAX,
            )
            .ok()
            .map(Line::into_string),
            is_verified,
        }
    }

    /// The address, if the provider has verified it.
    pub(in crate::features::auth) fn verified_email(&self) -> Option<&Email> {
        self.email.as_ref().filter(|_| self.is_verified)
    }
}

impl Provider {
    /// The facts of the ID token, or of the UserInfo endpoint if the ID token has no verified address.
    pub(in crate::features::auth) async fn facts(
        &self,
        document: &Document,
        vouched: &VerifiedIdentity,
        tokens: &Tokens,
    ) -> Result<Facts, Fault> {
        if vouched.facts.verified_email().is_some() {
            return Ok(vouched.facts.clone());
        }
        let Some(url) = &document.user_info else {
            return Ok(vouched.facts.clone());
        };
        let request = http::Request::builder()
            .uri(url.as_str())
            .header("accept", "application/json")
            .header("authorization", format!("Bearer {}", tokens.access));
        let request = request
            .body(Vec::new())
            .map_err(|_| Fault::BadAnswer("its access token is unusable"))?;
        let answer = self.http.call(request).await?;
        match answer.status().as_u16() {
            200..=299 => {}
            // The access token was refused (RFC 6750, 3.1).
            400 | 401 | 403 => return Err(Fault::ProviderRefused),
            _ => return Err(Fault::BadAnswer("its UserInfo response is unusable")),
        }
        let told: Answer = serde_json::from_slice(answer.body())
            .map_err(|_| Fault::BadAnswer("its UserInfo response has the wrong format"))?;
        if told.sub != vouched.subject {
            return Err(Fault::BadAnswer(
                "its UserInfo response is about another user",
            ));
        }
        Ok(Facts::new(
            told.email,
            told.email_verified,
            [told.name, told.given_name, told.family_name],
        ))
    }
}

/// A boolean, or the same as a string, which LinkedIn and others send.
pub(super) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Flag {
        Plain(bool),
        Text(String),
        Nothing,
    }
    match Flag::deserialize(deserializer)? {
        Flag::Plain(flag) => Ok(flag),
        Flag::Text(text) => text
            .parse()
            .map_err(|_| de::Error::custom("neither true nor false")),
        Flag::Nothing => Ok(false),
    }
}
