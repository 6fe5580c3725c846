//! A revision as a document to render. What is hidden is left out.

use chrono::Datelike;
use rendering::{Block, Detail, Document, Entry, Group, Heading, Resume, Section, Text, heading};

use crate::{
    features::writing::{
        Language,
        resumes::{self, Content, Item, SectionKind, Statement},
    },
    types::partial_date::PartialDate,
};

/// The document of a revision.
pub(super) fn document(content: &Content) -> Document {
    let language = content.language;
    Document::Resume(Resume {
        language: language.tag().to_owned(),
        name: content.name.clone(),
        headline: content.headline.as_str().into(),
        contact: contact(content),
        summary: shown(&content.summary).map(text).collect(),
        sections: content
            .sections
            .iter()
            .map(|given| section(given, language))
            .collect(),
    })
}

fn contact(content: &Content) -> Vec<Text> {
    let mut lines = Vec::new();
    if !content.email.is_empty() {
        let address = format!("mailto:{}", content.email);
        lines.push(Text::linked(content.email.as_str(), address));
    }
    for line in [&content.phone, &content.location] {
        if !line.is_empty() {
            lines.push(line.as_str().into());
        }
    }
    lines.extend(content.links.iter().map(link));
    lines
}

/// A link, whose address can be read on paper, too.
fn link(link: &resumes::Link) -> Text {
    let shown = link
        .url
        .split_once("://")
        .map_or(link.url.as_str(), |it| it.1);
    let shown = shown.trim_start_matches("www.").trim_end_matches('/');
    let label = if link.label.is_empty() {
        Text::default()
    } else {
        format!("{}: ", link.label).into()
    };
    label.and_linked(shown, link.url.as_str())
}

fn section(given: &resumes::Section, language: Language) -> Section {
    let items: Vec<&Item> = given.items.iter().filter(|item| !item.hidden).collect();
    let heading = if given.heading.is_empty() {
        heading(language.tag(), usual(given.kind)).to_owned()
    } else {
        given.heading.clone()
    };
    let blocks = match given.kind {
        SectionKind::Skills => skills(&items, language),
        SectionKind::Languages => items.into_iter().map(spoken).collect(),
        kind => {
            let entry = |item| Block::Entry(entry(item, kind, language));
            items.into_iter().map(entry).collect()
        }
    };
    Section { heading, blocks }
}

/// The usual heading of a section.
const fn usual(kind: SectionKind) -> Heading {
    match kind {
        SectionKind::Work => Heading::Experience,
        SectionKind::Education => Heading::Education,
        SectionKind::Skills => Heading::Skills,
        SectionKind::Languages => Heading::Languages,
        SectionKind::Projects => Heading::Projects,
        SectionKind::Certifications => Heading::Certifications,
        SectionKind::Volunteering => Heading::Volunteering,
        SectionKind::Publications => Heading::Publications,
        SectionKind::Awards => Heading::Awards,
    }
}

/// Skills on one line, and behind it those of which something is said.
fn skills(items: &[&Item], language: Language) -> Vec<Block> {
    let (said, named): (Vec<&Item>, Vec<&Item>) = items
        .iter()
        .copied()
        .partition(|item| shown(&item.statements).next().is_some());
    let name = |item: &&Item| Text::from(named_with(&item_name(item), &item.detail));
    let mut blocks = Vec::new();
    if !named.is_empty() {
        blocks.push(Block::Group(Group {
            name: String::new(),
            items: named.iter().map(name).collect(),
        }));
    }
    let entry = |item| Block::Entry(entry(item, SectionKind::Skills, language));
    blocks.extend(said.into_iter().map(entry));
    blocks
}

fn named_with(name: &str, detail: &str) -> String {
    if detail.is_empty() {
        name.to_owned()
    } else {
        format!("{name} ({detail})")
    }
}

/// A language, its level, and what is said of it.
fn spoken(item: &Item) -> Block {
    let said = shown(&item.statements).map(text);
    let level = Some(&item.detail).filter(|detail| !detail.is_empty());
    let words: Vec<Text> = level
        .map(|detail| detail.as_str().into())
        .into_iter()
        .chain(said)
        .collect();
    let name = item_name(item);
    Block::Group(if words.is_empty() {
        Group {
            name: String::new(),
            items: vec![name.into()],
        }
    } else {
        Group { name, items: words }
    })
}

/// The title, or the organization if there is none.
fn item_name(item: &Item) -> String {
    if item.title.is_empty() {
        item.organization.clone()
    } else {
        item.title.clone()
    }
}

fn entry(item: &Item, kind: SectionKind, language: Language) -> Entry {
    let mut name = item_name(item);
    let mut details = Vec::new();
    if !item.detail.is_empty() {
        if kind == SectionKind::Education && !item.title.is_empty() {
            name = format!("{name}, {}", item.detail);
        } else {
            details.push(Detail::Line(item.detail.as_str().into()));
        }
    }
    details.extend(shown(&item.statements).map(text).map(Detail::Bullet));
    let title = match &item.url {
        Some(url) => Text::linked(name, url.as_str()),
        None => name.into(),
    };
    let organization = if item.title.is_empty() {
        ""
    } else {
        item.organization.as_str()
    };
    Entry {
        title,
        organisation: organization.into(),
        location: item.location.clone(),
        dates: dates(item, kind, language),
        details,
    }
}

/// The dates as they are to be read. A job without an end lasts; of other items without one, only the start is known.
fn dates(item: &Item, kind: SectionKind, language: Language) -> String {
    let lasts = matches!(kind, SectionKind::Work | SectionKind::Volunteering);
    let words = |date| date_words(date, language);
    match (item.started_on.map(words), item.ended_on.map(words)) {
        (Some(start), Some(end)) if start == end => start,
        (Some(start), Some(end)) => format!("{start} – {end}"),
        (Some(start), None) if lasts => match language {
            Language::En => format!("{start} – Present"),
            Language::De => format!("{start} – heute"),
        },
        (one, other) => one.or(other).unwrap_or_default(),
    }
}

/// `Mar 2021` or `03/2021`; days are left out.
fn date_words(date: PartialDate, language: Language) -> String {
    let day = date.earliest();
    match language {
        _ if !date.has_month() => day.year().to_string(),
        Language::En => day.format("%b %Y").to_string(),
        Language::De => day.format("%m/%Y").to_string(),
    }
}

fn shown(statements: &[Statement]) -> impl Iterator<Item = &Statement> {
    statements.iter().filter(|statement| !statement.hidden)
}

fn text(statement: &Statement) -> Text {
    statement.text.as_str().into()
}
