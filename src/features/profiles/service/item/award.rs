//! An award or honour as a client gives it.

use uuid::Uuid;

use super::{NewItem, Place};
use crate::{
    error::Refusal,
    features::profiles::{AwardRow, Sections, entity::award},
    types::{id::AwardId, partial_date::PartialDate},
};

/// An award or honour, unchecked.
#[derive(Clone, Debug, Default)]
pub struct NewAward {
    /// The id of the row to update; none for a new one.
    pub id: Option<AwardId>,
    /// 1 to 200 characters.
    pub title: String,
    /// At most 200 characters.
    pub issuer: String,
    /// At most 5 000 characters.
    pub description: String,
    /// The date of the award.
    pub awarded_on: Option<PartialDate>,
}

impl NewItem for NewAward {
    type Entity = award::Entity;
    const WHAT: &'static str = "award";
    const SECTION: &'static str = "awards";

    fn id(&self) -> Option<Uuid> {
        self.id.map(|id| id.0)
    }

    fn into_row(self, place: &Place) -> Result<AwardRow, Refusal> {
        Ok(AwardRow {
            id: AwardId(place.id),
            user_id: place.user_id,
            position: place.position,
            title: place.line("title", &self.title)?,
            issuer: place.line_or_empty("issuer", &self.issuer)?,
            description: place.prose("description", &self.description)?,
            awarded_on: self.awarded_on,
            source: None,
        })
    }

    fn rows(sections: &Sections) -> &[AwardRow] {
        &sections.awards
    }

    fn rows_mut(sections: &mut Sections) -> &mut Vec<AwardRow> {
        &mut sections.awards
    }
}
