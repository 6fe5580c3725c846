//! Plain text, one paragraph a line: what is extracted from a PDF of the document, but for its line breaks.

use crate::{
    Document, RenderError,
    clean::NO_BREAK_SPACE,
    flat::{self, Kind},
};

/// The mark before an item of a list.
pub const BULLET: char = '•';

/// Renders a document as plain text.
pub fn plain(document: &Document) -> Result<String, RenderError> {
    let mut text = String::new();
    let mut before = None;
    for part in flat::parts(document)? {
        if before.is_some_and(|before| is_apart(before, part.kind)) {
            text.push('\n');
        }
        if part.kind == Kind::Bullet {
            text.extend([BULLET, ' ']);
        }
        text.push_str(&part.text().replace(NO_BREAK_SPACE, " "));
        text.push('\n');
        before = Some(part.kind);
    }
    Ok(text)
}

/// True if an empty line is between paragraphs of two kinds.
fn is_apart(before: Kind, kind: Kind) -> bool {
    match (before, kind) {
        (_, Kind::Heading | Kind::Prose) => true,
        (Kind::Heading | Kind::Title, _)
        | (_, Kind::Facts | Kind::Headline | Kind::Contact | Kind::Bullet | Kind::Signature)
        | (Kind::Facts, Kind::Paragraph)
        | (Kind::Group, Kind::Group)
        | (Kind::Recipient, Kind::Recipient) => false,
        _ => true,
    }
}
