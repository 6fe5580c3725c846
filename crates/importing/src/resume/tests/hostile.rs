//! Files that are made to cost much: each is read or refused, and none ends the process. With a reader of quadratic time these tests do not end.

use std::io::{Cursor, Write as _};

use super::read;
use crate::json_resume;

/// A PDF of these objects; the first is the catalogue.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, body) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{body}\nendobj\n", index + 1).as_bytes());
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

fn stream(head: &str, body: &str) -> String {
    format!(
        "<< {head} /Length {} >>\nstream\n{body}\nendstream",
        body.len()
    )
}

const CATALOGUE: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &str = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>";
const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

fn page(content: &str) -> Vec<u8> {
    pdf(&[
        CATALOGUE.to_owned(),
        PAGES.to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /A 6 0 R >> >> >>".to_owned(),
        stream("", content),
        FONT.to_owned(),
        stream("/Type /XObject /Subtype /Form /Resources << /XObject << /A 6 0 R >> /Font << /F1 5 0 R >> >>", &"/A Do ".repeat(200)),
    ])
}

#[test]
fn pdfs_that_are_deep_or_refer_to_themselves_end() {
    let depth = 200_000;
    let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let dictionaries = format!("{}{}", "<</A".repeat(depth), ">>".repeat(depth));
    let files = [
        (
            "a form inside of itself",
            page("/A Do /A Do BT /F1 10 Tf (Experience) Tj ET"),
        ),
        (
            "deep lists in a drawing",
            page(&format!("{deep} TJ BT /F1 10 Tf (x) Tj ET")),
        ),
        (
            "deep dictionaries in a drawing",
            page(&format!("{dictionaries} DP")),
        ),
        (
            "deep brackets in a text",
            page(&format!(
                "BT ({}x{}) Tj ET",
                "(".repeat(depth),
                ")".repeat(depth)
            )),
        ),
        ("many states", page(&"q ".repeat(depth))),
        (
            "an object of deep lists",
            pdf(&[CATALOGUE.to_owned(), PAGES.to_owned(), deep]),
        ),
        (
            "pages that are their own parents",
            pdf(&[
                CATALOGUE.to_owned(),
                "<< /Type /Pages /Count 9 /Parent 2 0 R /Kids [2 0 R 2 0 R 3 0 R] >>".to_owned(),
                "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] >>".to_owned(),
            ]),
        ),
        (
            "a length that is its own",
            pdf(&[
                CATALOGUE.to_owned(),
                PAGES.to_owned(),
                "<< /Type /Page /Contents 4 0 R >>".to_owned(),
                "<< /Length 4 0 R >>\nstream\nx\nendstream".to_owned(),
            ]),
        ),
        (
            "a reference to itself",
            pdf(&[CATALOGUE.to_owned(), "2 0 R".to_owned()]),
        ),
        (
            "many pages",
            pdf(&[
                CATALOGUE.to_owned(),
                format!(
                    "<< /Type /Pages /Count 90000 /Kids [{}] >>",
                    "3 0 R ".repeat(90_000)
                ),
                "<< /Type /Page /Parent 2 0 R >>".to_owned(),
            ]),
        ),
    ];
    for (what, file) in files {
        let result = read(&file);
        assert!(result.is_err(), "{what}: {result:?}");
    }
}

#[test]
fn truncated_pdfs_are_read_or_refused() {
    let whole = super::files::pdf(&[vec![(50, 700, 10, "Experience".to_owned())]]);
    for end in (0..whole.len()).step_by(7) {
        let _ = read(&whole[..end]);
    }
}

fn docx(document: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(
        "word/document.xml",
        zip::write::SimpleFileOptions::default(),
    )
    .unwrap();
    zip.write_all(document.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn documents_of_word_that_are_deep_or_grow_end() {
    let entities = format!(
        "<!DOCTYPE x [<!ENTITY a \"{}\"><!ENTITY b \"{}\"><!ENTITY c \"{}\">]><w:document><w:body><w:p><w:r><w:t>&c;&c;</w:t></w:r></w:p></w:body></w:document>",
        "a".repeat(1_000),
        "&a;".repeat(1_000),
        "&b;".repeat(1_000)
    );
    let depth = 300_000;
    let files = [
        ("entities", docx(&entities)),
        (
            "deep elements",
            docx(&format!("<w:document>{}", "<w:p>".repeat(depth))),
        ),
        (
            "deep tables",
            docx(&format!(
                "<w:document>{}{}",
                "<w:tbl><w:tr><w:tc>".repeat(depth),
                "</w:tc></w:tr></w:tbl>".repeat(depth)
            )),
        ),
        (
            "a large part",
            docx(&format!("<w:document>{}", " ".repeat(60_000_000))),
        ),
        (
            "an external entity",
            docx(
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>",
            ),
        ),
    ];
    for (what, file) in files {
        let result = read(&file);
        let shown = format!("{result:?}");
        assert!(!shown.contains("root:") && shown.len() < 100_000, "{what}");
        assert!(result.is_err(), "{what}");
    }
}

#[test]
fn text_and_json_that_are_deep_end() {
    let depth = 20_000;
    for mark in [
        "[",
        "{\"work\":",
        "(",
        "# ",
        "- ",
        "> ",
        "*",
        "`",
        "|",
        "[a](",
        "<b>",
        "1. ",
    ] {
        let text = mark.repeat(depth);
        let _ = read(text.as_bytes());
        let markdown = format!("# A\n\n## Experience\n\n{text}");
        let _ = read(markdown.as_bytes());
        let _ = json_resume::read(text.as_bytes());
    }
    let wide = format!("{{\"work\":[{}{{}}]}}", "{\"name\":\"a\"},".repeat(30_000));
    let _ = json_resume::read(wide.as_bytes());
    let lines = "2019 - 2020 a b c d e f g h\n".repeat(1_500);
    let _ = read(format!("Ana\n\nExperience\n\n{lines}").as_bytes());
}

#[test]
fn other_files_are_refused_with_what_to_do() {
    let scan = super::files::pdf(&[vec![]]);
    let table: [(&[u8], &str); 8] = [
        (&scan, "no text in this PDF"),
        (
            b"<!doctype html><html><body><h1>Please sign in</h1></body></html>",
            "not a PDF",
        ),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old Word"),
        (b"{\\rtf1 x}", "RTF"),
        (b"PK\x03\x04 no archive", "broken"),
        (b"%PDF-1.7 nothing", "broken"),
        (b"\x00\x01\x02", "Save the r"),
        (b"  \n ", "no text"),
    ];
    for (bytes, words) in table {
        let refused = read(bytes).unwrap_err();
        assert!(refused.message.contains(words), "{refused}");
    }
}
