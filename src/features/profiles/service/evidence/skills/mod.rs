//! The skills that facts show: those that their texts name, and those that the user linked to them.

use std::sync::OnceLock;

use reading::{
    skill::{self, Entry},
    words::words,
};

use crate::features::profiles::EvidenceRow;

/// The skills that a fact shows, each once: first those of the text, by their usual spelling, then the linked ones.
#[must_use]
pub fn named(fact: &EvidenceRow) -> Vec<String> {
    let mut names: Vec<String> = skill::mentions(&fact.text)
        .iter()
        .map(|mention| mention.entry.label.clone())
        .collect();
    for linked in &fact.skills.0 {
        let skill = Skill::of(linked);
        if !names.iter().any(|name| Skill::of(name).is(&skill)) {
            names.push(linked.clone());
        }
    }
    names
}

/// The facts of a profile. Their texts are searched for skills once, when a skill is first asked for.
#[derive(Debug)]
pub struct Facts {
    rows: Vec<EvidenceRow>,
    skills: OnceLock<Vec<SkillsOfFact>>,
}

impl From<Vec<EvidenceRow>> for Facts {
    fn from(rows: Vec<EvidenceRow>) -> Self {
        Self {
            rows,
            skills: OnceLock::new(),
        }
    }
}

impl Facts {
    /// The facts, by item and in order.
    #[must_use]
    pub fn rows(&self) -> &[EvidenceRow] {
        &self.rows
    }

    /// The facts that show a skill: it is linked, or their text names it.
    pub fn for_skill(&self, skill: &str) -> impl Iterator<Item = &EvidenceRow> {
        let skill = Skill::of(skill);
        let skills = self
            .skills
            .get_or_init(|| self.rows.iter().map(SkillsOfFact::by).collect());
        let pairs = self.rows.iter().zip(skills);
        pairs
            .filter(move |(_, skills)| skills.has(&skill))
            .map(|(row, _)| row)
    }
}

/// A skill by its name: an entry of the dictionary, or else its words.
#[derive(Debug)]
struct Skill {
    entry: Option<&'static Entry>,
    words: Vec<String>,
}

impl Skill {
    fn of(name: &str) -> Self {
        Self {
            entry: skill::find(name),
            words: words(name),
        }
    }

    fn is(&self, other: &Self) -> bool {
        match (self.entry, other.entry) {
            (Some(one), Some(other)) => one == other,
            _ => self.words == other.words,
        }
    }
}

/// The skills that one fact shows, and its words.
#[derive(Debug)]
struct SkillsOfFact {
    named: Vec<&'static Entry>,
    linked: Vec<Skill>,
    words: Vec<String>,
}

impl SkillsOfFact {
    fn by(fact: &EvidenceRow) -> Self {
        let mentions = skill::mentions(&fact.text);
        Self {
            named: mentions.iter().map(|mention| mention.entry).collect(),
            linked: fact.skills.0.iter().map(|name| Skill::of(name)).collect(),
            words: words(&fact.text),
        }
    }

    fn has(&self, skill: &Skill) -> bool {
        let named = || match skill.entry {
            Some(entry) => self.named.contains(&entry),
            None => self.has_words(&skill.words),
        };
        self.linked.iter().any(|linked| linked.is(skill)) || named()
    }

    /// True if the text has these words, one after the other.
    fn has_words(&self, name: &[String]) -> bool {
        !name.is_empty() && self.words.windows(name.len()).any(|window| window == name)
    }
}

#[cfg(test)]
mod tests;
