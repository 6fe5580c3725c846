//! Enum values in messages are written as in the GraphQL schema, not as in the code.

use async_graphql::resolver_utils::EnumType;

/// The GraphQL name of an enum value.
pub fn schema_name<T: EnumType>(value: T) -> &'static str {
    T::items()
        .iter()
        .find(|item| item.value == value)
        .map_or("", |item| item.name)
}
