//! The names that clients know: messages spell a value as the schema does, never as the code does.

use async_graphql::resolver_utils::EnumType;

/// The name of a value of an enum in the schema.
pub fn schema_name<T: EnumType>(value: T) -> &'static str {
    T::items()
        .iter()
        .find(|item| item.value == value)
        .map_or("", |item| item.name)
}
