//! What filters and facets need of a posting, as words of a short text beside its row in the index: a letter for the field, then the value.
//! A place is its country, region and city, one after another. The words are keys of the index as well. Migration 43 writes the same.

use std::{collections::BTreeSet, sync::Arc};

use sea_orm::{ActiveEnum, DbBackend};

use super::filter::{Field, Filter, Item};
use crate::features::jobs::entity::{posting::SearchedText, posting_location};

/// Begins the key of a fact on PostgreSQL, where words have the same index. Windows of time have the letters `b` and `d`.
const SIGN: char = '@';
/// Ends the facts of a posting in a list of several.
pub(super) const END: char = ';';
/// Most cities that a radius is looked up as.
const CITIES_MAX: usize = 400;

/// The letter of a field; none for a field of the company.
pub(super) const fn letter(field: Field) -> Option<char> {
    Some(match field {
        Field::RemoteMode => 'm',
        Field::EmploymentType => 't',
        Field::Seniority => 's',
        Field::Language => 'l',
        Field::Company => 'o',
        Field::Skill => 'k',
        Field::Country => 'c',
        Field::Region => 'r',
        Field::City => 'i',
        Field::Industry | Field::CompanySize => return None,
    })
}

/// The facts of a posting but for skills and places.
pub(super) fn of_text(text: &SearchedText) -> String {
    let mut facts = format!(
        "m{} t{} s{}",
        text.remote_mode.to_value(),
        text.employment_type.to_value(),
        text.seniority.to_value()
    );
    if let Some(language) = text.language.as_deref().and_then(primary) {
        facts.push_str(" l");
        facts.push_str(&language);
    }
    facts.push_str(" o");
    facts.push_str(&text.company_id.0.simple().to_string());
    facts
}

/// The id of the company that the facts of a row of the index name, as an expression.
pub(super) const fn company(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => {
            "substr(posting_rows.facts, strpos(posting_rows.facts, ' o') + 2, 32)"
        }
        _ => "substr(posting_rows.facts, instr(posting_rows.facts, ' o') + 2, 32)",
    }
}

/// A language without its region.
fn primary(tag: &str) -> Option<String> {
    let start: String = tag.chars().take(3).collect();
    let code = start.to_lowercase();
    let code = code.trim_end_matches(['-', '_']);
    let is_code = !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric());
    is_code.then(|| code.to_owned())
}

/// Adds a skill by its slug.
pub(super) fn add_skill(facts: &mut String, slug: &str) {
    facts.push_str(" k");
    facts.push_str(slug);
}

/// Adds a place.
pub(super) fn add_place(facts: &mut String, place: &posting_location::Model) {
    if place.country.is_none() && place.region_code.is_none() && place.city_id.is_none() {
        return;
    }
    facts.push_str(" c");
    facts.push_str(place.country.as_deref().unwrap_or_default());
    if let Some(region) = &place.region_code {
        facts.push_str(" r");
        facts.push_str(region);
    }
    if let Some(city) = place.city_id {
        facts.push_str(" i");
        facts.push_str(&city.to_string());
    }
}

/// The GeoNames id of the city that a fact names, if it names one.
pub(super) fn city(fact: &str) -> Option<u32> {
    fact.strip_prefix('i')?.parse().ok()
}

/// The keys of facts on PostgreSQL.
pub(super) fn keys(facts: &str) -> impl Iterator<Item = String> {
    facts.split(' ').map(key)
}

/// The key of a fact on PostgreSQL.
pub(super) fn key(fact: &str) -> String {
    format!("{SIGN}{fact}")
}

/// The fact that a posting has a value.
pub(super) fn fact(field: Field, value: &Item) -> Option<String> {
    let letter = letter(field)?;
    Some(match value {
        Item::Text(text) => format!("{letter}{text}"),
        Item::Number(number) => format!("{letter}{number}"),
        Item::Id(id) => format!("{letter}{}", id.simple()),
    })
}

/// A posting has any of these facts, or none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    pub facts: Vec<String>,
    pub is_wanted: bool,
}

/// What a filter says in facts: all of these hold for each match.
pub(super) fn clauses(filter: &Filter) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut add = |field: Field, items: BTreeSet<&Item>, is_wanted: bool| {
        let facts: Vec<String> = items.iter().filter_map(|item| fact(field, item)).collect();
        if !facts.is_empty() {
            clauses.push(Clause { facts, is_wanted });
        }
    };
    for field in Field::ALL {
        if let Some(items) = filter.any.of(field) {
            add(field, items, true);
        }
        for items in filter.all.each(field) {
            add(field, items, true);
        }
        if let Some(items) = filter.none.of(field) {
            add(field, items, false);
        }
    }
    if let Some(cities) = cities_near(filter) {
        // No city has the number 0.
        let facts = cities.iter().copied().chain([0]);
        let facts = facts.map(|city| format!("i{city}")).collect();
        clauses.push(Clause {
            facts,
            is_wanted: true,
        });
    }
    clauses
}

/// The cities that a filter by distance means, if they are few enough to be looked up.
pub(super) fn cities_near(filter: &Filter) -> Option<Arc<[u32]>> {
    let cities = filter.near.as_ref()?.cities();
    (cities.len() <= CITIES_MAX).then_some(cities)
}

#[cfg(test)]
mod tests {
    use super::primary;

    #[test]
    fn a_language_is_its_code() {
        for (tag, code) in [
            ("en", Some("en")),
            ("de-AT", Some("de")),
            ("pt_BR", Some("pt")),
            ("gsw", Some("gsw")),
            ("", None),
            ("a b", None),
        ] {
            assert_eq!(primary(tag).as_deref(), code, "{tag}");
        }
    }
}
