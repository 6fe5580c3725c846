//! `careergraph keys …`: the keys that sign tokens and seal what is stored.

use clap::Subcommand;

use super::{Done, say};
use crate::app::App;

/// What is done with keys.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists the keys that sign; the one that signs now is marked.
    List,
    /// Adds a key. It signs when it has been there for auth.key_lead_secs; running instances find it by themselves.
    Rotate,
}

pub(super) fn run(app: &App, command: &Command) -> Done {
    let keys = app.auth.keys();
    match command {
        Command::List => {
            let signing = keys.signing_id()?;
            for (id, since) in keys.list() {
                let mark = if id == signing { "  signs" } else { "" };
                say(&format!("{id}  since {}{mark}", since.format("%Y-%m-%d %H:%M:%S UTC")));
            }
        }
        Command::Rotate => say(&format!("added {}; the others go on verifying until their files are removed", keys.rotate()?)),
    }
    Ok(())
}
