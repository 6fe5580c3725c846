//! What a text is written from.

use super::fence::Row;

/// The characters of a fact's text that are sent.
const FACT_CHARS_MAX: usize = 1_000;
/// The characters of a requirement's text that are sent.
const REQUIREMENT_CHARS_MAX: usize = 500;
/// The characters of a posting's text that are sent.
const POSTING_CHARS_MAX: usize = 6_000;
/// The characters of a name, a title or a date that are sent.
const NAME_CHARS_MAX: usize = 200;

/// A fact about a person. Its id in the prompt follows from its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fact<'a> {
    /// What it is about, such as `ROLE`.
    pub kind: &'a str,
    /// The statement.
    pub text: &'a str,
    /// The employer, the school or the issuer.
    pub organisation: Option<&'a str>,
    /// The title of the role.
    pub title: Option<&'a str>,
    /// When it began, such as `2019-03`.
    pub from: Option<&'a str>,
    /// When it ended, or `today`.
    pub to: Option<&'a str>,
}

/// What a posting asks for. Its id in the prompt follows from its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Requirement<'a> {
    /// The words of the posting.
    pub text: &'a str,
    /// True if it is required, false if it is nice to have.
    pub required: bool,
}

/// The posting that a text is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Posting<'a> {
    /// Its title.
    pub title: &'a str,
    /// The company.
    pub company: &'a str,
    /// What it asks for.
    pub requirements: &'a [Requirement<'a>],
    /// Its text, without markup.
    pub text: &'a str,
}

/// The id of the fact at an index: `f1` for the first.
#[must_use]
pub fn fact_id(index: usize) -> String {
    format!("f{}", index.saturating_add(1))
}

/// The index of a fact.
#[must_use]
pub fn fact_index(id: &str) -> Option<usize> {
    index(id, 'f')
}

/// The id of the requirement at an index: `r1` for the first.
#[must_use]
pub fn requirement_id(index: usize) -> String {
    format!("r{}", index.saturating_add(1))
}

/// The index of a requirement.
#[must_use]
pub fn requirement_index(id: &str) -> Option<usize> {
    index(id, 'r')
}

fn index(id: &str, letter: char) -> Option<usize> {
    let digits = id.strip_prefix(letter)?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    digits
        .parse::<usize>()
        .ok()
        .filter(|_| plain)?
        .checked_sub(1)
}

/// The rows of facts.
pub(super) fn facts<'a>(facts: &'a [Fact<'a>]) -> impl Iterator<Item = Row> {
    facts.iter().enumerate().map(|(index, fact)| {
        let named = |text: Option<&'a str>| text.map(|text| start(text, NAME_CHARS_MAX));
        Row::new()
            .text("id", &fact_id(index))
            .text("kind", start(fact.kind, NAME_CHARS_MAX))
            .text("text", start(fact.text, FACT_CHARS_MAX))
            .some("organisation", named(fact.organisation))
            .some("title", named(fact.title))
            .some("from", named(fact.from))
            .some("to", named(fact.to))
    })
}

/// The rows of a posting: what it is, what it asks for, its text.
pub(super) fn posting<'a>(posting: &'a Posting<'a>) -> impl Iterator<Item = Row> {
    let head = Row::new()
        .text("title", start(posting.title, NAME_CHARS_MAX))
        .text("company", start(posting.company, NAME_CHARS_MAX));
    let requirements = posting.requirements.iter().enumerate();
    let requirements = requirements.map(|(index, requirement)| {
        Row::new()
            .text("id", &requirement_id(index))
            .value(
                "required",
                if requirement.required {
                    "true"
                } else {
                    "false"
                },
            )
            .text("text", start(requirement.text, REQUIREMENT_CHARS_MAX))
    });
    let text = Row::new().text("text", start(posting.text, POSTING_CHARS_MAX));
    [head].into_iter().chain(requirements).chain([text])
}

/// The first characters of a text.
pub(super) fn start(text: &str, chars_max: usize) -> &str {
    match text.char_indices().nth(chars_max) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}
