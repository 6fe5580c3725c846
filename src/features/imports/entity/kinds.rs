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
        /// The choices were made, and the entries are being written.
        Applying,
        /// All entries have a result.
        Applied,
        /// The owner cancelled it; what was written before stays.
        Cancelled,
        /// It could not be finished; what was written before stays.
        Failed,
        /// The plan was not applied in time, and its entries were deleted.
        Expired,
    }

    /// A section of an import.
    Section as "ImportSection" {
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
        /// The people whom the user knows. Once they are brought in, the import forgets them.
        Connections,
        /// Applications of a list, and those of an archive with its saved postings.
        Applications,
    }

    /// What an entry of a plan would do.
    Action as "ImportAction" {
        /// Adds an item that the profile does not have.
        Add,
        /// Changes an item that an earlier import wrote, and that was not edited since.
        Change,
        /// Changes nothing: the profile says it already, or the user decided so at an earlier import, as the note says.
        Keep,
        /// The user wrote, edited or removed the item, and the file says something else. Nothing is written unless the user chooses so.
        Conflict,
        /// The profile cannot hold it, for the reason in the note.
        Refuse,
    }

    /// What is done with an entry.
    Choice as "ImportChoice" {
        /// Writes what the file says.
        UseImport,
        /// Leaves the profile as it is.
        KeepMine,
        /// Writes what the file says where the user edited nothing, and keeps the user's edits.
        Merge,
    }

    /// What was done with an entry.
    Outcome as "ImportOutcome" {
        /// The item was added.
        Added,
        /// The item was changed.
        Changed,
        /// The profile was left as it is.
        Kept,
        /// The profile does not accept it, for the reason in the message.
        Refused,
        /// The profile was changed after the plan was made, so that nothing was written.
        Outdated,
    }
}

impl Section {
    /// All sections, in the order of a plan.
    pub const ALL: [Self; 14] = [
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
            Self::Connections => Area::Connections,
            Self::Applications => Area::Applications,
            _ => Area::Profiles,
        }
    }
}
