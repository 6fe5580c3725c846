//! Items of the sections as a client gives them, one file for each section, and the checks that they share.

use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{change::check_url, sections::Sections};
use crate::{
    error::Refusal,
    features::profiles::entity::section::Section,
    types::{
        id::UserId,
        partial_date::PartialDate,
        text::{Line, Prose},
    },
};

mod award;
mod certification;
mod education;
mod employment;
mod language;
mod project;
mod publication;
mod skill;
mod volunteering;

pub use self::{
    award::NewAward, certification::NewCertification, education::NewEducation,
    employment::NewEmployment, language::NewLanguage, project::NewProject,
    publication::NewPublication, skill::NewSkill, volunteering::NewVolunteering,
};

const LINE_MAX: usize = 200;
const NAME_MAX: usize = 100;
const DESCRIPTION_MAX: usize = 5_000;

/// The row of an item.
pub type Row<N> = <<N as NewItem>::Entity as EntityTrait>::Model;

/// An unchecked item of a section.
pub trait NewItem: Send + 'static {
    /// The table of the section.
    type Entity: Section;
    /// The name of an item in messages and in the input, such as `employment`.
    const WHAT: &'static str;
    /// The name of the section in the input.
    const SECTION: &'static str;
    /// The maximum number of items.
    const MAX: usize = 100;

    /// The id of the row to update.
    fn id(&self) -> Option<Uuid>;
    /// Checks the item and turns it into a row.
    fn into_row(self, place: &Place) -> Result<Row<Self>, Refusal>
    where
        Self: Sized;
    /// The name that must be unique in the section.
    fn unique_name(_row: &Row<Self>) -> Option<&str>
    where
        Self: Sized,
    {
        None
    }
    /// The rows of the section among all.
    fn rows(sections: &Sections) -> &[Row<Self>]
    where
        Self: Sized;
    /// The same, to change them.
    fn rows_mut(sections: &mut Sections) -> &mut Vec<Row<Self>>
    where
        Self: Sized;
}

/// The owner and position of an item, and its path in the input.
#[derive(Debug)]
pub struct Place {
    pub(super) id: Uuid,
    pub(super) user_id: UserId,
    pub(super) position: i32,
    /// The path of the item in the input, dotted.
    pub(super) path: String,
}

impl Place {
    fn line(&self, field: &str, text: &str) -> Result<String, Refusal> {
        Line::parse(&self.at(field), text, LINE_MAX).map(Line::into_string)
    }

    fn name(&self, text: &str) -> Result<String, Refusal> {
        Line::parse(&self.at("name"), text, NAME_MAX).map(Line::into_string)
    }

    fn line_or_empty(&self, field: &str, text: &str) -> Result<String, Refusal> {
        Ok(Line::parse_optional(&self.at(field), text, LINE_MAX)?
            .map(Line::into_string)
            .unwrap_or_default())
    }

    fn prose(&self, field: &str, text: &str) -> Result<String, Refusal> {
        Prose::parse(&self.at(field), text, DESCRIPTION_MAX).map(Prose::into_string)
    }

    fn url(&self, field: &str, url: Option<String>) -> Result<Option<String>, Refusal> {
        url.map(|url| check_url(&self.at(field), &url)).transpose()
    }

    /// Refuses an end, given with the name of its field, that is before the start.
    fn span(
        &self,
        start: Option<PartialDate>,
        (field, end): (&str, Option<PartialDate>),
    ) -> Result<(), Refusal> {
        match (start, end) {
            (Some(start), Some(end)) if end.is_surely_before(&start) => Err(Refusal::invalid(
                &self.at(field),
                format!(
                    "The end date {end} is before the start date {start}; correct one of them."
                ),
            )),
            _ => Ok(()),
        }
    }

    pub(super) fn at(&self, field: &str) -> String {
        format!("{}.{field}", self.path)
    }
}
