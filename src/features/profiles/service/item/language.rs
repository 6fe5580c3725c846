//! A language as a client gives it.

use uuid::Uuid;

use super::{NewItem, Place};
use crate::{
    error::Refusal,
    features::profiles::{LanguageRow, Proficiency, Sections, entity::language},
    types::id::LanguageId,
};

/// A language, unchecked.
#[derive(Clone, Debug, Default)]
pub struct NewLanguage {
    /// The id of the row to update; none for a new one.
    pub id: Option<LanguageId>,
    /// 1 to 100 characters; unique in the list, ignoring case.
    pub name: String,
    /// The proficiency; none if not said.
    pub proficiency: Option<Proficiency>,
    /// Other words about the proficiency, at most 200 characters.
    pub stated: String,
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
            name: place.name(&self.name)?,
            proficiency: self.proficiency,
            stated: place.line_or_empty("stated", &self.stated)?,
            source: None,
        })
    }

    fn rows(sections: &Sections) -> &[LanguageRow] {
        &sections.languages
    }

    fn rows_mut(sections: &mut Sections) -> &mut Vec<LanguageRow> {
        &mut sections.languages
    }
}
