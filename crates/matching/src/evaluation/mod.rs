//! Measurements: the same functions for the benchmark of the program and for this crate's example. Data sets are read from a folder; none of
//! them is a part of the project, and no rule is made for a line of them.

mod gold;
mod linking;
mod metrics;
mod mining;
mod read;
mod titles;

use std::{fmt, path::Path};

pub use self::metrics::{auc, average_precision, f1, ndcg, reciprocal_rank};

/// A measured method.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The task: the data set and what is asked for.
    pub task: String,
    /// The method.
    pub method: String,
    /// The names of the measures and their values.
    pub values: Vec<(&'static str, f64)>,
    /// The number of queries, spans or sentences.
    pub count: usize,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "| {} | {} | {} |", self.task, self.method, self.count)?;
        for (name, value) in &self.values {
            write!(f, " {name} {value:.3} |")?;
        }
        Ok(())
    }
}

/// Measures everything of which a folder has data: `titles_en`, `skills`, `esco_1.2.0`, `own_gold`.
pub fn measure(folder: &Path) -> std::io::Result<Vec<Row>> {
    let esco = read::occupations(&folder.join("esco_1.2.0"))?;
    let mut rows = Vec::new();
    for titles in ["titles_en", "titles_de", "titles_es"] {
        if folder.join(titles).is_dir() {
            rows.extend(titles::measure(&folder.join(titles), titles, &esco)?);
        }
    }
    let skills = folder.join("skills");
    if skills.is_dir() {
        rows.extend(linking::measure(&skills)?);
        rows.extend(mining::measure(&skills)?);
    }
    for gold in ["own_gold", "gold"] {
        if folder.join(gold).is_dir() {
            rows.extend(gold::measure(&folder.join(gold), gold)?);
        }
    }
    Ok(rows)
}
