//! A past or present job as a client gives it.

use uuid::Uuid;

use super::{NewItem, Place};
use crate::{
    error::Refusal,
    features::profiles::{EmploymentRow, Sections, entity::employment},
    types::{id::EmploymentId, partial_date::PartialDate},
};

/// A past or present job, unchecked.
#[derive(Clone, Debug, Default)]
pub struct NewEmployment {
    /// The id of the row to update; none for a new one.
    pub id: Option<EmploymentId>,
    /// 1 to 200 characters.
    pub company: String,
    /// 1 to 200 characters.
    pub title: String,
    /// At most 200 characters.
    pub location: String,
    /// At most 5 000 characters.
    pub description: String,
    /// The start date.
    pub started_on: Option<PartialDate>,
    /// The end date, not before the start.
    pub ended_on: Option<PartialDate>,
}

impl NewItem for NewEmployment {
    type Entity = employment::Entity;
    const WHAT: &'static str = "employment";
    const SECTION: &'static str = "employments";

    fn id(&self) -> Option<Uuid> {
        self.id.map(|id| id.0)
    }

    fn into_row(self, place: &Place) -> Result<EmploymentRow, Refusal> {
        place.span(self.started_on, ("endedOn", self.ended_on))?;
        Ok(EmploymentRow {
            id: EmploymentId(place.id),
            user_id: place.user_id,
            position: place.position,
            company: place.line("company", &self.company)?,
            title: place.line("title", &self.title)?,
            location: place.line_or_empty("location", &self.location)?,
            description: place.prose("description", &self.description)?,
            started_on: self.started_on,
            ended_on: self.ended_on,
            source: None,
        })
    }

    fn rows(sections: &Sections) -> &[EmploymentRow] {
        &sections.employments
    }

    fn rows_mut(sections: &mut Sections) -> &mut Vec<EmploymentRow> {
        &mut sections.employments
    }
}
