//! `demo`: a data set of our own in a fresh database.

use super::Done;
use crate::app::App;

/// The demo user's address.
pub(super) const EMAIL: &str = "demo@careergraph.example";
/// The demo user's password; good for a demo and nothing else.
pub(super) const PASSWORD: &str = "correct horse battery staple";

/// Fills a fresh database.
#[expect(clippy::unused_async, reason = "to be filled")]
pub(super) async fn fill(_app: &App) -> Done {
    Ok(())
}
