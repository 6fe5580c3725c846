//! Writes the ZIP file of an export.

use std::io::{Cursor, Write};

use chrono::{DateTime, Datelike, Timelike, Utc};
use serde_json::{Map, Value as Json};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::error::{Error, Result};

const README: &str = include_str!("../readme.txt");

/// A ZIP file that is being written.
pub(super) struct Archive {
    writer: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
    written: usize,
}

impl Archive {
    /// An archive with the README, the document and its JSON Schema.
    pub(super) fn new(
        whole: &Map<String, Json>,
        schema: &Json,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let time = zip::DateTime::from_date_and_time(
            u16::try_from(now.year()).unwrap_or(1980),
            u8::try_from(now.month()).unwrap_or(1),
            u8::try_from(now.day()).unwrap_or(1),
            u8::try_from(now.hour()).unwrap_or(0),
            u8::try_from(now.minute()).unwrap_or(0),
            u8::try_from(now.second()).unwrap_or(0),
        );
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(time.map_err(Error::internal)?)
            .unix_permissions(0o600);
        let mut archive = Self {
            writer: ZipWriter::new(Cursor::new(Vec::new())),
            options,
            written: 0,
        };
        let account = serde_json::to_vec_pretty(whole).map_err(Error::internal)?;
        let schema = serde_json::to_vec_pretty(schema).map_err(Error::internal)?;
        for (name, content) in [
            ("README.txt", README.as_bytes()),
            ("schema.json", &schema),
            ("account.json", &account),
        ] {
            archive = archive.with(name, content)?;
        }
        Ok(archive)
    }

    /// Adds a file.
    pub(super) fn with(mut self, path: &str, content: &[u8]) -> Result<Self> {
        let started = self.writer.start_file(path, self.options);
        started.map_err(Error::internal)?;
        self.writer.write_all(content).map_err(Error::internal)?;
        self.written = self.written.saturating_add(content.len());
        Ok(self)
    }

    /// The bytes of all files, before compression.
    pub(super) const fn len(&self) -> usize {
        self.written
    }

    /// The complete file.
    pub(super) fn finish(self) -> Result<Vec<u8>> {
        Ok(self.writer.finish().map_err(Error::internal)?.into_inner())
    }
}
