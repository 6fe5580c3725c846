//! Archives that the tests write themselves.

mod cases;
mod limits;
mod orders;
mod properties;
mod tables;
mod variants;

use std::io::{Cursor, Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::{date::PartialDate, record::Employment, report::Finding};

/// Writes an archive of names and contents.
fn archive<C: AsRef<[u8]>>(files: &[(&str, C)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        if name.ends_with('/') {
            writer
                .add_directory(*name, SimpleFileOptions::default())
                .unwrap();
        } else {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(content.as_ref()).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// Reads an archive of one file.
fn one(name: &str, content: impl AsRef<[u8]>) -> Imported {
    read(&archive(&[(name, content)])).unwrap()
}

/// Reads an archive with other limits.
fn within(bytes: &[u8], limits: &Limits) -> Result<Imported, Refused> {
    read_until(bytes, limits, &|| false)
}

fn refused(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().message
}

/// Findings as `row kind`.
fn findings(imported: &Imported) -> Vec<String> {
    let shown = |finding: &Finding| match finding.row {
        Some(row) => format!("{row} {:?}", finding.kind),
        None => format!("{:?}", finding.kind),
    };
    imported.report.findings.iter().map(shown).collect()
}

/// A job as `company · title · started – ended`, with `…` if it lasts.
fn job(job: &Employment) -> String {
    let date =
        |date: Option<PartialDate>| date.map_or_else(|| "?".to_owned(), |date| date.to_string());
    let end = if job.current {
        "…".to_owned()
    } else {
        date(job.ended_on)
    };
    format!(
        "{} · {} · {} – {end}",
        job.company,
        job.title,
        date(job.started_on)
    )
}

fn jobs(imported: &Imported) -> Vec<String> {
    imported.profile.employments.iter().map(job).collect()
}

fn state(imported: &Imported, name: &str) -> Option<(FileState, u32, u32)> {
    let file = imported
        .report
        .files
        .iter()
        .find(|file| file.name == name)?;
    Some((file.state, file.rows, file.items))
}

const POSITIONS: &str = "Company Name,Title,Description,Location,Started On,Finished On\n";
