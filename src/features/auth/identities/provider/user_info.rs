//! What a provider tells about its user: in the ID token, or where it is asked for more (OpenID Connect Core, 5.3). An address counts
//! only together with the word that it is verified, from the same place.

use oauth2::AsyncHttpClient;
use serde::{Deserialize, Deserializer, de};

use super::{Document, Fault, Provider, Tokens, VerifiedIdentity};
use crate::types::{email::Email, text::Line};

/// Characters of a name.
const NAME_MAX: usize = 120;

/// What a provider says of a user in one place.
#[derive(Clone, Debug, Default)]
pub(in crate::features::auth) struct Facts {
    /// The address, whether verified or not.
    pub email: Option<Email>,
    /// How the user is called.
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

impl Facts {
    /// What a provider says; `names` are the whole, the given and the family's.
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

    /// The address, if the provider says that it is its user's.
    pub(in crate::features::auth) fn verified_email(&self) -> Option<&Email> {
        self.email.as_ref().filter(|_| self.is_verified)
    }
}

impl Provider {
    /// What the provider tells about its user: as the ID token has it, or by asking once more where that has no verified address.
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
            .map_err(|_| Fault::BadAnswer("its access token is none"))?;
        let answer = self.http.call(request).await?;
        match answer.status().as_u16() {
            200..=299 => {}
            // The access token is not taken (RFC 6750, 3.1).
            400 | 401 | 403 => return Err(Fault::ProviderRefused),
            _ => return Err(Fault::BadAnswer("what it tells of its user is none")),
        }
        let told: Answer = serde_json::from_slice(answer.body())
            .map_err(|_| Fault::BadAnswer("what it tells of its user is not of the form"))?;
        if told.sub != vouched.subject {
            return Err(Fault::BadAnswer("it tells about another user"));
        }
        Ok(Facts::new(
            told.email,
            told.email_verified,
            [told.name, told.given_name, told.family_name],
        ))
    }
}

/// Yes or no, as the standard writes it, or as a text, as LinkedIn and others do.
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
