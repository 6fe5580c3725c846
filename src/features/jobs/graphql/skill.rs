//! Skills of postings as GraphQL objects.

use std::sync::Arc;

use async_graphql::Object;

use crate::{
    features::jobs::{self, Requirement},
    types::id::SkillId,
};

/// A skill of the dictionary.
pub struct Skill(Arc<jobs::PostingSkill>);

/// A skill of the dictionary.
#[Object]
impl Skill {
    /// The global id.
    async fn id(&self) -> SkillId {
        self.0.skill.id
    }

    /// Lower case, unique.
    async fn slug(&self) -> &str {
        &self.0.skill.slug
    }

    /// The label, in its usual spelling.
    async fn label(&self) -> &str {
        &self.0.skill.label
    }
}

/// A skill that a posting names.
pub struct PostingSkill(pub(super) Arc<jobs::PostingSkill>);

/// A skill that a posting names.
#[Object]
impl PostingSkill {
    /// The skill.
    async fn skill(&self) -> Skill {
        Skill(Arc::clone(&self.0))
    }

    /// Required or preferred.
    async fn importance(&self) -> Requirement {
        self.0.need
    }

    /// The line of the posting that names the skill.
    async fn quote(&self) -> &str {
        &self.0.quote
    }
}
