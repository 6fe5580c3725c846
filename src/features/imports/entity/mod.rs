//! Rows of imports: jobs with their entries and reports, and the values that imports wrote last.

pub mod entry;
pub mod imported_value;
pub mod job;
pub mod kinds;
pub mod report;
pub mod values;
