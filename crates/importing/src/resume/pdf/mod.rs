//! PDF: the text of the pages with its places, put into lines and columns.

mod content;
mod dates;
mod font;
mod gaps;
mod indents;
mod layout;
mod marks;
mod open;
mod path;
mod state;

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document as Pdf, LoadOptions};

use super::line::Document;
use crate::{address, record::Link, refused::Refused};

/// The most pages that are read.
const PAGES_MAX: usize = 50;
/// The most objects of a file.
const OBJECTS_MAX: usize = 100_000;
/// The most bytes of one stream, inflated.
const STREAM_BYTES_MAX: usize = 20_000_000;

/// A piece of text at its place; the origin is below on the left.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Where it begins.
    pub x: f64,
    /// Where it ends.
    pub end: f64,
    /// Its base line.
    pub y: f64,
    /// The size of its letters.
    pub size: f64,
    /// Its text.
    pub text: String,
    /// The kind of a mark that may be a bullet, and has no text: up to [`FORMS_MAX`] a drawn form, beyond it a sign of a font without a table.
    pub mark: Option<u32>,
}

/// The greatest number of a kind of drawn forms.
pub const FORMS_MAX: u32 = 10_000;

/// The pieces of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The pieces, in the order of the file.
    pub pieces: Vec<Piece>,
    /// Where the page begins and ends, from below.
    pub height: (f64, f64),
}

/// Reads a file. The parser is the work of others: should it panic, the file counts as broken.
pub fn read(bytes: &[u8]) -> Result<Document, Refused> {
    catch_unwind(AssertUnwindSafe(|| open(bytes))).unwrap_or_else(|_| Err(broken()))
}

fn broken() -> Refused {
    Refused::new(
        "This PDF is broken: it could not be opened. Export it anew, or save the résumé as DOCX.",
    )
}

fn open(bytes: &[u8]) -> Result<Document, Refused> {
    let options = LoadOptions::with_max_decompressed_size(STREAM_BYTES_MAX);
    let locked = || {
        Refused::new(
            "This PDF is protected by a password. Save it without one, and import that file.",
        )
    };
    let pdf = match Pdf::load_mem_with_options(bytes, options) {
        Ok(pdf) => pdf,
        Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => return Err(locked()),
        Err(_) => return Err(broken()),
    };
    if pdf.is_encrypted() {
        return Err(locked());
    }
    if pdf.objects.len() > OBJECTS_MAX {
        return Err(broken());
    }
    let ids: Vec<_> = pdf.page_iter().take(PAGES_MAX + 1).collect();
    if ids.is_empty() {
        return Err(broken());
    }
    let mut budget = content::Budget::default();
    let mut pages = Vec::new();
    for id in ids.iter().take(PAGES_MAX) {
        pages.push(content::page(&pdf, *id, &mut budget));
    }
    let text = pages.iter().flat_map(|page| &page.pieces);
    if !text
        .clone()
        .any(|piece| piece.text.chars().any(char::is_alphanumeric))
    {
        return Err(Refused::new(
            "There is no text in this PDF: its pages are pictures. Export it from the program it was written in, or let a program recognise its text first.",
        ));
    }
    let mut document = Document {
        lines: layout::lines(pages),
        ..Document::default()
    };
    if ids.len() > PAGES_MAX {
        document
            .left_out
            .push(format!("Pages beyond the first {PAGES_MAX} were not read."));
    }
    if budget.spent() {
        document
            .left_out
            .push("The pages hold more drawing than is read; some text may be missing.".to_owned());
    }
    for id in ids.iter().take(PAGES_MAX) {
        links(&pdf, *id, &mut document);
    }
    Ok(document)
}

/// The web pages that a page links to.
fn links(pdf: &Pdf, page: lopdf::ObjectId, document: &mut Document) {
    for annotation in pdf.get_page_annotations(page).unwrap_or_default() {
        let action = annotation
            .get_deref(b"A", pdf)
            .and_then(lopdf::Object::as_dict);
        let address = action
            .and_then(|action| action.get_deref(b"URI", pdf))
            .and_then(lopdf::Object::as_str);
        let url = address
            .ok()
            .and_then(|bytes| address::web(&String::from_utf8_lossy(bytes)));
        if let Some(url) = url
            && document.links.len() < 50
        {
            document.links.push(Link {
                url,
                ..Link::default()
            });
        }
    }
}
