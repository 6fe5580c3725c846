//! `careergraph audit …`: verifies the hash chain of the audit and prints its last entry.

use std::path::PathBuf;

use clap::Subcommand;

use super::output::{Done, Failure, say};
use crate::{
    app::App,
    error::{Error, Result},
    features::audit::{Anchor, Verdict},
};

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Verifies the hash chain of the audit: finds entries that were edited, removed, inserted or moved; exit code 1 if it is broken.
    Verify {
        /// A file with the output of an earlier `audit anchor`: detects whether the last entries were removed, or all were rewritten.
        #[arg(long, value_name = "FILE")]
        anchor: Option<PathBuf>,
    },
    /// Prints the number and the hash of the last entry, to be stored where users of the database cannot write.
    Anchor,
}

pub(super) async fn run(app: &App, command: Command) -> Done {
    match command {
        Command::Anchor => say(&app.audit.anchor().await?.to_string()),
        Command::Verify { anchor } => {
            let anchor = anchor.map(|file| read(&file)).transpose()?;
            match app.audit.verify(anchor.as_ref()).await? {
                Verdict::Intact(end) => say(&format!("intact: {end}")),
                Verdict::Broken { seq, why } => return Err(Failure::Broken { seq, why }),
            }
        }
    }
    Ok(())
}

fn read(file: &std::path::Path) -> Result<Anchor> {
    let text = std::fs::read_to_string(file)
        .map_err(|cause| Error::bad_input("The anchor cannot be read.").caused_by(cause))?;
    text.parse().map_err(|()| {
        Error::bad_input(
            "The anchor is not the output of `careergraph audit anchor`: a number and a hash.",
        )
    })
}
