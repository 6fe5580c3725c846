//! Skills: texts, groups with keywords, an object of groups, or a text with commas.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{limited, object, said};
use crate::{
    journal::Journal,
    json_resume::{conform, fields::Fields, shape},
    lists,
    record::Skill,
    report::FindingKind,
    text::NAME_CHARS_MAX,
};

/// The most skills that are read.
const SKILLS_MAX: usize = 1_000;

/// Reads the skills. A group with keywords gives the keywords, with the group's name beside each.
pub fn read(value: Option<Value>, notes: &mut Journal) -> Vec<Skill> {
    let Some(value) = value else {
        return Vec::new();
    };
    notes.section("skills");
    let entries = limited(groups(value), notes);
    let count = said(&entries);
    let mut skills = Skills::default();
    let mut given = 0;
    for (index, entry) in entries.into_iter().enumerate() {
        notes.entry(index);
        let before = skills.list.len();
        if let Some(map) = object(entry, "name", notes) {
            group(map, &mut skills, notes);
        }
        given += usize::from(skills.list.len() > before);
    }
    notes.read("skills", count, given);
    skills.list
}

/// The entries of the section, whatever shape it has.
fn groups(value: Value) -> Vec<Value> {
    let named = |name: String, keywords: Value| {
        Value::Object(Map::from_iter([
            ("name".to_owned(), Value::String(name)),
            ("keywords".to_owned(), keywords),
        ]))
    };
    match value {
        Value::String(text) => lists::split(&text).into_iter().map(Value::String).collect(),
        Value::Object(map)
            if !map.is_empty()
                && ["name", "skill", "keywords", "items"]
                    .iter()
                    .all(|key| !map.contains_key(*key))
                && map
                    .values()
                    .all(|value| value.is_array() || value.is_string()) =>
        {
            map.into_iter()
                .map(|(name, keywords)| named(name, keywords))
                .collect()
        }
        other => shape::entries(other).into_iter().map(unnamed).collect(),
    }
}

/// A list inside of the list is a group without a name.
fn unnamed(entry: Value) -> Value {
    match entry {
        Value::Array(items) if items.iter().all(Value::is_string) && !items.is_empty() => {
            Value::Object(Map::from_iter([(
                "keywords".to_owned(),
                Value::Array(items),
            )]))
        }
        other => other,
    }
}

#[derive(Default)]
struct Skills {
    list: Vec<Skill>,
    seen: HashSet<String>,
}

impl Skills {
    /// Adds a skill, once.
    fn add(&mut self, name: String, group: &str, extra: Map<String, Value>, notes: &mut Journal) {
        if name.is_empty() {
            return;
        }
        if !self.seen.insert(name.to_lowercase()) {
            let message = format!(
                "The skill \"{}\" is there twice; it was counted once.",
                crate::text::quote(&name)
            );
            notes.add(FindingKind::Duplicate, message);
            return;
        }
        if self.list.len() == SKILLS_MAX {
            let message =
                format!("There are more than {SKILLS_MAX} skills. The others were left out.");
            notes.add(FindingKind::Cut, message);
        }
        if self.list.len() >= SKILLS_MAX {
            return;
        }
        self.list.push(Skill {
            name,
            group: group.to_owned(),
            source: notes.source(),
            extra,
        });
    }
}

fn group(map: Map<String, Value>, skills: &mut Skills, notes: &mut Journal) {
    let mut fields = Fields::new(map, notes);
    let name = fields.line_of(&["name", "skill", "title", "category"], NAME_CHARS_MAX);
    let mut keywords = Vec::new();
    while let Some(value) = fields.take(&["keywords", "skills", "items"]) {
        match value {
            Value::String(text) => keywords.append(&mut lists::split(&text)),
            Value::Array(items) => {
                for item in &items {
                    match shape::text(item) {
                        Some(text) => keywords.push(text),
                        None => {
                            fields.misfit("keyword", item);
                        }
                    }
                }
            }
            other => {
                fields.misfit("keywords", &other);
            }
        }
    }
    let keywords: Vec<String> = keywords
        .iter()
        .map(|keyword| fields.notes.line("skill", keyword, NAME_CHARS_MAX))
        .filter(|keyword| !keyword.is_empty())
        .collect();
    if name.is_empty() && keywords.is_empty() {
        fields.incomplete("name", "");
        return;
    }
    let mut extra = fields.rest(conform::SKILL);
    if keywords.is_empty() {
        skills.add(name, "", extra, notes);
        return;
    }
    for keyword in keywords {
        let before = skills.list.len();
        let kept = std::mem::take(&mut extra);
        skills.add(keyword, &name, kept.clone(), notes);
        if skills.list.len() == before {
            extra = kept;
        }
    }
}
