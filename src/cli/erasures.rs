//! `careergraph erasures …`: erases accounts again that a restored backup of the database contains.

use clap::Subcommand;

use super::output::{Done, say};
use crate::app::App;

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Erases accounts again that a restored backup has brought back. The server does so by itself when it starts.
    Apply,
}

pub(super) async fn run(app: &App, command: &Command) -> Done {
    let Command::Apply = command;
    let again = app.personal_data.apply_erasures().await?;
    say(&if again == 0 {
        "no erased account has come back".to_owned()
    } else {
        format!("{again} account(s) were erased again")
    });
    Ok(())
}
