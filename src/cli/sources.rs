//! `careergraph sources …`: add a board, import a saved payload, list, refresh.

use std::path::PathBuf;

use clap::Subcommand;

use super::output::{Done, Failure, complain, say};
use crate::{
    app::App,
    error::Error,
    features::jobs::{RunRow, SourceRow},
    types::schema_name::schema_name,
};

/// Subcommands.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Add a board by the URL of its careers page, and read it regularly.
    Add {
        /// For example https://boards.greenhouse.io/fernhill, https://jobs.lever.co/cargolane or https://jobs.ashbyhq.com/tintype, or any page
        /// with JobPosting of schema.org.
        careers_url: String,
        /// The employer's name, for boards that do not state it.
        #[arg(long)]
        company: Option<String>,
        /// Only add it; the server reads it by its schedule.
        #[arg(long)]
        later: bool,
    },
    /// Store the postings of a saved API answer; needs no network.
    Import {
        /// The file, as returned by the board's API.
        file: PathBuf,
        /// The connector, if it is not recognised: greenhouse, lever, lever_eu or ashby.
        #[arg(long)]
        connector: Option<String>,
        /// The board's token, if the file does not state it.
        #[arg(long)]
        board: Option<String>,
        /// The employer's name, for boards that do not state it.
        #[arg(long)]
        company: Option<String>,
    },
    /// List the boards with their last runs.
    List,
    /// Read all boards now.
    Refresh,
}

pub(super) async fn run(app: App, command: Command) -> Done {
    match command {
        Command::Add {
            careers_url,
            company,
            later,
        } => {
            let added = app
                .jobs
                .add_source(&careers_url, company.as_deref())
                .await?;
            let what = if added.is_new {
                "added"
            } else {
                "exists already"
            };
            say(&format!(
                "{} board \"{}\" of {} {what}",
                added.source.connector, added.source.board, added.source.company_name
            ));
            if later {
                Ok(())
            } else {
                refresh(&app, &[added.source]).await
            }
        }
        Command::Import {
            file,
            connector,
            board,
            company,
        } => {
            let unreadable = |cause: std::io::Error| {
                Error::bad_input(format!(
                    "{} cannot be read; check the path.",
                    file.display()
                ))
                .caused_by(cause)
            };
            let payload = std::fs::read(&file).map_err(unreadable)?;
            let done = app
                .jobs
                .import_file(
                    &payload,
                    connector.as_deref(),
                    board.as_deref(),
                    company.as_deref(),
                )
                .await?;
            let counts = done.counts;
            say(&format!(
                "{} board \"{}\": {} posting(s) read, {} new, {} changed",
                done.connector, done.board, counts.found, counts.added, counts.changed
            ));
            for skipped in done.skipped {
                say(&format!("  skipped {skipped}"));
            }
            Ok(())
        }
        Command::List => {
            let sources = app.jobs.sources_with_runs().await?;
            if sources.is_empty() {
                say("no boards yet; add one with `careergraph sources add <careers-url>`");
            }
            for (source, run) in sources {
                let health = run
                    .as_ref()
                    .map_or_else(|| "not read yet".to_owned(), outcome);
                say(&format!(
                    "{} \"{}\" ({}): {health}",
                    source.connector, source.board, source.company_name
                ));
            }
            Ok(())
        }
        Command::Refresh => {
            let sources: Vec<_> = app
                .jobs
                .sources_with_runs()
                .await?
                .into_iter()
                .map(|(source, _)| source)
                .collect();
            refresh(&app, &sources).await
        }
    }
}

/// Reads these boards one after the other. A failed board is reported on standard error and does not stop the others.
async fn refresh(app: &App, sources: &[SourceRow]) -> Done {
    let mut failed = 0_usize;
    for source in sources {
        let problem = match app.jobs.refresh(source.id).await {
            Ok(Some(run)) if run.error.is_some() => outcome(&run),
            Ok(Some(run)) => {
                say(&format!(
                    "{} \"{}\": {}",
                    source.connector,
                    source.board,
                    outcome(&run)
                ));
                continue;
            }
            // The source was removed meanwhile.
            Ok(None) => continue,
            Err(error) => Failure::App(error).to_string(),
        };
        complain(&format!(
            "{} \"{}\": {problem}",
            source.connector, source.board
        ));
        failed = failed.saturating_add(1);
    }
    if failed == 0 {
        Ok(())
    } else {
        Err(Failure::Boards {
            failed,
            count: sources.len(),
        })
    }
}

fn outcome(run: &RunRow) -> String {
    let reasons: Vec<String> = run
        .skips
        .iter()
        .flat_map(|skips| &skips.0)
        .map(|counted| {
            let examples = counted.examples.join(", ");
            let reason = schema_name(counted.reason);
            format!(
                "{} {reason}{}{examples}",
                counted.count,
                if examples.is_empty() { "" } else { ": " }
            )
        })
        .collect();
    let reasons = if reasons.is_empty() {
        String::new()
    } else {
        format!(" ({})", reasons.join("; "))
    };
    let counts = format!(
        "{} found, {} new, {} changed, {} closed, {} skipped{reasons}",
        run.found, run.added, run.changed, run.closed, run.skipped
    );
    match &run.error {
        Some(error) => format!("{counts}; problem: {error}"),
        None => counts,
    }
}
