//! Unpaid work as a client gives it.

use uuid::Uuid;

use super::{NewItem, Place};
use crate::{
    error::Refusal,
    features::profiles::{Sections, VolunteeringRow, entity::volunteering},
    types::{id::VolunteeringId, partial_date::PartialDate},
};

/// Unpaid work, unchecked.
#[derive(Clone, Debug, Default)]
pub struct NewVolunteering {
    /// The id of the row to update; none for a new one.
    pub id: Option<VolunteeringId>,
    /// 1 to 200 characters.
    pub organization: String,
    /// At most 200 characters.
    pub role: String,
    /// At most 200 characters.
    pub cause: String,
    /// At most 5 000 characters.
    pub description: String,
    /// The start date.
    pub started_on: Option<PartialDate>,
    /// The end date, not before the start.
    pub ended_on: Option<PartialDate>,
}

impl NewItem for NewVolunteering {
    type Entity = volunteering::Entity;
    const WHAT: &'static str = "volunteering";
    const SECTION: &'static str = "volunteerings";

    fn id(&self) -> Option<Uuid> {
        self.id.map(|id| id.0)
    }

    fn into_row(self, place: &Place) -> Result<VolunteeringRow, Refusal> {
        place.span(self.started_on, ("endedOn", self.ended_on))?;
        Ok(VolunteeringRow {
            id: VolunteeringId(place.id),
            user_id: place.user_id,
            position: place.position,
            organization: place.line("organization", &self.organization)?,
            role: place.line_or_empty("role", &self.role)?,
            cause: place.line_or_empty("cause", &self.cause)?,
            description: place.prose("description", &self.description)?,
            started_on: self.started_on,
            ended_on: self.ended_on,
            source: None,
        })
    }

    fn rows(sections: &Sections) -> &[VolunteeringRow] {
        &sections.volunteerings
    }

    fn rows_mut(sections: &mut Sections) -> &mut Vec<VolunteeringRow> {
        &mut sections.volunteerings
    }
}
