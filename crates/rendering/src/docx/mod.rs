//! DOCX: paragraphs with styles, lists with a numbering, links, and a footer with the number of the page.

mod body;
mod parts;
mod styles;

use crate::{Document, Options, RenderError, flat};
use std::io::{Cursor, Write};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

/// Renders a document as DOCX.
pub fn docx(document: &Document, options: &Options) -> Result<Vec<u8>, RenderError> {
    let parts = flat::parts(document)?;
    let language = flat::language(document);
    let body = body::write(&parts, options.paper);
    let files = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONSHIPS.to_owned()),
        (
            "docProps/core.xml",
            parts::core(
                &flat::title(document),
                &flat::name(document),
                language,
                options.created,
            ),
        ),
        ("word/document.xml", body.document),
        (
            "word/_rels/document.xml.rels",
            parts::document_relationships(&body.links),
        ),
        ("word/styles.xml", styles::write(options.template, language)),
        ("word/numbering.xml", parts::NUMBERING.to_owned()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        (
            "word/footer1.xml",
            parts::footer(&flat::name(document), language),
        ),
        ("word/footer2.xml", parts::footer("", language)),
    ];
    zipped(&files).map_err(|error| RenderError::Write {
        format: "DOCX",
        message: error.to_string(),
    })
}

/// The files in an archive without times.
fn zipped(files: &[(&str, String)]) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, options)?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
