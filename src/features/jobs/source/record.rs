//! The record that a connector makes of one posting, independent of the board's field names.

use chrono::{DateTime, Utc};
pub use reading::place::Place;

use crate::{
    features::jobs::entity::board_fields::BoardFields,
    types::work::{EmploymentType, PayOrigin, PayPeriod, RemoteMode, Seniority},
};

/// A posting as read from a board; unchecked input.
#[derive(Clone, Debug, PartialEq)]
pub struct PostingRecord {
    /// The board's id; unique per connector and board.
    pub external_id: String,
    /// The employer's requisition number; used only to tell two postings apart.
    pub requisition_id: Option<String>,
    /// The URL of the public page, as given by the board.
    pub url: String,
    /// The URL to apply at, if it is another page.
    pub apply_url: Option<String>,
    /// The title, as advertised.
    pub title: String,
    /// The employer's name, if the payload states it.
    pub company: Option<String>,
    /// The description in Markdown, converted from sanitised HTML.
    pub description: String,
    /// The places of work, in the order of the board.
    pub locations: Vec<Place>,
    /// On site, hybrid or remote.
    pub remote_mode: RemoteMode,
    /// The kind of contract.
    pub employment_type: EmploymentType,
    /// The seniority, derived from the title.
    pub seniority: Seniority,
    /// The advertised pay.
    pub pay: Option<Pay>,
    /// The time of first publication. Never the time of an update, which would reward re-posting.
    pub posted_at: Option<DateTime<Utc>>,
    /// The deadline for applications.
    pub deadline: Option<DateTime<Utc>>,
    /// The language of the text (BCP 47), if the board states it.
    pub language: Option<String>,
    /// Facts that are stored as they are.
    pub board_fields: BoardFields,
}

/// An advertised range of pay, in hundredths of the unit of the currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pay {
    /// The lower end.
    pub min: Option<i64>,
    /// The upper end.
    pub max: Option<i64>,
    /// ISO 4217, upper case.
    pub currency: String,
    /// The period that the amounts are paid for.
    pub period: PayPeriod,
    /// Stated in a field, or parsed from text.
    pub origin: PayOrigin,
}
