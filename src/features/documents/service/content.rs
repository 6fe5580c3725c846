//! The type of a file by its content. What is accepted cannot run anything where it is opened: documents without macros, images, text.

use std::{io::Cursor, str};

use infer::MatcherType;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use zip::ZipArchive;

/// The accepted types, for messages.
const ACCEPTED: &str =
    "Accepted are PDF, DOCX, ODT, plain text and Markdown in UTF-8, PNG and JPEG.";
/// Maximum entries of a document that is an archive.
const ENTRIES_MAX: usize = 5_000;
/// The signature of the end of an archive, its size, and the place of the number of entries in it.
const END: (&[u8], usize, usize) = (b"PK\x05\x06", 22, 10);

/// An accepted type of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileType {
    Pdf,
    Docx,
    Odt,
    Text,
    Markdown,
    Png,
    Jpeg,
}

impl FileType {
    /// The name in messages.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "a PDF document",
            Self::Docx => "a DOCX document",
            Self::Odt => "an ODT document",
            Self::Text | Self::Markdown => "text",
            Self::Png => "a PNG image",
            Self::Jpeg => "a JPEG image",
        }
    }

    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Text => "text/plain; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The extensions of its files, the usual one first.
    pub(super) const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Odt => &["odt"],
            Self::Text => &["txt", "text"],
            Self::Markdown => &["md", "markdown"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
        }
    }
}

/// The type of a file, or why it is not accepted. Markdown is text like any other, so its files are distinguished by their names.
pub(super) fn examine(bytes: &[u8]) -> Result<FileType, String> {
    if bytes.is_empty() {
        return Err("The file is empty.".to_owned());
    }
    let found = infer::get(bytes);
    if bytes.starts_with(b"%PDF-") {
        return Ok(FileType::Pdf);
    }
    if is_text(bytes) {
        // Signatures of binary files may be words, such as `BM` of bitmaps; those of other kinds of text are not.
        return match found.filter(is_other_text) {
            None => Ok(FileType::Text),
            Some(found) => Err(not_accepted(found.mime_type())),
        };
    }
    let Some(found) = found else {
        return Err(format!(
            "The type of the file is not known by its content. {ACCEPTED}"
        ));
    };
    match found.mime_type() {
        "image/png" => Ok(FileType::Png),
        "image/jpeg" => Ok(FileType::Jpeg),
        _ if bytes.starts_with(b"PK") => examine_archive(bytes, found.mime_type()),
        other => Err(not_accepted(other)),
    }
}

fn not_accepted(media_type: &str) -> String {
    format!("By its content the file is {media_type}. {ACCEPTED}")
}

/// True for UTF-8 without control characters other than line ends, tabs and form feeds.
fn is_text(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_ok_and(|text| {
        text.chars().all(|c| {
            matches!(c, '\n' | '\r' | '\t' | '\u{c}')
                || c.general_category() != GeneralCategory::Control
        })
    })
}

/// True for text that programs do not treat as plain text.
fn is_other_text(found: &infer::Type) -> bool {
    found.matcher_type() == MatcherType::Text
        || matches!(
            found.mime_type(),
            "application/rtf" | "text/rtf" | "application/postscript"
        )
}

/// The type of an archive, by the names of its entries; nothing is unpacked.
fn examine_archive(bytes: &[u8], media_type: &str) -> Result<FileType, String> {
    if entries(bytes).is_none_or(|count| count > ENTRIES_MAX) {
        return Err(format!(
            "The file is a broken archive, or has more than {ENTRIES_MAX} entries. {ACCEPTED}"
        ));
    }
    let archive = ZipArchive::new(Cursor::new(bytes));
    let archive = archive.map_err(|_| format!("The file is a broken archive. {ACCEPTED}"))?;
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .collect();
    let has = |matches: &dyn Fn(&str) -> bool| names.iter().any(|name| matches(name));
    if has(&|name| name.ends_with("vbaProject.bin")) {
        return Err(format!("The document has macros. {ACCEPTED}"));
    }
    let is_word =
        has(&|name| name.starts_with("word/document") && name.strip_suffix(".xml").is_some());
    if is_word && has(&|name| name == "[Content_Types].xml") {
        return Ok(FileType::Docx);
    }
    if media_type == "application/vnd.oasis.opendocument.text" && has(&|name| name == "content.xml")
    {
        return if has(&|name| name.starts_with("Basic/") || name.starts_with("Scripts/")) {
            Err(format!("The document has macros. {ACCEPTED}"))
        } else {
            Ok(FileType::Odt)
        };
    }
    Err(not_accepted(media_type))
}

