//! An e-mail address in the form in which it is stored and compared: trimmed, lower case, with a plausible syntax.

use super::text::{Line, forbidden_char};
use crate::error::Refusal;

/// An address of at most 254 characters (RFC 5321, 4.5.3.1.3), lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Checks the syntax: one `@`, a non-empty local part, a domain with a dot, no spaces.
    pub fn parse(path: &str, text: &str) -> Result<Self, Refusal> {
        let line = Line::parse(path, text, 254)?.into_string().to_lowercase();
        let plausible = line.split_once('@').is_some_and(|(local, domain)| {
            let labels_ok =
                domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
            !local.is_empty() && local.len() <= 64 && labels_ok && !domain.contains('@')
        });
        let clean = !line.chars().any(|c| {
            c.is_whitespace()
                || matches!(c, '<' | '>' | ',' | ';' | '"' | '\\')
                || forbidden_char(c)
        });
        if plausible && clean {
            Ok(Self(line))
        } else {
            Err(Refusal::invalid(
                path,
                "This is not an e-mail address; the format is name@example.org.",
            ))
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
