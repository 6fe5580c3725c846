//! Skills of the taxonomy as GraphQL objects.

use ::taxonomy::{Language, Taxonomy};
use async_graphql::Object;

use crate::features::matching::Shared;

/// A skill of the taxonomy.
pub struct TaxonomySkill {
    slug: String,
    taxonomy: Shared<Taxonomy>,
}

impl TaxonomySkill {
    pub(super) fn of(taxonomy: &Shared<Taxonomy>, slug: &str) -> Self {
        Self {
            slug: slug.to_owned(),
            taxonomy: taxonomy.clone(),
        }
    }
}

/// A skill of the taxonomy.
#[Object]
impl TaxonomySkill {
    /// Lower case, unique; that of `Skill.slug` for a skill of the dictionary.
    async fn slug(&self) -> &str {
        &self.slug
    }

    /// The label, in its usual spelling; in English, or in the first language that has one.
    async fn label(
        &self,
        #[graphql(
            desc = "The language wanted, by its code (ISO 639-1). The taxonomy of the program has labels in `en`, `de`, `es` and `fr`; without a label in this \
                    language, the usual one is returned."
        )]
        language: Option<String>,
    ) -> &str {
        let Some(known) = self.taxonomy.skill(&self.slug) else {
            return self.slug.as_str();
        };
        language
            .and_then(|code| Language::of(&code.to_ascii_lowercase()))
            .and_then(|language| known.label_in(language))
            .unwrap_or_else(|| known.label())
    }
}