/// The number of entries that the end of an archive states, before anything is reserved for them.
fn entries(bytes: &[u8]) -> Option<usize> {
    let (signature, size, place) = END;
    let tail = bytes.get(bytes.len().saturating_sub(size + usize::from(u16::MAX))..)?;
    let at = tail
        .windows(signature.len())
        .rposition(|window| window == signature)?;
    let count = tail.get(at + place..at + place + 2)?;
    Some(usize::from(u16::from_le_bytes(count.try_into().ok()?)))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::{FileType, examine};

    fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, content) in entries {
            writer.start_file(*name, options).expect("an entry");
            writer.write_all(content.as_bytes()).expect("its content");
        }
        writer.finish().expect("an archive").into_inner()
    }

    const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");
    const ODT: (&str, &str) = ("mimetype", "application/vnd.oasis.opendocument.text");

    #[test]
    fn files_are_known_by_their_content() {
        let docx = archive(&[TYPES, ("_rels/.rels", "x"), ("word/document.xml", "x")]);
        let reordered = archive(&[
            ("word/document2.xml", "x"),
            ("docProps/app.xml", "x"),
            TYPES,
        ]);
        let odt = archive(&[ODT, ("content.xml", "x")]);
        let png = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 40]].concat();
        let jpeg = [b"\xff\xd8\xff\xe0".as_slice(), &[0; 40]].concat();
        for (bytes, expected) in [
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".as_slice(), FileType::Pdf),
            (b"%PDF-1.4 only ASCII", FileType::Pdf),
            (&docx, FileType::Docx),
            (&reordered, FileType::Docx),
            (&odt, FileType::Odt),
            (&png, FileType::Png),
            (&jpeg, FileType::Jpeg),
            (b"Hello", FileType::Text),
            (
                "\u{feff}Gr\u{fc}\u{df}e\r\n\t1\u{c}2".as_bytes(),
                FileType::Text,
            ),
            (b"BMW engineer, MZ 3000, ID3 expert", FileType::Text),
            (b"BM", FileType::Text),
            (b"MZ", FileType::Text),
            (b"# About\n\n- one", FileType::Text),
        ] {
            assert_eq!(
                examine(bytes),
                Ok(expected),
                "{:?}",
                String::from_utf8_lossy(bytes)
            );
        }
    }

    #[test]
    fn what_is_not_accepted_is_named_and_what_is_accepted_is_said() {
        let macros = archive(&[
            TYPES,
            ("word/document.xml", "x"),
            ("word/vbaProject.bin", "x"),
        ]);
        let scripts = archive(&[
            ODT,
            ("content.xml", "x"),
            ("Basic/Standard/script.xml", "x"),
        ]);
        let sheet = archive(&[TYPES, ("xl/workbook.xml", "x")]);
        let plain = archive(&[("a.txt", "x")]);
        let mut broken = archive(&[TYPES, ("word/document.xml", "x")]);
        broken.truncate(60);
        let mut many = archive(&[TYPES, ("word/document.xml", "x")]);
        let count = many.len() - 12;
        many[count..count + 2].copy_from_slice(&9_999_u16.to_le_bytes());
        let utf16: Vec<u8> = "Hello".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, expected) in [
            (b"GIF89a\x01\x00\x01\x00\x80".as_slice(), "image/gif"),
            (b"<!DOCTYPE html><script>alert(1)</script>", "text/html"),
            (b"<?xml version=\"1.0\"?><svg/>", "text/xml"),
            (b"#!/bin/sh\necho", "shell"),
            (b"{\\rtf1 Hello}", "rtf"),
            (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x3e\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", "executable"),
            (b"a\0b", "not known"),
            (b"Gr\xfc\xdfe", "not known"),
            (&utf16, "not known"),
            (&macros, "macros"),
            (&scripts, "macros"),
            (&sheet, "By its content"),
            (&plain, "application/zip"),
            (&broken, "broken archive"),
            (&many, "entries"),
        ] {
            let refused = examine(bytes).expect_err(expected);
            assert!(refused.contains(expected) && refused.contains("Accepted are PDF"), "{expected}: {refused}");
        }
        assert_eq!(examine(b""), Err("The file is empty.".to_owned()));
    }

    proptest::proptest! {
        #[test]
        fn no_content_is_too_strange(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            for head in [b"".as_slice(), b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", b"\xff\xd8\xff"] {
                let _ = examine(&[head, &bytes].concat());
            }
        }
    }
}
