//! A document as a list of paragraphs, each with what it is: the one order that all formats write. Empty parts are left out, and text is clean.

use crate::{
    Block, Detail, Document, Entry, Group, Letter, RenderError, Resume, Text,
    clean::{self, NO_BREAK_SPACE},
};

/// The most characters of a document.
const CHARS_MAX: usize = 100_000;
/// The most paragraphs of a document.
const PARTS_MAX: usize = 5_000;
/// The most characters of a piece that stays on one line, such as dates or a telephone number.
const GLUED_CHARS_MAX: usize = 40;
/// What is written between contacts, and between the organisation, the place and the dates of an entry.
const BETWEEN: &str = "\u{A0}· ";

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Name,
    Headline,
    Contact,
    Heading,
    Title,
    /// Organisation, place and dates of an entry.
    Facts,
    Paragraph,
    /// A paragraph of a letter.
    Prose,
    Bullet,
    /// Words of a kind.
    Group,
    /// A line of the recipient's address.
    Recipient,
    /// Place and date of a letter.
    Place,
    Subject,
    Greeting,
    SignOff,
    /// The name under a letter.
    Signature,
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub kind: Kind,
    pub runs: Vec<Run>,
}

/// Text of a paragraph that looks the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub link: Option<String>,
    /// More important than the rest of the paragraph.
    pub strong: bool,
    /// Stays on one line.
    pub whole: bool,
}

