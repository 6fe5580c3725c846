//! Publications: object and input.

use async_graphql::{InputObject, Object};

use crate::{
    features::profiles::{NewPublication, PublicationRow},
    graphql::scalar::WebAddress,
    types::{id::PublicationId, import_source::ImportSource, partial_date::PartialDate},
};

/// A publication.
pub struct Publication(pub(in crate::features::profiles::graphql) PublicationRow);

/// A publication.
#[Object]
impl Publication {
    /// The global id.
    async fn id(&self) -> PublicationId {
        self.0.id
    }

    /// The title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The publisher or journal; may be empty.
    async fn publisher(&self) -> &str {
        &self.0.publisher
    }

    /// Its web page; null if not given.
    async fn url(&self) -> Option<WebAddress> {
        self.0.url.clone().map(WebAddress)
    }

    /// A description; may be empty.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// The date of publication; null if not given.
    async fn published_on(&self) -> Option<PartialDate> {
        self.0.published_on
    }

    /// The import that added it; null if the user typed it.
    async fn source(&self) -> Option<ImportSource> {
        self.0.source
    }
}

/// A publication.
#[derive(InputObject)]
pub struct PublicationInput {
    /// The id of a publication that exists; left out for a new one.
    id: Option<PublicationId>,
    /// The title, 1 to 200 characters.
    title: String,
    /// The publisher or journal, at most 200 characters.
    publisher: Option<String>,
    /// Its web page, `http` or `https`, at most 2 000 characters.
    url: Option<WebAddress>,
    /// A description, at most 5 000 characters.
    description: Option<String>,
    /// The date of publication.
    published_on: Option<PartialDate>,
}

impl From<PublicationInput> for NewPublication {
    fn from(input: PublicationInput) -> Self {
        Self {
            id: input.id,
            title: input.title,
            publisher: input.publisher.unwrap_or_default(),
            url: input.url.map(|url| url.0),
            description: input.description.unwrap_or_default(),
            published_on: input.published_on,
        }
    }
}
