//! `careergraph taxonomy …`: the skills and job titles that matches are made with.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::output::{Done, say};
use crate::{app::App, features::matching::Classification};

/// Subcommands.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Import the official files of a classification, instead of those that were imported before. Postings are read again in the
    /// background by a running server.
    Import {
        /// The classification.
        #[arg(value_enum)]
        of: Source,
        /// Its files, as they are published: of ESCO the CSV files of skills, occupations and their relations, in English, German, Spanish and French; of O*NET
        /// the text files "Technology Skills", "Occupation Data" and "Alternate Titles".
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Print the number of skills and titles, and how many postings wait to be read with them, and to be embedded.
    Status,
}

/// A classification.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Source {
    /// European Skills, Competences, Qualifications and Occupations.
    Esco,
    /// O*NET.
    Onet,
}

impl From<Source> for Classification {
    fn from(source: Source) -> Self {
        match source {
            Source::Esco => Self::Esco,
            Source::Onet => Self::Onet,
        }
    }
}

pub(super) async fn run(app: App, command: Command) -> Done {
    match command {
        Command::Import { of, files } => {
            let of = Classification::from(of);
            let counts = app.matching.import_taxonomy(of, &files).await?;
            say(&format!(
                "{} skills and {} titles are imported; postings are read again in the background",
                counts.skills, counts.titles
            ));
            say(of.acknowledgement());
        }
        Command::Status => {
            let state = app.matching.progress().await?;
            say(&format!(
                "{} skills, {} titles, version {}",
                state.skills, state.titles, state.version
            ));
            for one in &state.imported {
                say(&format!(
                    "  {}: {} skills, {} titles, imported on {}",
                    one.source,
                    one.skills,
                    one.titles,
                    one.imported_at.format("%F")
                ));
            }
            say(&format!(
                "{} postings are read, {} wait",
                state.read, state.waiting
            ));
            if let Some(embeddings) = &state.embeddings {
                say(&format!(
                    "{} postings have vectors of {}, {} wait",
                    embeddings.embedded,
                    embeddings.models.join(", "),
                    embeddings.waiting
                ));
            }
        }
    }
    Ok(())
}
