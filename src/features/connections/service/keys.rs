//! The columns of a person that are computed from others, and the keys by which people are compared.

use std::collections::BTreeSet;

use importing::record::Connection;
use reading::{
    company::Name,
    words::{simplified, words},
};

use crate::features::connections::{Facts, PersonRow};

/// Characters of a name that order a list.
const NAME_KEY_CHARS: usize = 60;

/// The folded name.
pub(super) fn folded_name(facts: &Facts) -> String {
    folded(&format!("{} {}", facts.first_name, facts.last_name))
}

/// A folded text with single spaces.
pub(super) fn folded(text: &str) -> String {
    let folded = simplified(text);
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The key of a company's name; empty for none.
pub(super) fn company_key(company: &str) -> String {
    if company.is_empty() {
        String::new()
    } else {
        Name::read(company).key()
    }
}

/// The key of a tag, between line ends, which no tag contains.
pub(super) fn tag_key(tag: &str) -> String {
    format!("\n{}\n", folded(tag))
}

/// Computes the columns for search and order; the company is matched by its key elsewhere.
pub(super) fn fill(row: &mut PersonRow) {
    let facts = row.facts();
    row.name_key = folded_name(&facts).chars().take(NAME_KEY_CHARS).collect();
    row.company_key = company_key(&row.company);
    row.tag_keys = row.tags.0.iter().map(|tag| tag_key(tag)).collect();
    let texts = [
        &facts.first_name,
        &facts.last_name,
        &facts.company,
        &facts.position,
    ];
    let all: BTreeSet<String> = texts.into_iter().flat_map(|text| words(text)).collect();
    row.words = all.iter().flat_map(|word| [" ", word.as_str()]).collect();
}

/// Writes facts into a row.
pub(super) fn set_facts(row: &mut PersonRow, facts: Facts) {
    let stated = |text: String| (!text.is_empty()).then_some(text);
    row.first_name = facts.first_name;
    row.last_name = facts.last_name;
    row.profile_url = stated(facts.profile_url);
    row.email = stated(facts.email);
    row.company = facts.company;
    row.position = facts.position;
    row.connected_on = stated(facts.connected_on);
}

/// The facts of a row of a file.
pub(super) fn facts_of(row: &Connection) -> Facts {
    Facts {
        first_name: row.first_name.clone(),
        last_name: row.last_name.clone(),
        profile_url: row.profile_url.clone().unwrap_or_default(),
        email: row.email.clone().unwrap_or_default(),
        company: row.company.clone(),
        position: row.position.clone(),
        connected_on: row
            .connected_on
            .map(|date| date.to_string())
            .unwrap_or_default(),
    }
}
