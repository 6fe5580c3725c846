//! Rows of postings and related data. Postings are public, so finders do not start from an owner.

pub mod board_fields;
pub mod company;
pub mod company_alias;
pub mod connector_run;
pub mod pay_conversion;
pub mod posting;
pub mod posting_change;
pub mod posting_fingerprint;
pub mod posting_location;
pub mod posting_payload;
pub mod posting_row;
pub mod posting_skill;
pub mod posting_snapshot;
pub mod posting_source;
pub mod reprocessing;
pub mod search_word;
pub mod skill;
pub mod skip;
pub mod source;
