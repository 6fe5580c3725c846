//! A certificate or licence as a client gives it.

use uuid::Uuid;

use super::{NewItem, Place};
use crate::{
    error::Refusal,
    features::profiles::{CertificationRow, Sections, entity::certification},
    types::{id::CertificationId, partial_date::PartialDate},
};

/// A certificate or licence, unchecked.
#[derive(Clone, Debug, Default)]
pub struct NewCertification {
    /// The id of the row to update; none for a new one.
    pub id: Option<CertificationId>,
    /// 1 to 200 characters.
    pub name: String,
    /// At most 200 characters.
    pub authority: String,
    /// At most 200 characters.
    pub license_number: String,
    /// `http` or `https`, at most 2 000 characters.
    pub url: Option<String>,
    /// The date of issue.
    pub issued_on: Option<PartialDate>,
    /// The date of expiry, not before the start.
    pub expires_on: Option<PartialDate>,
}

impl NewItem for NewCertification {
    type Entity = certification::Entity;
    const WHAT: &'static str = "certification";
    const SECTION: &'static str = "certifications";

    fn id(&self) -> Option<Uuid> {
        self.id.map(|id| id.0)
    }

    fn into_row(self, place: &Place) -> Result<CertificationRow, Refusal> {
        place.span(self.issued_on, ("expiresOn", self.expires_on))?;
        Ok(CertificationRow {
            id: CertificationId(place.id),
            user_id: place.user_id,
            position: place.position,
            name: place.line("name", &self.name)?,
            authority: place.line_or_empty("authority", &self.authority)?,
            license_number: place.line_or_empty("licenseNumber", &self.license_number)?,
            url: place.url("url", self.url)?,
            issued_on: self.issued_on,
            expires_on: self.expires_on,
            source: None,
        })
    }

    fn rows(sections: &Sections) -> &[CertificationRow] {
        &sections.certifications
    }

    fn rows_mut(sections: &mut Sections) -> &mut Vec<CertificationRow> {
        &mut sections.certifications
    }
}
