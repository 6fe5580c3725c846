//! Educations: object and input.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object};

use crate::{
    error::Result,
    features::profiles::{
        EducationRow, NewEducation,
        graphql::evidence::{DryRunFacts, Evidence, facts_of_item},
    },
    graphql::limits::page_cost,
    types::{id::EducationId, import_source::ImportSource, partial_date::PartialDate},
};

/// A period of study.
pub struct Education {
    pub(in crate::features::profiles::graphql) row: EducationRow,
    /// The facts of a dry run.
    pub(in crate::features::profiles::graphql) dry_run: Option<Arc<DryRunFacts>>,
}

/// A period of study.
#[Object]
impl Education {
    /// The global id.
    async fn id(&self) -> EducationId {
        self.row.id
    }

    /// The school or university.
    async fn school(&self) -> &str {
        &self.row.school
    }

    /// The degree; may be empty.
    async fn degree(&self) -> &str {
        &self.row.degree
    }

    /// The field of study; may be empty.
    async fn field(&self) -> &str {
        &self.row.field
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

/// A period of study.
#[derive(InputObject)]
pub struct EducationInput {
    /// The id of an education that exists; left out for a new one.
    id: Option<EducationId>,
    /// The school or university, 1 to 200 characters.
    school: String,
    /// The degree, at most 200 characters.
    degree: Option<String>,
    /// The field of study, at most 200 characters.
    field: Option<String>,
    /// A description, at most 5 000 characters.
    description: Option<String>,
    /// The start date.
    started_on: Option<PartialDate>,
    /// The end date, not before the start date; left out if ongoing.
    ended_on: Option<PartialDate>,
}

impl From<EducationInput> for NewEducation {
    fn from(input: EducationInput) -> Self {
        Self {
            id: input.id,
            school: input.school,
            degree: input.degree.unwrap_or_default(),
            field: input.field.unwrap_or_default(),
            description: input.description.unwrap_or_default(),
            started_on: input.started_on,
            ended_on: input.ended_on,
        }
    }
}
