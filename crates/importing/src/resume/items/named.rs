//! Skills, and what has a line of its own.

use super::{Builder, page_of_skills};
use crate::{
    date::PartialDate,
    lists,
    record::{Award, Certification, Publication, Skill},
    resume::{
        line::Line,
        single, span,
        topics::Topic,
        words::{is_sentence, parts},
    },
    text::NAME_CHARS_MAX,
};

/// Words for how well a skill is known.
const LEVELS: &str = "expert advanced proficient intermediate basic basics beginner novice master strong good excellent fluent experte expertin fortgeschritten \
 sehr gut grundkenntnisse gut avancé intermédiaire débutant notions avanzado intermedio básico principiante avanzato intermedio base avançado \
 intermediário gevorderd gemiddeld";

fn is_level(text: &str) -> bool {
    let lower = text.to_lowercase();
    !lower.is_empty()
        && lower
            .split_whitespace()
            .all(|word| LEVELS.split_whitespace().any(|level| level == word))
}

impl Builder<'_> {
    pub(super) fn skills(&mut self, lines: &[Line]) {
        for line in lines {
            let mut words = line.text.split([' ', ',', '|', '·', '•']);
            if words.any(|word| page_of_skills(word).is_some()) && self.links(&line.text) {
                continue;
            }
            if is_sentence(&line.text) && !line.text.contains(',') {
                self.unassigned(std::slice::from_ref(line));
                continue;
            }
            let (group, list) = match line.text.split_once(": ") {
                Some((group, list)) if group.split_whitespace().count() <= 4 => (group, list),
                _ => ("", line.text.as_str()),
            };
            let lower = line.text.to_lowercase();
            if ["see ", "siehe ", "voir "]
                .iter()
                .any(|see| lower.starts_with(see))
            {
                self.unassigned(std::slice::from_ref(line));
                continue;
            }
            let names = match line.cells.as_slice() {
                [] => lists::split(list),
                // A skill and how well it is known, for which the profile has no place.
                [skill, level] if is_level(level) => vec![skill.clone()],
                cells => cells.to_vec(),
            };
            // The cell of a table may be a number of years.
            let has_letters = |name: &&String| name.chars().any(char::is_alphabetic);
            let is_page = |name: &&String| page_of_skills(name).is_some();
            for name in names
                .iter()
                .filter(has_letters)
                .filter(|name| !is_page(name))
            {
                self.skill(name, group, &line.text);
            }
        }
    }

    /// Adds a skill, once.
    pub(super) fn skill(&mut self, name: &str, group: &str, quote: &str) {
        let name = name.trim_end_matches('.');
        let name = self.journal.line("skill", name, NAME_CHARS_MAX);
        let mut skills = self.profile.skills.iter();
        let known = skills.any(|skill| skill.name.to_lowercase() == name.to_lowercase());
        if !name.is_empty() && !known && self.profile.skills.len() < 500 {
            let skill = Skill {
                name,
                group: group.trim().to_owned(),
                source: self.source(quote),
                ..Skill::default()
            };
            self.profile.skills.push(skill);
        }
    }

    pub(super) fn single_lines(&mut self, topic: Topic, lines: &[Line]) {
        for line in lines {
            let (date, until, rest) = dates(line);
            let (parts, _) = parts(&rest, &[]);
            let mut parts = parts.iter();
            let Some(name) = parts.next() else {
                self.unassigned(std::slice::from_ref(line));
                continue;
            };
            let name = self.line("name", name);
            // "First Aid (Red Hut)": the issuer may be in brackets.
            let bracketed = name
                .strip_suffix(')')
                .and_then(|name| name.split_once(" ("))
                .filter(|(_, by)| by.split_whitespace().count() > 1)
                .map(|(name, by)| (name.to_owned(), by.to_owned()));
            let (name, by) = match (parts.next(), bracketed) {
                (None, Some((name, by))) => (name, by),
                (by, _) => (name, by.cloned().unwrap_or_default()),
            };
            let by = self.line("issuer", &by);
            let source = self.source(&line.text);
            match topic {
                Topic::Certifications => self.profile.certifications.push(Certification {
                    name,
                    authority: by,
                    issued_on: date,
                    expires_on: until,
                    source,
                    ..Certification::default()
                }),
                Topic::Publications => self.profile.publications.push(Publication {
                    title: name,
                    publisher: by,
                    published_on: date,
                    source,
                    ..Publication::default()
                }),
                _ => self.profile.awards.push(Award {
                    title: name,
                    issuer: by,
                    awarded_on: date,
                    source,
                    ..Award::default()
                }),
            }
        }
    }
}

/// The date of what has a line of its own, the date until when it is valid, and the other words.
fn dates(line: &Line) -> (Option<PartialDate>, Option<PartialDate>, String) {
    let (text, order) = (line.text.as_str(), line.order);
    let span = span::find(text, order).filter(|span| span.start.is_some() && !span.inside);
    if let Some(span) = span.filter(|span| !span.rest.is_empty()) {
        return (span.start, span.end, span.rest);
    }
    match single::at_end(text, order).or_else(|| single::at_start(text, order)) {
        Some((date, rest)) => (Some(date), None, rest),
        None => (None, None, text.to_owned()),
    }
}
