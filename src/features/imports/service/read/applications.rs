//! Reads lists of applications: their preview, and their rows by the mapping that the user chose.

use std::collections::HashMap;

use hyper::body::Bytes;
use importing::{
    Imported,
    applications::{self, DateOrder, Meaning, Preview},
    record::Stage,
    text::quote,
};

use super::PATH;
use crate::{
    error::{Refusal, Result},
    features::imports::{Imports, JobRow, ReadImport},
    platform::{hashing::sha256_hex, process_tasks::off_reactor},
    types::{actor::Actor, import_source::ImportSource, write::Write},
};

/// A list of applications to import.
#[derive(Clone, Debug)]
pub struct NewList {
    /// The name of the file, as the client gives it.
    pub file_name: String,
    /// Its bytes.
    pub content: Bytes,
    /// What its columns and words mean.
    pub mapping: ListMapping,
}

/// What the columns and words of a list mean, as far as the user says it.
#[derive(Clone, Debug, Default)]
pub struct ListMapping {
    /// The meaning of each column; none for what their names suggest.
    pub columns: Option<Vec<Meaning>>,
    /// The order of day and month in columns that do not prove it; without one, such dates are left out.
    pub date_order: Option<DateOrder>,
    /// The stages of words.
    pub stages: Vec<(String, Stage)>,
}

impl Imports {
    /// What a list has, by these meanings of its columns, or those that their names suggest. Nothing is stored.
    pub async fn preview_list(
        &self,
        actor: &Actor,
        content: Bytes,
        columns: Option<Vec<Meaning>>,
    ) -> Result<Preview> {
        let reader = self.readers.reader(actor.user_id).await?;
        let read = off_reactor(move || preview(&content, columns, "input.columns")).await?;
        drop(reader);
        Ok(read?)
    }

    /// Reads a list and stores the plan of its import. No application is changed.
    pub async fn plan_list(&self, write: &Write<'_>, new: NewList) -> Result<JobRow> {
        let NewList {
            file_name,
            content,
            mapping,
        } = new;
        let reader = self.readers.reader(write.actor.user_id).await?;
        let read = off_reactor(move || (sha256_hex(&content), read(&content, mapping))).await?;
        drop(reader);
        let (sha256, imported) = read;
        let read = ReadImport {
            source: ImportSource::File,
            file_name,
            sha256,
            imported: imported?,
            claims: None,
        };
        self.plan_read(write, read).await
    }
}

fn preview(
    content: &[u8],
    columns: Option<Vec<Meaning>>,
    path: &'static str,
) -> std::result::Result<Preview, Refusal> {
    let refused = |path: &'static str| {
        move |refused: importing::Refused| Refusal::invalid(path, refused.message)
    };
    let suggested = applications::columns(content).map_err(refused(PATH))?;
    match columns {
        None => Ok(suggested),
        Some(columns) => applications::columns_as(content, columns).map_err(refused(path)),
    }
}

fn read(content: &[u8], chosen: ListMapping) -> std::result::Result<Imported, Refusal> {
    let ListMapping {
        columns,
        date_order,
        stages,
    } = chosen;
    let mut mapping = preview(content, columns, "input.mapping.columns")?.mapping;
    refuse_doubled(&stages)?;
    mapping.date_order = date_order;
    mapping.stages = stages.into_iter().collect();
    applications::read(content, &mapping)
        .map_err(|refused| Refusal::invalid("input.mapping", refused.message))
}

/// Refuses two words that are one in a preview: only one of their stages would count.
fn refuse_doubled(stages: &[(String, Stage)]) -> std::result::Result<(), Refusal> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for (place, (word, _)) in stages.iter().enumerate() {
        if let Some(first) = seen.insert(applications::word_key(word), word) {
            let message = format!(
                "\"{}\" and \"{}\" are the same word, as the preview counts them; choose one stage for it.",
                quote(first),
                quote(word)
            );
            let path = format!("input.mapping.stages.{place}.word");
            return Err(Refusal::invalid(&path, message));
        }
    }
    Ok(())
}
