//! `careergraph bench …`: measurements that need no database.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use matching::evaluation::{Row, measure};

use super::output::{Done, say};
use crate::error::Error;

/// Subcommands.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Measure the matches of titles, skills and postings against BM25, TF-IDF of words and of n-grams, on the data of a folder. Build it with
    /// --release: an unoptimised program takes many minutes.
    Matching {
        /// The folder with data: titles_en, skills, esco_1.2.0, own_gold, gold; what is missing is left out. See docs/MATCHING.md.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
}

pub(super) fn run(command: &Command) -> Done {
    match command {
        Command::Matching { data } => matching_of(data),
    }
}

fn matching_of(data: &Path) -> Done {
    let rows = measure(data).map_err(|cause| {
        let message = format!("{} cannot be read: {cause}.", data.display());
        Error::bad_input(message)
    })?;
    if rows.is_empty() {
        return Err(Error::bad_input(
            "The folder has no data to measure with; docs/MATCHING.md says which it may have.",
        )
        .into());
    }
    let mut task = String::new();
    for row in &rows {
        if row.task != task {
            task.clone_from(&row.task);
            say(&format!("{task}, {} measured", row.count));
        }
        say(&line(row));
    }
    Ok(())
}

fn line(row: &Row) -> String {
    let mut line = format!("  {:<36}", row.method);
    for (name, value) in &row.values {
        // Writing to a text does not fail.
        let _ = write!(line, "  {name} {value:.3}");
    }
    line
}
