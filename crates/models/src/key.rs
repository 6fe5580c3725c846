//! The key of an endpoint. It shows nothing in `Debug`, is wiped when it is dropped, and its header is marked as sensitive.

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

/// A key that can be sent in a header.
#[derive(Clone)]
pub struct Key(SecretString);

/// The key has characters that a header cannot have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The key has characters that a header cannot have.")]
pub struct InvalidKey;

impl Key {
    /// A key: visible ASCII, without spaces around it.
    pub fn new(key: &str) -> Result<Self, InvalidKey> {
        let key = key.trim();
        let visible = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic());
        visible
            .then(|| Self(SecretString::from(key)))
            .ok_or(InvalidKey)
    }

    /// A header of the key behind this text.
    pub(crate) fn header(&self, before: &str) -> Result<HeaderValue, InvalidKey> {
        let text = format!("{before}{}", self.0.expose_secret());
        let mut value = HeaderValue::try_from(text).map_err(|_| InvalidKey)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing_of_a_key() {
        let key = Key::new(" canary-1 \n").unwrap();
        assert_eq!(format!("{key:?}"), "Key(***)");
        let header = key.header("Bearer ").unwrap();
        assert_eq!(header.as_bytes(), b"Bearer canary-1");
        assert_eq!(format!("{header:?}"), "Sensitive");
    }

    #[test]
    fn a_key_is_visible_ascii() {
        for key in ["", " ", "a b", "a\nb", "é", "a\u{0}"] {
            let refused = Key::new(key).unwrap_err();
            assert_eq!(refused, InvalidKey, "{key:?}");
        }
    }
}
