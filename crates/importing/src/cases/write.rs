//! Writes a PDF or a DOCX from a text.

use std::io::{Cursor, Write as _};

/// A PDF in which each run of words stands where it stands in the text: six points for each character, twelve for each line. A form feed
/// begins a page. `@stream` writes the runs of a line column by column instead of line by line.
pub fn pdf(text: &str) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        Vec::new(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    let mut kids = Vec::new();
    for page in text.split('\u{c}') {
        let mut content = Vec::new();
        for (number, line) in page.trim_start_matches('\n').split('\n').enumerate() {
            for (column, words) in runs(line) {
                let (x, y) = (40 + 6 * column, 760 - 12 * number);
                content.extend(format!("BT /F1 10 Tf 1 0 0 1 {x} {y} Tm (").as_bytes());
                for byte in encoding_rs::WINDOWS_1252.encode(&words).0.iter() {
                    if matches!(byte, b'(' | b')' | b'\\') {
                        content.push(b'\\');
                    }
                    content.push(*byte);
                }
                content.extend(b") Tj ET\n");
            }
        }
        let head = format!("<< /Length {} >>\nstream\n", content.len());
        objects.push([head.as_bytes(), &content, b"\nendstream"].concat());
        let body = objects.len();
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {body} 0 R /Resources << /Font << /F1 3 0 R >> >> >>").into_bytes());
        kids.push(format!("{} 0 R", objects.len()));
    }
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
    let size = objects.len() + 1;
    out.extend(
        format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
    out
}

/// The words of a line that two blanks or more divide, with their columns.
fn runs(line: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut blanks = 2;
    for (column, c) in line.chars().enumerate() {
        if c == ' ' {
            blanks += 1;
            continue;
        }
        match found.last_mut() {
            Some((_, words)) if blanks < 2 => {
                words.push_str(&" ".repeat(blanks));
                words.push(c);
            }
            _ => found.push((column, c.to_string())),
        }
        blanks = 0;
    }
    found
}

/// A DOCX of paragraphs. A line is a paragraph; `* ` makes a numbered one, `# ` one in the style of a heading, `T a || b` the row of a table,
/// whose cells have paragraphs between ` / `,
/// `B a / b` a text box that is written twice, `H ` the header of the page. `[+x]` is an insertion, `[-x]` a deletion, `[~x]` hidden, `[x](url)` a link, `[br]` a line break, `[tab]` a tabulator.
pub fn docx(text: &str) -> Vec<u8> {
    let mut body = String::new();
    let mut links = String::new();
    let mut rows = String::new();
    let mut header = String::new();
    for line in text.split('\n') {
        if let Some(line) = line.strip_prefix("H ") {
            header.push_str(&paragraph(line, &mut links));
            continue;
        }
        if let Some(line) = line.strip_prefix("B ") {
            body.push_str(&text_box(line, &mut links));
            continue;
        }
        if let Some(row) = line.strip_prefix("T ") {
            let cell = |cell: &str| {
                let paragraphs = cell.split(" / ");
                let inner: Vec<String> = paragraphs
                    .map(|part| paragraph(part.trim(), &mut links))
                    .collect();
                format!("<w:tc><w:tcPr/>{}</w:tc>", inner.concat())
            };
            let cells = row.split("||").map(cell).collect::<Vec<_>>().concat();
            rows.extend(["<w:tr>", cells.as_str(), "</w:tr>"]);
            continue;
        }
        if !rows.is_empty() {
            body.extend(["<w:tbl>", rows.as_str(), "</w:tbl>"]);
            rows.clear();
        }
        body.push_str(&paragraph(line, &mut links));
    }
    if !rows.is_empty() {
        body.extend(["<w:tbl>", rows.as_str(), "</w:tbl>"]);
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    for (name, content) in [
        ("[Content_Types].xml", format!("{head}<Types/>")),
        (
            "word/document.xml",
            format!(
                "{head}<w:document xmlns:w=\"w\"><w:body>{body}<w:sectPr/></w:body></w:document>"
            ),
        ),
        (
            "word/header1.xml",
            format!("{head}<w:hdr xmlns:w=\"w\">{header}</w:hdr>"),
        ),
        (
            "word/_rels/document.xml.rels",
            format!("{head}<Relationships>{links}</Relationships>"),
        ),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A text box, which Word writes twice.
fn text_box(line: &str, links: &mut String) -> String {
    let paragraphs = line.split(" / ").map(|part| paragraph(part, links));
    let inner = format!(
        "<w:txbxContent>{}</w:txbxContent>",
        paragraphs.collect::<Vec<_>>().concat()
    );
    format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
}

fn run(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(line: &str, links: &mut String) -> String {
    let (properties, line) = if let Some(line) = line.strip_prefix("* ") {
        (
            "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
            line,
        )
    } else if let Some(line) = line.strip_prefix("# ") {
        ("<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>", line)
    } else {
        ("", line)
    };
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(&run(before));
        let (inner, after) = after.split_once(']').unwrap();
        rest = after;
        let (mark, words) = inner.split_at(1);
        let element = match mark {
            "+" => format!("<w:ins w:id=\"1\">{}</w:ins>", run(words)),
            "-" => format!("<w:del w:id=\"2\"><w:r><w:delText>{words}</w:delText></w:r></w:del>"),
            "~" => format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{words}</w:t></w:r>"),
            _ if inner == "br" => "<w:r><w:br/></w:r>".to_owned(),
            _ if inner == "tab" => "<w:r><w:tab/></w:r>".to_owned(),
            _ => {
                let (url, after) = rest.strip_prefix('(').unwrap().split_once(')').unwrap();
                rest = after;
                let id = links.matches("<Rel").count() + 10;
                let relation = format!(
                    "<Relationship Id=\"rId{id}\" Target=\"{url}\" TargetMode=\"External\"/>"
                );
                links.push_str(&relation);
                format!("<w:hyperlink r:id=\"rId{id}\">{}</w:hyperlink>", run(inner))
            }
        };
        out.push_str(&element);
    }
    out.push_str(&run(rest));
    format!("<w:p>{properties}{out}</w:p>")
}
