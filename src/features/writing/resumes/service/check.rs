//! Checks what a client gives as the content of a résumé. Each refusal names its place in the input.

use std::collections::HashSet;

use crate::{
    error::Refusal,
    features::{
        profiles::{CitedVersion, check_url},
        writing::resumes::{
            Citation, Content, Item, Link, Section, Statement, entity::content::FORM,
        },
    },
    types::{
        email::Email,
        id::EvidenceId,
        text::{Line, Prose},
    },
};

/// Where the content is in the input.
pub(super) const CONTENT: &str = "input.content";
/// Maximum characters of a line.
pub(super) const LINE_MAX: usize = 220;
const PHONE_MAX: usize = 50;
const TEXT_MAX: usize = 5_000;
const LINKS_MAX: usize = 20;
const ITEMS_MAX: usize = 200;
const STATEMENTS_MAX: usize = 500;
const CITATIONS_MAX: usize = 20;
const CHARACTERS_MAX: usize = 100_000;

type Checked<T> = Result<T, Refusal>;

/// The content as it is stored, but for the keys of new items; or why it is refused.
pub(super) fn checked(given: Content) -> Checked<Content> {
    let line = |field: &str, text: &str| optional(&format!("{CONTENT}.{field}"), text, LINE_MAX);
    let mut content = Content {
        form: FORM,
        last_key: 0,
        language: given.language,
        name: line("name", &given.name)?,
        headline: line("headline", &given.headline)?,
        location: line("location", &given.location)?,
        email: email(&given.email)?,
        phone: optional(&format!("{CONTENT}.phone"), &given.phone, PHONE_MAX)?,
        links: links(given.links)?,
        summary: statements(&format!("{CONTENT}.summary"), given.summary)?,
        sections: Vec::with_capacity(given.sections.len()),
    };
    let mut kinds = HashSet::new();
    for (i, section) in given.sections.into_iter().enumerate() {
        let path = format!("{CONTENT}.sections.{i}");
        if !kinds.insert(section.kind) {
            let message = "A section of this kind is in the list already; each kind has one.";
            return Err(Refusal::invalid(&format!("{path}.kind"), message));
        }
        content.sections.push(checked_section(&path, section)?);
    }
    match too_large(&content) {
        Some(message) => Err(Refusal::invalid(CONTENT, message)),
        None => Ok(content),
    }
}

/// Why the content is larger than a résumé may be.
pub(super) fn too_large(content: &Content) -> Option<String> {
    let statements = content.statements().count();
    if statements > STATEMENTS_MAX {
        return Some(format!(
            "A résumé has at most {STATEMENTS_MAX} statements, and this would have {statements}."
        ));
    }
    let characters = characters(content);
    (characters > CHARACTERS_MAX).then(|| {
        format!(
            "A résumé has at most {CHARACTERS_MAX} characters, and this would have {characters}."
        )
    })
}

fn characters(content: &Content) -> usize {
    let of_items = content.items().flat_map(|item| {
        let lines = [
            &item.title,
            &item.organization,
            &item.location,
            &item.detail,
        ];
        lines.into_iter().chain(&item.url)
    });
    let of_links = content
        .links
        .iter()
        .flat_map(|link| [&link.label, &link.url]);
    let of_statements = content.statements().map(|statement| &statement.text);
    of_items
        .chain(of_links)
        .chain(of_statements)
        .map(|text| text.chars().count())
        .sum()
}

/// The first citation of a version that is none of these, and its place in the input.
pub(super) fn unknown_citation(content: &Content, known: &[CitedVersion]) -> Option<Refusal> {
    let key = |cited: &CitedVersion| (cited.version.evidence_id, cited.version.version);
    let known: HashSet<(EvidenceId, i32)> = known.iter().map(key).collect();
    let of_summary = content.summary.iter().enumerate();
    let of_summary = of_summary.map(|(i, statement)| (format!("{CONTENT}.summary.{i}"), statement));
    let sections = content.sections.iter().enumerate();
    let of_items = sections.flat_map(|(i, section)| {
        let items = section.items.iter().enumerate();
        items.flat_map(move |(j, item)| {
            let statements = item.statements.iter().enumerate();
            statements.map(move |(k, statement)| {
                let path = format!("{CONTENT}.sections.{i}.items.{j}.statements.{k}");
                (path, statement)
            })
        })
    });
    of_summary.chain(of_items).find_map(|(path, statement)| {
        let is_unknown =
            |citation: &Citation| !known.contains(&(citation.evidence, citation.version));
        let at = statement.citations.iter().position(is_unknown)?;
        Some(Refusal::invalid(
            &format!("{path}.citations.{at}"),
            "Your profile has no such version of a fact.",
        ))
    })
}

/// The facts that the content cites, each once.
pub(super) fn cited(content: &Content) -> Vec<EvidenceId> {
    let citations = content
        .statements()
        .flat_map(|statement| &statement.citations);
    let facts: HashSet<EvidenceId> = citations.map(|citation| citation.evidence).collect();
    facts.into_iter().collect()
}

