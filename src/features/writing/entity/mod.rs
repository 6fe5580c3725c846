//! Values that the rows of all written documents share.

pub mod layout;

/// Defines enums that are stored, exported and shown by the names of their values: `Name("GraphQLName") { Value, }`.
macro_rules! stored_words {
    ($($(#[$doc:meta])* $name:ident ($graphql:literal) { $($(#[$value_doc:meta])* $value:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Enum, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        #[graphql(name = $graphql)]
        pub enum $name {
            $($(#[$value_doc])* $value,)*
        }
    )*};
}

pub(crate) use stored_words;
