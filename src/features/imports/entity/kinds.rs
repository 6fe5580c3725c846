//! The enums of imports: one list of values for the column, the schema and the parsers.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::types::area::Area;

/// Declares enums of rows.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident as $schema:tt { $($(#[$value_doc:meta])* $value:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Enum, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        #[graphql(name = $schema)]
        pub enum $name {
            $($(#[$value_doc])* $value,)*
        }
    )*};
}

kinds! {
    /// The state of an import.
    State as "ImportState" {
        /// The plan is ready, and nothing is written yet.
        Planned,
        /// The entries are being written.
        Applying,
        /// All entries have a result.
        Applied,
        /// The owner cancelled it; changes that were already written remain.
        Cancelled,
        /// It could not be finished; changes that were already written remain.
        Failed,
        /// The plan was not applied in time, and its entries were deleted.
        Expired,
    }

    /// A section of an import.
    Section as "ImportSection" {
        /// Name and language of the account.
        Account,
        /// Headline, summary and location.
        Profile,
        /// Web pages.
        Links,
        /// Jobs, past and present.
        Employments,
        /// Periods of study.
        Educations,
        /// Skills.
        Skills,
        /// Languages.
        Languages,
        /// Projects.
        Projects,
        /// Certificates and licences.
        Certifications,
        /// Unpaid work.
        Volunteerings,
        /// Publications.
        Publications,
        /// Awards and honours.
        Awards,
        /// The jobs that the user looks for.
        Targets,
        /// The people whom the user knows. The import deletes its copy of them once they are imported.
        Connections,
        /// Applications of a list, and those of an archive with its saved postings.
        Applications,
    }

    /// The action that a plan proposes for an entry.
    Action as "ImportAction" {
        /// Adds an item that the profile does not have.
        Add,
        /// Changes an item that an earlier import wrote, and that was not edited since.
        Change,
        /// Changes nothing: the profile has the same values, or the user decided so at an earlier import; see `note`.
        Keep,
        /// The user wrote, edited or removed the item, and the file has other values. Written only if the user chooses so.
        Conflict,
        /// The profile cannot hold the item; see `note`.
        Refuse,
    }

    /// A choice for an entry.
    Choice as "ImportChoice" {
        /// Writes the values of the file.
        UseImport,
        /// Leaves the profile as it is.
        KeepMine,
        /// Writes the values of the file, except in fields that the user edited.
        Merge,
    }

    /// The outcome of an entry.
    Outcome as "ImportOutcome" {
        /// The item was added.
        Added,
        /// The item was changed.
        Changed,
        /// The profile was left unchanged.
        Kept,
        /// The profile does not accept the item; see `message`.
        Refused,
        /// Nothing was written, because the profile was changed after the plan was made.
        Outdated,
    }
}

impl Section {
    /// All sections, in the order of a plan.
    pub const ALL: [Self; 15] = [
        Self::Account,
        Self::Profile,
        Self::Links,
        Self::Employments,
        Self::Educations,
        Self::Skills,
        Self::Languages,
        Self::Projects,
        Self::Certifications,
        Self::Volunteerings,
        Self::Publications,
        Self::Awards,
        Self::Targets,
        Self::Connections,
        Self::Applications,
    ];

    /// The area whose scopes an API token needs for the section.
    #[must_use]
    pub const fn area(self) -> Area {
        match self {
            Self::Account => Area::Users,
            Self::Connections => Area::Connections,
            Self::Applications => Area::Applications,
            _ => Area::Profiles,
        }
    }
}
