//! Volunteerings: object and input.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object};

use crate::{
    error::Result,
    features::profiles::{
        NewVolunteering, VolunteeringRow,
        graphql::evidence::{DryRunFacts, Evidence, facts_of_item},
    },
    graphql::limits::page_cost,
    types::{id::VolunteeringId, import_source::ImportSource, partial_date::PartialDate},
};

/// Unpaid work.
pub struct Volunteering {
    pub(in crate::features::profiles::graphql) row: VolunteeringRow,
    /// The facts of a dry run.
    pub(in crate::features::profiles::graphql) dry_run: Option<Arc<DryRunFacts>>,
}

/// Unpaid work.
#[Object]
impl Volunteering {
    /// The global id.
    async fn id(&self) -> VolunteeringId {
        self.row.id
    }

    /// The organisation.
    async fn organization(&self) -> &str {
        &self.row.organization
    }

    /// The role; may be empty.
    async fn role(&self) -> &str {
        &self.row.role
    }

    /// The cause; may be empty.
    async fn cause(&self) -> &str {
        &self.row.cause
    }

    /// A description; may be empty.
    async fn description(&self) -> &str {
        &self.row.description
    }

    /// The start date; null if not given.
    async fn started_on(&self) -> Option<PartialDate> {
        self.row.started_on
    }

    /// The end date; null if ongoing or not given.
    async fn ended_on(&self) -> Option<PartialDate> {
        self.row.ended_on
    }

    /// The import that added it; null if the user typed it.
    async fn source(&self) -> Option<ImportSource> {
        self.row.source
    }

    /// The facts about it, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn evidence(&self, ctx: &Context<'_>) -> Result<Vec<Evidence>> {
        facts_of_item(ctx, self.dry_run.as_ref(), self.row.id.0).await
    }
}

/// Unpaid work.
#[derive(InputObject)]
pub struct VolunteeringInput {
    /// The id of a volunteering that exists; left out for a new one.
    id: Option<VolunteeringId>,
    /// The organisation, 1 to 200 characters.
    organization: String,
    /// The role, at most 200 characters.
    role: Option<String>,
    /// The cause, at most 200 characters.
    cause: Option<String>,
    /// A description, at most 5 000 characters.
    description: Option<String>,
    /// The start date.
    started_on: Option<PartialDate>,
    /// The end date, not before the start date; left out if ongoing.
    ended_on: Option<PartialDate>,
}

impl From<VolunteeringInput> for NewVolunteering {
    fn from(input: VolunteeringInput) -> Self {
        Self {
            id: input.id,
            organization: input.organization,
            role: input.role.unwrap_or_default(),
            cause: input.cause.unwrap_or_default(),
            description: input.description.unwrap_or_default(),
            started_on: input.started_on,
            ended_on: input.ended_on,
        }
    }
}
