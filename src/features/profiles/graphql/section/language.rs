//! Languages: object and input.

use async_graphql::{InputObject, Object};

use crate::{
    features::profiles::{LanguageRow, NewLanguage, Proficiency},
    types::{id::LanguageId, import_source::ImportSource},
};

/// A language that a user speaks.
pub struct Language(pub(in crate::features::profiles::graphql) LanguageRow);

/// A language that a user speaks.
#[Object]
impl Language {
    /// The global id.
    async fn id(&self) -> LanguageId {
        self.0.id
    }

    /// The name of the language, as the user typed it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The proficiency; null if not stated.
    async fn proficiency(&self) -> Option<Proficiency> {
        self.0.proficiency
    }

    /// The proficiency in other words, as imported or typed; may be empty.
    async fn stated(&self) -> &str {
        &self.0.stated
    }

    /// The import that added it; null if the user typed it.
    async fn source(&self) -> Option<ImportSource> {
        self.0.source
    }
}

/// A language that a user speaks.
#[derive(InputObject)]
pub struct LanguageInput {
    /// The id of an existing language; left out for a new one.
    id: Option<LanguageId>,
    /// The name of the language, 1 to 100 characters.
    name: String,
    /// The proficiency; left out if not stated.
    proficiency: Option<Proficiency>,
    /// The proficiency in other words, at most 200 characters, for example "conversational".
    stated: Option<String>,
}

impl From<LanguageInput> for NewLanguage {
    fn from(input: LanguageInput) -> Self {
        Self {
            id: input.id,
            name: input.name,
            proficiency: input.proficiency,
            stated: input.stated.unwrap_or_default(),
        }
    }
}
