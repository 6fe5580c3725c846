//! Small writers of PDF and DOCX.

use std::io::{Cursor, Write as _};

/// A text at a place with a size; one that begins with NUL is set in a font of pictures.
pub type Text = (i32, i32, i32, String);

/// Two columns, row by row, the left cell first.
pub fn columns(left: &[&str], right: &[&str], top: i32) -> Vec<Text> {
    let mut page = Vec::new();
    let mut y = top;
    for row in 0..left.len().max(right.len()) {
        for (x, side) in [(50, left), (220, right)] {
            if let Some(text) = side.get(row).filter(|text| !text.is_empty()) {
                page.push((x, y, 10, (*text).to_owned()));
            }
        }
        y -= 14;
    }
    page
}

fn literal(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for c in text.chars() {
        match c {
            'ﬁ' => bytes.push(1),
            'ﬂ' => bytes.push(2),
            '–' => bytes.push(0x96),
            '•' => bytes.push(0x95),
            '(' | ')' | '\\' => bytes.extend([b'\\', c as u8]),
            c => bytes.push(u8::try_from(u32::from(c)).unwrap()),
        }
    }
    bytes
}

/// A PDF of pages.
pub fn pdf(pages: &[Vec<Text>]) -> Vec<u8> {
    let map =
        b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <21> <F0E0> endbfchar";
    let mut objects: Vec<Vec<u8>> = vec![Vec::new(), Vec::new()];
    let stream = |body: &[u8]| {
        [
            format!("<< /Length {} >>\nstream\n", body.len()).as_bytes(),
            body,
            b"\nendstream",
        ]
        .concat()
    };
    objects.push(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >> >>".to_vec());
    objects.push(stream(map));
    objects.push(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats /ToUnicode 4 0 R >>".to_vec(),
    );
    let mut kids = Vec::new();
    for page in pages {
        let mut content = Vec::new();
        for (x, y, size, text) in page {
            let (font, text) = text
                .strip_prefix('\0')
                .map_or(("F1", text.as_str()), |text| ("F2", text));
            content.extend(format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm (").as_bytes());
            content.extend(literal(text));
            content.extend(b") Tj ET\n");
        }
        objects.push(stream(&content));
        let body = objects.len();
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {body} 0 R /Resources << /Font << /F1 3 0 R /F2 5 0 R >> >> >>").into_bytes());
        kids.push(format!("{} 0 R", objects.len()));
    }
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
    objects[1] = format!(
        "<< /Type /Pages /Count {} /Kids [{}] >>",
        kids.len(),
        kids.join(" ")
    )
    .into_bytes();
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, body) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", index + 1).as_bytes());
        out.extend(body);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").as_bytes());
    }
    out.extend(
        format!(
            "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        )
        .as_bytes(),
    );
    out
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn bullet(inner: &str) -> String {
    paragraph(&format!(
        "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>{inner}"
    ))
}

fn table(cells: &[String]) -> String {
    let cells = cells.join("</w:tc><w:tc>");
    format!("<w:tbl><w:tr><w:tc>{cells}</w:tc></w:tr></w:tbl>")
}

fn changed(tag: &str, text: &str) -> String {
    let element = if tag == "del" { "delText" } else { "t" };
    format!("<w:{tag} w:id=\"1\"><w:r><w:{element}>{text}</w:{element}></w:r></w:{tag}>")
}

/// A document with a box, a layout table, tracked changes, a line break, hidden text and a link.
pub fn docx() -> Vec<u8> {
    let text = |text: &str| paragraph(&run(text));
    let boxed = format!(
        "<w:txbxContent>{}{}</w:txbxContent>",
        text("Ada Brink"),
        text("Mill planner")
    );
    let left = format!(
        "{}{}{}",
        text("SKILLS"),
        bullet(&run("Mill planning")),
        bullet(&(run("Kno") + &run("ts")))
    );
    let right = [
        text("EXPERIENCE"),
        text("Head Miller, Oak &amp; Ash"),
        paragraph(&(run("Feb 2021 – ") + &changed("del", "Dec 2023") + &changed("ins", "Present"))),
        bullet(&(run("Cut dust by ") + &changed("del", "90 %") + &changed("ins", "30 %"))),
        bullet(&run("Taught 4 millers")),
        table(&[
            text("Grain Clerk"),
            text("Elm Quay"),
            text("06/2018 – 01/2021"),
        ]),
        text(""),
    ]
    .concat();
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{boxed}</w:drawing></mc:Choice><mc:Fallback><w:pict>{boxed}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>{}{}{}{}",
        table(&[left, right]),
        text("EDUCATION"),
        paragraph(&(run("Mill School, BSc Stones") + "<w:r><w:br/></w:r>" + &run("2014 – 2017"))),
        paragraph(&format!(
            "{}<w:hyperlink r:id=\"rId2\">{}</w:hyperlink>",
            run("See "),
            run("my work")
        )) + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>HIDDEN words</w:t></w:r></w:p>",
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in [
        ("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>")),
        ("word/header1.xml", format!("<w:hdr>{}</w:hdr>", text("ada@brink.example | +32 470 00 00 00"))),
        ("word/_rels/document.xml.rels", "<Relationships><Relationship Id=\"rId2\" Target=\"https://brink.example/work\"/></Relationships>".to_owned()),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
