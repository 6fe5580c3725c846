//! The fields of a skill. A file of JSON Resume may state a level and years under keys of its own, and the group of a skill.

use importing::record::{Profile as FileProfile, Skill, Source};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    cell::{Cell, named},
    items::Fields,
    part::key_of,
};
use crate::{
    features::{
        imports::{
            Section,
            entity::values::{Kept, Values},
            service::compare::Keys,
        },
        profiles::{NewSkill, Row, SkillLevel},
    },
    types::id::TypedId,
};

/// The keys under which an export states a level and years.
const LEVEL: &str = "level";
const YEARS: &str = "yearsOfExperience";

impl Fields for NewSkill {
    type Record = Skill;
    const OF: Section = Section::Skills;
    const HAS_CLAIMS: bool = false;
    const NAME: Option<&'static str> = Some("name");

    fn records(file: &mut FileProfile) -> &mut Vec<Skill> {
        &mut file.skills
    }

    fn read(record: Skill) -> (Values, Kept, Source) {
        let mut kept = Kept {
            keys: record.extra,
            group: record.group,
            current: false,
        };
        let mut values = Values::default();
        values.set("name", record.name.texts());
        let stated = importing::json_resume::skill_level(&kept.keys);
        let level: Option<SkillLevel> = stated.and_then(|(key, step)| {
            kept.keys.remove(key);
            named(step)
        });
        values.set("level", level.texts());
        let years = kept.keys.get(YEARS).and_then(Json::as_i64);
        let years = years.and_then(|years| i32::try_from(years).ok());
        if years.is_some() {
            kept.keys.remove(YEARS);
        }
        values.set("years", years.texts());
        (values, kept, record.source)
    }

    fn values(row: &Row<Self>) -> Values {
        let mut values = Values::default();
        values.set("name", row.name.texts());
        values.set("level", row.level.texts());
        values.set("years", row.years.texts());
        values
    }

    fn item(values: &Values, id: Option<Uuid>) -> Self {
        Self {
            id: id.map(TypedId::from_uuid),
            name: Cell::of(values.of("name")),
            level: Cell::of(values.of("level")),
            years: Cell::of(values.of("years")),
        }
    }

    fn record(values: &Values, kept: Kept) -> Skill {
        let mut skill = Skill {
            name: Cell::of(values.of("name")),
            group: kept.group,
            extra: kept.keys,
            source: Source::default(),
        };
        if let Some(level) = values.of("level").first() {
            // Written as a word: Expert.
            let (first, rest) = level.split_at_checked(1).unwrap_or_default();
            let level = format!("{first}{}", rest.to_lowercase());
            skill.extra.insert(LEVEL.to_owned(), level.into());
        }
        if let Some(years) = Option::<i32>::of(values.of("years")) {
            skill.extra.insert(YEARS.to_owned(), years.into());
        }
        skill
    }

    fn keys_of(values: &Values) -> Keys {
        let key = key_of(&[values.text("name")]);
        vec![key]
    }
}
