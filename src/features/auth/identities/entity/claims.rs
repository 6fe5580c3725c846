//! The column `claims` of identities: what a provider said about a user.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// What a provider said about a user, as far as it can be imported (OpenID Connect Core, 5.1). It is shown to the user, and used for nothing
/// else before they import it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(default, rename_all = "camelCase")]
pub struct IdentityClaims {
    /// The full name.
    pub name: Option<String>,
    /// The given name.
    pub given_name: Option<String>,
    /// The family name.
    pub family_name: Option<String>,
    /// The address, verified or not.
    pub email: Option<String>,
    /// The address of a picture, which may expire.
    pub picture: Option<String>,
    /// The tag of the language (BCP 47).
    pub locale: Option<String>,
}

impl IdentityClaims {
    /// The full name, or the given and the family name.
    #[must_use]
    pub fn whole_name(&self) -> Option<String> {
        let parts = [&self.given_name, &self.family_name].map(Option::as_deref);
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        let joined = (!parts.is_empty()).then(|| parts.join(" "));
        self.name.clone().or(joined)
    }

    /// These claims, and for what they do not say those of another source.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            name: self.name.or(other.name),
            given_name: self.given_name.or(other.given_name),
            family_name: self.family_name.or(other.family_name),
            email: self.email.or(other.email),
            picture: self.picture.or(other.picture),
            locale: self.locale.or(other.locale),
        }
    }
}
