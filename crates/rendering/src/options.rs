//! How a document is rendered, and why it may not be.

use chrono::NaiveDate;

/// How a document is rendered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The look.
    pub template: Template,
    /// The paper.
    pub paper: Paper,
    /// The date of creation that PDF and DOCX state; they state none without it.
    pub created: Option<NaiveDate>,
}

/// A look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Template {
    /// Without serifs, with coloured headings.
    #[default]
    Plain,
    /// With serifs, and a rule under headings.
    Classic,
}

/// A size of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 mm × 297 mm.
    #[default]
    A4,
    /// 8.5 in × 11 in.
    Letter,
}

/// Why a document was not rendered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// The document is larger than the limits.
    #[error("the document has more than {max} {what}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        max: usize,
    },
    /// A file could not be written: a fault of this crate or of a library.
    #[error("{format} could not be written: {message}")]
    Write {
        /// The format.
        format: &'static str,
        /// What the library said.
        message: String,
    },
}
