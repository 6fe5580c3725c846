//! The files of a DOCX are well-formed and refer to each other, and the text is read back.

use super::{dense, looks, said, samples, strategies};
use crate::{Document, Options, docx};
use chrono::NaiveDate;
use proptest::{prelude::*, test_runner::Config};
use quick_xml::{Reader, events::Event};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};
use zip::ZipArchive;

fn files(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// The values of an attribute of the elements of a name.
fn values(xml: &str, element: &str, attribute: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut values = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return values,
            Event::Start(tag) | Event::Empty(tag) => {
                for it in tag.attributes() {
                    let it = it.unwrap();
                    if tag.name().as_ref() == element && it.key.as_ref() == attribute {
                        values.push(it.value.into_owned());
                    }
                }
            }
            _ => {}
        }
    }
}

/// The text of a document, with the marks of lists, without white space.
fn text(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return dense(&text),
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(name) => {
                text.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap());
            }
            Event::Empty(tag) if tag.name().as_ref() == "w:numId" => text.push('•'),
            _ => {}
        }
    }
}

#[test]
fn files_are_well_formed_and_refer_to_each_other() {
    for (name, document) in samples::all() {
        for look in looks() {
            let files = files(&docx(&document, &look).unwrap());
            for xml in files.values() {
                values(xml, "", "");
            }
            let known: BTreeSet<String> = values(&files["word/styles.xml"], "w:style", "w:styleId")
                .into_iter()
                .collect();
            let used = values(&files["word/document.xml"], "w:pStyle", "w:val");
            assert!(
                used.iter().all(|style| known.contains(style)),
                "{name}: {used:?}"
            );
            let relationships = &files["word/_rels/document.xml.rels"];
            let ids = values(relationships, "Relationship", "Id");
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
            for (element, attribute) in [("w:hyperlink", "r:id"), ("w:footerReference", "r:id")] {
                let used = values(&files["word/document.xml"], element, attribute);
                assert!(used.iter().all(|id| ids.contains(id)), "{name}: {used:?}");
            }
            for part in values(&files["[Content_Types].xml"], "Override", "PartName") {
                assert!(files.contains_key(part.trim_start_matches('/')), "{part}");
            }
        }
    }
}

#[test]
fn samples_are_read_back() {
    for (name, document) in samples::all() {
        let files = files(&docx(&document, &Options::default()).unwrap());
        assert_eq!(text(&files["word/document.xml"]), said(&document), "{name}");
    }
}

#[test]
fn headings_and_lists_have_styles() {
    let files = files(&docx(&Document::Resume(samples::junior()), &Options::default()).unwrap());
    let styles = values(&files["word/document.xml"], "w:pStyle", "w:val");
    assert_eq!(
        styles[..8],
        [
            "Title",
            "Subtitle",
            "Contact",
            "BodyText",
            "Heading1",
            "Heading2",
            "Facts",
            "ListBullet"
        ]
    );
}

#[test]
fn properties_say_title_author_language_and_date() {
    let look = Options {
        created: NaiveDate::from_ymd_opt(2026, 3, 1),
        ..Options::default()
    };
    let files = files(&docx(&Document::Letter(samples::german_letter()), &look).unwrap());
    let core = &files["docProps/core.xml"];
    for property in [
        "<dc:title>Henrike Brandstätter – Bewerbung als Leiterin der Softwareentwicklung</dc:title>",
        "<dc:creator>Henrike Brandstätter</dc:creator>",
        "<dc:language>de</dc:language>",
        "2026-03-01T00:00:00Z</dcterms:created>",
    ] {
        assert!(core.contains(property), "{core}");
    }
    assert!(files["word/footer1.xml"].contains("Henrike Brandstätter · Seite "));
}

proptest! {
    #![proptest_config(Config { cases: 64, failure_persistence: None, max_shrink_iters: 200, ..Config::default() })]

    #[test]
    fn any_text_is_read_back(document in strategies::document()) {
        let files = files(&docx(&document, &Options::default()).unwrap());
        prop_assert_eq!(text(&files["word/document.xml"]), said(&document));
    }
}
