//! The phrases of a language: texts with slots, in groups, read from a table of `data/compose`.

use std::collections::{BTreeMap, HashMap};

use super::Tone;

/// The values of slots by their names.
pub(crate) type Slots = BTreeMap<&'static str, String>;

/// A text with slots: "At {org}, I {vp}."
#[derive(Debug)]
pub(crate) struct Phrase {
    tones: Vec<Tone>,
    /// True if it suits short statements only.
    pub brief: bool,
    /// True if it names the company.
    pub company: bool,
    /// The text.
    pub text: &'static str,
}

/// The phrases of a language.
#[derive(Debug)]
pub(crate) struct Phrases(HashMap<&'static str, Vec<Phrase>>);

impl Phrases {
    /// Reads a table: a group, conditions, and a text in a line. Other lines are left out.
    pub fn read(table: &'static str) -> Self {
        let mut groups: HashMap<&'static str, Vec<Phrase>> = HashMap::new();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(group), Some(conditions), Some(text)) =
                (cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            let conditions: Vec<&str> = conditions.split(' ').collect();
            let tones = [Tone::Plain, Tone::Warm, Tone::Formal].into_iter();
            groups.entry(group).or_default().push(Phrase {
                tones: tones
                    .filter(|tone| conditions.contains(&tone.name()))
                    .collect(),
                brief: conditions.contains(&"brief"),
                company: conditions.contains(&"company"),
                text,
            });
        }
        Self(groups)
    }

    /// The phrases of a group that suit a tone; those of that tone alone, where there are two.
    pub fn of(&self, group: &str, tone: Tone) -> Vec<&Phrase> {
        let all = self.0.get(group).map(Vec::as_slice).unwrap_or_default();
        let suits = |phrase: &&Phrase| phrase.tones.is_empty() || phrase.tones.contains(&tone);
        let mut suiting: Vec<&Phrase> = all.iter().filter(suits).collect();
        let own = |phrase: &&&Phrase| !phrase.tones.is_empty();
        if tone != Tone::Plain && suiting.iter().filter(own).count() >= 2 {
            suiting.retain(|phrase| !phrase.tones.is_empty());
        }
        suiting
    }

    /// The names of all groups.
    #[cfg(test)]
    pub fn groups(&self) -> Vec<&'static str> {
        let mut all: Vec<_> = self.0.keys().copied().collect();
        all.sort_unstable();
        all
    }
}

/// The text with its slots filled; none if a slot has no value.
pub(crate) fn fill(text: &str, slots: &Slots) -> Option<String> {
    let mut filled = String::with_capacity(text.len() + 80);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        filled.push_str(before);
        filled.push_str(slots.get(name).filter(|value| !value.is_empty())?);
        // An abbreviation at the end of a value has its full stop already.
        let doubled = filled.ends_with('.') && after.starts_with('.');
        rest = if doubled {
            after.trim_start_matches('.')
        } else {
            after
        };
    }
    filled.push_str(rest);
    Some(filled)
}
