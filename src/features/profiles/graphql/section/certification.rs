//! Certifications: object and input.

use async_graphql::{InputObject, Object};

use crate::{
    features::profiles::{CertificationRow, NewCertification},
    graphql::scalar::WebAddress,
    types::{id::CertificationId, import_source::ImportSource, partial_date::PartialDate},
};

/// A certificate or licence.
pub struct Certification(pub(in crate::features::profiles::graphql) CertificationRow);

/// A certificate or licence.
#[Object]
impl Certification {
    /// The global id.
    async fn id(&self) -> CertificationId {
        self.0.id
    }

    /// The name of the certificate.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The body that issued it; may be empty.
    async fn authority(&self) -> &str {
        &self.0.authority
    }

    /// Its number; may be empty.
    async fn license_number(&self) -> &str {
        &self.0.license_number
    }

    /// A page that shows it; null if not given.
    async fn url(&self) -> Option<WebAddress> {
        self.0.url.clone().map(WebAddress)
    }

    /// The date of issue; null if not given.
    async fn issued_on(&self) -> Option<PartialDate> {
        self.0.issued_on
    }

    /// The date of expiry; null if not given.
    async fn expires_on(&self) -> Option<PartialDate> {
        self.0.expires_on
    }

    /// The import that added it; null if the user typed it.
    async fn source(&self) -> Option<ImportSource> {
        self.0.source
    }
}

/// A certificate or licence.
#[derive(InputObject)]
pub struct CertificationInput {
    /// The id of a certification that exists; left out for a new one.
    id: Option<CertificationId>,
    /// The name of the certificate, 1 to 200 characters.
    name: String,
    /// The body that issued it, at most 200 characters.
    authority: Option<String>,
    /// Its number, at most 200 characters.
    license_number: Option<String>,
    /// A page that shows it, `http` or `https`, at most 2 000 characters.
    url: Option<WebAddress>,
    /// The date of issue.
    issued_on: Option<PartialDate>,
    /// The date of expiry, not before the date of issue.
    expires_on: Option<PartialDate>,
}

impl From<CertificationInput> for NewCertification {
    fn from(input: CertificationInput) -> Self {
        Self {
            id: input.id,
            name: input.name,
            authority: input.authority.unwrap_or_default(),
            license_number: input.license_number.unwrap_or_default(),
            url: input.url.map(|url| url.0),
            issued_on: input.issued_on,
            expires_on: input.expires_on,
        }
    }
}
