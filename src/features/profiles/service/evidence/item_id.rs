//! The items that facts belong to.

use uuid::Uuid;

use crate::{
    error::{Error, Result},
    features::profiles::entity::{education, employment, project, section, volunteering},
    platform::unit_of_work::Unit,
    types::{
        actor::Actor,
        id::{EducationId, EmploymentId, ProjectId, VolunteeringId},
        import_source::ImportSource,
    },
};

/// An item that facts belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the ids document themselves")]
pub enum ItemId {
    Employment(EmploymentId),
    Education(EducationId),
    Project(ProjectId),
    Volunteering(VolunteeringId),
}

impl ItemId {
    /// The key of the item's row.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        match self {
            Self::Employment(id) => id.0,
            Self::Education(id) => id.0,
            Self::Project(id) => id.0,
            Self::Volunteering(id) => id.0,
        }
    }

    /// The item's description, and the import that added it; NOT_FOUND if the actor has no such item.
    pub(super) async fn described(self, unit: &Unit, actor: &Actor) -> Result<Described> {
        let id = self.uuid();
        let (what, found) = match self {
            Self::Employment(_) => {
                let row = section::one::<employment::Entity>(unit, actor, id).await?;
                ("employment", row.map(|row| (row.description, row.source)))
            }
            Self::Education(_) => {
                let row = section::one::<education::Entity>(unit, actor, id).await?;
                ("education", row.map(|row| (row.description, row.source)))
            }
            Self::Project(_) => {
                let row = section::one::<project::Entity>(unit, actor, id).await?;
                ("project", row.map(|row| (row.description, row.source)))
            }
            Self::Volunteering(_) => {
                let row = section::one::<volunteering::Entity>(unit, actor, id).await?;
                ("volunteering", row.map(|row| (row.description, row.source)))
            }
        };
        found.ok_or_else(|| Error::not_found(what).at("input.itemId"))
    }
}

/// A description and its source.
pub(super) type Described = (String, Option<ImportSource>);
