//! How well a skill is known: words that mean one of the four steps of a profile, and levels that do not.

use serde_json::{Map, Value};

use crate::{
    journal::Journal,
    json_resume::shape,
    levels::step,
    report::FindingKind,
    text::{self, quote, quoted_list},
};

/// The keys of a level.
const KEYS: [&str; 5] = ["level", "x-level", "proficiency", "rating", "score"];
/// The most skills that a finding names.
const NAMED_MAX: usize = 5;

/// The key of a skill that says its level, and the name of the step that it means: BEGINNER, INTERMEDIATE, ADVANCED or EXPERT.
#[must_use]
pub fn skill_level(extra: &Map<String, Value>) -> Option<(&'static str, &'static str)> {
    let steps = KEYS.iter();
    let mut steps = steps.filter_map(|key| Some((*key, step(extra.get(*key)?.as_str()?)?)));
    steps.next()
}

/// Levels that mean no step, each with its skills.
#[derive(Default)]
pub struct Unknown(Vec<(String, Vec<String>)>);

impl Unknown {
    /// Adds a skill, if it has such a level.
    pub fn add(&mut self, name: &str, extra: &Map<String, Value>) {
        if skill_level(extra).is_some() {
            return;
        }
        let mut levels = KEYS.iter().filter_map(|key| shape::text(extra.get(*key)?));
        let Some(level) = levels.find(|level| !text::is_blank(level) && level != "0") else {
            return;
        };
        match self.0.iter_mut().find(|(known, _)| *known == level) {
            Some((_, names)) => names.push(name.to_owned()),
            None => self.0.push((level, vec![name.to_owned()])),
        }
    }

    /// Names them.
    pub fn name(self, notes: &mut Journal) {
        for (level, names) in self.0 {
            let message = format!(
                "The level \"{}\" of {} is not clearly one of Beginner, Intermediate, Advanced and Expert: it is kept for the next export only. Choose the level by hand.",
                quote(&level),
                quoted_list(&names, NAMED_MAX)
            );
            notes.add(FindingKind::Unreadable, message);
        }
    }
}
