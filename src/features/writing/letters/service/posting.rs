//! What a posting asks for, in its words, as letters need it.

use ::matching::{
    extraction::{SectionKind, language_name},
    prepared::{Part, Span},
};
use reading::skill::Need;

use crate::features::{matching, writing::letters::Asked};

/// The maximum number of requirements of a letter.
const ASKED_MAX: usize = 40;
/// The words of a line that is one requirement.
const LINE_WORDS: std::ops::RangeInclusive<usize> = 3..=30;

/// What a posting asks for: skills, a degree, spoken languages, and lines of its requirements and duties that name none of these.
pub(in crate::features::writing) fn asked(posting: &matching::Asked) -> Vec<Asked> {
    let mut found = Found {
        posting,
        asked: Vec::new(),
    };
    let asks = &posting.requirements;
    for skill in &asks.skills {
        let is_required = skill.need == Need::Required;
        found.add(skill.span, Some(skill.id.clone()), is_required);
    }
    if let Some(degree) = &asks.degree {
        let is_required = degree.value.need == ::matching::extraction::Demanded::Required;
        found.add(degree.span, None, is_required);
    }
    let taxonomy = &posting.knowledge.taxonomy;
    for spoken in &asks.languages {
        let name = language_name(&spoken.code).unwrap_or_default();
        let skill = taxonomy
            .named_skill(name)
            .map(|skill| skill.id().to_string());
        found.add(spoken.span, skill, spoken.need == Need::Required);
    }
    for section in &asks.sections {
        let is_required = match section.kind {
            SectionKind::Requirements | SectionKind::Responsibilities => true,
            SectionKind::Wishes => false,
            _ => continue,
        };
        let start = section.heading.end.max(section.range.start);
        found.lines(start..section.range.end, is_required);
    }
    found.asked
}

struct Found<'a> {
    posting: &'a matching::Asked,
    asked: Vec<Asked>,
}

impl Found<'_> {
    fn add(&mut self, span: Span, skill: Option<String>, required: bool) {
        let text = self.posting.quote(span);
        if text.trim().is_empty() || self.asked.len() == ASKED_MAX {
            return;
        }
        self.asked.push(Asked {
            id: format!("r{}", self.asked.len() + 1),
            text,
            skill,
            required,
            in_title: span.part == Part::Title,
            start: span.start,
            end: span.end,
        });
    }

    /// Lines of a section in which nothing else was found.
    fn lines(&mut self, range: std::ops::Range<usize>, required: bool) {
        let mut start = range.start;
        let text = self.posting.quote(Span::text(range));
        for line in text.split_inclusive('\n') {
            let at = start;
            start += line.len();
            let bare = line.trim_start_matches(['-', '*', '•', '·', '+', ' ', '\t']);
            let at = at + (line.len() - bare.len());
            let bare = bare.trim_end();
            let span = Span::text(at..at + bare.len());
            let is_taken =
                |asked: &Asked| !asked.in_title && asked.start < span.end && span.start < asked.end;
            let words = bare.split_whitespace().count();
            if LINE_WORDS.contains(&words) && !self.asked.iter().any(is_taken) {
                self.add(span, None, required);
            }
        }
    }
}
