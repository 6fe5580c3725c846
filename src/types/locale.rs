//! The language in which the product speaks to a user.

use std::fmt;

use async_graphql::{InputValueResult, Scalar, ScalarType, Value};

use super::scalar;

/// A language in which there are texts (`crates/texts`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Locale(texts::Locale);

impl Locale {
    /// The language with this tag.
    #[must_use]
    pub fn find(tag: &str) -> Option<Self> {
        texts::Locale::find(tag).map(Self)
    }

    /// The text with this name, with these values in it.
    #[must_use]
    pub fn text(self, name: &str, values: &[(&str, &str)]) -> texts::Text {
        texts::text(self.0, name, values)
    }

    /// The mail with this name, with these values in it.
    #[must_use]
    pub fn mail(self, name: &str, values: &[(&str, &str)]) -> texts::Mail {
        texts::mail(self.0, name, values)
    }

    /// The tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.0.tag()
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.tag())
    }
}

/// A language in which the product speaks to its users, by its tag: `en`, `de`. A region is accepted and left out: `de-AT` is `de`.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/info/bcp47")]
impl ScalarType for Locale {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(tag) = &value else {
            return Err(scalar::wrong_type(value));
        };
        Self::find(tag).ok_or_else(|| {
            let all: Vec<&str> = texts::Locale::all().map(texts::Locale::tag).collect();
            let message = format!(
                "There are no texts in this language; choose one of {}.",
                all.join(", ")
            );
            scalar::refused(value, message)
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}
