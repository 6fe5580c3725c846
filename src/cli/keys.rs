//! `careergraph keys …`: the keys that sign tokens and seal stored secrets.

use clap::Subcommand;

use super::output::{Done, say};
use crate::app::App;

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists the keys; the active signing key and the active sealing key are marked.
    List,
    /// Adds a signing key, which becomes active after auth.key_lead_secs; running instances find it by themselves.
    Rotate {
        /// Adds a sealing key instead, which becomes active at once; values sealed by older keys are sealed again.
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
                "added {}; the other keys still verify until their files are removed",
                keys.rotate()?
            ));
        }
        Command::Rotate { sealing: true } => {
            let id = app.platform.seal.rotate()?;
            app.resealer.begin().await?;
            say(&format!(
                "added {id}, which seals now; keep the others until `careergraph keys list` shows that no value is sealed by them"
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
