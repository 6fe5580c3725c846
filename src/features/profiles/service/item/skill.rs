//! A skill as a client gives it.

use uuid::Uuid;

use super::{NewItem, Place};
use crate::{
    error::Refusal,
    features::profiles::{Sections, SkillClaimRow, SkillLevel, entity::skill_claim},
    types::id::SkillClaimId,
};

const YEARS_MAX: i32 = 60;

/// A skill, unchecked.
#[derive(Clone, Debug, Default)]
pub struct NewSkill {
    /// The id of the row to update; none for a new one.
    pub id: Option<SkillClaimId>,
    /// 1 to 100 characters; unique in the list, ignoring case.
    pub name: String,
    /// The proficiency; none if not said.
    pub level: Option<SkillLevel>,
    /// 0 to 60.
    pub years: Option<i32>,
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
            name: place.name(&self.name)?,
            level: self.level,
            years: self.years,
            source: None,
        })
    }

    fn unique_name(row: &SkillClaimRow) -> Option<&str> {
        Some(&row.name)
    }

    fn rows(sections: &Sections) -> &[SkillClaimRow] {
        &sections.skills
    }

    fn rows_mut(sections: &mut Sections) -> &mut Vec<SkillClaimRow> {
        &mut sections.skills
    }
}
