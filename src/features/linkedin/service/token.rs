//! Access tokens: their form, and how they are stored. A token is in no log, no answer and no export, and is sent to `linkedin.api_url` only.

use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use crate::{
    config::Preset,
    error::{Error, Refusal, Result},
    features::{
        auth::identities::KeptToken,
        linkedin::{AccountRow, LinkedIn, ProblemCode, TokenSource},
    },
    platform::reseal::SealedColumn,
    types::id::UserId,
};

/// Bounds of the length of a token; LinkedIn's have about 350 characters, and may have up to 1 000.
const LENGTH: std::ops::RangeInclusive<usize> = 16..=4_000;
/// The beginning of the scopes of the data portability API, of which a token has one.
const SCOPE: &str = "r_dma_portability_";
/// The path of the token in the input.
pub(super) const PATH: &str = "input.accessToken";

/// The sealed column of the tokens, for key rotation.
pub const SEALED_TOKENS: SealedColumn = SealedColumn {
    table: "linkedin_accounts",
    id: "user_id",
    column: "token",
    context: context_of,
};

/// The context that a token is sealed with: its owner.
fn context_of(user: Uuid) -> String {
    format!("linkedin {user}")
}

/// A token as a user pasted it: surrounding blanks and the word `Bearer` are dropped.
pub(super) fn parse(text: &str) -> Result<SecretString> {
    let text = text.trim();
    let token = match text.get(..7) {
        Some(word) if word.eq_ignore_ascii_case("bearer ") => text.get(7..).unwrap_or_default(),
        _ => text,
    };
    let token = token.trim();
    if LENGTH.contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(token.to_owned().into());
    }
    let message = "This is no access token of LinkedIn: it is one word of letters, digits and signs, at least 16 characters long. Copy it again from the token generator.";
    Err(Refusal::invalid(PATH, message).into())
}

impl LinkedIn {
    /// Seals a token for its owner.
    pub(super) fn seal(&self, user: UserId, token: &SecretString) -> Result<Vec<u8>> {
        let token = token.expose_secret().as_bytes();
        self.platform.seal.seal(&context_of(user.0), token)
    }

    /// The token of an account, or why there is none.
    pub(super) async fn open(
        &self,
        row: &AccountRow,
    ) -> Result<std::result::Result<SecretString, ProblemCode>> {
        let now = self.platform.clock.now();
        if row.token_source == Some(TokenSource::Identity) {
            let kept = self.kept_token(row.user_id).await?;
            return Ok(match kept {
                None => Err(ProblemCode::TokenMissing),
                Some(kept) if kept.ends_at.is_some_and(|end| end <= now) => {
                    Err(ProblemCode::TokenExpired)
                }
                Some(kept) => Ok(kept.access),
            });
        }
        let Some(sealed) = &row.token else {
            return Ok(Err(ProblemCode::TokenMissing));
        };
        if row.token_expires_at.is_some_and(|end| end <= now) {
            return Ok(Err(ProblemCode::TokenExpired));
        }
        let token = self
            .platform
            .seal
            .unseal(&context_of(row.user_id.0), sealed)?;
        let token = String::from_utf8(token).map_err(Error::internal)?;
        Ok(Ok(token.into()))
    }

    /// The token of the user's LinkedIn identity, if the operator's provider asks for the data portability scope and keeps its tokens.
    pub(super) async fn kept_token(&self, user: UserId) -> Result<Option<KeptToken>> {
        for name in self.providers() {
            if let Some(kept) = self.auth.identities.kept_token(user, name).await? {
                return Ok(Some(kept));
            }
        }
        Ok(None)
    }

    /// True if the user may connect without pasting a token.
    pub async fn has_identity_token(&self, user: UserId) -> Result<bool> {
        Ok(self.kept_token(user).await?.is_some())
    }

    /// The providers whose tokens may be used.
    fn providers(&self) -> impl Iterator<Item = &str> {
        let all = self.platform.config.providers.0.iter();
        all.filter(|(_, provider)| {
            provider.preset == Preset::Linkedin
                && provider.keep_tokens
                && provider
                    .scopes
                    .split(' ')
                    .any(|scope| scope.starts_with(SCOPE))
        })
        .map(|(name, _)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn token_is_taken_as_it_was_copied() {
        let token = "AQXk3-abcDEF_0123456789";
        for text in [
            token.to_owned(),
            format!("  {token}\n"),
            format!("Bearer {token}"),
            format!("bearer  {token} "),
        ] {
            assert_eq!(parse(&text).unwrap().expose_secret(), token, "{text}");
        }
        for text in [
            "",
            "Bearer",
            "short",
            "two words that are long",
            "ÄÖÜ-abcDEF_0123456789",
            "line\r\nX-Other: 12345678901234567",
            &"x".repeat(4_001),
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
