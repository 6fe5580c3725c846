//! `careergraph demo`: fills a fresh database with the demo data.

use super::output::{Done, say};
use crate::{app::App, demo};

pub(super) use crate::demo::{EMAIL, PASSWORD};

/// Fills a fresh database; does nothing if the demo data exists already.
pub(super) async fn fill(app: &App) -> Done {
    match demo::fill(app).await? {
        Some(filled) => say(&format!(
            "Demo data: {} postings of {} companies, and one user half-way through a search, with {} applications and an import that waits",
            filled.postings, filled.companies, filled.applications
        )),
        None => say("The demo data exists already"),
    }
    Ok(())
}
