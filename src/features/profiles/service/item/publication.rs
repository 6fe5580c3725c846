//! A publication as a client gives it.

use uuid::Uuid;

use super::{NewItem, Place};
use crate::{
    error::Refusal,
    features::profiles::{PublicationRow, Sections, entity::publication},
    types::{id::PublicationId, partial_date::PartialDate},
};

/// A publication, unchecked.
#[derive(Clone, Debug, Default)]
pub struct NewPublication {
    /// The id of the row to update; none for a new one.
    pub id: Option<PublicationId>,
    /// 1 to 200 characters.
    pub title: String,
    /// At most 200 characters.
    pub publisher: String,
    /// `http` or `https`, at most 2 000 characters.
    pub url: Option<String>,
    /// At most 5 000 characters.
    pub description: String,
    /// The date of publication.
    pub published_on: Option<PartialDate>,
}

impl NewItem for NewPublication {
    type Entity = publication::Entity;
    const WHAT: &'static str = "publication";
    const SECTION: &'static str = "publications";

    fn id(&self) -> Option<Uuid> {
        self.id.map(|id| id.0)
    }

    fn into_row(self, place: &Place) -> Result<PublicationRow, Refusal> {
        Ok(PublicationRow {
            id: PublicationId(place.id),
            user_id: place.user_id,
            position: place.position,
            title: place.line("title", &self.title)?,
            publisher: place.line_or_empty("publisher", &self.publisher)?,
            url: place.url("url", self.url)?,
            description: place.prose("description", &self.description)?,
            published_on: self.published_on,
            source: None,
        })
    }

    fn rows(sections: &Sections) -> &[PublicationRow] {
        &sections.publications
    }

    fn rows_mut(sections: &mut Sections) -> &mut Vec<PublicationRow> {
        &mut sections.publications
    }
}
