//! Skills: object and input.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object};

use crate::{
    error::Result,
    features::profiles::{
        NewSkill, SkillClaimRow, SkillLevel,
        graphql::evidence::{DryRunFacts, Evidence, facts_for_skill},
    },
    graphql::limits::page_cost,
    types::{id::SkillClaimId, import_source::ImportSource},
};

/// A skill that a user claims.
pub struct SkillClaim {
    pub(in crate::features::profiles::graphql) row: SkillClaimRow,
    /// The facts of a dry run.
    pub(in crate::features::profiles::graphql) dry_run: Option<Arc<DryRunFacts>>,
}

/// A skill that a user claims.
#[Object]
impl SkillClaim {
    /// The global id.
    async fn id(&self) -> SkillClaimId {
        self.row.id
    }

    /// The name of the skill, as the user typed it.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// The proficiency, as the user rates it; null if not stated.
    async fn level(&self) -> Option<SkillLevel> {
        self.row.level
    }

    /// Years of experience, 0 to 60; null if not given.
    async fn years(&self) -> Option<i32> {
        self.row.years
    }

    /// The import that added it; null if the user typed it.
    async fn source(&self) -> Option<ImportSource> {
        self.row.source
    }

    /// The facts that show the skill: their text names it, or the user linked it.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn evidence(&self, ctx: &Context<'_>) -> Result<Vec<Evidence>> {
        facts_for_skill(ctx, self.dry_run.as_ref(), &self.row.name).await
    }

    /// False if no fact of the profile shows the skill.
    async fn has_evidence(&self, ctx: &Context<'_>) -> Result<bool> {
        let shown = facts_for_skill(ctx, self.dry_run.as_ref(), &self.row.name).await?;
        Ok(!shown.is_empty())
    }
}

/// A skill that a user claims.
#[derive(InputObject)]
pub struct SkillClaimInput {
    /// The id of an existing skill claim; left out for a new one.
    id: Option<SkillClaimId>,
    /// The name of the skill, 1 to 100 characters; unique in the list, ignoring case.
    name: String,
    /// The proficiency, as the user rates it; left out if not stated.
    level: Option<SkillLevel>,
    /// Years of experience, 0 to 60.
    years: Option<i32>,
}

impl From<SkillClaimInput> for NewSkill {
    fn from(input: SkillClaimInput) -> Self {
        Self {
            id: input.id,
            name: input.name,
            level: input.level,
            years: input.years,
        }
    }
}
