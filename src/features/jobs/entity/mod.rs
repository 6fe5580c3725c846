//! Rows of postings and of what surrounds them. Postings are public; there is no owner to start a scope from.

pub mod company;
pub mod company_alias;
pub mod connector_run;
pub mod posting;
pub mod posting_location;
pub mod posting_skill;
pub mod posting_snapshot;
pub mod posting_source;
pub mod skill;
pub mod source;
