//! Text of a DOCX that a reader does not see, and texts of links that say nothing.

use std::io::{Cursor, Write as _};

use super::read;
use crate::Imported;

const STYLES: &str = "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"22\"/></w:rPr></w:rPrDefault></w:docDefaults>\
<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Gone\"><w:basedOn w:val=\"Normal\"/><w:rPr><w:vanish/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"GoneToo\"><w:basedOn w:val=\"Gone\"/><w:rPr><w:b/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Back\"><w:basedOn w:val=\"Gone\"/><w:rPr><w:vanish w:val=\"0\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Banner\"><w:pPr><w:shd w:val=\"clear\" w:fill=\"203040\"/></w:pPr><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr></w:style>\
<w:style w:type=\"character\" w:styleId=\"Veil\"><w:rPr><w:vanish/></w:rPr></w:style>\
<w:style w:type=\"character\" w:styleId=\"Snow\"><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr></w:style>\
<w:style w:type=\"character\" w:styleId=\"Dust\"><w:rPr><w:sz w:val=\"2\"/></w:rPr></w:style>\
</w:styles>";

fn file(styles: &str, body: &str) -> Vec<u8> {
    let text = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let before = [
        "Ines Vale",
        "EXPERIENCE",
        "Dock Planner, Kestrel &amp; Loam, 2019 – 2021",
    ];
    let after = [
        "EDUCATION",
        "BSc Logistics, University of Exemplia, 2014 – 2017",
    ];
    let [before, after] = [&before[..], &after[..]].map(|lines| {
        let lines = lines.iter().map(|line| text(line));
        lines.collect::<Vec<_>>().concat()
    });
    let body = format!("<w:document><w:body>{before}{body}{after}</w:body></w:document>");
    let rels = "<Relationships><Relationship Id=\"rId2\" Target=\"https://brink.example/work\"/></Relationships>";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in [
        ("word/document.xml", body.as_str()),
        ("word/styles.xml", styles),
        ("word/_rels/document.xml.rels", rels),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn bullet(style: &str, run: &str, text: &str) -> String {
    let style = if style.is_empty() {
        String::new()
    } else {
        format!("<w:pStyle w:val=\"{style}\"/>")
    };
    format!(
        "<w:p><w:pPr>{style}<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>\
         <w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn claims(read: &Imported) -> Vec<&str> {
    let jobs = read.profile.employments.iter();
    jobs.flat_map(|job| &job.claims)
        .map(String::as_str)
        .collect()
}

fn names_hidden(read: &Imported) -> bool {
    let mut findings = read.report.findings.iter();
    findings.any(|finding| finding.message.contains("hidden text"))
}

#[test]
fn text_that_nobody_sees_is_left_out_and_named() {
    for (style, run) in [
        ("", "<w:vanish/>"),
        ("", "<w:vanish w:val=\"true\"/>"),
        ("", "<w:rStyle w:val=\"Veil\"/>"),
        ("Gone", ""),
        ("GoneToo", ""),
        ("", "<w:color w:val=\"FFFFFF\"/>"),
        ("", "<w:color w:val=\"FEFEFE\"/>"),
        ("", "<w:color w:val=\"auto\" w:themeColor=\"background1\"/>"),
        ("", "<w:rStyle w:val=\"Snow\"/>"),
        (
            "",
            "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"auto\"/>",
        ),
        ("", "<w:sz w:val=\"2\"/>"),
        ("", "<w:sz w:val=\"1\"/>"),
        ("", "<w:rStyle w:val=\"Dust\"/>"),
    ] {
        let body =
            bullet(style, run, "HIDDEN words for a machine") + &bullet("", "", "Cut waiting");
        let read = read(&file(STYLES, &body)).unwrap();
        assert_eq!(claims(&read), ["Cut waiting"], "{style} {run}");
        assert!(names_hidden(&read), "{style} {run}");
        assert!(!format!("{read:?}").contains("HIDDEN"), "{style} {run}");
    }
}

#[test]
fn defaults_of_a_document_hide_what_says_nothing_else() {
    for hidden in [
        "<w:vanish/>",
        "<w:sz w:val=\"2\"/>",
        "<w:color w:val=\"FFFFFF\"/>",
    ] {
        let styles = format!(
            "<w:styles><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:rPr>{hidden}</w:rPr></w:style>\
             <w:style w:type=\"paragraph\" w:styleId=\"Seen\"><w:basedOn w:val=\"Normal\"/><w:rPr><w:vanish w:val=\"0\"/>\
             <w:sz w:val=\"20\"/><w:color w:val=\"000000\"/></w:rPr></w:style></w:styles>"
        );
        let refused = read(&file(&styles, "")).unwrap_err();
        assert!(refused.message.contains("no text"), "{hidden} {refused}");
        let body = [
            "EXPERIENCE",
            "Dock Planner, Kestrel &amp; Loam, 2019 – 2021",
        ];
        let body = body.map(|text| {
            format!(
                "<w:p><w:pPr><w:pStyle w:val=\"Seen\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
            )
        });
        let read = read(&file(&styles, &body.concat())).unwrap();
        assert_eq!(
            super::jobs(&read),
            ["Dock Planner · Kestrel & Loam · 2019/2021"]
        );
        assert!(names_hidden(&read), "{hidden}");
    }
}

#[test]
fn text_that_is_seen_is_read() {
    let white = "<w:color w:val=\"FFFFFF\"/>";
    let cell = |shade: &str| {
        format!(
            "<w:tbl><w:tr><w:tc><w:tcPr>{shade}</w:tcPr>{}</w:tc></w:tr></w:tbl>",
            bullet("", white, "Cut waiting")
        )
    };
    for body in [
        bullet("", "<w:vanish w:val=\"0\"/>", "Cut waiting"),
        bullet("Back", "", "Cut waiting"),
        bullet("Gone", "<w:vanish w:val=\"false\"/>", "Cut waiting"),
        bullet("Banner", "", "Cut waiting"),
        bullet("", &format!("{white}<w:highlight w:val=\"darkBlue\"/>"), "Cut waiting"),
        bullet("", &format!("{white}<w:shd w:val=\"clear\" w:fill=\"000000\"/>"), "Cut waiting"),
        bullet("", "<w:color w:val=\"auto\"/><w:sz w:val=\"12\"/>", "Cut waiting"),
        cell("<w:shd w:val=\"clear\" w:fill=\"1F3864\"/>"),
        // The mark of a paragraph is hidden, and its text is not.
        "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>Cut waiting</w:t></w:r></w:p>".to_owned(),
    ] {
        let read = read(&file(STYLES, &body)).unwrap();
        assert_eq!(claims(&read), ["Cut waiting"], "{body}");
        assert!(!names_hidden(&read), "{body}");
    }
}

#[test]
fn texts_of_links_are_no_facts_and_their_addresses_are_kept() {
    let link = |before: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t xml:space=\"preserve\">{before}</w:t></w:r>\
             <w:hyperlink r:id=\"rId2\"><w:r><w:t>{text}</w:t></w:r></w:hyperlink></w:p>"
        )
    };
    let field = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
        <w:r><w:instrText> HYPERLINK \"https://brink.example/work\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
        <w:r><w:t>View project</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    for (body, expected) in [
        (link("", "See my work"), vec![]),
        (link("See ", "my work"), vec![]),
        (link("", "Portfolio ansehen"), vec![]),
        (
            link("Built the tide clock – ", "Live demo"),
            vec!["Built the tide clock"],
        ),
        (
            link("Built the ", "tide clock"),
            vec!["Built the tide clock"],
        ),
        (field.to_owned(), vec![]),
    ] {
        let read = read(&file(STYLES, &body)).unwrap();
        assert_eq!(claims(&read), expected, "{body}");
        let mut links = read.profile.links.iter();
        assert!(
            links.any(|link| link.url == "https://brink.example/work"),
            "{body}"
        );
    }
}
