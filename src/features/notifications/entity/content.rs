//! What a notification says, as data: its words are written when it is shown.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use crate::{
    features::applications::entity::stage::{Outcome, Stage},
    types::id::ExportId,
};

/// The facts that a notification tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(
    tag = "type",
    rename_all = "SCREAMING_SNAKE_CASE",
    rename_all_fields = "camelCase"
)]
pub enum Content {
    /// An event in the history of an application.
    Application {
        /// The employer's name, as it was then.
        company: String,
        /// The role, as it was then.
        role: String,
        /// The stage before the event.
        from: Option<Stage>,
        /// The stage after it.
        to: Stage,
        /// How it ended, if it did.
        outcome: Option<Outcome>,
    },
    /// A data export.
    Export {
        /// The export.
        export_id: ExportId,
    },
    /// Words of an earlier version of the server, in English.
    Text {
        /// One line.
        title: String,
        /// One or two sentences.
        body: String,
    },
}
