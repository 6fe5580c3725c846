//! Checks the values of the items of the sections.

use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{Section, education, employment, language, skill_claim};
use crate::{
    error::Refusal,
    features::profiles::{
        EducationRow, EmploymentRow, LanguageRow, Proficiency, SkillClaimRow, SkillLevel,
    },
    types::{
        id::{EducationId, EmploymentId, LanguageId, SkillClaimId, UserId},
        partial_date::PartialDate,
        text::{Line, Prose},
    },
};

const LINE_MAX: usize = 200;
const NAME_MAX: usize = 100;
const DESCRIPTION_MAX: usize = 5_000;
const YEARS_MAX: i32 = 60;

/// An unchecked employment.
#[derive(Clone, Debug, Default)]
pub struct NewEmployment {
    /// The id of the row to update; none for a new one.
    pub id: Option<EmploymentId>,
    /// 1 to 200 characters.
    pub company: String,
    /// 1 to 200 characters.
    pub title: String,
    /// At most 200 characters.
    pub location: String,
    /// At most 5 000 characters.
    pub description: String,
    /// The start date.
    pub started_on: Option<PartialDate>,
    /// The end date, not before the start date.
    pub ended_on: Option<PartialDate>,
}

/// An unchecked education.
#[derive(Clone, Debug, Default)]
pub struct NewEducation {
    /// The id of the row to update; none for a new one.
    pub id: Option<EducationId>,
    /// 1 to 200 characters.
    pub school: String,
    /// At most 200 characters.
    pub degree: String,
    /// At most 200 characters.
    pub field: String,
    /// At most 5 000 characters.
    pub description: String,
    /// The start date.
    pub started_on: Option<PartialDate>,
    /// The end date, not before the start date.
    pub ended_on: Option<PartialDate>,
}

/// An unchecked skill.
#[derive(Clone, Debug)]
pub struct NewSkill {
    /// The id of the row to update; none for a new one.
    pub id: Option<SkillClaimId>,
    /// 1 to 100 characters; unique in the list, ignoring case.
    pub name: String,
    /// The proficiency.
    pub level: SkillLevel,
    /// 0 to 60.
    pub years: Option<i32>,
}

/// An unchecked language.
#[derive(Clone, Debug)]
pub struct NewLanguage {
    /// The id of the row to update; none for a new one.
    pub id: Option<LanguageId>,
    /// 1 to 100 characters.
    pub name: String,
    /// The proficiency.
    pub proficiency: Proficiency,
}

/// The owner and position of an item, and its path in the input.
pub(super) struct Place {
    pub id: Uuid,
    pub user_id: UserId,
    pub position: i32,
    /// The path of the item in the input, dotted.
    pub path: String,
}

/// An unchecked item of a section.
pub(super) trait NewItem {
    /// The table of the section.
    type Entity: Section;
    /// The name of an item in messages, such as `employment`.
    const WHAT: &'static str;
    /// The name of the section in the input.
    const SECTION: &'static str;
    /// The maximum number of items.
    const MAX: usize = 100;

    /// The id of the row to update.
    fn id(&self) -> Option<Uuid>;
    /// Checks the item and turns it into a row.
    fn into_row(self, place: &Place) -> Result<<Self::Entity as EntityTrait>::Model, Refusal>;
    /// The name that must be unique in the section.
    fn unique_name(_row: &<Self::Entity as EntityTrait>::Model) -> Option<&str> {
        None
    }
}

impl Place {
    fn line(&self, field: &str, text: &str, max: usize) -> Result<String, Refusal> {
        Line::parse(&self.at(field), text, max).map(Line::into_string)
    }

    fn line_or_empty(&self, field: &str, text: &str) -> Result<String, Refusal> {
        Ok(Line::parse_optional(&self.at(field), text, LINE_MAX)?
            .map(Line::into_string)
            .unwrap_or_default())
    }

