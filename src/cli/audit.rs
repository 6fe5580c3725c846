//! `careergraph audit …`: whether the audit is what was written, and where it ends.

use std::path::PathBuf;

use clap::Subcommand;

use super::output::{Done, Failure, say};
use crate::{
    app::App,
    error::{Error, Result},
    features::audit::{Anchor, Verdict},
};

/// What is done with the audit.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Walks the chain of entries and finds what was edited, removed, slipped in or moved; exit code 1 if it is broken.
    Verify {
        /// A file with what `audit anchor` printed earlier: shows whether the end was cut off, or all of it written anew.
        #[arg(long, value_name = "FILE")]
        anchor: Option<PathBuf>,
    },
    /// Prints the number and the hash of the last entry, to be kept where the database's users cannot write.
    Anchor,
}

pub(super) async fn run(app: &App, command: Command) -> Done {
    match command {
        Command::Anchor => say(&app.audit.anchor().await?.to_string()),
        Command::Verify { anchor } => {
            let anchor = anchor.map(|file| read(&file)).transpose()?;
            match app.audit.verify(anchor.as_ref()).await? {
                Verdict::Whole(end) => say(&format!("whole: {end}")),
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
            "The anchor is not what `careergraph audit anchor` prints: a number and a hash.",
        )
    })
}
