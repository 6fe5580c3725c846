//! The id of an item of the profile, as a scalar.

use async_graphql::{InputValueResult, Scalar, ScalarType, Value};

use crate::{features::writing::resumes::ItemSource, types::scalar};

/// The id of an item of a section of the profile.
#[Scalar(name = "ID")]
impl ScalarType for ItemSource {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(scalar::wrong_type(value));
        };
        Self::parse(text).ok_or_else(|| {
            scalar::refused(
                value,
                "This is not a valid id here; expected that of an item of the profile, exactly as the API returned it.",
            )
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.as_str().to_owned())
    }
}
