//! People as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, Object};

use crate::{
    error::Result,
    features::connections::{Connections, PersonRow},
    graphql::{
        context,
        scalar::{Instant, WebAddress},
    },
    types::{
        id::{CompanyId, PersonId},
        import_source::ImportSource,
        partial_date::PartialDate,
    },
};

/// A person whom the viewer knows.
pub struct Person(pub Arc<PersonRow>);

impl From<PersonRow> for Person {
    fn from(row: PersonRow) -> Self {
        Self(Arc::new(row))
    }
}

/// A person whom the viewer knows: a connection. Visible to the viewer only.
#[Object]
impl Person {
    /// The global id.
    pub async fn id(&self) -> PersonId {
        self.0.id
    }

    /// First and last name.
    async fn name(&self) -> String {
        let names = [self.0.first_name.as_str(), self.0.last_name.as_str()];
        names.join(" ").trim().to_owned()
    }

    /// The first name, as stated; may be empty.
    async fn first_name(&self) -> &str {
        &self.0.first_name
    }

    /// The last name, as stated; may be empty.
    async fn last_name(&self) -> &str {
        &self.0.last_name
    }

    /// The URL of the person's public profile; null if unknown.
    async fn profile_url(&self) -> Option<WebAddress> {
        self.0.profile_url.clone().map(WebAddress)
    }

    /// The e-mail address; null if unknown.
    async fn email(&self) -> Option<&str> {
        self.0.email.as_deref()
    }

    /// The company, as stated; may be empty.
    async fn company_name(&self) -> &str {
        &self.0.company
    }

    /// The id of the company (see `node`), if it advertises postings; matched by its normalised names. Null if none matches.
    async fn company_id(&self) -> Option<CompanyId> {
        self.0.company_id
    }

    /// The position; may be empty.
    async fn position(&self) -> &str {
        &self.0.position
    }

    /// The date of the connection; null if unknown.
    async fn connected_on(&self) -> Option<PartialDate> {
        date(self.0.connected_on.as_deref())
    }

    /// The viewer's notes.
    async fn notes(&self) -> &str {
        &self.0.notes
    }

    /// The viewer's tags, in their order.
    async fn tags(&self) -> &[String] {
        &self.0.tags.0
    }

    /// The follow-up date: when the viewer wants to get in touch; null if not set.
    async fn follow_up_on(&self) -> Option<PartialDate> {
        date(self.0.follow_up_on.as_deref())
    }

    /// The source that the person was imported from; null if the viewer typed it.
    async fn source(&self) -> Option<ImportSource> {
        self.0.source
    }

    /// The time when the person is deleted; a later import of the person or a change by the viewer postpones it.
    #[expect(clippy::unused_async, reason = "a resolver is async")]
    async fn expires_at(&self, ctx: &Context<'_>) -> Result<Instant> {
        let connections = context::handle::<Connections>(ctx)?;
        Ok(connections.expires_at(&self.0).into())
    }

    /// Incremented by every change; pass it as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// The time of creation.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// The time of the last change.
    async fn updated_at(&self) -> Instant {
        self.0.updated_at.into()
    }
}

fn date(text: Option<&str>) -> Option<PartialDate> {
    text.and_then(PartialDate::parse_text)
}
