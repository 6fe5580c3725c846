//! The files of a DOCX beside its text and styles.

use super::body::LINKS_FROM;
use crate::words;
use chrono::NaiveDate;
use quick_xml::escape::escape;
use std::fmt::Write;

/// What each file is.
pub const CONTENT_TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    r#"<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>"#,
    r#"<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>"#,
    r#"<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>"#,
    r#"<Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>"#,
    r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
    "</Types>",
);

/// Where the text and the properties are.
pub const RELATIONSHIPS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
    "</Relationships>",
);

/// The list with dots.
pub const NUMBERING: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    r#"<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>"#,
    r#"<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>"#,
    r#"<w:pPr><w:tabs><w:tab w:val="num" w:pos="220"/></w:tabs><w:ind w:left="220" w:hanging="220"/></w:pPr></w:lvl>"#,
    r#"</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#,
);

/// Settings: as Word 2013 lays out.
pub const SETTINGS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:compat>"#,
    r#"<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>"#,
    "</w:compat></w:settings>",
);

/// Where the text finds its other files, and the addresses of its links.
pub fn document_relationships(links: &[String]) -> String {
    const BASE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut text = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        "\n",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    ));
    let files = [
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("footer", "footer1.xml"),
        ("footer", "footer2.xml"),
    ];
    for (at, (kind, file)) in files.iter().enumerate() {
        _ = write!(
            text,
            "<Relationship Id=\"rId{}\" Type=\"{BASE}/{kind}\" Target=\"{file}\"/>",
            at + 1
        );
    }
    for (at, link) in links.iter().enumerate() {
        _ = write!(
            text,
            "<Relationship Id=\"rId{}\" Type=\"{BASE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            LINKS_FROM + at,
            escape(link.as_str())
        );
    }
    text.push_str("</Relationships>");
    text
}

/// Title, author, language and date.
pub fn core(title: &str, name: &str, language: &str, created: Option<NaiveDate>) -> String {
    let created = created.map_or_else(String::new, |date| {
        format!(
            "<dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:created>",
            date.format("%Y-%m-%d")
        )
    });
    format!(
        "{}<dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language>{created}</cp:coreProperties>",
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            "\n",
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" "#,
            r#"xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
        ),
        escape(title),
        escape(name),
        escape(language),
    )
}

/// The footer: the number of the page, after the name.
pub fn footer(name: &str, language: &str) -> String {
    let mut text = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        "\n",
        r#"<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>"#,
    ));
    let mut words = words::page_of(language).to_owned();
    if !name.is_empty() {
        words.insert_str(0, " · ");
        words.insert_str(0, name);
    }
    let (before, rest) = words.rsplit_once("{page}").unwrap_or((&words, ""));
    let (between, after) = rest.rsplit_once("{pages}").unwrap_or((rest, ""));
    said(before, &mut text);
    field("PAGE", &mut text);
    said(between, &mut text);
    field("NUMPAGES", &mut text);
    said(after, &mut text);
    text.push_str("</w:p></w:ftr>");
    text
}

fn said(words: &str, text: &mut String) {
    if !words.is_empty() {
        _ = write!(
            text,
            "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escape(words)
        );
    }
}

fn field(name: &str, text: &mut String) {
    _ = write!(
        text,
        "<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"
    );
}
