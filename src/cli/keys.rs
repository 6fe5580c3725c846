//! `careergraph keys …`: the keys that sign tokens and seal what is stored.

use clap::Subcommand;

use super::output::{Done, say};
use crate::app::App;

/// What is done with keys.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists the keys; the one that signs now and the one that seals are marked.
    List,
    /// Adds a key that signs when it has been there for auth.key_lead_secs; running instances find it by themselves.
    Rotate {
        /// Adds a key that seals instead: at once, and what older ones have sealed is sealed again.
        #[arg(long)]
        sealing: bool,
    },
}

pub(super) async fn run(app: &App, command: &Command) -> Done {
    let keys = &app.auth.keys;
    match command {
        Command::List => list(app).await?,
        Command::Rotate { sealing: false } => {
            say(&format!(
                "added {}; the others go on verifying until their files are removed",
                keys.rotate()?
            ));
        }
        Command::Rotate { sealing: true } => {
            let id = app.platform.seal.rotate()?;
            app.resealer.begin().await?;
            say(&format!(
                "added {id}, which seals now; the others are needed until `careergraph keys list` says that nothing is left of them"
            ));
        }
    }
    Ok(())
}

async fn list(app: &App) -> Done {
    let (keys, sealing) = (&app.auth.keys, app.platform.seal.ids());
    let signing = keys.signing_id()?;
    for (id, since) in keys.list() {
        let mark = if id == signing { "  signs" } else { "" };
        say(&format!(
            "{id}  since {}{mark}",
            since.format("%Y-%m-%d %H:%M:%S UTC")
        ));
    }
    for id in &sealing {
        let mark = if sealing.last() == Some(id) {
            "  seals"
        } else {
            ""
        };
        say(&format!("{id}  for sealing{mark}"));
    }
    if sealing.len() > 1 {
        say(&format!(
            "{} value(s) are sealed by an older key",
            app.resealer.left().await?
        ));
    }
    Ok(())
}
