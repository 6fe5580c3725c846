//! A period of study as a client gives it.

use uuid::Uuid;

use super::{NewItem, Place};
use crate::{
    error::Refusal,
    features::profiles::{EducationRow, Sections, entity::education},
    types::{id::EducationId, partial_date::PartialDate},
};

/// A period of study, unchecked.
#[derive(Clone, Debug, Default)]
pub struct NewEducation {
    /// The id of the row to update; none for a new one.
    pub id: Option<EducationId>,
    /// 1 to 200 characters.
    pub school: String,
    /// At most 200 characters.
    pub degree: String,
    /// At most 200 characters.
    pub field: String,
    /// At most 5 000 characters.
    pub description: String,
    /// The start date.
    pub started_on: Option<PartialDate>,
    /// The end date, not before the start.
    pub ended_on: Option<PartialDate>,
}

impl NewItem for NewEducation {
    type Entity = education::Entity;
    const WHAT: &'static str = "education";
    const SECTION: &'static str = "educations";

    fn id(&self) -> Option<Uuid> {
        self.id.map(|id| id.0)
    }

    fn into_row(self, place: &Place) -> Result<EducationRow, Refusal> {
        place.span(self.started_on, ("endedOn", self.ended_on))?;
        Ok(EducationRow {
            id: EducationId(place.id),
            user_id: place.user_id,
            position: place.position,
            school: place.line("school", &self.school)?,
            degree: place.line_or_empty("degree", &self.degree)?,
            field: place.line_or_empty("field", &self.field)?,
            description: place.prose("description", &self.description)?,
            started_on: self.started_on,
            ended_on: self.ended_on,
            source: None,
        })
    }

    fn rows(sections: &Sections) -> &[EducationRow] {
        &sections.educations
    }

    fn rows_mut(sections: &mut Sections) -> &mut Vec<EducationRow> {
        &mut sections.educations
    }
}
