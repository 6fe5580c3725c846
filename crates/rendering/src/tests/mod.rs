//! Tests: what is written is read again, by other programs.

mod clean;
mod docx;
mod extraction;
mod formats;
mod reimport;
#[path = "../../examples/samples/mod.rs"]
pub mod samples;
pub mod strategies;
mod structure;

use crate::{Document, Options, Paper, Resume, Template, flat};

/// All looks.
pub fn looks() -> impl Iterator<Item = Options> {
    [Template::Plain, Template::Classic]
        .into_iter()
        .flat_map(|template| {
            [Paper::A4, Paper::Letter].map(|paper| Options {
                template,
                paper,
                created: None,
            })
        })
}

/// The text without white space.
fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What a document says, with the marks of lists, without white space.
fn said(document: &Document) -> String {
    dense(&crate::plain(document).unwrap())
}

fn resume_of(text: &str) -> Document {
    Document::Resume(Resume {
        language: "en".into(),
        summary: vec![text.into()],
        ..Resume::default()
    })
}

#[test]
fn same_document_is_same_bytes() {
    for (name, document) in samples::all() {
        for look in looks() {
            assert_eq!(
                crate::pdf(&document, &look),
                crate::pdf(&document, &look),
                "{name}"
            );
            assert_eq!(
                crate::docx(&document, &look),
                crate::docx(&document, &look),
                "{name}"
            );
        }
    }
}

#[test]
fn empty_document_is_rendered() {
    let document = Document::Resume(Resume::default());
    for look in looks() {
        let rendered = crate::pdf(&document, &look).unwrap();
        assert_eq!(rendered.pages, 1);
        assert!(crate::docx(&document, &look).is_ok());
        assert!(
            crate::html(&document, &look)
                .unwrap()
                .contains("lang=\"und\"")
        );
    }
}

#[test]
fn too_large_document_is_refused() {
    let long = "word ".repeat(20_001);
    let error = crate::plain(&resume_of(&long)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the document has more than 100000 characters"
    );
    let document = Document::Resume(Resume {
        summary: vec!["a".into(); 5_001],
        ..Resume::default()
    });
    let error = crate::markdown(&document).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the document has more than 5000 paragraphs"
    );
    assert!(flat::parts(&resume_of(&"word ".repeat(20_000))).is_ok());
}

#[test]
fn document_at_the_limit_is_rendered() {
    for text in ["word ", "株", "x株 ", "m\u{301}", "-"] {
        let long = text.repeat(100_000 / text.chars().count());
        let rendered = crate::pdf(&resume_of(long.trim()), &Options::default()).unwrap();
        assert!(rendered.pages > 5, "{text}");
    }
}
