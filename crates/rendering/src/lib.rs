//! Renders résumés and cover letters. A [`Document`] goes in; PDF ([`pdf()`]), DOCX ([`docx()`]), HTML ([`html()`]), Markdown ([`markdown()`]) or
//! plain text ([`plain()`]) comes out. Pure functions without I/O: the same document with the same options is the same bytes.
//!
//! # What all formats have in common
//!
//! - The order of the text is the same, and it is the order in which the text of a PDF is extracted. For that everything begins at the left margin, dates
//!   too: `pdftotext` takes dates at the right margin for a column, and reads them after the short paragraphs on their left.
//! - Text is plain: no markup in it is interpreted. Control characters and invisible ones that change the direction of text are left out, runs of
//!   white space are one space, and the rest is in normal form C.
//! - A piece of text may be a link to `http:`, `https:` or `mailto:`; other addresses are left out and their text is kept.
//! - There are two templates and two sizes of paper ([`Options`]); Markdown and plain text have neither.
//! - A document has at most 100 000 characters and 5 000 paragraphs.
//!
//! # PDF
//!
//! Tagged (headings, paragraphs, lists, links), with its language, title, author and an outline, and checked by krilla's validator for PDF/UA-1 while it
//! is written. The fonts are Liberation 2, embedded as subsets, with Unicode for each glyph; ligatures are off. They have Latin, Greek and Cyrillic. A
//! character that they lack, or that is written from right to left, is drawn as a box, extracted as itself (by readers that know `ActualText`; others read a
//! box), and named in [`Pdf::missing`]. Hyphens are never the end of a line that goes on: readers would leave them out.

// The samples of the examples, which are outside of this crate, are used in its tests.
#[cfg(test)]
extern crate self as rendering;

mod clean;
mod docx;
mod flat;
mod html;
mod markdown;
mod model;
mod options;
mod pdf;
mod plain;
#[cfg(test)]
mod tests;
mod words;

pub use docx::docx;
pub use html::html;
pub use markdown::markdown;
pub use model::{Block, Detail, Document, Entry, Group, Letter, Piece, Resume, Section, Text};
pub use options::{Options, Paper, RenderError, Template};
pub use pdf::{Pdf, pdf};
pub use plain::plain;
pub use words::{Heading, heading};