    fn description(&self, text: &str) -> Result<String, Refusal> {
        Prose::parse(&self.at("description"), text, DESCRIPTION_MAX).map(Prose::into_string)
    }

    fn span(
        &self,
        started_on: Option<PartialDate>,
        ended_on: Option<PartialDate>,
    ) -> Result<(), Refusal> {
        match (started_on, ended_on) {
            (Some(start), Some(end)) if end.is_surely_before(&start) => Err(Refusal::invalid(
                &self.at("endedOn"),
                format!(
                    "The end date {end} is before the start date {start}; correct one of them."
                ),
            )),
            _ => Ok(()),
        }
    }

    fn at(&self, field: &str) -> String {
        format!("{}.{field}", self.path)
    }
}

impl NewItem for NewEmployment {
    type Entity = employment::Entity;
    const WHAT: &'static str = "employment";
    const SECTION: &'static str = "employments";

    fn id(&self) -> Option<Uuid> {
        self.id.map(|id| id.0)
    }

    fn into_row(self, place: &Place) -> Result<EmploymentRow, Refusal> {
        place.span(self.started_on, self.ended_on)?;
        Ok(EmploymentRow {
            id: EmploymentId(place.id),
            user_id: place.user_id,
            position: place.position,
            company: place.line("company", &self.company, LINE_MAX)?,
            title: place.line("title", &self.title, LINE_MAX)?,
            location: place.line_or_empty("location", &self.location)?,
            description: place.description(&self.description)?,
            started_on: self.started_on,
            ended_on: self.ended_on,
        })
    }
}

impl NewItem for NewEducation {
    type Entity = education::Entity;
    const WHAT: &'static str = "education";
    const SECTION: &'static str = "educations";

    fn id(&self) -> Option<Uuid> {
        self.id.map(|id| id.0)
    }

    fn into_row(self, place: &Place) -> Result<EducationRow, Refusal> {
        place.span(self.started_on, self.ended_on)?;
        Ok(EducationRow {
            id: EducationId(place.id),
            user_id: place.user_id,
            position: place.position,
            school: place.line("school", &self.school, LINE_MAX)?,
            degree: place.line_or_empty("degree", &self.degree)?,
            field: place.line_or_empty("field", &self.field)?,
            description: place.description(&self.description)?,
            started_on: self.started_on,
            ended_on: self.ended_on,
        })
    }
}

impl NewItem for NewSkill {
    type Entity = skill_claim::Entity;
    const WHAT: &'static str = "skill";
    const SECTION: &'static str = "skills";
    const MAX: usize = 200;

    fn id(&self) -> Option<Uuid> {
        self.id.map(|id| id.0)
    }

    fn into_row(self, place: &Place) -> Result<SkillClaimRow, Refusal> {
        if self
            .years
            .is_some_and(|years| !(0..=YEARS_MAX).contains(&years))
        {
            return Err(Refusal::invalid(
                &place.at("years"),
                format!("Years must be between 0 and {YEARS_MAX}."),
            ));
        }
        Ok(SkillClaimRow {
            id: SkillClaimId(place.id),
            user_id: place.user_id,
            position: place.position,
            name: place.line("name", &self.name, NAME_MAX)?,
            level: self.level,
            years: self.years,
        })
    }

    fn unique_name(row: &SkillClaimRow) -> Option<&str> {
        Some(&row.name)
    }
}

impl NewItem for NewLanguage {
    type Entity = language::Entity;
    const WHAT: &'static str = "language";
    const SECTION: &'static str = "languages";

    fn id(&self) -> Option<Uuid> {
        self.id.map(|id| id.0)
    }

    fn into_row(self, place: &Place) -> Result<LanguageRow, Refusal> {
        Ok(LanguageRow {
            id: LanguageId(place.id),
            user_id: place.user_id,
            position: place.position,
            name: place.line("name", &self.name, NAME_MAX)?,
            proficiency: self.proficiency,
        })
    }
}
