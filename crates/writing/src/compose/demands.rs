//! What a posting asks for, in words that fit into a sentence.

use taxonomy::Kind;

use super::{
    Composer,
    phrases::Slots,
    text::{self, is_in_capitals, list, words},
};
use crate::posting::Requirement;

/// The longest part of a posting that is quoted, in words.
const QUOTED_WORDS_MAX: usize = 13;

/// A requirement in a few words.
#[derive(Clone, Debug)]
pub(super) struct Demand {
    /// The id of the requirement.
    pub id: String,
    /// Its words.
    pub text: String,
    /// True if it is a product or a machine, with which one works.
    pub tool: bool,
    /// True if it is work, not a paper, a spoken language or a quality of a person.
    pub work: bool,
    /// True if it is required.
    pub required: bool,
}

impl Demand {
    /// A requirement in a few words, if that is possible.
    pub fn of(composer: &Composer<'_>, requirement: &Requirement) -> Option<Self> {
        let taxonomy = composer.knowledge.taxonomy;
        let skill = requirement
            .skill
            .as_ref()
            .and_then(|id| taxonomy.skill(id.as_str()));
        let spoken = skill.is_some_and(|skill| skill.kind() == Kind::Language);
        let written = composer.voice.demand(&requirement.text, taxonomy);
        let text = written
            .or_else(|| composer.voice.skill(skill?))
            .filter(|_| !spoken)?;
        Some(Self {
            id: requirement.id.clone(),
            tool: skill.is_some_and(|skill| skill.kind() == Kind::Tool) && words(&text).len() <= 2,
            work: skill
                .is_none_or(|skill| matches!(skill.kind(), Kind::Hard | Kind::Tool | Kind::Method)),
            text,
            required: requirement.required,
        })
    }
}

/// The slots for some demands.
pub(super) fn slots(composer: &Composer<'_>, demands: &[&Demand]) -> Slots {
    let texts: Vec<String> = demands.iter().map(|demand| demand.text.clone()).collect();
    let mut slots = composer.voice.agreement(texts.len() > 1);
    let has_and = format!(" {} ", composer.voice.and());
    let several = texts.iter().any(|text| text.contains(&has_and));
    let and = if several {
        composer.voice.as_well_as()
    } else {
        composer.voice.and()
    };
    let named: Vec<String> = texts
        .iter()
        .map(|text| composer.voice.named(text))
        .collect();
    slots.insert("demands", list(&texts, and));
    slots.insert("named", list(&named, and));
    slots
}

/// The words of a requirement that can be quoted: one statement, not too short and not too long.
pub(super) fn quotable(composer: &Composer<'_>, requirement: &Requirement) -> Option<String> {
    let text = requirement
        .text
        .trim()
        .trim_end_matches(['.', ';', ',', ':', '!']);
    let addressed = ["You will ", "You'll ", "You’ll "]
        .iter()
        .find_map(|start| text.strip_prefix(start));
    let text = addressed.unwrap_or(text);
    let count = words(text).len();
    let fits = (4..=QUOTED_WORDS_MAX).contains(&count)
        && !text
            .chars()
            .any(|c| c.is_numeric() || c.is_control() || "\"“”„<>[]{}|•;:@".contains(c))
        && text.chars().next().is_some_and(char::is_alphabetic)
        && !text.contains(". ")
        && !composer.voice.is_idle(&text::bare(
            words(text).first().copied().unwrap_or_default(),
        ))
        && !is_in_capitals(text)
        && text::clean(text) == text
        && composer.voice.speaks(text);
    fits.then(|| text.to_owned())
}
