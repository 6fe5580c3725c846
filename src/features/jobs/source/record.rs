//! What a connector makes of one posting, whatever the board calls its fields.

use chrono::{DateTime, Utc};

use crate::{
    features::jobs::entity::posting::Stated,
    types::work::{EmploymentType, PayOrigin, PayPeriod, RemoteMode, Seniority},
};

/// One posting as read from a board: complete enough to be stored, strange enough to be checked.
#[derive(Clone, Debug, PartialEq)]
pub struct PostingRecord {
    /// The board's own id; unique per connector and board.
    pub external_id: String,
    /// The employer's requisition number; it only ever proves two postings distinct.
    pub requisition_id: Option<String>,
    /// The public page of the posting, as the board gives it.
    pub url: String,
    /// Where one applies, if that is another page.
    pub apply_url: Option<String>,
    /// The title as advertised.
    pub title: String,
    /// The employer's name, where the payload tells it.
    pub company: Option<String>,
    /// Markdown, made from sanitised HTML.
    pub description: String,
    /// Every place named, in the board's order.
    pub locations: Vec<Place>,
    /// Where the work is done.
    pub remote_mode: RemoteMode,
    /// The kind of contract.
    pub employment_type: EmploymentType,
    /// How senior the role is, read from the title.
    pub seniority: Seniority,
    /// The advertised pay.
    pub pay: Option<Pay>,
    /// First published. Never the time of an update: that would reward re-posting.
    pub posted_at: Option<DateTime<Utc>>,
    /// The last day to apply.
    pub deadline: Option<DateTime<Utc>>,
    /// BCP 47 language of the text, where the board says.
    pub language: Option<String>,
    /// Facts that are stored as they are.
    pub stated: Stated,
}

/// One place of work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The board's own words.
    pub raw: String,
    /// The city, where it could be told.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2, upper case, where it could be told.
    pub country: Option<String>,
}

/// An advertised range of pay, in whole units of the currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pay {
    /// The lower end.
    pub min: Option<i64>,
    /// The upper end.
    pub max: Option<i64>,
    /// ISO 4217, upper case.
    pub currency: String,
    /// What the figures are for.
    pub period: PayPeriod,
    /// Stated in fields, or read from a text.
    pub origin: PayOrigin,
}
