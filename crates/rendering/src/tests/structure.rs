//! Pages, tags and metadata of a PDF.

use super::{looks, resume_of, samples};
use crate::{Document, Options, Paper, Resume, Template, Text, pdf};
use chrono::NaiveDate;
use lopdf::{Dictionary, Object, ObjectId};

fn load(document: &Document, look: Options) -> lopdf::Document {
    lopdf::Document::load_mem(&pdf(document, &look).unwrap().bytes).unwrap()
}

/// The types of the elements below an element of the tree of tags, in order.
fn types(file: &lopdf::Document, of: &Object, all: &mut Vec<String>) {
    match file.dereference(of).unwrap().1 {
        Object::Array(items) => items.iter().for_each(|item| types(file, item, all)),
        Object::Dictionary(element) => {
            if let Ok(name) = element.get(b"S").and_then(Object::as_name) {
                all.push(String::from_utf8_lossy(name).into_owned());
            }
            if let Ok(children) = element.get(b"K") {
                types(file, children, all);
            }
        }
        _ => {}
    }
}

fn tags(file: &lopdf::Document) -> Vec<String> {
    let root = file.catalog().unwrap().get(b"StructTreeRoot").unwrap();
    let mut all = Vec::new();
    types(file, root, &mut all);
    all
}

fn text_of(dictionary: &Dictionary, key: &[u8]) -> String {
    lopdf::decode_text_string(dictionary.get(key).unwrap()).unwrap()
}

#[test]
fn document_is_tagged() {
    for look in looks() {
        let tags = tags(&load(&Document::Resume(samples::junior()), look));
        let start: Vec<&str> = tags.iter().take(16).map(String::as_str).collect();
        assert_eq!(
            start,
            [
                "Document", "H1", "P", "P", "Link", "Link", "P", "Sect", "H2", "H3", "P", "L",
                "LI", "Lbl", "LBody", "LI"
            ]
        );
        assert_eq!(tags.iter().filter(|tag| *tag == "Link").count(), 4);
        assert_eq!(tags.iter().filter(|tag| *tag == "L").count(), 3);
    }
}

#[test]
fn metadata_say_language_title_author_and_conformance() {
    let file = load(
        &Document::Letter(samples::german_letter()),
        Options::default(),
    );
    let catalog = file.catalog().unwrap();
    assert_eq!(text_of(catalog, b"Lang"), "de");
    let id: ObjectId = file.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = file.get_dictionary(id).unwrap();
    assert_eq!(
        text_of(info, b"Title"),
        "Henrike Brandstätter – Bewerbung als Leiterin der Softwareentwicklung"
    );
    assert_eq!(text_of(info, b"Author"), "Henrike Brandstätter");
    assert!(info.get(b"CreationDate").is_err());
    let metadata = catalog.get(b"Metadata").unwrap().as_reference().unwrap();
    let xmp = file.get_object(metadata).unwrap().as_stream().unwrap();
    let xmp = String::from_utf8_lossy(&xmp.content).into_owned();
    assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>"), "{xmp}");
}

#[test]
fn date_is_stated_if_it_is_given() {
    let look = Options {
        created: NaiveDate::from_ymd_opt(2026, 3, 1),
        ..Options::default()
    };
    let file = load(&resume_of("text"), look);
    let id = file.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = file.get_dictionary(id).unwrap();
    assert!(text_of(info, b"CreationDate").starts_with("D:20260301"));
}

#[test]
fn every_font_maps_glyphs_to_unicode() {
    for look in looks() {
        let file = load(&Document::Resume(samples::scripts()), look);
        let fonts: Vec<&Dictionary> = file
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|it| {
                it.get(b"Subtype")
                    .and_then(Object::as_name)
                    .is_ok_and(|name| name == b"Type0")
            })
            .collect();
        assert!(fonts.len() > 1);
        assert!(fonts.iter().all(|font| font.has(b"ToUnicode")));
    }
}

#[test]
fn pages_have_the_size_of_the_paper() {
    for (paper, size) in [
        (Paper::A4, [595.276, 841.89]),
        (Paper::Letter, [612.0, 792.0]),
    ] {
        let look = Options {
            paper,
            ..Options::default()
        };
        let file = load(&resume_of("text"), look);
        let page = file
            .get_dictionary(*file.get_pages().values().next().unwrap())
            .unwrap();
        let area = page.get(b"MediaBox").unwrap().as_array().unwrap();
        for (at, length) in size.into_iter().enumerate() {
            let stated = area[at + 2].as_float().unwrap();
            assert!((stated - length).abs() < 0.01, "{stated}");
        }
    }
}

#[test]
fn samples_have_their_pages() {
    for look in looks() {
        let pages = |document: Document| pdf(&document, &look).unwrap().pages;
        assert_eq!(pages(Document::Resume(samples::junior())), 1, "{look:?}");
        assert_eq!(pages(Document::Resume(samples::senior())), 3, "{look:?}");
        assert_eq!(pages(Document::Letter(samples::letter())), 1, "{look:?}");
    }
}

#[test]
fn link_is_an_area_of_the_page() {
    let document = Document::Resume(Resume {
        contact: vec![
            Text::linked("site", "https://example.org"),
            Text::linked("script", "javascript:alert(1)"),
        ],
        ..Resume::default()
    });
    let file = load(
        &document,
        Options {
            template: Template::Classic,
            ..Options::default()
        },
    );
    let page = *file.get_pages().values().next().unwrap();
    let areas = file.get_page_annotations(page).unwrap();
    assert_eq!(areas.len(), 1);
    let action = areas[0].get(b"A").unwrap().as_dict().unwrap();
    assert_eq!(
        action.get(b"URI").unwrap().as_str().unwrap(),
        b"https://example.org/"
    );
}
