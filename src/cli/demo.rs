//! `demo`: a data set of our own in a fresh database.

use super::output::{Done, say};
use crate::{app::App, demo};

pub(super) use crate::demo::{EMAIL, PASSWORD};

/// Fills a fresh database; one that has the demo already is left alone.
pub(super) async fn fill(app: &App) -> Done {
    match demo::fill(app).await? {
        Some(filled) => say(&format!(
            "Demo data: {} postings of {} companies, and {} applications of one user half-way through a search",
            filled.postings, filled.companies, filled.applications
        )),
        None => say("The demo data is there already"),
    }
    Ok(())
}
