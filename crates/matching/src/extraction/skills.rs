//! The skills that a posting asks for.

use std::collections::{BTreeMap, BTreeSet};

use reading::skill::{Dictionary, Need};

use super::{
    alternatives, cues, employer,
    sections::{Section, SectionKind},
    words::sentences,
};
use crate::prepared::Span;

/// Signs that part a title.
const PARTING: [char; 5] = ['(', ')', '[', ']', ','];

/// A skill that a posting asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSkill {
    /// The id of the skill.
    pub id: String,
    /// Required or preferred.
    pub need: Need,
    /// The words that name it.
    pub span: Span,
    /// The number of the group of alternatives that it is one of: one of them is asked for.
    pub group: Option<u16>,
}

/// The skills of title and text. Required are those of the title and of requirement sections; without such a section, those of the text. What only
/// other sections name is preferred, unless the sentence says that it is a must; so is what the text or the title calls a wish. Benefits, and what
/// is about the employer, do not count. Of alternatives each knows its group.
pub(super) fn read(
    dictionary: &Dictionary,
    title: &str,
    text: &str,
    sections: &[Section],
    company: &str,
) -> Vec<FoundSkill> {
    let has_requirements = sections
        .iter()
        .any(|section| section.kind == SectionKind::Requirements);
    let own = employer::without(text, sections, company);
    let mut found: BTreeMap<String, FoundSkill> = BTreeMap::new();
    let mut wished: BTreeSet<String> = BTreeSet::new();
    for section in sections.iter().filter(|section| section.asks()) {
        let part = own.get(section.range.clone()).unwrap_or_default();
        for mention in mentions(dictionary, part) {
            let start = section.range.start + mention.range.start;
            let range = start..section.range.start + mention.range.end;
            if section.kind == SectionKind::Wishes || mention.need == Need::Preferred {
                wished.insert(mention.id.clone());
            }
            let need = match section.kind {
                SectionKind::Wishes => Need::Preferred,
                SectionKind::Requirements => mention.need,
                _ if has_requirements && !is_must(text, section, start) => Need::Preferred,
                _ => mention.need,
            };
            note(&mut found, mention.id, need, Span::text(range));
        }
    }
    let title_own = employer::without_name(title, company);
    for mention in mentions(dictionary, &title_own) {
        let is_wish =
            wished.contains(&mention.id) || is_wish_of_title(dictionary, &title_own, &mention);
        let need = if is_wish {
            Need::Preferred
        } else {
            Need::Required
        };
        note(&mut found, mention.id, need, Span::title(mention.range));
    }
    let mut found: Vec<FoundSkill> = found.into_values().collect();
    found.sort_by_key(|skill| skill.span);
    alternatives::group(&mut found, title, text);
    found
}

fn note(found: &mut BTreeMap<String, FoundSkill>, id: String, need: Need, span: Span) {
    match found.get_mut(&id) {
        Some(known) if known.need > need => (known.need, known.span) = (need, span),
        Some(_) => {}
        None => {
            let skill = FoundSkill {
                id: id.clone(),
                need,
                span,
                group: None,
            };
            found.insert(id, skill);
        }
    }
}

/// True if the part of a title that names the skill calls it a wish: "Rust Engineer (Kotlin is a plus)" wishes for Kotlin alone.
fn is_wish_of_title(dictionary: &Dictionary, title: &str, mention: &Mention) -> bool {
    let before = title.get(..mention.range.start).unwrap_or_default();
    let after = title.get(mention.range.end..).unwrap_or_default();
    let start = before.rfind(PARTING).map_or(0, |at| at + 1);
    let end = after
        .find(PARTING)
        .map_or(title.len(), |at| mention.range.end + at);
    let part = title.get(start..end).unwrap_or_default();
    let alone = mentions(dictionary, part);
    let is_required = |one: &Mention| one.id == mention.id && one.need == Need::Required;
    mention.need == Need::Preferred && !alone.iter().any(is_required)
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
