//! Why a scalar refuses a value. The error carries the value and the name of the scalar, by which `graphql/input_place.rs` finds the place
//! of the value in the input.

use std::fmt::Display;

use async_graphql::{InputType, InputValueError, Value};

/// The extension of an error that carries the scalar and the value. It does not reach clients.
pub const REFUSED: &str = "refused";

/// The value has the right type and the wrong form; the message states the form.
#[must_use]
pub fn refused<T: InputType>(value: Value, message: impl Display) -> InputValueError<T> {
    with_value(InputValueError::custom(message), value)
}

/// The value has another type.
#[must_use]
pub fn wrong_type<T: InputType>(value: Value) -> InputValueError<T> {
    with_value(InputValueError::expected_type(value.clone()), value)
}

fn with_value<T: InputType>(error: InputValueError<T>, value: Value) -> InputValueError<T> {
    let scalar = Value::String(T::type_name().into_owned());
    error.with_extension(REFUSED, Value::List(vec![scalar, value]))
}
