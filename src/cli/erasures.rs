//! `careergraph erasures …`: accounts that were erased stay erased, whatever copy of the database comes back.

use clap::Subcommand;

use super::output::{Done, say};
use crate::app::App;

/// What is done with erasures.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Erases again whom a restored copy of the database has brought back. The server does so by itself when it starts.
    Apply,
}

pub(super) async fn run(app: &App, command: &Command) -> Done {
    let Command::Apply = command;
    let again = app.personal_data.apply_erasures().await?;
    say(&if again == 0 {
        "nobody has come back".to_owned()
    } else {
        format!("{again} account(s) were erased again")
    });
    Ok(())
}
