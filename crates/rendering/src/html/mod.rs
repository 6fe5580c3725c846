//! HTML: one file with its style, without scripts and without anything from elsewhere.

use crate::{
    Document, Options, Paper, RenderError, Template,
    clean::NO_BREAK_SPACE,
    flat::{self, Kind, Part},
};
use quick_xml::escape::escape;
use std::borrow::Cow;

const STYLE: &str = include_str!("style.css");
const PLAIN: &str = include_str!("plain.css");
const CLASSIC: &str = include_str!("classic.css");

/// Renders a document as HTML.
pub fn html(document: &Document, options: &Options) -> Result<String, RenderError> {
    let parts = flat::parts(document)?;
    let template = match options.template {
        Template::Plain => PLAIN,
        Template::Classic => CLASSIC,
    };
    let paper = match options.paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    let mut page = Page::default();
    for part in &parts {
        page.part(part);
    }
    page.close_all();
    Ok(format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <style>\n{STYLE}{template}@page {{ size: {paper}; margin: 19mm 20mm; }}\n</style>\n</head>\n\
         <body>\n<main>\n{}</main>\n</body>\n</html>\n",
        flat::language(document),
        written(&flat::title(document)),
        page.text,
    ))
}

/// The elements so far, and those that are open, outer ones first.
#[derive(Default)]
struct Page {
    text: String,
    open: Vec<Element>,
}

/// An element around paragraphs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Header,
    Address,
    Section,
    Article,
    List,
}

impl Element {
    fn tags(self) -> (&'static str, &'static str) {
        match self {
            Self::Header => ("<header>\n", "</header>\n"),
            Self::Address => ("<p class=\"recipient\">\n", "</p>\n"),
            Self::Section => ("<section>\n", "</section>\n"),
            Self::Article => ("<article>\n", "</article>\n"),
            Self::List => ("<ul>\n", "</ul>\n"),
        }
    }
}

impl Page {
    fn part(&mut self, part: &Part) {
        self.open_and_close(part.kind);
        let (start, end) = match part.kind {
            Kind::Name => ("<h1>", "</h1>"),
            Kind::Heading | Kind::Subject => ("<h2>", "</h2>"),
            Kind::Title => ("<h3>", "</h3>"),
            Kind::Bullet => ("<li>", "</li>"),
            Kind::Headline => ("<p class=\"headline\">", "</p>"),
            Kind::Contact => ("<p class=\"contact\">", "</p>"),
            Kind::Facts => ("<p class=\"facts\">", "</p>"),
            Kind::Group => ("<p class=\"group\">", "</p>"),
            Kind::Place => ("<p class=\"place\">", "</p>"),
            Kind::Signature => ("<p class=\"signature\">", "</p>"),
            Kind::Recipient => ("", "<br>"),
            Kind::Prose => ("<p class=\"prose\">", "</p>"),
            Kind::Greeting | Kind::SignOff => ("<p class=\"spoken\">", "</p>"),
            Kind::Paragraph => ("<p>", "</p>"),
        };
        self.text.push_str(start);
        for run in &part.runs {
            let text = written(&run.text);
            if let Some(link) = &run.link {
                self.text.push_str("<a href=\"");
                self.text.push_str(&escape(link.as_str()));
                self.text.push_str("\" rel=\"noopener noreferrer\">");
                self.text.push_str(&text);
                self.text.push_str("</a>");
            } else if run.strong {
                self.text.push_str("<strong>");
                self.text.push_str(&text);
                self.text.push_str("</strong>");
            } else {
                self.text.push_str(&text);
            }
        }
        self.text.push_str(end);
        self.text.push('\n');
    }

    /// Opens and closes the elements around a paragraph of a kind.
    fn open_and_close(&mut self, kind: Kind) {
        match kind {
            Kind::Name | Kind::Headline | Kind::Contact => self.open(Element::Header),
            Kind::Recipient => {
                self.close(Element::Header);
                self.open(Element::Address);
            }
            Kind::Heading => {
                self.close_all();
                self.open(Element::Section);
            }
            Kind::Title => {
                self.close(Element::Header);
                self.close(Element::Article);
                self.open(Element::Article);
            }
            Kind::Bullet => {
                self.close(Element::Header);
                self.open(Element::List);
            }
            _ => {
                for element in [Element::Header, Element::Address, Element::List] {
                    self.close(element);
                }
                if kind == Kind::Group {
                    self.close(Element::Article);
                }
            }
        }
    }

    /// Opens an element, unless it is open.
    fn open(&mut self, element: Element) {
        if !self.open.contains(&element) {
            self.text.push_str(element.tags().0);
            self.open.push(element);
        }
    }

    /// Closes an element with all in it, if it is open.
    fn close(&mut self, element: Element) {
        let Some(at) = self.open.iter().position(|open| *open == element) else {
            return;
        };
        for inner in self.open.drain(at..).rev() {
            self.text.push_str(inner.tags().1);
        }
    }

    fn close_all(&mut self) {
        while let Some(element) = self.open.pop() {
            self.text.push_str(element.tags().1);
        }
    }
}

/// Text with what would be markup escaped.
fn written(text: &str) -> String {
    let escaped: Cow<'_, str> = escape(text);
    escaped.replace(NO_BREAK_SPACE, "&nbsp;")
}
