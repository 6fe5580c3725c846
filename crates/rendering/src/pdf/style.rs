//! The looks: sizes, colours and spaces of the two templates, in points, and the sheets of paper.

use crate::{Paper, Template, flat::Kind};

/// A face of a family of fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    Regular,
    Bold,
    Italic,
}

/// How text is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    pub face: Face,
    pub size: f32,
    /// Red, green, blue.
    pub colour: [u8; 3],
}

/// How paragraphs of a kind are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    pub ink: Ink,
    /// From one base line to the next.
    pub leading: f32,
    /// Above the paragraph, unless it begins a page.
    pub above: f32,
    /// Below the paragraph.
    pub below: f32,
}

/// The look of a template.
#[derive(Clone, Debug)]
pub struct Style {
    template: Template,
    body: Ink,
    leading: f32,
    /// Whether headings have a rule under them.
    pub rule: bool,
    /// The colour of links.
    pub link: [u8; 3],
    /// The line at the foot of a page.
    pub footer: Ink,
}

/// A sheet of paper with its margins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    pub width: f32,
    pub height: f32,
    pub side: f32,
    pub top: f32,
    pub bottom: f32,
    /// From the foot of the sheet to the base line of the footer.
    pub footer: f32,
}

const BLACK: [u8; 3] = [0x1A, 0x1A, 0x1A];
const GREY: [u8; 3] = [0x4D, 0x4D, 0x4D];
const BLUE: [u8; 3] = [0x1D, 0x3F, 0x72];

impl Style {
    /// The look of a template.
    pub fn of(template: Template) -> Self {
        let (size, leading) = match template {
            Template::Plain => (9.8, 13.6),
            Template::Classic => (10.8, 13.8),
        };
        let footer = Ink {
            face: Face::Regular,
            size: size - 1.6,
            colour: GREY,
        };
        Self {
            template,
            body: ink(Face::Regular, size, BLACK),
            leading,
            rule: template == Template::Classic,
            link: BLUE,
            footer,
        }
    }

    /// How a paragraph is set that follows one of another kind, or begins the document.
    pub fn setting(&self, kind: Kind, before: Option<Kind>) -> Setting {
        let is_plain = self.template == Template::Plain;
        let body = self.body;
        let ink = match kind {
            Kind::Name if is_plain => ink(Face::Bold, 22.0, BLUE),
            Kind::Name => ink(Face::Bold, 24.0, BLACK),
            Kind::Headline if is_plain => ink(Face::Regular, 12.0, GREY),
            Kind::Headline => ink(Face::Italic, 13.0, GREY),
            Kind::Contact => ink(Face::Regular, body.size - 0.4, BLACK),
            Kind::Heading if is_plain => ink(Face::Bold, 12.0, BLUE),
            Kind::Heading => ink(Face::Bold, 13.0, BLACK),
            Kind::Title | Kind::Subject => ink(Face::Bold, body.size + 0.4, BLACK),
            Kind::Facts if is_plain => ink(Face::Regular, body.size, GREY),
            Kind::Facts => ink(Face::Italic, body.size, GREY),
            _ => body,
        };
        let leading = match kind {
            Kind::Name | Kind::Headline | Kind::Heading => ink.size * 1.25,
            _ => self.leading,
        };
        let (above, below) = space(kind, before);
        Setting {
            ink,
            leading,
            above,
            below,
        }
    }
}

/// The space above and below a paragraph, by what is before it.
fn space(kind: Kind, before: Option<Kind>) -> (f32, f32) {
    let above = match (kind, before) {
        (_, None)
        | (Kind::Headline | Kind::Facts, _)
        | (Kind::Recipient, Some(Kind::Recipient)) => 0.0,
        (Kind::Heading, _) => 14.0,
        (_, Some(Kind::Heading)) => 0.0,
        (Kind::Title, _) => 9.0,
        (Kind::Contact, _) => 3.0,
        (Kind::Recipient | Kind::Signature, _) => 30.0,
        (Kind::Place | Kind::Subject, _) => 22.0,
        (Kind::Greeting | Kind::SignOff, _) => 14.0,
        (Kind::Prose, _) => 8.0,
        (Kind::Bullet, Some(Kind::Bullet)) | (Kind::Group, Some(Kind::Group)) => 1.6,
        (Kind::Bullet, _) => 2.4,
        (Kind::Paragraph, Some(Kind::Contact | Kind::Headline | Kind::Name)) => 10.0,
        (_, Some(Kind::Bullet | Kind::Group)) => 6.0,
        (_, Some(Kind::Title | Kind::Facts)) => 2.0,
        _ => 5.0,
    };
    let below = if kind == Kind::Heading { 4.0 } else { 0.0 };
    (above, below)
}

fn ink(face: Face, size: f32, colour: [u8; 3]) -> Ink {
    Ink { face, size, colour }
}

impl Sheet {
    /// The sheet of a paper.
    pub fn of(paper: Paper) -> Self {
        let (width, height) = match paper {
            Paper::A4 => (595.276, 841.89),
            Paper::Letter => (612.0, 792.0),
        };
        Self {
            width,
            height,
            side: 58.0,
            top: 54.0,
            bottom: 60.0,
            footer: 34.0,
        }
    }

    /// The width of lines.
    pub fn measure(&self) -> f32 {
        self.width - 2.0 * self.side
    }

    /// Where the last line ends.
    pub fn end(&self) -> f32 {
        self.height - self.bottom
    }
}