/// Gives a key to each item without one. Other keys must be such that were given before, and each of another item.
pub(super) fn keyed(mut content: Content, last_key: u32) -> Checked<Content> {
    content.last_key = last_key;
    let mut seen = HashSet::new();
    for (i, section) in content.sections.iter().enumerate() {
        for (j, item) in section.items.iter().enumerate() {
            if item.key.is_empty() {
                continue;
            }
            let path = format!("{CONTENT}.sections.{i}.items.{j}.key");
            let was_given = number(&item.key).is_some_and(|it| (1..=last_key).contains(&it));
            if !was_given {
                let message = "No item of this résumé had this key; leave it out for a new item.";
                return Err(Refusal::invalid(&path, message));
            }
            if !seen.insert(item.key.clone()) {
                let message = "Another item has this key; each has its own.";
                return Err(Refusal::invalid(&path, message));
            }
        }
    }
    let items = content.sections.iter_mut();
    for item in items.flat_map(|section| &mut section.items) {
        if item.key.is_empty() {
            content.last_key = content.last_key.saturating_add(1);
            item.key = format!("i{}", content.last_key);
        }
    }
    Ok(content)
}

/// The number of a key; none for what is no key.
fn number(key: &str) -> Option<u32> {
    let number: u32 = key.strip_prefix('i')?.parse().ok()?;
    (format!("i{number}") == key).then_some(number)
}

fn checked_section(path: &str, given: Section) -> Checked<Section> {
    at_most(&format!("{path}.items"), given.items.len(), ITEMS_MAX)?;
    let mut items = Vec::with_capacity(given.items.len());
    for (i, item) in given.items.into_iter().enumerate() {
        items.push(checked_item(&format!("{path}.items.{i}"), item)?);
    }
    Ok(Section {
        kind: given.kind,
        heading: optional(&format!("{path}.heading"), &given.heading, LINE_MAX)?,
        items,
    })
}

fn checked_item(path: &str, given: Item) -> Checked<Item> {
    let line = |field: &str, text: &str| optional(&format!("{path}.{field}"), text, LINE_MAX);
    let (title, organization) = (
        line("title", &given.title)?,
        line("organization", &given.organization)?,
    );
    if title.is_empty() && organization.is_empty() {
        let message = "An item has a title or an organization.";
        return Err(Refusal::invalid(&format!("{path}.title"), message));
    }
    if let (Some(start), Some(end)) = (given.started_on, given.ended_on)
        && end.is_surely_before(&start)
    {
        let message =
            format!("The end date {end} is before the start date {start}; correct one of them.");
        return Err(Refusal::invalid(&format!("{path}.endedOn"), message));
    }
    let url = given.url.map(|url| check_url(&format!("{path}.url"), &url));
    Ok(Item {
        title,
        organization,
        location: line("location", &given.location)?,
        url: url.transpose()?,
        detail: line("detail", &given.detail)?,
        statements: statements(&format!("{path}.statements"), given.statements)?,
        ..given
    })
}

fn statements(path: &str, given: Vec<Statement>) -> Checked<Vec<Statement>> {
    at_most(path, given.len(), STATEMENTS_MAX)?;
    let checked = |(i, statement)| checked_statement(&format!("{path}.{i}"), statement);
    given.into_iter().enumerate().map(checked).collect()
}

fn checked_statement(path: &str, given: Statement) -> Checked<Statement> {
    let at = format!("{path}.text");
    let text = Prose::parse(&at, &given.text, TEXT_MAX)?.into_string();
    if text.is_empty() {
        return Err(Refusal::invalid(&at, "This must not be empty."));
    }
    let citations = format!("{path}.citations");
    at_most(&citations, given.citations.len(), CITATIONS_MAX)?;
    let mut seen = HashSet::new();
    for (i, citation) in given.citations.iter().enumerate() {
        if !seen.insert(citation) {
            let message = "This version of the fact is in the list already.";
            return Err(Refusal::invalid(&format!("{citations}.{i}"), message));
        }
    }
    Ok(Statement { text, ..given })
}

fn links(given: Vec<Link>) -> Checked<Vec<Link>> {
    let path = format!("{CONTENT}.links");
    at_most(&path, given.len(), LINKS_MAX)?;
    let checked = |(i, link): (usize, Link)| {
        Ok(Link {
            label: optional(&format!("{path}.{i}.label"), &link.label, LINE_MAX)?,
            url: check_url(&format!("{path}.{i}.url"), &link.url)?,
        })
    };
    given.into_iter().enumerate().map(checked).collect()
}

fn email(given: &str) -> Checked<String> {
    let path = format!("{CONTENT}.email");
    if optional(&path, given, LINE_MAX * 2)?.is_empty() {
        return Ok(String::new());
    }
    Email::parse(&path, given).map(|email| email.as_str().to_owned())
}

fn optional(path: &str, text: &str, max: usize) -> Checked<String> {
    let line = Line::parse_optional(path, text, max)?;
    Ok(line.map(Line::into_string).unwrap_or_default())
}

fn at_most(path: &str, given: usize, max: usize) -> Checked<()> {
    if given <= max {
        return Ok(());
    }
    let message = format!("The list has {given} entries; at most {max} are allowed.");
    Err(Refusal::invalid(path, message))
}
