//! One part of the text of a document: paragraphs, tables and boxes, in reading order.

use std::collections::HashMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::styles::{Look, Styles};
use crate::resume::{
    calls, columns,
    line::{Kind, Line},
    plain,
    topics::topic,
};

/// The deepest nesting of elements.
const DEPTH_MAX: usize = 200;
/// The most events.
const EVENTS_MAX: usize = 2_000_000;

/// The text of a part.
#[derive(Default)]
pub struct Story {
    /// Its lines.
    pub lines: Vec<Line>,
    /// Addresses that its words link to.
    pub links: Vec<String>,
    /// Addresses that are texts of links to other pages.
    pub texts: Vec<String>,
    /// The words that a reader does not see.
    pub hidden: usize,
    /// What is wrong with it.
    pub fault: Option<String>,
}

/// The value of an attribute, by its name without prefix.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(reading::text::decode(&found.value).into_owned())
}

/// Reads a part.
pub fn read(xml: &str, targets: &HashMap<String, String>, styles: &Styles) -> Story {
    let mut reader = Reader::from_str(xml);
    let mut walk = Walk {
        targets,
        styles,
        // A form behind the text, or a coloured page, may be what white text is seen on.
        on_colour: xml.contains("behindDoc=\"1\"") || xml.contains("<w:background "),
        story: Story::default(),
        path: Vec::new(),
        paragraphs: Vec::new(),
        cells: vec![Vec::new()],
        rows: Vec::new(),
        look: Look::default(),
        shades: vec![false],
        gap: false,
    };
    let cut = "The document is broken; what precedes the fault was read.";
    for count in 0.. {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) if count < EVENTS_MAX && walk.path.len() < DEPTH_MAX => walk.event(event),
            Ok(_) | Err(_) => {
                walk.story.fault = Some(cut.to_owned());
                break;
            }
        }
    }
    // What was open at a fault is kept.
    while let Some(paragraph) = walk.paragraphs.pop() {
        walk.emit(&paragraph);
    }
    let mut lines: Vec<Line> = walk.rows.into_iter().flatten().flatten().collect();
    let cells = walk.cells.into_iter().flatten();
    lines = cells.chain(lines).collect();
    walk.story.lines = lines;
    walk.story
}

#[derive(Default)]
pub(super) struct Paragraph {
    lines: Vec<String>,
    /// The text of its last line.
    pub(super) text: String,
    bullet: Option<u8>,
    heading: Option<u8>,
    /// The name of its style.
    style: Option<String>,
    /// True if something coloured is behind it.
    pub(super) shaded: bool,
    /// The first address that its words link to.
    pub(super) url: Option<String>,
    /// The links that are open, with the place where their texts begin.
    pub(super) open: Vec<(Option<String>, usize)>,
    /// How many texts of links were left out.
    pub(super) calls: usize,
}

