//! Markdown (CommonMark), which is parsed back to the same text: what would be markup is escaped.

use crate::{
    Document, RenderError,
    clean::NO_BREAK_SPACE,
    flat::{self, Kind, Part, Run},
};

/// Renders a document as Markdown.
pub fn markdown(document: &Document) -> Result<String, RenderError> {
    let mut text = String::new();
    let mut before: Option<Kind> = None;
    for part in flat::parts(document)? {
        if let Some(before) = before {
            text.push_str(between(before, part.kind));
        }
        text.push_str(match part.kind {
            Kind::Name => "# ",
            Kind::Heading | Kind::Subject => "## ",
            Kind::Title => "### ",
            Kind::Bullet => "- ",
            _ => "",
        });
        paragraph(&part, &mut text);
        before = Some(part.kind);
    }
    text.push('\n');
    Ok(text)
}

/// What is between two paragraphs: lines of an address break with a backslash, and items of a list follow each other.
fn between(before: Kind, kind: Kind) -> &'static str {
    match (before, kind) {
        (Kind::Bullet, Kind::Bullet) => "\n",
        (Kind::Recipient, Kind::Recipient) | (Kind::Group, Kind::Group) => "\\\n",
        _ => "\n\n",
    }
}

fn paragraph(part: &Part, text: &mut String) {
    let mut is_start = true;
    for run in &part.runs {
        let written = escaped(&run.text.replace(NO_BREAK_SPACE, " "), is_start);
        piece(run, &written, text);
        is_start = false;
    }
}

/// Writes a run. Spaces at its ends stay outside of marks, which otherwise would be no marks.
fn piece(run: &Run, written: &str, text: &mut String) {
    let inner = written.trim();
    let (start, end) = (
        written.starts_with(' '),
        written.ends_with(' ') && !inner.is_empty(),
    );
    if start {
        text.push(' ');
    }
    match &run.link {
        Some(link) if !inner.is_empty() => {
            text.push('[');
            text.push_str(inner);
            text.push_str("](<");
            text.push_str(&link.replace('&', "\\&"));
            text.push_str(">)");
        }
        _ if run.strong => {
            text.push_str("**");
            text.push_str(inner);
            text.push_str("**");
        }
        _ => text.push_str(inner),
    }
    if end {
        text.push(' ');
    }
}

/// The text with a backslash before what could be markup, at the start of a paragraph also before what begins a block.
fn escaped(text: &str, is_start: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let mut before = if is_start { ' ' } else { 'x' };
    for (at, c) in text.chars().enumerate() {
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' => true,
            '#' => before == ' ',
            '+' | '-' | '=' | ':' => is_start && at == 0,
            '.' | ')' => is_start && digits > 0 && at == digits,
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}
