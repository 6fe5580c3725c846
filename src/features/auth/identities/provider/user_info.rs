//! The user's name and address from a provider: in the ID token, or from the UserInfo endpoint (OpenID Connect Core, 5.3). An address
//! counts only with `email_verified` from the same source.

use oauth2::AsyncHttpClient;
use serde::{Deserialize, Deserializer, de};
use serde_json::Value;
use url::Url;

use super::{Document, Fault, Provider, Tokens};
use crate::{
    features::auth::identities::entity::claims::IdentityClaims,
    types::{email::Email, text::Line},
};

/// Maximum number of characters of a name.
const NAME_MAX: usize = 120;
/// Maximum number of bytes of the address of a picture.
const URL_MAX: usize = 2_000;
/// Maximum number of characters of the tag of a language.
const TAG_MAX: usize = 35;

/// What a provider says about a user in one source.
#[derive(Clone, Debug, Default)]
pub(in crate::features::auth) struct Facts {
    /// The address, verified or not.
    pub email: Option<Email>,
    /// The user's name.
    pub name: Option<String>,
    /// All that was said.
    pub claims: IdentityClaims,
    is_verified: bool,
}

/// The claims of one source as they are.
#[derive(Default)]
pub(super) struct Stated {
    pub email: Option<String>,
    pub is_verified: bool,
    pub name: Option<String>,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub picture: Option<Value>,
    pub locale: Option<Value>,
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
    picture: Option<Value>,
    locale: Option<Value>,
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
    /// Facts from claims. What is no name, page or language is left out.
    pub(super) fn new(stated: Stated) -> Self {
        let email = stated
            .email
            .and_then(|email| Email::parse("email", &email).ok());
        let claims = IdentityClaims {
            name: line(stated.name),
            given_name: line(stated.given_name),
            family_name: line(stated.family_name),
            email: email.as_ref().map(|email| email.as_str().to_owned()),
            picture: stated.picture.and_then(|picture| page(&picture)),
            locale: stated.locale.and_then(|locale| tag(&locale)),
        };
        Self {
            email,
            name: line(claims.whole_name()),
            claims,
            is_verified: stated.is_verified,
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
        let more = self.user_info(document, vouched, tokens).await?;
        Ok(more.unwrap_or_else(|| vouched.facts.clone()))
    }

    /// The facts of the UserInfo endpoint; none if the provider has none.
    pub(in crate::features::auth) async fn user_info(
        &self,
        document: &Document,
        vouched: &VerifiedIdentity,
        tokens: &Tokens,
    ) -> Result<Option<Facts>, Fault> {
        let Some(url) = &document.user_info else {
            return Ok(None);
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
        Ok(Some(Facts::new(Stated {
            email: told.email,
            is_verified: told.email_verified,
            name: told.name,
            given_name: told.given_name,
            family_name: told.family_name,
            picture: told.picture,
            locale: told.locale,
        })))
    }
}

/// A name on one line.
fn line(text: Option<String>) -> Option<String> {
    let text: String = text?.chars().take(NAME_MAX).collect();
    let line = Line::parse("name", &text, NAME_MAX).ok();
    line.map(Line::into_string)
}

/// The address of a page without credentials.
fn page(value: &Value) -> Option<String> {
    let url = Url::parse(value.as_str()?).ok()?;
    let is_page = matches!(url.scheme(), "http" | "https")
        && url.username().is_empty()
        && url.password().is_none()
        && url.as_str().len() <= URL_MAX;
    is_page.then(|| url.into())
}

/// The tag of a language: a text, or language and country, as LinkedIn has them.
fn tag(value: &Value) -> Option<String> {
    let part = |name: &str| value.get(name).and_then(Value::as_str);
    let tag = match (value.as_str(), part("language"), part("country")) {
        (Some(tag), ..) => tag.replace('_', "-"),
        (None, Some(language), Some(country)) => format!("{language}-{country}"),
        (None, Some(language), None) => language.to_owned(),
        (None, None, _) => return None,
    };
    let is_tag = (2..=TAG_MAX).contains(&tag.len())
        && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_tag.then_some(tag)
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
