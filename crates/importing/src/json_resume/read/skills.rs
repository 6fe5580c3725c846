//! Skills: texts, groups with keywords, an object of groups, or a text with commas.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::{levels::Unknown, limited, object, said};
use crate::{
    journal::Journal,
    json_resume::{
        conform,
        fields::Fields,
        groups::{heads, shared},
        shape,
    },
    lists,
    record::Skill,
    report::FindingKind,
    text::{NAME_CHARS_MAX, plain_line, quote},
};

/// The most words of a part of a text that is a skill of its own; what is longer may be a sentence.
const PART_WORDS_MAX: usize = 3;
/// The most skills that are read.
const SKILLS_MAX: usize = 1_000;

/// Reads the skills. An entry with keywords gives these, with its name beside each, and a skill of its own name, unless that is one of a group: by
/// [`heads`], by its key or that of its list (`category`, `skills`, `items`), or as an export of ours says.
/// The level of a group is that of each of its keywords.
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
        for entry in apart(entry, notes) {
            if let Some(map) = object(entry, "name", notes) {
                group(map, &mut skills, notes);
            }
        }
        given += usize::from(skills.list.len() > before);
    }
    notes.section("skills");
    skills.unknown.name(notes);
    notes.read("skills", count, given);
    skills.list
}

/// A text that names several skills as one text for each: `"C++, Rust"`.
fn apart(entry: Value, notes: &mut Journal) -> Vec<Value> {
    let Value::String(text) = &entry else {
        return vec![entry];
    };
    let parts = lists::split(text);
    let is_short = |part: &String| part.split_whitespace().count() <= PART_WORDS_MAX;
    if parts.len() < 2 || !parts.iter().all(is_short) {
        return vec![entry];
    }
    let message = format!(
        "\"{}\" was read as {} skills. Check them.",
        quote(text),
        parts.len()
    );
    notes.add(FindingKind::Guess, message);
    parts.into_iter().map(Value::String).collect()
}

/// The entries of the section, whatever shape it has.
fn groups(value: Value) -> Vec<Value> {
    let named = |name: String, keywords: Value| {
        Value::Object(Map::from_iter([
            ("category".to_owned(), Value::String(name)),
            ("keywords".to_owned(), keywords),
        ]))
    };
    match value {
        Value::String(text) => lists::split(&text).into_iter().map(Value::String).collect(),
        Value::Object(map)
            if !map.is_empty()
                && ["name", "skill", "category", "keywords", "items"]
                    .iter()
                    .all(|key| !map.contains_key(*key))
                && map.values().all(is_list_or_groups) =>
        {
            let groups = map.into_iter().flat_map(|(name, value)| match value {
                Value::Object(inner) => inner.into_iter().collect(),
                list => vec![(name, list)],
            });
            groups.map(|(name, list)| named(name, list)).collect()
        }
        other => shape::entries(other).into_iter().map(unnamed).collect(),
    }
}

