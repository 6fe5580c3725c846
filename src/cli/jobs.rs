//! `careergraph jobs …`: work on the stored postings.

use clap::Subcommand;

use super::output::{Done, say};
use crate::{app::App, features::jobs::ReprocessingRow};

/// Batches between two lines of progress.
const BATCHES_PER_LINE: u32 = 10;

/// Subcommands.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Read all stored payloads again, and bring in what this version reads out of them. A running server may work on it as well; if this
    /// command is stopped, a server or the next call continues.
    Reprocess,
}

pub(super) async fn run(app: App, command: Command) -> Done {
    match command {
        Command::Reprocess => reprocess(&app).await,
    }
}

async fn reprocess(app: &App) -> Done {
    let run = app.jobs.start_reprocessing().await?;
    if run.done > 0 {
        say(&format!("continued after {} of {}", run.done, run.total));
    }
    let mut batches: u32 = 0;
    while app.jobs.reprocess_next(run.id, false).await? {
        batches = batches.saturating_add(1);
        if batches.is_multiple_of(BATCHES_PER_LINE)
            && let Some(now) = app.jobs.reprocessing(run.id).await?
        {
            say(&format!("{} of {} read again", now.done, now.total));
        }
    }
    if let Some(end) = app.jobs.reprocessing(run.id).await? {
        say(&summary(&end));
        for (field, count) in &end.changed_by_field.0 {
            say(&format!("  {field}: {count}"));
        }
    }
    Ok(())
}

fn summary(run: &ReprocessingRow) -> String {
    format!(
        "{} of {} posting(s) read again, {} changed, {} without a payload, {} unreadable",
        run.done, run.total, run.changed, run.without_payload, run.unreadable
    )
}
