//! Awards: object and input.

use async_graphql::{InputObject, Object};

use crate::{
    features::profiles::{AwardRow, NewAward},
    types::{id::AwardId, import_source::ImportSource, partial_date::PartialDate},
};

/// An award or honour.
pub struct Award(pub(in crate::features::profiles::graphql) AwardRow);

/// An award or honour.
#[Object]
impl Award {
    /// The global id.
    async fn id(&self) -> AwardId {
        self.0.id
    }

    /// The title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Who awarded it; may be empty.
    async fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// A description; may be empty.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// The date of the award; null if not given.
    async fn awarded_on(&self) -> Option<PartialDate> {
        self.0.awarded_on
    }

    /// The import that added it; null if the user typed it.
    async fn source(&self) -> Option<ImportSource> {
        self.0.source
    }
}

/// An award or honour.
#[derive(InputObject)]
pub struct AwardInput {
    /// The id of an award that exists; left out for a new one.
    id: Option<AwardId>,
    /// The title, 1 to 200 characters.
    title: String,
    /// Who awarded it, at most 200 characters.
    issuer: Option<String>,
    /// A description, at most 5 000 characters.
    description: Option<String>,
    /// The date of the award.
    awarded_on: Option<PartialDate>,
}

impl From<AwardInput> for NewAward {
    fn from(input: AwardInput) -> Self {
        Self {
            id: input.id,
            title: input.title,
            issuer: input.issuer.unwrap_or_default(),
            description: input.description.unwrap_or_default(),
            awarded_on: input.awarded_on,
        }
    }
}