/// True for a list of skills, and for an object of groups with such lists.
fn is_list_or_groups(value: &Value) -> bool {
    let is_group = |(key, value): (&String, &Value)| {
        value.is_array() && !["keywords", "items", "skills"].contains(&key.as_str())
    };
    match value {
        Value::Object(groups) => groups.iter().all(is_group),
        value => value.is_array() || value.is_string(),
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
    /// The skills that are there, each with its place.
    seen: HashMap<String, usize>,
    /// Those whose level is that of their group.
    levelled_by_group: HashSet<String>,
    /// Levels that are no step of a profile.
    unknown: Unknown,
}

impl Skills {
    /// True if a skill can be added: it is there for the first time, and not beyond the limit.
    fn is_free(&self, name: &str) -> bool {
        !self.seen.contains_key(&name.to_lowercase()) && self.list.len() < SKILLS_MAX
    }

    /// Adds a skill, once.
    fn add(&mut self, name: String, group: &str, extra: Map<String, Value>, notes: &mut Journal) {
        if name.is_empty() {
            return;
        }
        let lower = name.to_lowercase();
        if self.seen.contains_key(&lower) {
            self.repeated(&name, &extra, notes);
            return;
        }
        self.seen.insert(lower, self.list.len());
        if self.list.len() == SKILLS_MAX {
            let message =
                format!("There are more than {SKILLS_MAX} skills. The others were left out.");
            notes.add(FindingKind::Cut, message);
        }
        if self.list.len() >= SKILLS_MAX {
            return;
        }
        self.unknown.add(&name, &extra);
        self.list.push(Skill {
            name,
            group: group.to_owned(),
            source: notes.source(),
            extra,
        });
    }

    /// Takes the level that a skill says of itself, if the one that it has is that of its group.
    fn level(&mut self, name: &str, own: &Map<String, Value>, notes: &mut Journal) {
        let lower = name.to_lowercase();
        if own.is_empty() || !self.levelled_by_group.remove(&lower) {
            return;
        }
        let place = self.seen.get(&lower).copied();
        if let Some(skill) = place.and_then(|place| self.list.get_mut(place)) {
            let group = shared(&skill.extra);
            if group == *own {
                return;
            }
            skill.extra.retain(|key, _| !group.contains_key(key));
            skill.extra.extend(own.clone());
            let message = format!(
                "The skill \"{}\" has a level of its own, which was read instead of the one of its group.",
                quote(name)
            );
            notes.add(FindingKind::Guess, message);
        }
    }

    /// Names a skill that was there before, and the level that it does not have.
    fn repeated(&self, name: &str, extra: &Map<String, Value>, notes: &mut Journal) {
        let lower = name.to_lowercase();
        let known = self
            .list
            .iter()
            .find(|known| known.name.to_lowercase() == lower);
        let level = extra.get("level").and_then(Value::as_str);
        let left = level.filter(|level| {
            let own = known.and_then(|known| known.extra.get("level"));
            own.and_then(Value::as_str) != Some(level)
        });
        let without = left.map(|level| format!(", without the level \"{}\"", quote(level)));
        let message = format!(
            "The skill \"{}\" is there twice; it was counted once{}.",
            quote(name),
            without.unwrap_or_default()
        );
        notes.add(FindingKind::Duplicate, message);
    }
}

fn group(map: Map<String, Value>, skills: &mut Skills, notes: &mut Journal) {
    let mut fields = Fields::new(map, notes);
    let mut name = fields.line_of(&["name", "skill"], NAME_CHARS_MAX);
    let mut is_group = false;
    if name.is_empty() {
        name = fields.line_of(&["title", "category", "group"], NAME_CHARS_MAX);
        is_group = true;
    }
    let mut keywords = words(&mut fields, &["keywords"]);
    let listed = words(&mut fields, &["skills", "items"]);
    is_group |= !listed.is_empty();
    for word in listed {
        if keywords.iter().all(|known| known.name != word.name) {
            keywords.push(word);
        }
    }
    if name.is_empty() && keywords.is_empty() {
        fields.incomplete("name", "");
        return;
    }
    is_group |= heads(&name, keywords.iter().map(|word| word.name.as_str()))
        || fields.own().is_some_and(|own| is_own_group(&own, &name));
    let mut extra = fields.rest(conform::SKILL);
    if keywords.is_empty() {
        skills.level(&name, &shared(&extra), notes);
        skills.add(name, "", extra, notes);
        return;
    }
    let mut level = shared(&extra);
    if !is_group {
        // A skill that is its own keyword is one, and its level is its own.
        keywords.retain(|word| word.name.to_lowercase() != name.to_lowercase());
        let own = if skills.is_free(&name) {
            std::mem::take(&mut extra)
        } else {
            level.clone()
        };
        extra.retain(|key, _| !level.contains_key(key));
        skills.level(&name, &level, notes);
        level.clear();
        skills.add(name.clone(), "", own, notes);
    }
    for keyword in keywords {
        let mut own = keyword.extra;
        let mut rest = level.clone();
        skills.level(&keyword.name, &shared(&own), notes);
        if skills.is_free(&keyword.name) {
            rest.append(&mut extra);
            if shared(&own).is_empty() && !level.is_empty() {
                skills.levelled_by_group.insert(keyword.name.to_lowercase());
            }
        }
        for (key, value) in rest {
            own.entry(key).or_insert(value);
        }
        skills.add(keyword.name, &name, own, notes);
    }
}

/// A skill in the list of a group.
struct Keyword {
    name: String,
    /// What it says of itself, such as its level.
    extra: Map<String, Value>,
}

/// The skills of lists under these keys.
fn words(fields: &mut Fields<'_>, keys: &[&str]) -> Vec<Keyword> {
    let mut words = Vec::new();
    let plain = |text: String| (text, Map::new());
    while let Some(value) = fields.take(keys) {
        match value {
            Value::String(text) => words.extend(lists::split(&text).into_iter().map(plain)),
            Value::Array(items) => {
                for item in items {
                    match shape::text(&item) {
                        Some(text) => words.push((text, shared(&conformed(item, fields.notes)))),
                        None => {
                            fields.misfit("keyword", &item);
                        }
                    }
                }
            }
            other => {
                fields.misfit("keywords", &other);
            }
        }
    }
    let lines = words.into_iter().map(|(text, extra)| Keyword {
        name: fields.notes.line("skill", &text, NAME_CHARS_MAX),
        extra,
    });
    lines.filter(|word| !word.name.is_empty()).collect()
}

/// The keys of a keyword that is an object.
fn conformed(item: Value, notes: &mut Journal) -> Map<String, Value> {
    match item {
        Value::Object(map) => conform::conform(map, conform::SKILL, notes),
        _ => Map::new(),
    }
}

/// True if an export of ours says that this name is no skill of the profile.
fn is_own_group(own: &Value, name: &str) -> bool {
    let group = own.get("group").and_then(Value::as_str);
    group.is_some_and(|group| plain_line(group) == plain_line(name))
}
