//! The styles of a DOCX, in the sizes and colours of the templates. The fonts are those that every system has, with the widths of the fonts of the PDF.

use crate::Template;
use quick_xml::escape::escape;
use std::fmt::Write;

/// A style of paragraphs.
struct Style {
    id: &'static str,
    name: &'static str,
    /// Space above and below, in twentieths of a point.
    space: (u32, u32),
    /// In half points.
    size: u32,
    bold: bool,
    italic: bool,
    colour: &'static str,
    /// Properties of the paragraph beside its space.
    more: &'static str,
}

const BLACK: &str = "1A1A1A";
const GREY: &str = "4D4D4D";
const BLUE: &str = "1D3F72";

/// Writes the styles.
pub fn write(template: Template, language: &str) -> String {
    let (font, size) = match template {
        Template::Plain => ("Arial", 20),
        Template::Classic => ("Times New Roman", 22),
    };
    let mut text = format!(
        "{}<w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:eastAsia=\"{font}\" w:cs=\"{font}\"/><w:color w:val=\"{BLACK}\"/>\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/><w:lang w:val=\"{}\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"269\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"{BLUE}\"/></w:rPr></w:style>",
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            "\n",
            r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
        ),
        escape(language),
    );
    for style in styles(template, size) {
        style.write(&mut text);
    }
    text.push_str("</w:styles>");
    text
}

fn styles(template: Template, size: u32) -> [Style; 13] {
    let is_plain = template == Template::Plain;
    let accent = if is_plain { BLUE } else { BLACK };
    let rule = if is_plain {
        "<w:keepNext/><w:outlineLvl w:val=\"0\"/>"
    } else {
        "<w:keepNext/><w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"1A1A1A\"/></w:pBdr><w:outlineLvl w:val=\"0\"/>"
    };
    let of = |id, name, space| Style {
        id,
        name,
        space,
        size,
        bold: false,
        italic: false,
        colour: BLACK,
        more: "",
    };
    [
        Style {
            size: 46,
            bold: true,
            colour: accent,
            more: "<w:keepNext/>",
            ..of("Title", "Title", (0, 0))
        },
        Style {
            size: size + 4,
            italic: !is_plain,
            colour: GREY,
            ..of("Subtitle", "Subtitle", (0, 0))
        },
        of("Contact", "Contact", (60, 120)),
        Style {
            size: size + 4,
            bold: true,
            colour: accent,
            more: rule,
            ..of("Heading1", "heading 1", (260, 80))
        },
        Style {
            bold: true,
            more: "<w:keepNext/><w:outlineLvl w:val=\"1\"/>",
            ..of("Heading2", "heading 2", (160, 0))
        },
        Style {
            italic: !is_plain,
            colour: GREY,
            ..of("Facts", "Facts", (0, 40))
        },
        of("BodyText", "Body Text", (40, 80)),
        Style {
            more: "<w:ind w:left=\"220\" w:hanging=\"220\"/>",
            ..of("ListBullet", "List Bullet", (20, 20))
        },
        of("Group", "Group", (20, 20)),
        of("Address", "Address", (0, 0)),
        of("Spaced", "Spaced", (280, 120)),
        of("Signature", "Signature", (600, 0)),
        Style {
            size: size - 3,
            colour: GREY,
            more: "<w:jc w:val=\"right\"/>",
            ..of("Footer", "footer", (0, 0))
        },
    ]
}

impl Style {
    fn write(&self, text: &mut String) {
        let (before, after) = self.space;
        // The order of the properties is fixed: what keeps and what borders is before the space, what indents and aligns after it.
        let (keeps, aligns) = match self
            .more
            .find("<w:ind")
            .or_else(|| self.more.find("<w:jc"))
            .or_else(|| self.more.find("<w:outlineLvl"))
        {
            Some(at) => self.more.split_at(at),
            None => (self.more, ""),
        };
        _ = write!(
            text,
            "<w:style w:type=\"paragraph\" w:customStyle=\"{}\" w:styleId=\"{}\"><w:name w:val=\"{}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
             <w:pPr>{keeps}<w:spacing w:before=\"{before}\" w:after=\"{after}\"/>{aligns}</w:pPr><w:rPr>",
            u8::from(matches!(
                self.id,
                "Contact" | "Facts" | "Group" | "Address" | "Spaced"
            )),
            self.id,
            self.name,
        );
        if self.bold {
            text.push_str("<w:b/>");
        }
        if self.italic {
            text.push_str("<w:i/>");
        }
        _ = write!(
            text,
            "<w:color w:val=\"{}\"/><w:sz w:val=\"{}\"/><w:szCs w:val=\"{}\"/></w:rPr></w:style>",
            self.colour, self.size, self.size
        );
    }
}
