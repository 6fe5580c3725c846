//! The text of a DOCX: a paragraph with a style for each paragraph.

use crate::{
    Paper,
    flat::{Kind, Part, Run},
};
use quick_xml::escape::escape;
use std::fmt::Write;

/// The number of the list in `numbering.xml`.
const LIST: u32 = 1;
/// The first number of a relationship that is a link; those before it are in [`super::parts`].
pub const LINKS_FROM: usize = 10;

/// The text, and the addresses of its links in their order.
pub struct Body {
    pub document: String,
    pub links: Vec<String>,
}

/// Writes the text.
pub fn write(parts: &[Part], paper: Paper) -> Body {
    let mut body = Body {
        document: String::from(concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            "\n",
            r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#,
        )),
        links: Vec::new(),
    };
    for (at, part) in parts.iter().enumerate() {
        body.paragraph(part, parts.get(at + 1).map(|next| next.kind));
    }
    body.end(paper);
    body
}

/// The style of a kind.
pub fn style(kind: Kind) -> &'static str {
    match kind {
        Kind::Name => "Title",
        Kind::Headline => "Subtitle",
        Kind::Contact => "Contact",
        Kind::Heading => "Heading1",
        Kind::Title | Kind::Subject => "Heading2",
        Kind::Facts => "Facts",
        Kind::Bullet => "ListBullet",
        Kind::Group => "Group",
        Kind::Recipient => "Address",
        Kind::Place | Kind::Greeting | Kind::SignOff => "Spaced",
        Kind::Signature => "Signature",
        Kind::Paragraph | Kind::Prose => "BodyText",
    }
}

impl Body {
    fn paragraph(&mut self, part: &Part, next: Option<Kind>) {
        let text = &mut self.document;
        text.push_str("<w:p><w:pPr><w:pStyle w:val=\"");
        text.push_str(style(part.kind));
        text.push_str("\"/>");
        let keeps = match part.kind {
            Kind::Facts => matches!(next, Some(Kind::Paragraph | Kind::Bullet)),
            Kind::Prose => next == Some(Kind::SignOff),
            Kind::SignOff => true,
            _ => false,
        };
        if keeps {
            text.push_str("<w:keepNext/>");
        }
        if part.kind == Kind::Bullet {
            _ = write!(
                text,
                "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{LIST}\"/></w:numPr>"
            );
        }
        text.push_str("</w:pPr>");
        for run in &part.runs {
            self.run(run);
        }
        self.document.push_str("</w:p>");
    }

    fn run(&mut self, run: &Run) {
        let text = &mut self.document;
        if let Some(link) = &run.link {
            _ = write!(
                text,
                "<w:hyperlink r:id=\"rId{}\" w:history=\"1\">",
                LINKS_FROM + self.links.len()
            );
            self.links.push(link.clone());
        }
        text.push_str("<w:r>");
        if run.link.is_some() {
            text.push_str("<w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr>");
        } else if run.strong {
            text.push_str("<w:rPr><w:b/></w:rPr>");
        }
        text.push_str("<w:t xml:space=\"preserve\">");
        text.push_str(&escape(run.text.as_str()));
        text.push_str("</w:t></w:r>");
        if run.link.is_some() {
            text.push_str("</w:hyperlink>");
        }
    }

    /// The paper, its margins and the footers, in twentieths of a point.
    fn end(&mut self, paper: Paper) {
        let (width, height) = match paper {
            Paper::A4 => (11_906, 16_838),
            Paper::Letter => (12_240, 15_840),
        };
        _ = write!(
            self.document,
            "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"first\" r:id=\"rId5\"/>\
             <w:pgSz w:w=\"{width}\" w:h=\"{height}\"/>\
             <w:pgMar w:top=\"1080\" w:right=\"1160\" w:bottom=\"1200\" w:left=\"1160\" w:header=\"600\" w:footer=\"600\" w:gutter=\"0\"/>\
             <w:titlePg/></w:sectPr></w:body></w:document>"
        );
    }
}
