//! PDF: paragraphs become glyphs ([`shape`]), lines ([`lines`]), pages ([`pages`]), and are drawn with their tags ([`draw`]).

mod about;
mod blocks;
mod chars;
mod draw;
mod fonts;
mod lines;
mod pages;
mod shape;
mod style;
mod tags;
#[cfg(test)]
mod tests;

use crate::{Document, Options, RenderError, flat};
use about::About;
use blocks::Laid;
use shape::Shaper;
use style::{Sheet, Style};

/// A PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that the fonts lack, each once, in the order of the text. A box is drawn for each; the text that is extracted has them.
    pub missing: Vec<char>,
}

/// Renders a document as PDF.
pub fn pdf(document: &Document, options: &Options) -> Result<Pdf, RenderError> {
    let fonts = fonts::all().ok_or_else(|| failed("a font of this crate is unreadable"))?;
    let style = Style::of(options.template);
    let sheet = Sheet::of(options.paper);
    let language = flat::language(document);
    let mut shaper = Shaper::new(fonts.family(options.template), language);
    let laid = lay_all(document, (&style, &sheet), &mut shaper)?;
    let pages = pages::paginate(&laid, &sheet);
    let about = About {
        title: flat::title(document),
        name: flat::name(document),
        language: language.to_owned(),
        created: options.created,
    };
    let count = pages.len();
    let bytes = draw::draw(&laid, &pages, &about, (&style, &sheet), &mut shaper)?;
    if shaper.has_failed() {
        return Err(failed("text could not be shaped"));
    }
    Ok(Pdf {
        bytes,
        pages: count,
        missing: shaper.missing(),
    })
}

/// The paragraphs of a document with their lines.
fn lay_all(
    document: &Document,
    look: (&Style, &Sheet),
    shaper: &mut Shaper<'_>,
) -> Result<Vec<Laid>, RenderError> {
    let mut before = None;
    let parts = flat::parts(document)?.into_iter();
    Ok(parts
        .map(|part| {
            let kind = part.kind;
            blocks::lay(part, before.replace(kind), look, shaper)
        })
        .collect())
}

fn failed(message: impl Into<String>) -> RenderError {
    RenderError::Write {
        format: "PDF",
        message: message.into(),
    }
}
