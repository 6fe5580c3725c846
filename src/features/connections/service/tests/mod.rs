//! Tests of the pure rules: who is who, and what an import changes.

mod matching;
mod merging;

use super::keys::{fill, set_facts};
use crate::{
    features::connections::{Facts, PersonRow, entity::person::Tags},
    types::id::{PersonId, UserId},
};

/// Facts: name, address, company, position, date.
fn facts([name, url, company, position, date]: [&str; 5]) -> Facts {
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    Facts {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        profile_url: url.to_owned(),
        email: String::new(),
        company: company.to_owned(),
        position: position.to_owned(),
        connected_on: date.to_owned(),
    }
}

/// A person as an import brought them in.
fn imported(stated: [&str; 5]) -> PersonRow {
    let now = chrono::DateTime::from_timestamp_micros(0).unwrap_or_default();
    let facts = facts(stated);
    let mut row = PersonRow {
        id: PersonId(uuid::Uuid::nil()),
        user_id: UserId(uuid::Uuid::nil()),
        first_name: String::new(),
        last_name: String::new(),
        name_key: String::new(),
        profile_url: None,
        email: None,
        company: String::new(),
        company_key: String::new(),
        company_id: None,
        position: String::new(),
        connected_on: None,
        notes: String::new(),
        tags: Tags::default(),
        tag_keys: String::new(),
        words: String::new(),
        follow_up_on: None,
        source: None,
        imported: Some(facts.clone()),
        version: 1,
        created_at: now,
        updated_at: now,
        seen_at: now,
    };
    set_facts(&mut row, facts);
    fill(&mut row);
    row
}
