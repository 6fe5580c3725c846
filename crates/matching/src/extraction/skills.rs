//! The skills that a posting asks for.

use std::collections::BTreeMap;

use reading::skill::{Dictionary, Need};

use super::{
    cues,
    sections::{Section, SectionKind},
    words::sentences,
};
use crate::prepared::Span;

/// A skill that a posting asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSkill {
    /// The id of the skill.
    pub id: String,
    /// Required or preferred.
    pub need: Need,
    /// The words that name it.
    pub span: Span,
}

/// The skills of title and text. Required are those of requirement sections; without such a section, those of the text. What only other
/// sections or the title name is preferred, unless the sentence says that it is a must. Benefits, and what is about the employer, do not count.
pub(super) fn read(
    dictionary: &Dictionary,
    title: &str,
    text: &str,
    sections: &[Section],
) -> Vec<FoundSkill> {
    let has_requirements = sections
        .iter()
        .any(|section| section.kind == SectionKind::Requirements);
    let mut found: BTreeMap<String, FoundSkill> = BTreeMap::new();
    for section in sections.iter().filter(|section| section.asks()) {
        let part = text.get(section.range.clone()).unwrap_or_default();
        for mention in mentions(dictionary, part) {
            let start = section.range.start + mention.range.start;
            let range = start..section.range.start + mention.range.end;
            let need = match section.kind {
                SectionKind::Wishes => Need::Preferred,
                SectionKind::Requirements => mention.need,
                _ if has_requirements && !is_must(text, section, start) => Need::Preferred,
                _ => mention.need,
            };
            note(&mut found, mention.id, need, Span::text(range));
        }
    }
    let title_need = if found.is_empty() {
        Need::Required
    } else {
        Need::Preferred
    };
    for mention in mentions(dictionary, title) {
        note(
            &mut found,
            mention.id,
            title_need,
            Span::title(mention.range),
        );
    }
    let mut found: Vec<FoundSkill> = found.into_values().collect();
    found.sort_by_key(|skill| skill.span);
    found
}

fn note(found: &mut BTreeMap<String, FoundSkill>, id: String, need: Need, span: Span) {
    match found.get_mut(&id) {
        Some(known) if known.need > need => (known.need, known.span) = (need, span),
        Some(_) => {}
        None => {
            found.insert(id.clone(), FoundSkill { id, need, span });
        }
    }
}

fn is_must(text: &str, section: &Section, at: usize) -> bool {
    sentences(text, section.range.clone())
        .iter()
        .any(|sentence| sentence.range.contains(&at) && cues::is_required(sentence))
}

/// The ids of the skills that a text of a person names, each once.
#[must_use]
pub fn skills_of(dictionary: &Dictionary, text: &str) -> Vec<String> {
    mentions(dictionary, text)
        .into_iter()
        .map(|mention| mention.id)
        .collect()
}

struct Mention {
    id: String,
    need: Need,
    range: std::ops::Range<usize>,
}

fn mentions(dictionary: &Dictionary, text: &str) -> Vec<Mention> {
    let all = dictionary.mentions(text).into_iter();
    all.map(|mention| Mention {
        id: mention.entry.slug.clone(),
        need: mention.need,
        range: mention.span,
    })
    .collect()
}
