//! Markdown and HTML are read back to the same text, and nothing in a document is markup.

use super::{dense, looks, resume_of, said, samples, strategies};
use crate::{Document, Options, Resume, Text, html, markdown, plain};
use proptest::{prelude::*, test_runner::Config};
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd};
use quick_xml::{Reader, events::Event as Xml};

/// The text that Markdown means, with the marks of lists, without white space.
fn meant(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Extensions::empty()) {
        match event {
            Event::Text(piece) => text.push_str(&piece),
            Event::Start(Tag::Item) => text.push('•'),
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::List(None)
                | Tag::Strong
                | Tag::Link { .. },
            )
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::List(_)
                | TagEnd::Item
                | TagEnd::Strong
                | TagEnd::Link,
            )
            | Event::SoftBreak
            | Event::HardBreak => text.push(' '),
            other => panic!("{other:?} in {markdown}"),
        }
    }
    dense(&text)
}

/// The text between the tags of HTML, which must be well-formed but for elements without an end.
fn shown(html: &str) -> String {
    let body = html
        .split_once("<main>")
        .unwrap()
        .1
        .split_once("</main>")
        .unwrap()
        .0;
    let body = format!(
        "<main>{}</main>",
        body.replace("<br>", "<br/>")
            .replace("<li>", "<li>•")
            .replace("&nbsp;", " ")
    );
    let mut reader = Reader::from_str(&body);
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Xml::Eof => return dense(&text),
            Xml::Text(piece) => text.push_str(&piece.xml10_content()),
            Xml::GeneralRef(name) => text.push_str(match &*name {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "apos" => "'",
                other => panic!("{other}"),
            }),
            Xml::Start(_) | Xml::End(_) | Xml::Empty(_) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn samples_are_read_back() {
    for (name, document) in samples::all() {
        assert_eq!(
            meant(&markdown(&document).unwrap()),
            said(&document),
            "{name}"
        );
        for look in looks() {
            assert_eq!(
                shown(&html(&document, &look).unwrap()),
                said(&document),
                "{name}"
            );
        }
    }
}

#[test]
fn markup_is_text() {
    for text in [
        "# no heading",
        "C #",
        "1. no list",
        "2) no list",
        "- no list",
        "+ no list",
        "* no list",
        "> no quote",
        "```",
        "    code",
        "---",
        "===",
        "a | b",
        "<b>bold</b>",
        "&amp; &copy;",
        "**bold** _it_ __x__ ~~y~~ `z`",
        "[a](https://example.org)",
        "![a](b)",
        "<https://example.org>",
        "back\\slash \\* end\\",
        "]]>",
        "<!-- -->",
        "{{x}} $a$",
        "[x]: y",
        ": z",
    ] {
        let document = resume_of(text);
        assert_eq!(
            meant(&markdown(&document).unwrap()),
            said(&document),
            "{text}"
        );
        assert_eq!(
            shown(&html(&document, &Options::default()).unwrap()),
            said(&document),
            "{text}"
        );
    }
}

#[test]
fn links_of_the_web_are_written_and_others_are_text() {
    let document = Document::Resume(Resume {
        contact: vec![
            Text::linked("a", "https://example.org/?a=1&copy;=(2)"),
            Text::linked("b", "javascript:alert(1)"),
            Text::linked("[c]", "mailto:c@example.org"),
        ],
        ..Resume::default()
    });
    let text = markdown(&document).unwrap();
    let links: Vec<String> = Parser::new(&text)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
            _ => None,
        })
        .collect();
    assert_eq!(
        links,
        ["https://example.org/?a=1&copy;=(2)", "mailto:c@example.org"]
    );
    let page = html(&document, &Options::default()).unwrap();
    assert!(page.contains(r#"<a href="https://example.org/?a=1&amp;copy;=(2)" rel="noopener noreferrer">a</a>&nbsp;· b&nbsp;· "#), "{page}");
    assert!(!page.contains("javascript"));
}

#[test]
fn html_is_one_file_for_the_screen_in_the_dark_and_for_paper() {
    for look in looks() {
        let page = html(&Document::Resume(samples::senior()), &look).unwrap();
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"));
        assert!(
            page.contains("prefers-color-scheme: dark")
                && page.contains("@media print")
                && page.contains("@page")
        );
        for absent in ["<script", "<link", "src=", "@import", "url("] {
            assert!(!page.contains(absent), "{absent}");
        }
    }
}

#[test]
fn plain_text_has_a_line_for_each_paragraph() {
    let text = plain(&Document::Resume(samples::junior())).unwrap();
    let start: Vec<&str> = text.lines().take(8).collect();
    assert_eq!(start[0], "Mara Lindqvist-Okafor");
    assert_eq!(start[1], "Junior software developer");
    assert_eq!(start[3], "");
    assert!(text.contains("\n\nExperience\nJunior software developer\nFjordbuss AB · Gothenburg · August 2025 – today\n• Took"), "{text}");
    assert!(!text.contains("\n\n\n"));
}

proptest! {
    #![proptest_config(Config { cases: 128, failure_persistence: None, max_shrink_iters: 200, ..Config::default() })]

    #[test]
    fn any_text_is_read_back(document in strategies::document()) {
        prop_assert_eq!(meant(&markdown(&document).unwrap()), said(&document));
        prop_assert_eq!(shown(&html(&document, &Options::default()).unwrap()), said(&document));
    }
}
