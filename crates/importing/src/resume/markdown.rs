//! Markdown: headings, nested bullets and tables; front matter, comments, HTML and code are left out.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{
    calls,
    columns::{self, Column},
    line::{Document, Kind, Line},
};
use crate::{address, record::Link};

/// Whether text is Markdown: front matter, a heading, emphasis around a line, a link or a table.
pub fn is_markdown(text: &str) -> bool {
    let heading = |line: &str| {
        let rest = line.trim_start_matches('#');
        rest.len() < line.len() && rest.starts_with(' ')
    };
    text.starts_with("---\n")
        || text.contains("](http")
        || text.contains("|---")
        || text.contains("**")
        || text.lines().filter(|line| heading(line)).count() > 1
}

/// Reads Markdown.
pub fn read(text: &str) -> Document {
    let text = text.replace("\r\n", "\n");
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        // A bold name at the start of a line goes on with no bullet above it.
        let is_start = text.get(..range.start).is_some_and(|it| it.ends_with('\n'));
        let is_marked = matches!(event, Event::Start(Tag::Strong | Tag::Emphasis));
        if is_start && is_marked && reader.depth > 0 {
            reader.leave_bullet();
        }
        reader.event(event);
    }
    reader.flush();
    if reader.skipped {
        reader
            .document
            .left_out
            .push("Front matter, comments, HTML and blocks of code are not read.".to_owned());
    }
    reader.document
}

/// Where a text stands in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Item {
    /// It is the first of its bullet.
    First,
    /// It goes on with a bullet, or is in no list.
    #[default]
    Rest,
    /// It is a line of its own below a bullet.
    Below,
}

impl Item {
    /// Where the next text stands.
    const fn behind(self) -> Self {
        match self {
            Self::First | Self::Rest => Self::Rest,
            Self::Below => Self::Below,
        }
    }
}

#[derive(Default)]
struct Reader {
    document: Document,
    text: String,
    cells: Vec<String>,
    /// What the columns of the table hold, if its header names them.
    columns: Option<Vec<Column>>,
    heading: Option<u8>,
    depth: u8,
    /// The first address of the line.
    url: Option<String>,
    /// Where the text of the link that is open begins.
    link_from: Option<usize>,
    /// How many texts of links of the line were left out.
    calls: usize,
    /// Where the text stands in a list.
    item: Item,
    gap: bool,
    /// The depth of what is skipped.
    skip: u32,
    skipped: bool,
    /// Where the last span of code ends in the text.
    code_end: usize,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(
                Tag::CodeBlock(_) | Tag::MetadataBlock(_) | Tag::HtmlBlock | Tag::Image { .. },
            ) => {
                self.skip += 1;
                self.skipped = true;
            }
            Event::End(
                TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock | TagEnd::Image,
            ) => {
                self.skip = self.skip.saturating_sub(1);
            }
            _ if self.skip > 0 => {}
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text.push_str(&text),
            Event::Code(text) => self.code(&text),
            Event::SoftBreak if self.depth > 0 && self.item != Item::Below => self.text.push(' '),
            Event::SoftBreak | Event::HardBreak => self.flush(),
            Event::Rule => self.gap = true,
            Event::Html(_) | Event::InlineHtml(_) => self.skipped = true,
            _ => {}
        }
    }

    /// Adds a span of code; several with nothing but spaces between them are a list.
    fn code(&mut self, text: &str) {
        let behind = self.text.get(self.code_end..).filter(|_| self.code_end > 0);
        if behind.is_some_and(|it| !it.is_empty() && it.trim().is_empty()) {
            self.text.truncate(self.code_end);
            self.text.push_str(", ");
        }
        self.text.push_str(text);
        self.code_end = self.text.len();
    }

    /// Ends the text of a bullet; what follows is none until the next one.
    fn leave_bullet(&mut self) {
        self.flush();
        self.gap = true;
        self.item = Item::Below;
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.gap = true;
                self.heading = Some(level_of(level));
            }
            Tag::List(_) => {
                self.flush();
                self.depth = self.depth.saturating_add(1);
            }
            Tag::Item => {
                self.flush();
                self.item = Item::First;
            }
            Tag::Link { dest_url, .. } => {
                self.link_from = Some(self.text.len());
                if let Some(url) = address::web(&dest_url) {
                    self.url.get_or_insert_with(|| url.clone());
                    self.document.links.push(Link {
                        url,
                        ..Link::default()
                    });
                }
            }
            Tag::Table(_) => {
                self.flush();
                self.gap = true;
            }
            Tag::Paragraph => self.gap = self.gap || self.depth == 0,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::List(_) => {
                self.flush();
                self.depth = self.depth.saturating_sub(1);
                self.item = Item::Rest;
            }
            TagEnd::TableCell => self.cells.push(std::mem::take(&mut self.text)),
            TagEnd::TableHead => {
                // The header of a table names columns, and is no entry.
                let names = std::mem::take(&mut self.cells);
                self.columns = columns::of_header(&names);
                if self.columns.is_none() {
                    self.cells = names;
                    self.row();
                }
            }
            TagEnd::TableRow => self.row(),
            TagEnd::Link => {
                let from = self.link_from.take();
                let text = from.and_then(|from| self.text.split_at_checked(from));
                let shown = text.and_then(|(_, text)| address::web(text.trim()));
                let goal = self.document.links.last().map(|link| link.url.as_str());
                if let Some(shown) = shown.filter(|shown| goal != Some(shown.as_str())) {
                    self.document.texts.push(shown);
                }
                if let Some((before, _)) = text.filter(|(_, text)| calls::is_call(text)) {
                    self.text = before.to_owned();
                    self.calls += 1;
                }
            }
            TagEnd::Paragraph | TagEnd::Item => self.flush(),
            _ => {}
        }
    }

    fn row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let lines = match &self.columns {
            Some(columns) => columns::lines(columns, cells),
            None => vec![Line::row(cells)],
        };
        self.gap = true;
        for line in lines {
            self.document.push(line, &mut self.gap);
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = if std::mem::take(&mut self.calls) > 0 {
            calls::tidy(&text)
        } else {
            text.trim().to_owned()
        };
        let url = self.url.take();
        // "See [the case study](…)" says no more than its link.
        if text.is_empty() || url.is_some() && self.heading.is_none() && calls::is_call(&text) {
            self.item = self.item.behind();
            return;
        }
        let mut line = Line::text(text);
        line.url = url;
        line.kind = match (self.heading, self.depth) {
            (Some(level), _) => Kind::Heading(level),
            (None, depth) if depth > 0 && self.item == Item::First => Kind::Bullet(depth - 1),
            _ => Kind::Text,
        };
        self.item = self.item.behind();
        self.document.push(line, &mut self.gap);
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