impl Part {
    /// The text without links.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// The clean language tag of a document.
pub fn language(document: &Document) -> &str {
    clean::language(match document {
        Document::Resume(resume) => &resume.language,
        Document::Letter(letter) => &letter.language,
    })
}

/// The name of the person, on one line.
pub fn name(document: &Document) -> String {
    clean::line(match document {
        Document::Resume(resume) => &resume.name,
        Document::Letter(letter) => &letter.name,
    })
}

/// The title of the document: the name with the headline or the subject.
pub fn title(document: &Document) -> String {
    let (name, about) = match document {
        Document::Resume(resume) => (&resume.name, &resume.headline),
        Document::Letter(letter) => (&letter.name, &letter.subject),
    };
    let about: String = about.pieces.iter().map(|piece| &*piece.text).collect();
    let parts = [clean::line(name), clean::line(&about)];
    let said: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    if said.is_empty() {
        "–".to_owned()
    } else {
        said.join(" – ")
    }
}

/// The paragraphs of a document.
pub fn parts(document: &Document) -> Result<Vec<Part>, RenderError> {
    let mut list = List::default();
    match document {
        Document::Resume(resume) => list.resume(resume),
        Document::Letter(letter) => list.letter(letter),
    }
    let chars: usize = list
        .0
        .iter()
        .flat_map(|part| &part.runs)
        .map(|run| run.text.chars().count())
        .sum();
    for (what, count, max) in [
        ("characters", chars, CHARS_MAX),
        ("paragraphs", list.0.len(), PARTS_MAX),
    ] {
        if count > max {
            return Err(RenderError::TooLarge { what, max });
        }
    }
    Ok(list.0)
}

#[derive(Default)]
struct List(Vec<Part>);

impl List {
    fn resume(&mut self, resume: &Resume) {
        self.add(Kind::Name, runs(&resume.name.as_str().into()));
        self.add(Kind::Headline, runs(&resume.headline));
        self.add(Kind::Contact, contact(&resume.contact));
        for paragraph in &resume.summary {
            self.add(Kind::Paragraph, runs(paragraph));
        }
        for section in &resume.sections {
            let heading = self.0.len();
            self.add(Kind::Heading, runs(&section.heading.as_str().into()));
            let content = self.0.len();
            for block in &section.blocks {
                self.block(block);
            }
            if self.0.len() == content {
                self.0.truncate(heading);
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Entry(entry) => self.entry(entry),
            Block::Group(group) => self.group(group),
            Block::Paragraph(text) => self.add(Kind::Paragraph, runs(text)),
            Block::Bullet(text) => self.add(Kind::Bullet, runs(text)),
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let mut facts = [
            runs(&entry.title),
            runs(&entry.organisation),
            runs(&entry.location.as_str().into()),
            glued(runs(&entry.dates.as_str().into())),
        ]
        .into_iter()
        .filter(|fact| !fact.is_empty());
        self.add(Kind::Title, facts.next().unwrap_or_default());
        self.add(Kind::Facts, joined(facts, BETWEEN));
        for detail in &entry.details {
            match detail {
                Detail::Line(text) => self.add(Kind::Paragraph, runs(text)),
                Detail::Bullet(text) => self.add(Kind::Bullet, runs(text)),
            }
        }
    }

    fn group(&mut self, group: &Group) {
        let name = clean::line(&group.name);
        let items = joined(
            group.items.iter().map(runs).filter(|item| !item.is_empty()),
            ", ",
        );
        let mut all = Vec::new();
        if !name.is_empty() {
            let end = if items.is_empty() { "" } else { ": " };
            all.push(Run {
                text: name + end,
                strong: true,
                ..Run::default()
            });
        }
        all.extend(items);
        self.add(Kind::Group, all);
    }

    fn letter(&mut self, letter: &Letter) {
        self.add(Kind::Name, runs(&letter.name.as_str().into()));
        self.add(Kind::Contact, contact(&letter.sender));
        for line in &letter.recipient {
            self.add(Kind::Recipient, runs(line));
        }
        let place = [&letter.place, &letter.date]
            .map(|text| runs(&text.as_str().into()))
            .into_iter()
            .filter(|text| !text.is_empty());
        self.add(Kind::Place, joined(place, ", "));
        self.add(Kind::Subject, runs(&letter.subject));
        self.add(Kind::Greeting, runs(&letter.greeting));
        for paragraph in &letter.paragraphs {
            self.add(Kind::Prose, runs(paragraph));
        }
        self.add(Kind::SignOff, runs(&letter.sign_off));
        self.add(Kind::Signature, runs(&letter.name.as_str().into()));
    }

    fn add(&mut self, kind: Kind, runs: Vec<Run>) {
        if !runs.is_empty() {
            self.0.push(Part { kind, runs });
        }
    }
}

/// The contacts on one line, each of which stays together if it is short.
fn contact(items: &[Text]) -> Vec<Run> {
    let items = items
        .iter()
        .map(|item| glued(runs(item)))
        .filter(|item| !item.is_empty());
    joined(items, BETWEEN)
}

fn joined(items: impl Iterator<Item = Vec<Run>>, between: &str) -> Vec<Run> {
    let mut all = Vec::new();
    for item in items {
        if !all.is_empty() {
            all.push(Run {
                text: between.to_owned(),
                ..Run::default()
            });
        }
        all.extend(item);
    }
    all
}

/// The runs as pieces in which no line ends, if they are short.
fn glued(mut runs: Vec<Run>) -> Vec<Run> {
    let chars: usize = runs.iter().map(|run| run.text.chars().count()).sum();
    if chars <= GLUED_CHARS_MAX {
        for run in &mut runs {
            run.text = run.text.replace(' ', &NO_BREAK_SPACE.to_string());
            run.whole = true;
        }
    }
    runs
}

/// The clean runs of a text, without white space at the ends and twice in a row.
fn runs(text: &Text) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut after_space = true;
    for piece in &text.pieces {
        let clean = clean::text(&piece.text);
        let clean = if after_space {
            clean.trim_start()
        } else {
            &clean
        };
        if clean.is_empty() {
            continue;
        }
        after_space = clean.ends_with(' ');
        let link = piece.link.as_deref().and_then(clean::link);
        match runs.last_mut() {
            Some(last) if last.link == link => last.text.push_str(clean),
            _ => runs.push(Run {
                text: clean.to_owned(),
                link,
                ..Run::default()
            }),
        }
    }
    while let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
    runs
}
