//! Projects: object and input.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object};

use crate::{
    error::Result,
    features::profiles::{
        NewProject, ProjectRow,
        graphql::evidence::{DryRunFacts, Evidence, facts_of_item},
    },
    graphql::{limits::page_cost, scalar::WebAddress},
    types::{id::ProjectId, import_source::ImportSource, partial_date::PartialDate},
};

/// A project.
pub struct Project {
    pub(in crate::features::profiles::graphql) row: ProjectRow,
    /// The facts of a dry run.
    pub(in crate::features::profiles::graphql) dry_run: Option<Arc<DryRunFacts>>,
}

/// A project.
#[Object]
impl Project {
    /// The global id.
    async fn id(&self) -> ProjectId {
        self.row.id
    }

    /// The name of the project.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Its web page; null if not given.
    async fn url(&self) -> Option<WebAddress> {
        self.row.url.clone().map(WebAddress)
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

/// A project.
#[derive(InputObject)]
pub struct ProjectInput {
    /// The id of a project that exists; left out for a new one.
    id: Option<ProjectId>,
    /// The name of the project, 1 to 200 characters.
    name: String,
    /// Its web page, `http` or `https`, at most 2 000 characters.
    url: Option<WebAddress>,
    /// A description, at most 5 000 characters.
    description: Option<String>,
    /// The start date.
    started_on: Option<PartialDate>,
    /// The end date, not before the start date; left out if ongoing.
    ended_on: Option<PartialDate>,
}

impl From<ProjectInput> for NewProject {
    fn from(input: ProjectInput) -> Self {
        Self {
            id: input.id,
            name: input.name,
            url: input.url.map(|url| url.0),
            description: input.description.unwrap_or_default(),
            started_on: input.started_on,
            ended_on: input.ended_on,
        }
    }
}
