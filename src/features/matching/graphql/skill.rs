//! Skills of the taxonomy as GraphQL objects.

use async_graphql::SimpleObject;

/// A skill of the taxonomy.
#[derive(SimpleObject)]
pub struct TaxonomySkill {
    /// Lower case, unique; that of `Skill.slug` for a skill of the dictionary.
    slug: String,
    /// The label, in its usual spelling.
    label: String,
}

impl TaxonomySkill {
    pub(super) const fn new(slug: String, label: String) -> Self {
        Self { slug, label }
    }

    pub(super) fn of(taxonomy: &::taxonomy::Taxonomy, slug: &str) -> Self {
        let known = taxonomy.skill(slug);
        Self {
            label: known.map_or_else(|| slug.to_owned(), |skill| skill.label().to_owned()),
            slug: slug.to_owned(),
        }
    }
}
