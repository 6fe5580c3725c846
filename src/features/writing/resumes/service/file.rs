//! A revision as a file, in one of the formats.

use std::sync::Arc;

use bytes::Bytes;
use rendering::{Document, Options};

use super::{json_resume, render};
use crate::{
    error::{Error, Result},
    features::writing::{
        Format, Paper, Template,
        resumes::{Content, ResumeRow, Resumes, RevisionRow, entity::revision},
    },
    platform::{hashing::sha256_hex, process_tasks::off_reactor},
    types::{actor::Actor, file_name, id::ResumeId},
};

/// Maximum characters of the name of a file, without its extension.
const NAME_MAX: usize = 120;

/// A rendered revision.
#[derive(Clone, Debug)]
pub struct ResumeFile {
    /// The content of the file.
    pub bytes: Bytes,
    /// The SHA-256 of it in hexadecimal.
    pub sha256: String,
    /// The media type.
    pub media_type: &'static str,
    /// The name under which it is saved.
    pub name: String,
}

/// What is asked for by the address of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asked {
    revision: i32,
    format: Format,
    template: Option<Template>,
    paper: Option<Paper>,
}

impl Resumes {
    /// The file that an address names: its last part such as `3.pdf`, and its parameters `template` and `paper`. NOT_FOUND if there is none.
    pub async fn file(
        &self,
        actor: &Actor,
        id: ResumeId,
        file: &str,
        parameters: &[(String, String)],
    ) -> Result<ResumeFile> {
        let asked = asked(file, parameters)?;
        let row = self.get(actor, id).await?;
        let key = [(id, asked.revision)];
        let found = revision::some(actor, &key).one(self.platform.db.conn());
        let found = found.await?.ok_or_else(|| Error::not_found("revision"))?;
        off_reactor(move || rendered(&row, &found, asked)).await?
    }
}

/// The content of a revision as a JSON Resume.
pub async fn json_resume(
    content: Arc<Content>,
    revision: (ResumeId, i32),
) -> Result<serde_json::Value> {
    off_reactor(move || json_resume::written(&content, revision)).await
}

/// Reads an address.
fn asked(file: &str, parameters: &[(String, String)]) -> Result<Asked> {
    let absent = || Error::not_found("file");
    let (number, extension) = file.split_once('.').ok_or_else(absent)?;
    let revision: i32 = number.parse().map_err(|_| absent())?;
    if revision.to_string() != number {
        return Err(absent());
    }
    let mut asked = Asked {
        revision,
        format: Format::of_extension(extension).ok_or_else(absent)?,
        template: None,
        paper: None,
    };
    for (name, value) in parameters {
        let is_known = match name.as_str() {
            "template" => {
                asked.template = Template::of_name(value);
                asked.template.is_some()
            }
            "paper" => {
                asked.paper = Paper::of_name(value);
                asked.paper.is_some()
            }
            _ => true,
        };
        if !is_known {
            return Err(Error::bad_input(format!(
                "There is no such {name}; templates are PLAIN and CLASSIC, papers A4 and LETTER."
            )));
        }
    }
    Ok(asked)
}

fn rendered(row: &ResumeRow, found: &RevisionRow, asked: Asked) -> Result<ResumeFile> {
    let content = &found.content;
    let options = Options {
        template: match asked.template.unwrap_or(row.template) {
            Template::Plain => rendering::Template::Plain,
            Template::Classic => rendering::Template::Classic,
        },
        paper: match asked.paper.unwrap_or(row.paper) {
            Paper::A4 => rendering::Paper::A4,
            Paper::Letter => rendering::Paper::Letter,
        },
        created: Some(found.created_at.date_naive()),
    };
    let bytes = if asked.format == Format::Json {
        let document = json_resume::written(content, (row.id, found.number));
        serde_json::to_vec_pretty(&document).map_err(Error::internal)?
    } else {
        bytes_of(&render::document(content), asked.format, options)?
    };
    Ok(ResumeFile {
        sha256: sha256_hex(&bytes),
        bytes: bytes.into(),
        media_type: asked.format.media_type(),
        name: name_of(content, row, asked.format),
    })
}

fn bytes_of(document: &Document, format: Format, options: Options) -> Result<Vec<u8>> {
    let bytes = match format {
        Format::Pdf => rendering::pdf(document, &options).map(|pdf| pdf.bytes),
        Format::Docx => rendering::docx(document, &options),
        Format::Html => rendering::html(document, &options).map(String::into_bytes),
        Format::Markdown => rendering::markdown(document).map(String::into_bytes),
        Format::Text | Format::Json => rendering::plain(document).map(String::into_bytes),
    };
    bytes.map_err(Error::internal)
}

/// The name of the person and that of the résumé.
fn name_of(content: &Content, row: &ResumeRow, format: Format) -> String {
    let parts = [content.name.as_str(), row.name.as_str()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let whole = parts
        .collect::<Vec<_>>()
        .join(" - ")
        .replace(['/', '\\'], "-");
    let short: String = whole.chars().take(NAME_MAX).collect();
    let clean = file_name::cleaned(&short);
    let clean = if clean.is_empty() { "resume" } else { &clean };
    format!("{clean}.{}", format.extension())
}
