//! DOCX: the document and its headers, as lines.

mod links;
mod shades;
mod story;
mod styles;

use std::{
    collections::HashMap,
    io::{Cursor, Read as _},
};

use quick_xml::{Reader, events::Event};
use zip::ZipArchive;

use self::styles::Styles;
use super::line::Document;
use crate::{address, record::Link, refused::Refused};

/// The most entries of the archive.
const ENTRIES_MAX: usize = 2_000;
/// The most bytes of one part of it, inflated.
const PART_BYTES_MAX: u64 = 20_000_000;
/// The most headers.
const HEADERS_MAX: usize = 6;

/// Reads a document.
pub fn read(bytes: &[u8]) -> Result<Document, Refused> {
    let broken = || {
        Refused::new(
            "This document is broken: it could not be opened. Save it anew as DOCX or PDF.",
        )
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if archive.len() > ENTRIES_MAX {
        return Err(broken());
    }
    let names: Vec<String> = archive
        .file_names()
        .flatten()
        .map(std::borrow::Cow::into_owned)
        .collect();
    if !names.iter().any(|name| name == "word/document.xml") {
        return Err(Refused::new(
            "This is an archive or another kind of document, and no DOCX. Save the résumé as DOCX or PDF.",
        ));
    }
    let body = part(&mut archive, "word/document.xml").ok_or_else(broken)?;
    let targets = part(&mut archive, "word/_rels/document.xml.rels")
        .map(|xml| relations(&xml))
        .unwrap_or_default();
    let styles = part(&mut archive, "word/styles.xml")
        .map(|xml| Styles::read(&xml))
        .unwrap_or_default();
    let mut document = Document::default();
    let mut hidden = 0;
    let headers = names.iter().filter(|name| name.starts_with("word/header"));
    for name in headers.take(HEADERS_MAX) {
        if let Some(xml) = part(&mut archive, name) {
            let story = story::read(&xml, &targets, &styles);
            for line in story.lines {
                let known = document.lines.iter().any(|known| known.text == line.text);
                if !known && !super::plain::is_page_number(&line.text) {
                    document.lines.push(line);
                }
            }
            hidden += story.hidden;
        }
    }
    let story = story::read(&body, &targets, &styles);
    if let Some(fault) = story.fault {
        document.left_out.push(fault);
    }
    hidden += story.hidden;
    document.lines.extend(story.lines);
    for url in story.links {
        document.links.push(Link {
            url,
            ..Link::default()
        });
    }
    document.texts = story.texts;
    if hidden > 0 {
        document.left_out.push(format!(
            "The document has hidden text (hidden, white or too small to be seen), which was not read: {hidden} words. Remove it, or make it visible: readers of résumés mind it."
        ));
    }
    if document.lines.is_empty() {
        return Err(Refused::new(
            "There is no text in this document. If its pages are pictures, choose a file with text.",
        ));
    }
    Ok(document)
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let file = archive.by_name(name).ok()?;
    let mut bytes = Vec::new();
    file.take(PART_BYTES_MAX).read_to_end(&mut bytes).ok()?;
    let (text, _) = crate::charset::decode(&bytes).ok()?;
    Some(text)
}

/// The addresses outside of the document, by their ids.
fn relations(xml: &str) -> HashMap<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut targets = HashMap::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                let id = story::attribute(&element, "Id");
                let target = story::attribute(&element, "Target");
                if let (Some(id), Some(url)) = (id, target.as_deref().and_then(address::web)) {
                    targets.insert(id, url);
                }
            }
            _ => {}
        }
    }
    targets
}
