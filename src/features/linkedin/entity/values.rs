//! The values of a row: its state, the domains that were read, and what went wrong last.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter, FromJsonQueryResult};
use serde::{Deserialize, Serialize};

/// The state of the synchronisation with LinkedIn.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "LinkedInState")]
pub enum State {
    /// There is no token.
    #[default]
    NotConnected,
    /// Connected, but LinkedIn has no data yet: it comes minutes to hours after the consent.
    Preparing,
    /// Connected, and data was read.
    Connected,
    /// LinkedIn no longer accepts the token: the user must consent again with `connectLinkedIn`.
    ConsentNeeded,
}

impl State {
    /// True if there is a token that may be used.
    #[must_use]
    pub const fn is_connected(self) -> bool {
        matches!(self, Self::Preparing | Self::Connected)
    }
}

/// The origin of the token.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Enum, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "LinkedInTokenSource")]
pub enum TokenSource {
    /// The user pasted it, from the token generator of LinkedIn's developer portal.
    Pasted,
    /// It belongs to the LinkedIn identity that is linked to the account.
    Identity,
}

/// How the last reading of a domain ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "LinkedInDomainEnding")]
pub enum DomainEnding {
    /// All pages were read.
    Complete,
    /// LinkedIn has no data in this domain, or none yet.
    NotThere,
    /// Reading stopped before the end. The rows read so far are used; missing rows do not count as removed.
    Incomplete,
}

/// A domain of LinkedIn's snapshot, as of its last reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DomainState {
    /// The name, such as POSITIONS.
    pub name: String,
    /// Number of rows.
    pub rows: u32,
    /// How it ended.
    pub ending: DomainEnding,
    /// The time of the last reading.
    pub read_at: chrono::DateTime<chrono::Utc>,
    /// The rows that the last plan with this domain was made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<PlannedRows>,
}

/// The rows that a plan was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRows {
    /// True if they were all rows of the domain.
    pub complete: bool,
    /// SHA-256 of the rows, in any order and each counted once.
    pub digest: String,
}

/// The domains that were read, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Domains(pub Vec<DomainState>);

impl Domains {
    /// The state of a domain; none if it was never read.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&DomainState> {
        self.0.iter().find(|domain| domain.name == name)
    }

    /// Replaces the state of a domain.
    pub fn put(&mut self, state: DomainState) {
        self.0.retain(|domain| domain.name != state.name);
        self.0.push(state);
        self.0.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

/// Events of the changelog that were seen at the last instant that was read: they are returned again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct SeenEvents(pub Vec<String>);

/// The reason why a run did not read everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "LinkedInErrorCode")]
pub enum ProblemCode {
    /// LinkedIn no longer accepts the token.
    ConsentWithdrawn,
    /// The token has expired.
    TokenExpired,
    /// The token lacks the right to read the snapshot.
    NotPermitted,
    /// There is no token: the linked identity is gone, or its provider gave none.
    TokenMissing,
    /// LinkedIn refused a request of this server. Repeating it does not help.
    RequestRefused,
    /// LinkedIn limits the rate of requests.
    Throttled,
    /// LinkedIn did not answer, or its answer does not match its documentation.
    Unavailable,
    /// A part of the data could not be read completely.
    Incomplete,
    /// Reading took longer than the operator allows.
    TooSlow,
    /// The plan of the import could not be made.
    PlanRefused,
}

/// The error of the last run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Problem {
    /// The kind.
    pub code: ProblemCode,
    /// What is wrong and what to do.
    pub message: String,
    /// When it happened.
    pub at: chrono::DateTime<chrono::Utc>,
}
