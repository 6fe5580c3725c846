//! A project as a client gives it.

use uuid::Uuid;

use super::{NewItem, Place};
use crate::{
    error::Refusal,
    features::profiles::{ProjectRow, Sections, entity::project},
    types::{id::ProjectId, partial_date::PartialDate},
};

/// A project, unchecked.
#[derive(Clone, Debug, Default)]
pub struct NewProject {
    /// The id of the row to update; none for a new one.
    pub id: Option<ProjectId>,
    /// 1 to 200 characters.
    pub name: String,
    /// `http` or `https`, at most 2 000 characters.
    pub url: Option<String>,
    /// At most 5 000 characters.
    pub description: String,
    /// The start date.
    pub started_on: Option<PartialDate>,
    /// The end date, not before the start.
    pub ended_on: Option<PartialDate>,
}

impl NewItem for NewProject {
    type Entity = project::Entity;
    const WHAT: &'static str = "project";
    const SECTION: &'static str = "projects";

    fn id(&self) -> Option<Uuid> {
        self.id.map(|id| id.0)
    }

    fn into_row(self, place: &Place) -> Result<ProjectRow, Refusal> {
        place.span(self.started_on, ("endedOn", self.ended_on))?;
        Ok(ProjectRow {
            id: ProjectId(place.id),
            user_id: place.user_id,
            position: place.position,
            name: place.line("name", &self.name)?,
            url: place.url("url", self.url)?,
            description: place.prose("description", &self.description)?,
            started_on: self.started_on,
            ended_on: self.ended_on,
            source: None,
        })
    }

    fn rows(sections: &Sections) -> &[ProjectRow] {
        &sections.projects
    }

    fn rows_mut(sections: &mut Sections) -> &mut Vec<ProjectRow> {
        &mut sections.projects
    }
}
