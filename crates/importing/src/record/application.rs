//! Applications, and postings that were saved.

use serde::{Deserialize, Serialize};

use super::Source;
use crate::date::PartialDate;

/// The stage of an application, as far as the words of a file say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Stage {
    /// Saved only; no application.
    Saved,
    /// In preparation.
    Preparing,
    /// Sent.
    Applied,
    /// First conversation.
    Screening,
    /// Task or test.
    Assessment,
    /// Interviews.
    Interviewing,
    /// An offer was made.
    Offer,
    /// Ended: accepted.
    Accepted,
    /// Ended: the person declined.
    Declined,
    /// Ended: the company rejected.
    Rejected,
    /// Ended: the person withdrew.
    Withdrawn,
    /// Ended without an answer.
    NoResponse,
    /// Ended because the posting closed.
    PostingClosed,
}

/// An application of the person, or a saved posting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Application {
    /// The company, as written.
    pub company: String,
    /// The role.
    pub role: String,
    /// The place, as written.
    pub location: String,
    /// An `http` or `https` address.
    pub url: Option<String>,
    /// None if the words of the file say none, or several: the person chooses.
    pub stage: Option<Stage>,
    /// The words of the file for the stage.
    pub stated_stage: String,
    /// The day of the application, in no time zone.
    pub applied_on: Option<PartialDate>,
    /// The day on which the posting was saved, in no time zone.
    pub saved_on: Option<PartialDate>,
    /// Pay, as written.
    pub pay: String,
    /// Notes, with their line breaks.
    pub note: String,
    /// What further columns say, each as a line behind the notes: `Deadline: 2026-05-01`.
    pub lines: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Where it was read.
    pub source: Source,
}