/// The walk through a part.
pub(super) struct Walk<'a> {
    targets: &'a HashMap<String, String>,
    styles: &'a Styles,
    /// True if white text may be seen.
    on_colour: bool,
    pub(super) story: Story,
    pub(super) path: Vec<String>,
    pub(super) paragraphs: Vec<Paragraph>,
    /// The lines of the cells that are open; the first is the part itself.
    cells: Vec<Vec<Line>>,
    /// The cells of the rows that are open.
    rows: Vec<Vec<Vec<Line>>>,
    /// The look of the run that is open.
    pub(super) look: Look,
    /// Whether the cells and boxes that are open are coloured; the first is the part itself.
    pub(super) shades: Vec<bool>,
    gap: bool,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(element) => {
                let name = element.local_name().as_ref().to_owned();
                if !self.skipped() {
                    self.start(&name, &element);
                }
                self.path.push(name);
            }
            Event::Empty(element) if !self.skipped() => {
                let name = element.local_name().as_ref().to_owned();
                self.start(&name, &element);
                self.end(&name);
            }
            Event::End(_) => {
                let name = self.path.pop().unwrap_or_default();
                if !self.skipped() {
                    self.end(&name);
                }
            }
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let raw = format!("&{};", &*entity);
                self.text(&reading::text::decode(&raw));
            }
            _ => {}
        }
    }

    /// True inside of what is not read: deleted text, fields, and the second writing of a box.
    fn skipped(&self) -> bool {
        self.path.iter().any(|name| {
            matches!(
                name.as_str(),
                "del"
                    | "moveFrom"
                    | "delText"
                    | "instrText"
                    | "Fallback"
                    | "rPrChange"
                    | "pPrChange"
                    | "sdtPr"
            )
        })
    }

    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "r" => self.look = Look::default(),
            "rStyle" if self.is_of_run() => {
                let style = self.styles.look(&value().unwrap_or_default());
                self.look = self.look.over(style);
            }
            "vanish" | "webHidden" | "color" | "sz" | "highlight" if self.is_of_run() => {
                self.look.set(name, element);
            }
            "shd" => self.shade(element),
            "tbl" => self.shades.push(false),
            // A style of tables may colour their cells.
            "tblStyle" => {
                let plain = ["", "TableGrid", "TableNormal", "a1"];
                self.colour(!plain.contains(&value().unwrap_or_default().as_str()));
            }
            "txbxContent" => self.shades.push(true),
            "ilvl" => {
                let level = value().and_then(|level| level.parse().ok()).unwrap_or(0);
                self.bullet(level);
            }
            "numId" => match value().as_deref() {
                Some("0") => {
                    if let Some(paragraph) = self.paragraphs.last_mut() {
                        paragraph.bullet = None;
                    }
                }
                _ => self.bullet(0),
            },
            "pStyle" => {
                let style = value().unwrap_or_default();
                self.style(&style.to_lowercase());
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.style = Some(style);
                }
            }
            "tab" if self.path.last().is_some_and(|parent| parent == "r") => {
                self.text_of_run("    ");
            }
            "noBreakHyphen" => self.text_of_run("-"),
            "br" | "cr" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    let text = std::mem::take(&mut paragraph.text);
                    paragraph.lines.push(text);
                }
            }
            "hyperlink" => {
                let target = attribute(element, "id").and_then(|id| self.targets.get(&id));
                self.open_link(target.cloned());
            }
            "fldChar" => match attribute(element, "fldCharType").as_deref() {
                Some("begin") => self.open_link(None),
                Some("separate") => {
                    if let Some(paragraph) = self.paragraphs.last_mut() {
                        let from = paragraph.text.len();
                        if let Some((_, open)) = paragraph.open.last_mut() {
                            *open = from;
                        }
                    }
                }
                Some("end") => self.close_link(),
                _ => {}
            },
            "tr" => self.rows.push(Vec::new()),
            "tc" => {
                self.cells.push(Vec::new());
                self.shades.push(false);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.emit(&paragraph);
                }
            }
            "r" => self.look = Look::default(),
            "hyperlink" => self.close_link(),
            "tbl" | "txbxContent" => self.close_shade(),
            "tc" if self.cells.len() > 1 => {
                self.close_shade();
                if let (Some(cell), Some(row)) = (self.cells.pop(), self.rows.last_mut()) {
                    row.push(cell);
                }
            }
            "tr" => {
                if let Some(row) = self.rows.pop() {
                    self.row(row);
                }
            }
            _ => {}
        }
    }

    /// A row of short cells is one line; one with more in it is a layout, and its cells are read one after another.
    fn row(&mut self, row: Vec<Vec<Line>>) {
        let Some(place) = self.cells.last_mut() else {
            return;
        };
        let filled: Vec<Vec<Line>> = row.into_iter().filter(|cell| !cell.is_empty()).collect();
        let heading = |cell: &Vec<Line>| cell.iter().any(|line| topic(&line.text).is_some());
        let single = filled.len() > 1
            && filled.iter().all(|cell| cell.len() == 1)
            && !filled.iter().any(heading);
        if single {
            let texts = filled.into_iter().flatten().map(|line| line.text);
            let texts: Vec<String> = texts.collect();
            if columns::of_header(&texts).is_some() {
                return;
            }
            let mut line = Line::row(texts);
            line.gap = true;
            place.push(line);
            return;
        }
        for (index, mut cell) in filled.into_iter().enumerate() {
            let fresh = index > 0 && heading(&cell);
            if let Some(first) = cell.first_mut() {
                first.fresh = fresh;
                first.gap = true;
            }
            place.append(&mut cell);
        }
    }

    fn bullet(&mut self, level: u8) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.bullet = Some(
                paragraph
                    .bullet
                    .map_or(level, |known| known.max(level))
                    .min(8),
            );
        }
    }

    fn style(&mut self, style: &str) {
        let names = [
            "heading",
            "berschrift",
            "überschrift",
            "titre",
            "título",
            "titulo",
            "titolo",
            "kop",
        ];
        let heading = names.iter().find_map(|name| style.strip_prefix(name));
        if let (Some(level), Some(paragraph)) = (heading, self.paragraphs.last_mut()) {
            paragraph.heading = level.trim().parse().ok();
        } else if style.starts_with("listbullet") {
            self.bullet(0);
        }
    }

    fn text(&mut self, text: &str) {
        let parent = self.path.last().map(String::as_str);
        if parent == Some("t") && !self.skipped() {
            self.text_of_run(text);
        } else if parent == Some("instrText") {
            self.field(text);
        }
    }

    fn text_of_run(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        let style = self.styles.paragraph(paragraph.style.as_deref());
        let is_coloured = paragraph.shaded || self.shades.contains(&true);
        let on_colour = self.on_colour || is_coloured || style.is_shaded();
        if self.look.over(style).is_hidden(on_colour) {
            self.story.hidden += text.split_whitespace().count();
        } else {
            paragraph.text.push_str(text);
        }
    }

    fn emit(&mut self, paragraph: &Paragraph) {
        let Some(place) = self.cells.last_mut() else {
            return;
        };
        let mut first = true;
        for text in paragraph.lines.iter().chain([&paragraph.text]) {
            let tidy = (paragraph.calls > 0).then(|| calls::tidy(text));
            let trimmed = tidy.as_deref().unwrap_or(text).trim();
            let is_call = paragraph.url.is_some() && calls::is_call(trimmed);
            if is_call && paragraph.heading.is_none() && topic(trimmed).is_none() {
                continue;
            }
            if trimmed.is_empty() {
                self.gap |= paragraph.lines.is_empty();
                continue;
            }
            let mut line = if trimmed.contains("    ") {
                Line::row(trimmed.split("    ").map(str::to_owned).collect())
            } else {
                Line::text(trimmed)
            };
            line.kind = match (paragraph.bullet, paragraph.heading) {
                (Some(level), _) if first => Kind::Bullet(level),
                (None, Some(level)) => Kind::Heading(level),
                _ => Kind::Text,
            };
            if line.kind == Kind::Text
                && let Some(text) = plain::bullet(trimmed)
            {
                line.text = text;
                line.kind = Kind::Bullet(0);
            }
            line.gap = std::mem::take(&mut self.gap);
            line.url.clone_from(&paragraph.url);
            first = false;
            place.push(line);
        }
    }
}
