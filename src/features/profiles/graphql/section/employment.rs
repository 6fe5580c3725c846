//! Employments: object and input.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object};

use crate::{
    error::Result,
    features::profiles::{
        EmploymentRow, NewEmployment,
        graphql::evidence::{DryRunFacts, Evidence, facts_of_item},
    },
    graphql::limits::page_cost,
    types::{id::EmploymentId, import_source::ImportSource, partial_date::PartialDate},
};

/// A past or present job.
pub struct Employment {
    pub(in crate::features::profiles::graphql) row: EmploymentRow,
    /// The facts of a dry run.
    pub(in crate::features::profiles::graphql) dry_run: Option<Arc<DryRunFacts>>,
}

/// A past or present job.
#[Object]
impl Employment {
    /// The global id.
    async fn id(&self) -> EmploymentId {
        self.row.id
    }

    /// The employer's name.
    async fn company(&self) -> &str {
        &self.row.company
    }

    /// The job title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// The place of work; may be empty.
    async fn location(&self) -> &str {
        &self.row.location
    }

    /// The duties and results as one text; may be empty.
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

/// A past or present job.
#[derive(InputObject)]
pub struct EmploymentInput {
    /// The id of an employment that exists; left out for a new one.
    id: Option<EmploymentId>,
    /// The employer's name, 1 to 200 characters.
    company: String,
    /// The job title, 1 to 200 characters.
    title: String,
    /// The place of work, at most 200 characters.
    location: Option<String>,
    /// The duties and results as one text, at most 5 000 characters.
    description: Option<String>,
    /// The start date.
    started_on: Option<PartialDate>,
    /// The end date, not before the start date; left out if ongoing.
    ended_on: Option<PartialDate>,
}

impl From<EmploymentInput> for NewEmployment {
    fn from(input: EmploymentInput) -> Self {
        Self {
            id: input.id,
            company: input.company,
            title: input.title,
            location: input.location.unwrap_or_default(),
            description: input.description.unwrap_or_default(),
            started_on: input.started_on,
            ended_on: input.ended_on,
        }
    }
}
