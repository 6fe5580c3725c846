//! A revision as a file: the address that names it, and its bytes in one of the formats.

use bytes::Bytes;
use chrono::NaiveDate;
use rendering::{Document, Options};

use crate::{
    error::{Error, Result},
    features::writing::{Format, Paper, Template},
    platform::hashing::sha256_hex,
    types::file_name,
};

/// Maximum characters of the name of a file, without its extension.
const NAME_MAX: usize = 120;

/// A rendered revision.
#[derive(Clone, Debug)]
pub struct RenderedFile {
    /// The content of the file.
    pub bytes: Bytes,
    /// The SHA-256 of it in hexadecimal.
    pub sha256: String,
    /// The media type.
    pub media_type: &'static str,
    /// The name under which it is saved.
    pub name: String,
}

impl RenderedFile {
    /// A file with this content. Its name has the parts that are not empty, or else is `unnamed`.
    pub(super) fn of(bytes: Vec<u8>, format: Format, parts: &[&str], unnamed: &str) -> Self {
        let parts = parts.iter().copied().filter(|part| !part.is_empty());
        let whole = parts.collect::<Vec<_>>().join(" - ");
        let whole = whole.replace(['/', '\\'], "-");
        let short: String = whole.chars().take(NAME_MAX).collect();
        let clean = file_name::cleaned(&short);
        let clean = if clean.is_empty() { unnamed } else { &clean };
        Self {
            sha256: sha256_hex(&bytes),
            bytes: bytes.into(),
            media_type: format.media_type(),
            name: format!("{clean}.{}", format.extension()),
        }
    }
}

/// The template and the paper that the parameters of an address name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub template: Option<Template>,
    pub paper: Option<Paper>,
}

impl Look {
    /// Reads `template` and `paper`; other parameters are ignored.
    pub fn read(parameters: &[(String, String)]) -> Result<Self> {
        let mut look = Self::default();
        for (name, value) in parameters {
            let known = match name.as_str() {
                "template" => Template::of_name(value).map(|it| look.template = Some(it)),
                "paper" => Paper::of_name(value).map(|it| look.paper = Some(it)),
                _ => Some(()),
            };
            if known.is_none() {
                return Err(Error::bad_input(format!(
                    "There is no such {name}; templates are PLAIN and CLASSIC, papers A4 and LETTER."
                )));
            }
        }
        Ok(look)
    }
}

/// Reads the last part of an address: the number of a revision, and a format.
pub(super) fn asked(file: &str) -> Result<(i32, Format)> {
    let absent = || Error::not_found("file");
    let (number, extension) = file.split_once('.').ok_or_else(absent)?;
    let revision: i32 = number.parse().map_err(|_| absent())?;
    if revision.to_string() != number {
        return Err(absent());
    }
    let format = Format::of_extension(extension).ok_or_else(absent)?;
    Ok((revision, format))
}

/// The document in a format other than JSON.
pub(super) fn bytes_of(
    document: &Document,
    format: Format,
    (template, paper): (Template, Paper),
    created: NaiveDate,
) -> Result<Vec<u8>> {
    let options = Options {
        template: match template {
            Template::Plain => rendering::Template::Plain,
            Template::Classic => rendering::Template::Classic,
        },
        paper: match paper {
            Paper::A4 => rendering::Paper::A4,
            Paper::Letter => rendering::Paper::Letter,
        },
        created: Some(created),
    };
    let bytes = match format {
        Format::Pdf => rendering::pdf(document, &options).map(|pdf| pdf.bytes),
        Format::Docx => rendering::docx(document, &options),
        Format::Html => rendering::html(document, &options).map(String::into_bytes),
        Format::Markdown => rendering::markdown(document).map(String::into_bytes),
        Format::Text | Format::Json => rendering::plain(document).map(String::into_bytes),
    };
    bytes.map_err(Error::internal)
}
