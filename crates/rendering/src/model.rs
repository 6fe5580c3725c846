//! What is rendered: a résumé or a cover letter. The caller says every word of it, also the headings ([`crate::heading`] knows the usual ones).

/// A document to render.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// A résumé.
    Resume(Resume),
    /// A cover letter.
    Letter(Letter),
}

/// Text on one line or of one paragraph, parts of which may be links. Line breaks in it are spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The pieces, written one after the other without a space between them.
    pub pieces: Vec<Piece>,
}

/// A piece of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text, without markup.
    pub text: String,
    /// The address that the text is a link to. Used if it begins with `http:`, `https:` or `mailto:`.
    pub link: Option<String>,
}

/// A résumé. What is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resume {
    /// The language of the text, as BCP 47 has it: `en`, `de-CH`.
    pub language: String,
    /// The name of the person.
    pub name: String,
    /// What the person is or is looking for, in one line.
    pub headline: Text,
    /// Address, telephone number, mail address, profiles.
    pub contact: Vec<Text>,
    /// Paragraphs before the first section, without a heading.
    pub summary: Vec<Text>,
    /// The sections, in their order.
    pub sections: Vec<Section>,
}

/// A section of a résumé. Without blocks it is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading, in the language of the document.
    pub heading: String,
    /// The content, in its order.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A job, a school, a project.
    Entry(Entry),
    /// Skills of a kind, or a language with its level.
    Group(Group),
    /// A paragraph.
    Paragraph(Text),
    /// An item of a list.
    Bullet(Text),
}

/// A job, a school, a project, a certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The role, the degree, the name of the project.
    pub title: Text,
    /// The company, the school, the issuer.
    pub organisation: Text,
    /// The place.
    pub location: String,
    /// The dates, as they are to be read: `March 2021 – today`.
    pub dates: String,
    /// What was done.
    pub details: Vec<Detail>,
}

/// A statement of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A paragraph.
    Line(Text),
    /// An item of a list.
    Bullet(Text),
}

/// Words of a kind on one line: `Databases: PostgreSQL, SQLite`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What they are; may be empty.
    pub name: String,
    /// The words.
    pub items: Vec<Text>,
}

/// A cover letter. What is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// The language of the text, as BCP 47 has it: `en`, `de-CH`.
    pub language: String,
    /// The name of the sender, at the top and under the text.
    pub name: String,
    /// Address, telephone number and mail address of the sender.
    pub sender: Vec<Text>,
    /// The lines of the recipient's address.
    pub recipient: Vec<Text>,
    /// The place where it is written.
    pub place: String,
    /// The date, as it is to be read.
    pub date: String,
    /// The subject.
    pub subject: Text,
    /// The salutation, with its comma.
    pub greeting: Text,
    /// The text.
    pub paragraphs: Vec<Text>,
    /// The closing words.
    pub sign_off: Text,
}

impl Text {
    /// Text that is a link as a whole.
    pub fn linked(text: impl Into<String>, link: impl Into<String>) -> Self {
        Self::default().and_linked(text, link)
    }

    /// This text, followed by more.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>) -> Self {
        self.pieces.push(Piece {
            text: text.into(),
            link: None,
        });
        self
    }

    /// This text, followed by a link.
    #[must_use]
    pub fn and_linked(mut self, text: impl Into<String>, link: impl Into<String>) -> Self {
        self.pieces.push(Piece {
            text: text.into(),
            link: Some(link.into()),
        });
        self
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::default().and(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::default().and(text)
    }
}
