//! The language, the template and the paper of a written document.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// The language of a written document.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "WritingLanguage")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

/// The look of a rendered document.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "WritingTemplate")]
pub enum Template {
    /// Without serifs, with coloured headings.
    #[default]
    Plain,
    /// With serifs, and a rule under each heading.
    Classic,
}

/// The paper of a rendered document.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "PaperSize")]
pub enum Paper {
    /// 210 mm × 297 mm.
    #[default]
    #[sea_orm(string_value = "A4")]
    #[graphql(name = "A4")]
    #[serde(rename = "A4")]
    A4,
    /// 8.5 in × 11 in.
    Letter,
}

/// The format of a rendered document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(name = "WritingFormat")]
pub enum Format {
    /// PDF, tagged, with its fonts.
    Pdf,
    /// A document of word processors.
    Docx,
    /// A page of HTML without scripts.
    Html,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
    /// JSON Resume, with the citations as an extension.
    Json,
}

impl Language {
    /// The tag of the language (BCP 47).
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The name of a spoken language for a reader of this one, if the profile has a code for it: "de" is "German".
    #[must_use]
    pub fn name_of(self, spoken: &str) -> String {
        let reader = match self {
            Self::En => ::taxonomy::Language::En,
            Self::De => ::taxonomy::Language::De,
        };
        ::writing::spoken::name(spoken, reader)
    }
}

impl Template {
    /// The name in the schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::Classic => "CLASSIC",
        }
    }

    /// The template with this name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let all = [Self::Plain, Self::Classic];
        all.into_iter().find(|template| template.name() == name)
    }
}

impl Paper {
    /// The name in the schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "LETTER",
        }
    }

    /// The paper with this name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let all = [Self::A4, Self::Letter];
        all.into_iter().find(|paper| paper.name() == name)
    }
}

impl Format {
    const ALL: [Self; 6] = [
        Self::Pdf,
        Self::Docx,
        Self::Html,
        Self::Markdown,
        Self::Text,
        Self::Json,
    ];

    /// The extension of its files.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Json => "json",
        }
    }

    /// The format of files with this extension.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        let is_it = |format: &Self| format.extension() == extension;
        Self::ALL.into_iter().find(is_it)
    }

    /// The media type of its files.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// The parameters of the address of a file for this template and paper, with their question mark; empty without either.
#[must_use]
pub fn parameters(template: Option<Template>, paper: Option<Paper>) -> String {
    let chosen = [
        template.map(|template| format!("template={}", template.name())),
        paper.map(|paper| format!("paper={}", paper.name())),
    ];
    let chosen: Vec<String> = chosen.into_iter().flatten().collect();
    let mark = if chosen.is_empty() { "" } else { "?" };
    format!("{mark}{}", chosen.join("&"))
}
